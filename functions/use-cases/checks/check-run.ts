/**
 * A run of every check over a whole area: one mark in each of its villages, and a note in each when it is through with it. However
 * many villages there are, whoever looks at marks goes on with them after any end; asked for again, it begins again (K36, K40).
 */
import * as z from 'zod';
import type { AreaCode } from '#forms/permission/area.ts';
import type { Item, Ports, Table, Write } from '../../ports.ts';
import { villagesOf } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import * as listKeys from '../../store/list-keys.ts';
import { allOf } from '../../store/village.ts';

const runShape = z.object({
  id: z.string(),
  startedAt: z.number(),
  startedBy: z.string(),
  villages: z.number(),
  /** The comparison list that was handed in, and that it was begun for. */
  list: z.string().exactOptional(),
});
export type StoredCheckRun = z.infer<typeof runShape>;

export interface CheckRunPlace {
  readonly campaign: string;
  readonly area: AreaCode;
}

export const readRun = async (
  table: Table,
  { campaign, area }: CheckRunPlace,
): Promise<StoredCheckRun | undefined> => {
  const item = await table.get(keys.checkRunKey(campaign, area));
  const read = runShape.safeParse(item);
  return read.success ? read.data : undefined;
};

/** Villages that the run has been through. */
export const checkedIn = async (
  table: Table,
  { campaign, area }: CheckRunPlace,
  run: string,
): Promise<ReadonlySet<AreaCode>> => {
  const prefix = listKeys.checkedPrefix(area);
  const items = await allOf(table, keys.townPk(campaign, area), prefix);
  return new Set(items.filter((item) => item.run === run).map(({ sk }) => sk.slice(prefix.length)));
};

/** A mark of a whole village is gone together with the note that the run has been through it. */
export const throughWrites = (campaign: string, village: AreaCode, mark: Item): readonly Write[] => {
  const area = listKeys.markedArea(mark);
  return area === undefined
    ? []
    : [{ put: { ...listKeys.checkedKey(campaign, area, village), run: String(mark.submission) } }];
};

/** Marks that go along with what the run is begun for; the rest follow. With them it fits into one transaction. */
const together = 80;
const atOnce = 100;

/** Somebody may be writing to a village that is to be marked: then only that one has to be tried again. */
const rounds = 5;

const putMarks = async (table: Table, marks: readonly Write[]): Promise<void> => {
  if ((await table.transact(marks)) === 'done') return;
  for (const mark of marks) await putMark(table, mark);
};

const putMark = async (table: Table, mark: Write): Promise<void> => {
  for (let round = 0; round < rounds; round += 1) if ((await table.transact([mark])) === 'done') return;
  throw new Error(`a run over all checks could not mark every village: busy ${rounds} times`);
};

export interface BegunRun {
  /** To be written with whatever the run is begun for. */
  readonly writes: readonly Write[];
  /** Once those are written: marks what is left, and tells whoever looks at marks. */
  readonly goOn: () => Promise<void>;
}

export const beginRun = async (
  { table, checking }: Pick<Ports, 'table' | 'checking'>,
  { campaign, area }: CheckRunPlace,
  run: Omit<StoredCheckRun, 'villages'>,
): Promise<BegunRun> => {
  const villages = (await villagesOf(table, campaign, area)).map(({ code }) => code);
  const marks = villages.map(
    (village): Write => ({
      put: { ...listKeys.wholeVillageKey(campaign, village, area), submission: run.id },
    }),
  );
  return {
    writes: [
      { put: { ...keys.checkRunKey(campaign, area), ...run, villages: villages.length } },
      ...marks.slice(0, together),
    ],
    goOn: async () => {
      for (let start = together; start < marks.length; start += atOnce)
        await putMarks(table, marks.slice(start, start + atOnce));
      for (const village of villages) checking?.changed(campaign, village);
    },
  };
};
