/**
 * Whatever the calendar says should have happened by now and has not been marked done: gates move, seals are made. Started by
 * a timer, a schedule or a restart; being late, early or repeated changes nothing (G3, S5).
 */
import { type Deadline, deadlinesOf } from '#forms/campaign/calendar.ts';
import type { Instant } from '#forms/json.ts';
import type { Table } from '../ports.ts';
import { type Campaign, listCampaigns, readCampaign } from '../store/campaign.ts';
import { deadlineKey } from '../store/keys.ts';
import { endExtensions } from './extension/end-extensions.ts';
import { runGatesDeadline } from './run-gates-deadline.ts';
import { runSealDeadline } from './run-seal-deadline.ts';
import type { SealPorts } from './seal-campaign.ts';

type Needs = SealPorts;

/** One deadline of one campaign; `done` once nothing of it is left to do. */
export const runDeadline = (campaign: string, deadline: Deadline) =>
  deadline.kind === 'seal' ? runSealDeadline(campaign, deadline) : runGatesDeadline(campaign, deadline);

export interface DeadlineRun {
  readonly ran: number;
  readonly failed: number;
  /** The next instant at which something is due; absent when nothing lies ahead. */
  readonly next?: Instant;
}

/** Everything that is due in every campaign, in order of time. One failure does not keep the others from running. */
export const runDeadlines =
  () =>
  async (ports: Needs): Promise<DeadlineRun> => {
    const { table, clock, journal } = ports;
    let [ran, failed] = [0, 0];
    const ahead: Instant[] = [];
    for (const id of await listCampaigns(table)) {
      const campaign = await readCampaign(table, id);
      if (!campaign) continue;
      const extensions = await ended(campaign, ports);
      ran += extensions.ran;
      failed += extensions.failed;
      if (extensions.next !== undefined) ahead.push(extensions.next);
      for (const deadline of await openDeadlines(campaign, table)) {
        if (deadline.at > clock.now()) {
          ahead.push(deadline.at);
          continue;
        }
        try {
          if ((await runDeadline(id, deadline)(ports)) === 'done') ran++;
          else failed++;
        } catch (error) {
          failed++;
          journal.error('deadline-failed', {
            campaign: id,
            deadline: `${deadline.kind}/${deadline.id}`,
            error: error instanceof Error ? error.name : 'unknown',
          });
        }
      }
    }
    return ahead.length > 0 ? { ran, failed, next: Math.min(...ahead) } : { ran, failed };
  };

/** Extensions first: a seal at the same instant needs their gates closed (C8). */
const ended = async (campaign: Campaign, ports: Needs): Promise<DeadlineRun> => {
  try {
    return await endExtensions(campaign)(ports);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    ports.journal.error('deadline-failed', { campaign: campaign.id, deadline: 'extensions', error: name });
    return { ran: 0, failed: 1 };
  }
};

const openDeadlines = async (campaign: Campaign, table: Table): Promise<readonly Deadline[]> => {
  const deadlines = deadlinesOf(campaign.calendar);
  const done = await Promise.all(
    deadlines.map(({ kind, id }) => table.get(deadlineKey(campaign.id, kind, id))),
  );
  return deadlines.filter((_, index) => done[index] === undefined);
};
