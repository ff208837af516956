/**
 * What a sweep finds to begin: changes of calendars that were approved, gates and seals whose time has come. Whoever asks starts a
 * state machine for each. What a machine has begun is left alone for a day, as long as it tries by itself.
 */
import * as z from 'zod';
import type { Ports } from '../../ports.ts';
import { comingChange } from '../../store/calendar-changes.ts';
import { type Campaign, listCampaigns, readCampaign } from '../../store/campaign.ts';
import * as sealKeys from '../../store/seal-keys.ts';
import { openDeadlines } from '../run-due.ts';

/** The input of the state machine of its kind. */
export interface Due {
  readonly campaign: string;
  readonly kind: 'calendar' | 'gates' | 'seal';
  /** Of the change, or of the deadline. */
  readonly id: string;
}
type Needs = Pick<Ports, 'table' | 'clock'>;

const day = 24 * 60 * 60_000;
const begunShape = z.object({ begunAt: z.number() });

/** N33. */
export const whatIsDue =
  () =>
  async (ports: Needs): Promise<{ readonly due: readonly Due[] }> => {
    const due: Due[] = [];
    for (const id of await listCampaigns(ports.table)) {
      const campaign = await readCampaign(ports.table, id);
      for (const one of campaign ? await dueOf(campaign, ports) : [])
        if (!(await hasBegun(one, ports))) due.push(one);
    }
    return { due };
  };

/** A change that is on its way comes first and alone: it may move the very deadlines that are due. */
const dueOf = async (campaign: Campaign, { table, clock }: Needs): Promise<readonly Due[]> => {
  const change = await comingChange(table, campaign.id);
  if (change !== undefined) return [{ campaign: campaign.id, kind: 'calendar', id: change }];
  const open = await openDeadlines(campaign, table);
  return open
    .filter(({ at }) => at <= clock.now())
    .map(({ kind, id }) => ({ campaign: campaign.id, kind, id }));
};

const hasBegun = async ({ campaign, kind, id }: Due, { table, clock }: Needs): Promise<boolean> => {
  const begun = begunShape.safeParse(await table.get(sealKeys.begunKey(campaign, kind, id)));
  return begun.success && clock.now() - begun.data.begunAt < day;
};
