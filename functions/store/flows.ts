/** Flows as stored in their village, and the day on which the next of their steps turns overdue, which changes with them. */
import * as z from 'zod';
import { nextOverdue } from '#forms/workflows/due.ts';
import type { Flow } from '#forms/workflows/flow.ts';
import type { Item, Table, Write } from '../ports.ts';
import type { VillagePlace } from './findings.ts';
import * as keys from './keys.ts';
import { allOf } from './village.ts';

const text = z.string().optional();
const shape = z.object({
  unit: z.string(),
  workflow: z.string(),
  at: z.string(),
  end: text,
  startedAt: z.number(),
  startedBy: text,
  dues: z.record(z.string(), z.string()),
  revision: z.number(),
  history: z.array(
    z.object({
      id: text,
      at: z.number(),
      by: text,
      kind: z.enum(['start', 'move', 'withdraw']),
      step: z.string(),
      to: text,
      note: text,
      on: text,
      file: text,
    }),
  ),
  wakeOn: text,
});

/** A flow, and the day under which it stands among those that have to be looked at. */
export interface StoredFlow {
  readonly flow: Flow;
  readonly wakeOn?: string;
}

export const storedFlowOf = (item: Item): StoredFlow => {
  const { wakeOn, ...flow } = shape.parse(item);
  return { flow: flow as Flow, ...(wakeOn === undefined ? {} : { wakeOn }) };
};

const flowsUnder = async (table: Table, { campaign, village }: VillagePlace, prefix: string) =>
  (await allOf(table, keys.villagePk(campaign, village), prefix)).map(storedFlowOf);

export const flowsOfVillage = (table: Table, place: VillagePlace): Promise<readonly StoredFlow[]> =>
  flowsUnder(table, place, keys.flowPrefix);

export const flowsOfUnit = (
  table: Table,
  place: VillagePlace,
  unit: string,
): Promise<readonly StoredFlow[]> => flowsUnder(table, place, keys.unitFlowPrefix(unit));

/** A unit that flows go with; `head` is the unit of its family, itself or the one that a sheet belongs to. */
export interface FlowPlace extends VillagePlace {
  readonly head: string;
}

/** Holds only while nobody else moved the flow (K67). Due dates alone do not count as a move. */
export const flowWrites = (
  { campaign, village, head }: FlowPlace,
  before: StoredFlow | undefined,
  after: Flow,
  today: string,
): readonly Write[] => {
  const { unit, workflow } = after;
  const wakeOn = nextOverdue(after.dues, today);
  const dueKey = (day: string) => keys.flowDueKey(campaign, day, { village, unit, workflow });
  const put = {
    ...keys.flowKey(campaign, village, unit, workflow),
    ...after,
    ...(wakeOn === undefined ? {} : { wakeOn }),
  } as unknown as Item;
  const when = before
    ? [{ attribute: 'revision', is: '=' as const, value: before.flow.revision }]
    : [{ attribute: 'pk', is: 'absent' as const }];
  return [
    { put, when },
    ...(before?.wakeOn === undefined || before.wakeOn === wakeOn ? [] : [{ delete: dueKey(before.wakeOn) }]),
    ...(wakeOn === undefined ? [] : [{ put: { ...dueKey(wakeOn), village, head } }]),
  ];
};
