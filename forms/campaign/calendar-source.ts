/**
 * A calendar as people write it: wall times in its zone, 24:00 staying 24:00 (C1). What is edited and proposed is this form; what
 * holds are the instants that parsing it gives, so both must say the same (C26).
 */
import type { Instant, LocalText } from '../json.ts';
import type { Calendar, Right } from './calendar.ts';
import { stagesOf } from './calendar.ts';
import { wallTimeOf } from './local-time.ts';

export interface CalendarSource {
  readonly timeZone: string;
  readonly statPeriod?: { readonly from: string; readonly to: string };
  readonly stateAt?: string;
  readonly groups: readonly string[];
  readonly groupTitles: { readonly [group: string]: LocalText };
  readonly stages: readonly {
    readonly id: string;
    readonly title: LocalText;
    readonly group: string;
    /** `2022-11-30 24:00`. */
    readonly from: string;
    readonly to: string;
    readonly right: Right;
  }[];
  readonly milestones: readonly {
    readonly id: string;
    readonly title: LocalText;
    readonly group: string;
    readonly at: string;
    readonly share: number;
  }[];
  readonly seals: readonly {
    readonly id: string;
    readonly title: LocalText;
    readonly at: string;
    readonly groups: readonly string[];
  }[];
}

/** C26: parsing it gives the same calendar again, but for the revision. */
export const calendarSource = (calendar: Calendar): CalendarSource => {
  const { revision: _, stages, milestones, seals, ...words } = calendar;
  const deadline = (at: Instant) => written(at, calendar.timeZone, true);
  return {
    ...words,
    stages: stages.map((stage) => {
      // The first day of a group begins at 00:00; every other beginning is the end before it.
      const isFirst = stagesOf(calendar, stage.group)[0]?.id === stage.id;
      return { ...stage, from: written(stage.from, calendar.timeZone, !isFirst), to: deadline(stage.to) };
    }),
    milestones: milestones.map((milestone) => ({ ...milestone, at: deadline(milestone.at) })),
    seals: seals.map((seal) => ({ ...seal, at: deadline(seal.at) })),
  };
};

const written = (at: Instant, timeZone: string, asDeadline: boolean): string => {
  const { date, time } = wallTimeOf(at, timeZone, asDeadline);
  return `${date} ${time}`;
};
