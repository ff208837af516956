/**
 * Wall time in a zone, turned into instants. Calendars are written as people speak ("30 November, 24:00 in Shanghai");
 * everything that decides works on instants.
 */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../json.ts';
import { ok, type Result, refuse } from '../result.ts';

export type LocalTimeFault = 'not-a-local-time' | 'no-such-local-time' | 'ambiguous-local-time';

const pattern = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2})$/;

export const isTimeZone = (zone: unknown): zone is string => {
  if (typeof zone !== 'string' || zone === '' || /^[+-]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

/**
 * `2022-11-30 24:00` in `Asia/Shanghai` → the instant at which 1 December begins there (C1).
 * A wall time that the clocks skip or show twice (C7) is refused: a deadline must not depend on a guess.
 */
export const instantOf = (local: string, timeZone: string): Result<Instant, LocalTimeFault> => {
  const parts = pattern.exec(local);
  const [, day = '', hour = '', minute = ''] = parts ?? [];
  const midnight = hour === '24' && minute === '00';
  if (!parts || (Number(hour) > 23 && !midnight) || Number(minute) > 59) return refuse('not-a-local-time');
  try {
    const date = Temporal.PlainDate.from(day, { overflow: 'reject' });
    const time = { hour: midnight ? 0 : Number(hour), minute: Number(minute) };
    const wall = (midnight ? date.add({ days: 1 }) : date).toPlainDateTime(time);
    const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
    if (earlier.epochMilliseconds === later.epochMilliseconds) return ok(earlier.epochMilliseconds);
    return refuse(earlier.toPlainDateTime().equals(wall) ? 'ambiguous-local-time' : 'no-such-local-time');
  } catch {
    return refuse('not-a-local-time');
  }
};

/** The last answer of `dateAt`: a server is asked for today a thousand times a second, and zones differ by whole seconds. */
let lastDate = { second: Number.NaN, timeZone: '', date: '' };

/** The calendar date (YYYY-MM-DD) that people in the zone have at that instant. */
export const dateAt = (instant: Instant, timeZone: string): string => {
  const second = Math.floor(instant / 1000);
  if (lastDate.second === second && lastDate.timeZone === timeZone) return lastDate.date;
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  lastDate = { second, timeZone, date: at.toPlainDate().toString() };
  return lastDate.date;
};

/** ISO 8601 in UTC with milliseconds: the form in receipts and seals. */
export const isoOf = (instant: Instant): string => new Date(instant).toISOString();

export interface WallTime {
  /** Date as people say it: a deadline at 00:00 belongs to the day before, at 24:00. */
  readonly date: string;
  /** `24:00` rather than `00:00` when `asDeadline`. */
  readonly time: string;
}

/** C1 backwards: how a deadline is shown. 24:00 stays 24:00, never 00:00 of the next day. */
export const wallTimeOf = (instant: Instant, timeZone: string, asDeadline: boolean): WallTime => {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const clock = zoned.toPlainTime().toString({ smallestUnit: 'minute' });
  if (asDeadline && clock === '00:00')
    return { date: zoned.toPlainDate().subtract({ days: 1 }).toString(), time: '24:00' };
  return { date: zoned.toPlainDate().toString(), time: clock };
};
