/** A campaign of any size for the measurement of deadlines: one group of questionnaires, one stage, one seal. */
import { parseCalendar } from '#forms/campaign/calendar.ts';
import type { Pack } from '#forms/campaign/pack.ts';
import type { Area } from '#forms/permission/area.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { sha256Hex } from '#forms/seal/hash.ts';

export const campaign = 'bench';
export const seal = 'annual';
export const district = '990101000000';
export const collecting = Date.parse('2031-11-05T10:00:00+08:00');
export const deadline = Date.parse('2031-12-01T00:00:00+08:00');

const digits = (value: number) => String(value).padStart(3, '0');
const perTown = 100;

/** Codes of that many villages, a hundred to a town. */
export const villageCodes = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, index) => `990101${digits(101 + Math.floor(index / perTown))}${digits(1 + (index % perTown))}`,
  );

export const areasOf = (villages: readonly string[]): readonly Area[] => {
  const towns = [...new Set(villages.map((code) => `${code.slice(0, 9)}000`))];
  return [
    { code: district, level: 'district', name: 'District' },
    ...towns.map(
      (code): Area => ({ code, level: 'town', name: `Town ${code.slice(6, 9)}`, parent: district }),
    ),
    ...villages.map(
      (code): Area => ({
        code,
        level: 'village',
        name: `Village ${code.slice(6)}`,
        parent: `${code.slice(0, 9)}000`,
      }),
    ),
  ];
};

const editionOf = (questionnaire: string): Edition => {
  const source = { title: questionnaire, pages: [{ elements: [{ type: 'text', name: 'head' }] }] };
  return { questionnaire, edition: 1, sourceHash: sha256Hex(canonicalJson(source)), source, compiled: {} };
};

export const packOf = (questionnaires: number): Pack => {
  const calendar = parseCalendar({
    timeZone: 'Asia/Shanghai',
    groups: ['all'],
    stages: [
      {
        id: 'entry',
        title: 'Entry',
        group: 'all',
        from: '2031-11-01 00:00',
        to: '2031-11-30 24:00',
        right: 'collect',
      },
    ],
    seals: [{ id: seal, title: 'Annual', at: '2031-11-30 24:00', groups: ['all'] }],
  });
  if (!calendar.ok) throw new Error(JSON.stringify(calendar.refusal));
  const ids = Array.from({ length: questionnaires }, (_, index) => `q${index + 1}`);
  return {
    id: campaign,
    version: '1',
    title: 'Bench',
    locales: ['en'],
    retentionYears: 1,
    unitKinds: [{ id: 'household', title: 'Household', counter: 'households' }],
    questionnaires: ids.map((id) => ({
      id,
      group: 'all',
      unit: 'household',
      filledBy: ['collector'],
      title: id,
      short: id,
      scanPages: 4,
    })),
    codeLists: {},
    parameters: {},
    checks: [],
    facts: [],
    calendar: calendar.value,
    editions: ids.map(editionOf),
  };
};
