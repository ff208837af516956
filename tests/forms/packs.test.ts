import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { stageAt } from '#forms/campaign/calendar.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import { parsePack } from '#forms/campaign/pack.ts';
import { isJsonObject } from '#forms/json.ts';
import { sha256 } from '#forms/seal/hash.ts';
import { brokenAnswers, nearMisses } from '#tests/support/broken-answers.ts';
import { changed } from '#tests/support/changed.ts';
import {
  collecting,
  editionIn,
  exampleAnswers,
  packFiles,
  questionnaireIds,
  shippedPack,
  shippedPacks,
  shippedPackWithWaiting,
} from '#tests/support/shipped-packs.ts';
import { acceptedBySurvey, definitionErrors, surveyModel } from '#tests/support/survey-model.ts';

/** Every object anywhere inside, with its path. */
const objectsIn = (
  value: unknown,
  at = '',
): readonly (readonly [string, { readonly [key: string]: unknown }])[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => objectsIn(item, `${at}/${index}`));
  if (!isJsonObject(value)) return [];
  return [[at, value], ...Object.entries(value).flatMap(([key, item]) => objectsIn(item, `${at}/${key}`))];
};

const shownTexts = [
  'title',
  'short',
  'counter',
  'plural',
  'description',
  'text',
  'labelTrue',
  'labelFalse',
  'unitText',
];

describe.each(shippedPacks)('pack %s', (id) => {
  test('[C50] parses and publishes without a fault', () => {
    expect(parsePack(packFiles(id))).toMatchObject({ ok: true });
  });

  test('[C51] every text is written in every language of the pack', () => {
    const { locales } = shippedPack(id);
    const wanted = locales.map((locale) => (locale === 'en' ? 'default' : locale.toLowerCase())).sort();
    const inOneLanguage = ([, object]: (typeof all)[number]) =>
      locales.length > 1 && shownTexts.some((key) => typeof object[key] === 'string');
    const inOthers = ([, object]: (typeof all)[number]) =>
      ['default', ...wanted].some((key) => key in object) &&
      Object.keys(object).sort().join() !== wanted.join();
    const all = Object.entries(packFiles(id)).flatMap(([file, content]) => objectsIn(content, file));
    expect(all.filter((one) => inOneLanguage(one) || inOthers(one))).toEqual([]);
  });

  test('[C52] every code list is there and is used', () => {
    const files = packFiles(id);
    const used = objectsIn(files).flatMap(([, object]) =>
      typeof object.codeList === 'string' ? [object.codeList] : [],
    );
    expect([...new Set(used)].sort()).toEqual(Object.keys(shippedPack(id).codeLists).sort());
  });

  const pack = () => shippedPackWithWaiting(id);

  describe.each(questionnaireIds(id))('questionnaire %s', (questionnaire) => {
    test('[C50] loads in survey-core without errors', () => {
      expect(definitionErrors(surveyModel(editionIn(pack(), questionnaire)))).toEqual([]);
    });

    test('[C53] the example is accepted, by survey-core too', () => {
      const edition = editionIn(pack(), questionnaire);
      const verdict = checkAnswers(edition, exampleAnswers(questionnaire), collecting(pack()), sha256);
      expect(verdict).toMatchObject({ ok: true });
      expect(acceptedBySurvey(surveyModel(edition), exampleAnswers(questionnaire))).toBe(true);
    });

    test.each(brokenAnswers[questionnaire] ?? [])('[C54] refuses at $at: $why', ({ change, at }) => {
      const shipped = pack();
      const answers = changed(exampleAnswers(questionnaire), change);
      const verdict = checkAnswers(editionIn(shipped, questionnaire), answers, collecting(shipped), sha256);
      expect(verdict.ok ? [] : verdict.violations.map((violation) => violation.at)).toContain(at);
    });

    test.each(nearMisses[questionnaire] ?? [])('[C54] takes what is just right: $why', ({ change }) => {
      const shipped = pack();
      const answers = changed(exampleAnswers(questionnaire), change);
      const verdict = checkAnswers(editionIn(shipped, questionnaire), answers, collecting(shipped), sha256);
      expect(verdict).toMatchObject({ ok: true });
    });
  });
});

