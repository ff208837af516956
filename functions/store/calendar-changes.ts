/** Changes of a campaign's calendar as stored: proposed, decided, in force; never deleted. */
import * as z from 'zod';
import { type Calendar, parseCalendar } from '#forms/campaign/calendar.ts';
import type { CalendarChange } from '#forms/campaign/calendar-change.ts';
import type { CalendarSource } from '#forms/campaign/calendar-source.ts';
import type { CalendarProposal } from '#forms/wire/calendar.ts';
import type { Item, Table } from '../ports.ts';
import * as keys from './keys.ts';
import { allOf } from './village.ts';

const shape = z.object({
  id: z.string(),
  basedOn: z.number(),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: z.number(),
  state: z.enum(['proposed', 'approved', 'in-force', 'declined', 'withdrawn']),
  source: z.string().transform((text) => JSON.parse(text) as CalendarSource),
  change: z.string().transform((text) => JSON.parse(text) as CalendarChange),
  decidedBy: z.string().optional(),
  decidedAt: z.number().optional(),
  why: z.string().optional(),
  inForceAt: z.number().optional(),
  gates: z.number().optional(),
});

const tellingShape = z.object({ change: z.string(), at: z.number() });

export const calendarChangeItem = (campaign: string, proposal: CalendarProposal): Item => ({
  ...keys.calendarChangeKey(campaign, proposal.id),
  ...proposal,
  source: JSON.stringify(proposal.source),
  change: JSON.stringify(proposal.change),
});

const proposalOf = (item: Item): CalendarProposal => shape.parse(item) as CalendarProposal;

export const readCalendarChange = async (
  table: Table,
  campaign: string,
  change: string,
): Promise<CalendarProposal | undefined> => {
  const item = await table.get(keys.calendarChangeKey(campaign, change));
  return item && proposalOf(item);
};

/** Oldest first: ids grow with time. */
export const calendarChangesOf = async (
  table: Table,
  campaign: string,
): Promise<readonly CalendarProposal[]> =>
  (await allOf(table, keys.campaignPk(campaign), keys.calendarChangePrefix)).map(proposalOf);

/** The approved change that is not in force yet. */
export const comingChange = async (table: Table, campaign: string): Promise<string | undefined> => {
  const item = await table.get(keys.comingCalendarKey(campaign));
  return item && z.string().parse(item.change);
};

/** Changes that are in force and not told to everybody; `at` is when that began. */
export const changesToTell = async (
  table: Table,
  campaign: string,
): Promise<readonly { readonly change: string; readonly at: number }[]> =>
  (await allOf(table, keys.campaignPk(campaign), keys.tellingCalendarPrefix)).map((item) =>
    tellingShape.parse(item),
  );

/** The calendar that a change puts in force. It was parsed before it was stored. */
export const proposedCalendar = ({
  source,
  basedOn,
  id,
}: CalendarProposal): Calendar & { readonly revision: number } => {
  const parsed = parseCalendar(source);
  if (!parsed.ok) throw new Error(`the calendar of change ${id} was stored with faults`);
  return { ...parsed.value, revision: basedOn + 1 };
};
