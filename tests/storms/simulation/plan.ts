/** The campaign of a storm: villages, units, collectors, and a calendar that is another one for every seed. */
import { type Calendar, stagesOf } from '#forms/campaign/calendar.ts';
import { type Pack, parsePack } from '#forms/campaign/pack.ts';
import type { Area } from '#forms/permission/area.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import { sheetPackFiles } from '#tests/support/sheet-pack.ts';
import { chanceOf } from './chance.ts';

export const campaign = 'storm';
const district = '990101000000';
const town = '990101101000';

export interface Plan {
  readonly pack: Pack;
  readonly area: string;
  readonly areas: readonly Area[];
  readonly units: readonly Unit[];
  readonly collectors: readonly { readonly person: Person; readonly units: readonly Unit[] }[];
  readonly officer: Person;
  /** Decides what the officer and the collectors ask for. */
  readonly district: Person;
  /** Another one in the same area: a calendar needs two. */
  readonly deputy: Person;
  /** The storm begins here: sometimes before the first stage, sometimes in it. */
  readonly start: number;
  /** Instants at which something changes. */
  readonly edges: readonly number[];
}

export interface PlanWanted {
  readonly phones: number;
  readonly villages: number;
}

type StageWanted = readonly [right: string, minutes: number];

const courses: readonly (readonly StageWanted[])[] = [
  [
    ['collect', 360],
    ['correct', 120],
    ['correct-by-finding', 120],
    ['read', 60],
  ],
  [
    ['collect', 240],
    ['read', 30],
    ['collect', 90],
    ['correct', 60],
  ],
  [
    ['collect', 300],
    ['correct-by-finding', 90],
    ['correct', 60],
  ],
  [
    ['collect', 200],
    ['correct', 5],
    ['correct-by-finding', 5],
  ],
  [['collect', 120]],
];

/** `2022-11-01 00:00` plus minutes, as a calendar writes it. */
const wallTime = (minutes: number): string =>
  new Date(Date.UTC(2022, 10, 1) + minutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');

const calendarOf = (seed: string) => {
  const chance = chanceOf(`${seed}/calendar`);
  const stages = (group: string, course: readonly StageWanted[], from: number) => {
    let at = from;
    return course.map(([right, minutes], index) => {
      const stage = {
        id: `${group}-${index}`,
        title: right,
        group,
        right,
        from: wallTime(at),
        to: wallTime(at + minutes),
      };
      at += minutes;
      return { stage, end: at };
    });
  };
  const homes = stages('homes', chance.pick(courses), chance.pick([0, 45]));
  const places = stages('places', chance.pick(courses), chance.pick([0, 100]));
  const end = (of: typeof homes) => of.at(-1)?.end ?? 0;
  const seal = (id: string, at: number, groups: readonly string[]) => ({
    id,
    title: id,
    at: wallTime(at + chance.pick([0, 0, 30])),
    groups,
  });
  return {
    timeZone: 'Asia/Shanghai',
    groups: ['homes', 'places'],
    stages: [...homes, ...places].map(({ stage }) => stage),
    milestones: [],
    seals: chance.happens(0.5)
      ? [seal('all', Math.max(end(homes), end(places)), ['homes', 'places'])]
      : [seal('homes', end(homes), ['homes']), seal('places', end(places), ['places'])],
  };
};

export const planOf = (seed: string, { phones, villages }: PlanWanted): Plan => {
  const parsed = parsePack({ ...sheetPackFiles, 'calendar.json': calendarOf(seed) });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  const codes = Array.from({ length: villages }, (_, index) => String(990101101001 + index));
  const collectorsIn = Math.ceil(phones / villages);
  const unitsOf = (village: string): readonly Unit[] =>
    Array.from({ length: Math.ceil(collectorsIn * 0.8) + 1 }, (_, order) => ({
      id: order === 0 ? `${village}-V` : `${village}-H${order}`,
      kind: order === 0 ? 'village' : 'household',
      village,
      name: `Unit ${order}`,
      address: '',
      order,
    }));
  const units = new Map(codes.map((code) => [code, unitsOf(code)]));
  const collectors = Array.from({ length: phones }, (_, index) => {
    const village = codes[index % villages] ?? '';
    const own = units.get(village) ?? [];
    const at = Math.floor(index / villages);
    const mine = [own[at % own.length], own[(at + 1) % own.length]].filter((unit) => unit !== undefined);
    const grants = [{ role: 'collector' as const, area: village }];
    return { person: { id: `c${index}`, name: `Collector ${index}`, grants }, units: mine };
  });
  const edges = edgesOf(parsed.value.calendar);
  const early = chanceOf(`${seed}/start`).pick([-20, 10]) * 60_000;
  return {
    pack: parsed.value,
    area: town,
    areas: [
      { code: district, level: 'district', name: 'District' },
      { code: town, level: 'town', name: 'Town', parent: district },
      ...codes.map((code): Area => ({ code, level: 'village', name: `Village ${code}`, parent: town })),
    ],
    units: [...units.values()].flat(),
    collectors,
    officer: { id: 'officer', name: 'Officer', grants: [{ role: 'town-officer', area: town }] },
    district: { id: 'district', name: 'District', grants: [{ role: 'district-officer', area: district }] },
    deputy: { id: 'deputy', name: 'Deputy', grants: [{ role: 'district-officer', area: district }] },
    start: Math.min(...edges) + early,
    edges,
  };
};

/** No changed calendar of a storm goes further. */
export const latestOf = ({ edges }: Pick<Plan, 'edges'>): number => (edges.at(-1) ?? 0) + 3 * 3_600_000;

const edgesOf = (calendar: Calendar): readonly number[] =>
  [
    ...new Set([
      ...calendar.groups.flatMap((group) => stagesOf(calendar, group).flatMap(({ from, to }) => [from, to])),
      ...calendar.seals.map(({ at }) => at),
    ]),
  ].sort((a, b) => a - b);
