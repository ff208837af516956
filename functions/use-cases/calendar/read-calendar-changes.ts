/** Which other calendars were proposed for a campaign, and what became of them: open to whoever may see the calendar (P35). */
import type { Calendar } from '#forms/campaign/calendar.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result } from '#forms/result.ts';
import type { CalendarChangesReply, CalendarProposal } from '#forms/wire/calendar.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { Ports } from '../../ports.ts';
import { calendarChangesOf } from '../../store/calendar-changes.ts';
import { heldCampaignFor } from '../access.ts';

export const readCalendarChanges =
  (person: Person, campaign: string) =>
  async ({
    table,
    clock,
  }: Pick<Ports, 'table' | 'clock'>): Promise<Result<Omit<CalendarChangesReply, 'people'>, Problem>> => {
    const found = await heldCampaignFor(person, 'campaign.read', campaign, table);
    if (!found.ok) return found;
    const changes = [...(await calendarChangesOf(table, campaign))]
      .reverse()
      .map((change) => standingOfChange(change, found.value.calendar));
    return ok({ changes, now: clock.now() });
  };

/** C27: overtaken is nobody's decision; another change came into force since. */
export const standingOfChange = (proposal: CalendarProposal, { revision = 0 }: Calendar): CalendarProposal =>
  proposal.state === 'proposed' && proposal.basedOn < revision
    ? { ...proposal, state: 'overtaken' }
    : proposal;
