/**
 * Whatever the calendars say should have happened by now and has not been marked done. Which kinds of work are done is up to the
 * caller, so that who may only move gates carries nothing else. Being late, early or repeated changes nothing (G3, S5).
 */
import { type Deadline, deadlinesOf } from '#forms/campaign/calendar.ts';
import type { Instant } from '#forms/json.ts';
import type { Ports, Table } from '../ports.ts';
import { type Campaign, listCampaigns, readCampaign } from '../store/campaign.ts';
import { deadlineKey } from '../store/keys.ts';
import type { DeadlineWork } from './run-scheduled-deadline.ts';

export interface DeadlineRun {
  readonly ran: number;
  readonly failed: number;
  /** The next instant at which something is due; absent when nothing lies ahead. */
  readonly next?: Instant;
}

type Base = Pick<Ports, 'table' | 'clock' | 'journal'>;

export interface DueWorks<Needs extends Base> {
  /** What was decided and is not carried out yet, by name; before every deadline, which may hang on it (C8). */
  readonly decided: {
    readonly [name: string]: (campaign: Campaign) => (ports: Needs) => Promise<DeadlineRun>;
  };
  readonly deadlines: { readonly [K in Deadline['kind']]?: DeadlineWork<Needs> };
}

/** Everything that is due in every campaign, in order of time. One failure does not keep the others from running. */
export const runDue =
  <Needs extends Base>({ decided, deadlines }: DueWorks<Needs>) =>
  () =>
  async (ports: Needs): Promise<DeadlineRun> => {
    const runs: DeadlineRun[] = [];
    for (const id of await listCampaigns(ports.table)) {
      for (const [name, work] of Object.entries(decided)) {
        const campaign = await readCampaign(ports.table, id);
        if (campaign) runs.push(await guarded(id, name, () => work(campaign)(ports), ports));
      }
      const campaign = await readCampaign(ports.table, id);
      for (const deadline of campaign ? await openDeadlines(campaign, ports.table) : []) {
        const work = deadlines[deadline.kind];
        if (deadline.at > ports.clock.now()) runs.push({ ran: 0, failed: 0, next: deadline.at });
        else if (work)
          runs.push(await guarded(id, nameOf(deadline), () => once(work, id, deadline, ports), ports));
      }
    }
    return runs.reduce(together, { ran: 0, failed: 0 });
  };

const nameOf = ({ kind, id }: Deadline) => `${kind}/${id}`;

const once = async <Needs extends Base>(
  work: DeadlineWork<Needs>,
  campaign: string,
  deadline: Deadline,
  ports: Needs,
): Promise<DeadlineRun> =>
  (await work(campaign, deadline)(ports)) === 'done' ? { ran: 1, failed: 0 } : { ran: 0, failed: 1 };

const guarded = async (
  campaign: string,
  deadline: string,
  run: () => Promise<DeadlineRun>,
  { journal }: Base,
): Promise<DeadlineRun> => {
  try {
    return await run();
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    journal.error('deadline-failed', { campaign, deadline, error: name });
    return { ran: 0, failed: 1 };
  }
};

const together = (a: DeadlineRun, b: DeadlineRun): DeadlineRun => {
  const ahead = [a.next, b.next].filter((next) => next !== undefined);
  return {
    ran: a.ran + b.ran,
    failed: a.failed + b.failed,
    ...(ahead.length > 0 ? { next: Math.min(...ahead) } : {}),
  };
};

/** Those that have not been marked done, whenever they are. */
export const openDeadlines = async (campaign: Campaign, table: Table): Promise<readonly Deadline[]> => {
  const deadlines = deadlinesOf(campaign.calendar);
  const done = await Promise.all(
    deadlines.map(({ kind, id }) => table.get(deadlineKey(campaign.id, kind, id))),
  );
  return deadlines.filter((_, index) => done[index] === undefined);
};
