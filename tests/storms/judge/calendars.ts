/** The calendars of a storm, in the order in which they came, and when each of them may have stood on some gate. */
import { type Calendar, stagesOf } from '#forms/campaign/calendar.ts';
import { leastNotice } from '#forms/campaign/gate.ts';
import type { CalendarProposal } from '#forms/wire/calendar.ts';
import { proposedCalendar } from '#functions/store/calendar-changes.ts';
import type { Ledger } from '../simulation/ledger.ts';
import type { Plan } from '../simulation/plan.ts';
import type { Weather } from '../simulation/weather.ts';

export interface HeldCalendar {
  readonly calendar: Calendar;
  /** The change that made it; empty for the pack's own. */
  readonly change: string;
  /** From its approval on gates are moved to it; behind the instant at which the next is in force, none stands by it. */
  readonly from: number;
  readonly until: number;
}

export interface Happened {
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly weather: Weather;
}

/** A clock that is set tells no exact order. */
const slackOf = ({ clockSteps }: Weather): number => (clockSteps === 0 ? 0 : 3_600_000);

/** Those that were approved, whether or not they came into force, in the order of the calendars that they started from. */
export const approvedOf = (changes: readonly CalendarProposal[]): readonly CalendarProposal[] =>
  changes
    .filter(({ state }) => state === 'approved' || state === 'in-force')
    .sort((a, b) => a.basedOn - b.basedOn);

export const heldCalendars = (
  { plan, ledger, weather }: Happened,
  changes: readonly CalendarProposal[],
): readonly HeldCalendar[] => {
  const came = approvedOf(changes);
  const slack = slackOf(weather);
  const end = (index: number) => {
    const next = came[index];
    return (next && ledger.inForce.get(next.id)) ?? Number.POSITIVE_INFINITY;
  };
  return [
    { calendar: plan.pack.calendar, change: '', from: Number.NEGATIVE_INFINITY, until: end(0) + slack },
    ...came.map((change, index) => ({
      calendar: proposedCalendar(change),
      change: change.id,
      from: (ledger.approved.get(change.id) ?? Number.POSITIVE_INFINITY) - slack,
      until: end(index + 1) + slack,
    })),
  ];
};

/** Mostly one; while a change is on its way, both. */
export const calendarsAt = (held: readonly HeldCalendar[], at: number): readonly Calendar[] =>
  held.filter(({ from, until }) => from <= at && at <= until).map(({ calendar }) => calendar);

export const lastCalendar = (held: readonly HeldCalendar[]): Calendar => {
  const last = held.at(-1);
  if (!last) throw new Error('a storm has a calendar');
  return last.calendar;
};

/** C21, C22: what is different about the time until ten minutes behind a decision, in words; nothing when it is right. */
export const changedTooSoon = (before: Calendar, after: Calendar, decidedAt: number): string | undefined => {
  const near = decidedAt + leastNotice;
  for (const group of before.groups) {
    const until = (calendar: Calendar) =>
      stagesOf(calendar, group)
        .filter(({ from }) => from < near)
        .map(({ from, to, right }) => [from, right, to < near ? to : 'ahead'].join(' '));
    const [old, next] = [until(before).join(', '), until(after).join(', ')];
    if (old !== next) return `${group} was ${old} and becomes ${next}`;
  }
  const seals = ({ seals: all }: Calendar) =>
    all.filter(({ at }) => at < near).map(({ id, at, groups }) => `${id} ${at} ${groups}`);
  const [old, next] = [seals(before).join(', '), seals(after).join(', ')];
  return old === next ? undefined : `seals were ${old} and become ${next}`;
};
