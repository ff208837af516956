/** Findings as stored in their village, and the town's counts of them, which change in the same transaction. */
import * as z from 'zod';
import { severities } from '#forms/checks/check.ts';
import { type Finding, findingStates } from '#forms/findings/finding.ts';
import type { FindingCounts } from '#forms/wire/findings.ts';
import type { FindingState } from '#forms/wire/shapes.ts';
import type { Item, Table, Write } from '../ports.ts';
import * as keys from './keys.ts';
import { allOf } from './village.ts';

const stepShape = z.object({
  at: z.number(),
  by: z.string().optional(),
  kind: z.string(),
  text: z.string().optional(),
  file: z.string().optional(),
});
const shape = z.object({
  id: z.string(),
  unit: z.string(),
  questionnaire: z.string(),
  check: z.string().optional(),
  severity: z.enum(severities),
  row: z.object({ path: z.string(), key: z.string() }).optional(),
  at: z.string().optional(),
  facts: z.record(z.string(), z.json()).optional(),
  comment: z.string().optional(),
  dueAt: z.number().optional(),
  state: z.enum(findingStates),
  closing: z.string().optional(),
  content: z.string().optional(),
  openedAt: z.number(),
  openedBy: z.string(),
  revision: z.number(),
  steps: z.array(stepShape),
});

export const findingOf = (item: Item): Finding => shape.parse(item) as Finding;

/** As it leaves the server. */
export const shownFinding = ({ content: _, ...shown }: Finding): FindingState => shown;

export interface VillagePlace {
  readonly campaign: string;
  readonly village: string;
}

export const readFindings = async (
  table: Table,
  { campaign, village }: VillagePlace,
): Promise<readonly Finding[]> =>
  (await allOf(table, keys.villagePk(campaign, village), keys.findingPrefix)).map(findingOf);

/** One changed finding with the state in which it was read; the change holds only while nobody else changed it (K30). */
export interface FindingChange {
  readonly before: Finding | undefined;
  readonly after: Finding;
}

const countOf = ({ state, severity }: Finding): string => `${state}-${severity}`;

export const findingWrite = (
  { campaign, village }: VillagePlace,
  { before, after }: FindingChange,
): Write => ({
  put: { ...keys.findingKey(campaign, village, after.id), ...after } as unknown as Item,
  when: before
    ? [{ attribute: 'revision', is: '=', value: before.revision }]
    : [{ attribute: 'pk', is: 'absent' }],
});

/** The changes of one village and what they do to its counts; counts that do not move are not written. */
export const findingWrites = (place: VillagePlace, changes: readonly FindingChange[]): readonly Write[] => {
  const amounts: { [count: string]: number } = {};
  for (const { before, after } of changes) {
    if (before !== undefined) amounts[countOf(before)] = (amounts[countOf(before)] ?? 0) - 1;
    amounts[countOf(after)] = (amounts[countOf(after)] ?? 0) + 1;
  }
  const moved = Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0));
  return [
    ...changes.map((change) => findingWrite(place, change)),
    ...(Object.keys(moved).length === 0
      ? []
      : [{ add: keys.findingTallyKey(place.campaign, place.village), amounts: moved }]),
  ];
};

/** Of every village of a town, in one query. */
export const readFindingTallies = async (
  table: Table,
  campaign: string,
  town: string,
): Promise<readonly FindingCounts[]> =>
  (await allOf(table, keys.townPk(campaign, town), keys.findingTallyPrefix)).map((item) => ({
    village: item.sk.slice(keys.findingTallyPrefix.length),
    counts: Object.fromEntries(
      Object.entries(item).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    ),
  }));
