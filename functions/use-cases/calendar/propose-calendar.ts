/** Somebody proposes another calendar for a running campaign. Nothing moves until somebody else has decided. */
import type { CalendarFault } from '#forms/campaign/calendar.ts';
import { sizeOfChange } from '#forms/campaign/calendar-change.ts';
import { calendarSource } from '#forms/campaign/calendar-source.ts';
import type { Notice } from '#forms/notice/notice.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { CalendarProposal, ProposeCalendar } from '#forms/wire/calendar.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports } from '../../ports.ts';
import { calendarChangeItem } from '../../store/calendar-changes.ts';
import { wholeCampaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { tell } from '../notice/tell.ts';
import { decidersOf } from '../notice/whom.ts';
import { judgeChange } from './judge-change.ts';

export interface Proposing extends ProposeCalendar {
  readonly campaign: string;
}

/** C27, P34. */
export const proposeCalendar =
  (person: Person, { campaign: id, calendar, basedOn, reason }: Proposing) =>
  async (
    ports: Pick<Ports, 'table' | 'clock' | 'dice' | 'notices'>,
  ): Promise<Result<CalendarProposal, Problem>> => {
    const { table, clock, dice } = ports;
    const found = await wholeCampaignFor(person, 'calendar.propose', id, table);
    if (!found.ok) return found;
    const revision = found.value.calendar.revision ?? 0;
    if (basedOn !== revision) return refuse(problem('calendar-moved-on', { revision }));
    const now = clock.now();
    const judged = await judgeChange(found.value, calendar, now, table);
    if (!judged.ok) return refuse(calendarRefused(judged.refusal));
    if (sizeOfChange(judged.value.change) === 0)
      return refuse(calendarRefused([{ at: '', code: 'nothing-moves', facts: {} }]));
    const proposal: CalendarProposal = {
      id: dice.id(now),
      basedOn,
      reason,
      proposedBy: person.id,
      proposedAt: now,
      state: 'proposed',
      source: calendarSource(judged.value.calendar),
      change: judged.value.change,
    };
    const { area } = found.value;
    const deciders = await decidersOf(table, 'calendar.decide', { by: person.id, area, around: 'and-here' });
    const outcome = await table.transact([
      { put: calendarChangeItem(id, proposal), when: [{ attribute: 'pk', is: 'absent' }] },
      auditWrite(person, { campaign: id, verb: 'calendar.propose', on: proposal.id, why: reason }, ports),
      ...tell(id, deciders, waiting(proposal), ports),
    ]);
    return outcome === 'done' ? ok(proposal) : refuse(problem('busy', { seconds: 5 }));
  };

const waiting = ({ id, change, proposedAt, reason }: CalendarProposal): Notice => ({
  id: `${id}-proposed`,
  kind: 'calendar-proposed',
  at: proposedAt,
  facts: { count: sizeOfChange(change), reason },
});

export const calendarRefused = (faults: readonly CalendarFault[]): Problem =>
  problem('calendar-refused', { faults });