test('[C53] the household example adds up as the worked household of the domain does', () => {
  const pack = shippedPack('township-2022');
  const verdict = checkAnswers(
    editionIn(pack, 'tphAnnual'),
    exampleAnswers('tphAnnual'),
    collecting(pack),
    sha256,
  );
  if (!verdict.ok) throw new Error(JSON.stringify(verdict.violations));
  expect(verdict.answers).toMatchObject({
    wageIncome: 41000,
    businessIncome: 9600,
    propertyIncome: 800,
    transferIncome: 2950,
    businessCost: 2900,
    netIncome: 51450,
    netPerCapita: 7350,
    sizeCurrent: 7,
    labourCount: 4,
    workerCount: 2,
    dropoutCount: 0,
    uninsuredCount: 0,
  });
});

test('[C53] the worked household of the domain adds up in the income account, to the cent', () => {
  const pack = shippedPackWithWaiting('township-2022');
  const verdict = checkAnswers(
    editionIn(pack, 'incomeDetail'),
    exampleAnswers('incomeDetail'),
    collecting(pack),
    sha256,
  );
  if (!verdict.ok) throw new Error(JSON.stringify(verdict.violations));
  expect(verdict.answers).toMatchObject({
    periodFrom: '2021-10-01',
    periodTo: '2022-09-30',
    sumWage: 41000,
    sumBusiness: 9600,
    sumProperty: 800,
    sumTransfer: 2950,
    sumCost: 2900,
    netIncome: 51450,
    netPerCapita: 7350,
    sumNotCounted: 0,
  });
});

test('[C55] the township closes as the work plan says, in China time', () => {
  const { calendar } = shippedPack('township-2022');
  expect(calendar.stages.map(({ id, right, from, to }) => [id, right, isoOf(from), isoOf(to)])).toEqual([
    ['household-collect', 'collect', '2022-10-11T16:00:00.000Z', '2022-11-30T16:00:00.000Z'],
    ['household-correct', 'correct-by-finding', '2022-11-30T16:00:00.000Z', '2022-12-15T16:00:00.000Z'],
    ['household-read', 'read', '2022-12-15T16:00:00.000Z', '2022-12-20T16:00:00.000Z'],
    ['village-collect', 'collect', '2022-10-11T16:00:00.000Z', '2022-12-15T16:00:00.000Z'],
    ['village-read', 'read', '2022-12-15T16:00:00.000Z', '2022-12-20T16:00:00.000Z'],
    ['rural-collect', 'collect', '2022-10-11T16:00:00.000Z', '2023-02-28T16:00:00.000Z'],
    ['checking-collect', 'collect', '2022-10-11T16:00:00.000Z', '2022-12-15T16:00:00.000Z'],
    ['checking-read', 'read', '2022-12-15T16:00:00.000Z', '2022-12-20T16:00:00.000Z'],
  ]);
  expect(calendar.seals).toMatchObject([
    {
      id: 'annual-2022',
      at: Date.parse('2022-12-20T16:00:00Z'),
      groups: ['household', 'village', 'checking'],
    },
    { id: 'rural-2022', at: Date.parse('2023-02-28T16:00:00Z'), groups: ['rural'] },
  ]);
});

test('[C55] the census runs across the end of daylight saving: its midnights are 04:00 and then 05:00 UTC', () => {
  const { calendar } = shippedPack('household-census');
  expect(stageAt(calendar, 'dwelling', Date.parse('2025-10-20T04:00:00Z'))?.id).toBe('dwelling-collect');
  expect(stageAt(calendar, 'dwelling', Date.parse('2025-10-20T03:59:59.999Z'))).toBeUndefined();
  expect(stageAt(calendar, 'dwelling', Date.parse('2025-11-15T04:59:59.999Z'))?.id).toBe('dwelling-collect');
  expect(stageAt(calendar, 'dwelling', Date.parse('2025-11-15T05:00:00Z'))?.id).toBe('dwelling-correct');
  expect(isoOf(calendar.milestones[0]?.at ?? 0)).toBe('2025-11-03T05:00:00.000Z');
});
