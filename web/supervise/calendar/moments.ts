/** A calendar as a list of moments that can be set: every one in its place, with what is wrong with it. Pure. */
import { type Calendar, type CalendarFault, parseCalendar } from '#forms/campaign/calendar.ts';
import { type CalendarChange, calendarChange } from '#forms/campaign/calendar-change.ts';
import type { CalendarSource } from '#forms/campaign/calendar-source.ts';
import { instantOf } from '#forms/campaign/local-time.ts';
import type { Instant, LocalText } from '#forms/json.ts';

export interface Moment {
  readonly kind: 'begin' | 'freeze' | 'milestone' | 'seal';
  /** JSON pointer into the calendar: where it is written, and where its faults are. */
  readonly place: string;
  readonly id: string;
  readonly title: LocalText;
  readonly groups: readonly string[];
  readonly written: string;
}

/**
 * In the order of time of `calendar`, which stays while times are typed: rows do not jump away under the hand. What that does not
 * have comes last.
 */
export const momentsOf = (source: CalendarSource, calendar: Calendar): readonly Moment[] => {
  const firsts = calendar.groups.map(
    (group) =>
      [...calendar.stages].filter((one) => one.group === group).sort((a, b) => a.from - b.from)[0]?.id,
  );
  const moments = [
    ...source.stages.flatMap(({ id, title, group, from, to }, index): Moment[] => [
      ...(firsts.includes(id)
        ? [
            {
              kind: 'begin' as const,
              place: `/stages/${index}/from`,
              id,
              title,
              groups: [group],
              written: from,
            },
          ]
        : []),
      { kind: 'freeze', place: `/stages/${index}/to`, id, title, groups: [group], written: to },
    ]),
    ...source.milestones.map(
      ({ id, title, group, at }, index): Moment => ({
        kind: 'milestone',
        place: `/milestones/${index}/at`,
        id,
        title,
        groups: [group],
        written: at,
      }),
    ),
    ...source.seals.map(
      ({ id, title, groups, at }, index): Moment => ({
        kind: 'seal',
        place: `/seals/${index}/at`,
        id,
        title,
        groups,
        written: at,
      }),
    ),
  ];
  const at = (moment: Moment) => instantIn(calendar, moment) ?? Number.MAX_SAFE_INTEGER;
  return moments.sort((a, b) => at(a) - at(b));
};

/** When the moment is by a calendar; nothing where that does not have it. */
export const instantIn = (
  calendar: Calendar,
  { kind, id }: Pick<Moment, 'kind' | 'id'>,
): Instant | undefined => {
  if (kind === 'begin') return calendar.stages.find((one) => one.id === id)?.from;
  if (kind === 'freeze') return calendar.stages.find((one) => one.id === id)?.to;
  return (kind === 'seal' ? calendar.seals : calendar.milestones).find((one) => one.id === id)?.at;
};

/** D38: the stage behind begins where this one ends, so an end that moves takes that beginning along. */
export const withTime = (source: CalendarSource, { kind, id }: Moment, written: string): CalendarSource => {
  if (kind === 'milestone')
    return {
      ...source,
      milestones: source.milestones.map((one) => (one.id === id ? { ...one, at: written } : one)),
    };
  if (kind === 'seal')
    return { ...source, seals: source.seals.map((one) => (one.id === id ? { ...one, at: written } : one)) };
  const own = source.stages.find((one) => one.id === id);
  if (!own) return source;
  const isNext = (one: CalendarSource['stages'][number]) =>
    kind === 'freeze' && one.id !== id && one.group === own.group && one.from === own.to;
  return {
    ...source,
    stages: source.stages.map((one) => {
      if (one.id === id) return kind === 'begin' ? { ...one, from: written } : { ...one, to: written };
      return isNext(one) ? { ...one, from: written } : one;
    }),
  };
};

export interface Judged {
  readonly faults: readonly CalendarFault[];
  /** As it would be; absent while something is not a time. */
  readonly calendar?: Calendar;
  readonly change?: CalendarChange;
}

/** What the server will say, but for what only it knows: seals that have begun, and extensions. */
export const judgeDraft = (before: Calendar, source: CalendarSource, now: Instant): Judged => {
  const parsed = parseCalendar(source);
  if (!parsed.ok) return { faults: parsed.refusal };
  const change = calendarChange(before, parsed.value, now, []);
  if (!change.ok) return { faults: change.refusal, calendar: parsed.value };
  return { faults: [], calendar: parsed.value, change: change.value };
};

/** Where the faults of a row may be; a beginning that is another row's end is that row's. */
const placesOf = (moment: Moment, { stages }: CalendarSource): readonly string[] => {
  if (moment.kind !== 'freeze') return [moment.place];
  const own = stages.find(({ id }) => id === moment.id);
  const begins = stages.flatMap((one, index) =>
    one.id !== moment.id && one.group === own?.group && one.from === own.to ? [`/stages/${index}/from`] : [],
  );
  return [moment.place, moment.place.replace(/\/to$/, ''), ...begins];
};

const onceEach = (faults: readonly CalendarFault[]) =>
  faults.filter(({ code }, index) => faults.findIndex((one) => one.code === code) === index);

/** D38: the faults of a row, each said once. */
export const faultsAt = (
  faults: readonly CalendarFault[],
  moment: Moment,
  source: CalendarSource,
): readonly CalendarFault[] => {
  const places = placesOf(moment, source);
  return onceEach(faults.filter(({ at }) => places.includes(at)));
};

/** D38: what no row shows stands above them. */
export const faultsElsewhere = (
  faults: readonly CalendarFault[],
  moments: readonly Moment[],
  source: CalendarSource,
): readonly CalendarFault[] => {
  const places = moments.flatMap((moment) => placesOf(moment, source));
  return onceEach(faults.filter(({ at }) => !places.includes(at)));
};

/** `2022-11-30 24:00` in the two fields that it is typed in. */
export const partsOf = (written: string): { readonly date: string; readonly time: string } => {
  const [date = '', time = ''] = written.split(' ');
  return { date, time };
};

/** Is it another time than the calendar has? Another way to write the same is none. */
export const isChanged = (moment: Moment, calendar: Calendar): boolean => {
  const instant = instantOf(moment.written, calendar.timeZone);
  return !instant.ok || instant.value !== instantIn(calendar, moment);
};
