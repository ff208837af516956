/**
 * What a schedule calls: it names a deadline, the campaign's own calendar says when that is. A schedule made from an older
 * calendar, for a campaign that was never opened, or fired twice can therefore do no harm.
 */
import * as z from 'zod';
import { type Deadline, deadlinesOf } from '#forms/campaign/calendar.ts';
import type { Ports } from '../ports.ts';
import { type Campaign, readCampaign } from '../store/campaign.ts';

/** Written by the schedule; `at` (ISO 8601) is for the people who read the schedule. */
export const deadlineNameShape = z.object({
  campaign: z.string().min(1),
  kind: z.enum(['gates', 'seal']),
  id: z.string().min(1),
  at: z.string().optional(),
});

/** Thrown so that whoever called tries again: the instant has not come, or the work is not done. */
export class DeadlineNotMet extends Error {
  override readonly name = 'DeadlineNotMet';
}

type Base = Pick<Ports, 'table' | 'clock' | 'journal'>;
export type DeadlineWork<Needs extends Base> = (
  campaign: string,
  deadline: Deadline,
) => (ports: Needs) => Promise<'done' | 'not-yet'>;

export interface FoundDeadline {
  readonly campaign: Campaign;
  readonly deadline: Deadline;
}

/** The deadline that an event names, when the campaign's own calendar has it (N2). */
export const namedDeadline = async (
  event: unknown,
  kind: Deadline['kind'],
  { table, journal }: Pick<Ports, 'table' | 'journal'>,
): Promise<FoundDeadline | undefined> => {
  const named = deadlineNameShape.safeParse(event);
  if (!named.success) {
    journal.error('schedule-unreadable');
    return undefined;
  }
  const { campaign: id, ...wanted } = named.data;
  const campaign = await readCampaign(table, id);
  const deadline =
    campaign &&
    deadlinesOf(campaign.calendar).find(
      (candidate) => candidate.kind === kind && wanted.kind === kind && candidate.id === wanted.id,
    );
  if (campaign && deadline) return { campaign, deadline };
  journal.info('no-such-deadline', { campaign: id, deadline: `${wanted.kind}/${wanted.id}` });
  return undefined;
};

/** An event of another kind is as unknown here as a deadline that the calendar does not have. */
export const runScheduledDeadline =
  <Needs extends Base>(kind: Deadline['kind'], work: DeadlineWork<Needs>) =>
  (event: unknown) =>
  async (ports: Needs): Promise<{ readonly outcome: 'done' | 'nothing-to-do' }> => {
    const found = await namedDeadline(event, kind, ports);
    if (!found) return { outcome: 'nothing-to-do' };
    const { campaign, deadline } = found;
    if ((await work(campaign.id, deadline)(ports)) === 'not-yet')
      throw new DeadlineNotMet(`${kind}/${deadline.id} of ${campaign.id} is not done`);
    return { outcome: 'done' };
  };
