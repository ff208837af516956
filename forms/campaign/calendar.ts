/**
 * When a campaign may be written to, by whom and until when. The calendar is data in the pack; parsing turns wall times
 * into instants and names every fault at once, because a calendar with a hole is found on the evening of the deadline.
 */
import * as z from 'zod';
import type { Instant, LocalText } from '../json.ts';
import { ok, type Result, refuse } from '../result.ts';
import { instantOf, isTimeZone } from './local-time.ts';

export const rights = ['collect', 'correct', 'correct-by-finding', 'read'] as const;
/** What a stage allows: new records and changes · changes · changes under an open finding · nothing. */
export type Right = (typeof rights)[number];

export interface Stage {
  readonly id: string;
  readonly title: LocalText;
  readonly group: string;
  readonly right: Right;
  /** Half open (C2): `from` belongs to the stage, `to` does not. */
  readonly from: Instant;
  readonly to: Instant;
}
export interface Milestone {
  readonly id: string;
  readonly title: LocalText;
  readonly group: string;
  readonly at: Instant;
  /** Expected share of units done by then, 0 … 1. */
  readonly share: number;
}
export interface SealPlan {
  readonly id: string;
  readonly title: LocalText;
  readonly at: Instant;
  readonly groups: readonly string[];
}
export interface Calendar {
  readonly timeZone: string;
  /** How often it was changed while its campaign ran; absent for the one of the pack. Gates say under which one they stand. */
  readonly revision?: number;
  /** Days that figures of a period are about, for people to read. */
  readonly statPeriod?: { readonly from: string; readonly to: string };
  /** Wall time that states are about, as it is written. */
  readonly stateAt?: string;
  readonly groups: readonly string[];
  /** What people call the groups; a group without a title goes by the units it is about. */
  readonly groupTitles: { readonly [group: string]: LocalText };
  readonly stages: readonly Stage[];
  readonly milestones: readonly Milestone[];
  readonly seals: readonly SealPlan[];
}

/** `at` is a JSON pointer into calendar.json. */
export interface CalendarFault {
  readonly at: string;
  readonly code: string;
  readonly facts: { readonly [name: string]: string | number };
}

const text = z.union([z.string().min(1), z.record(z.string(), z.string())]);
const shape = z.strictObject({
  timeZone: z.string(),
  statPeriod: z.strictObject({ from: z.string(), to: z.string() }).exactOptional(),
  stateAt: z.string().exactOptional(),
  groups: z.array(z.string().min(1)).min(1),
  groupTitles: z.record(z.string(), text).default({}),
  stages: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        title: text,
        group: z.string(),
        from: z.string(),
        to: z.string(),
        right: z.enum(rights),
      }),
    )
    .min(1),
  milestones: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        title: text,
        group: z.string(),
        at: z.string(),
        share: z.number().min(0).max(1),
      }),
    )
    .default([]),
  seals: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        title: text,
        at: z.string(),
        groups: z.array(z.string()).min(1),
      }),
    )
    .default([]),
});

export const parseCalendar = (source: unknown): Result<Calendar, readonly CalendarFault[]> => {
  const parsed = shape.safeParse(source);
  if (!parsed.success)
    return refuse(
      parsed.error.issues.map((issue) => ({
        at: `/${issue.path.join('/')}`,
        code: 'wrong-shape',
        facts: { says: issue.message },
      })),
    );
  const { timeZone, groups, groupTitles, stages, milestones, seals, ...words } = parsed.data;
  const faults: CalendarFault[] = [];
  const fault = (at: string, code: string, facts: CalendarFault['facts'] = {}) =>
    faults.push({ at, code, facts });
  if (!isTimeZone(timeZone))
    return refuse([{ at: '/timeZone', code: 'unknown-time-zone', facts: { zone: timeZone } }]);

  const instant = (at: string, local: string): Instant => {
    const result = instantOf(local, timeZone);
    if (result.ok) return result.value;
    fault(at, result.refusal, { time: local });
    return Number.NaN;
  };
  const known = (at: string, group: string) => {
    if (!groups.includes(group)) fault(at, 'unknown-group', { group });
  };
  for (const [list, entries] of Object.entries({ stages, milestones, seals })) {
    const ids = entries.map((entry) => entry.id);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) !== index) fault(`/${list}/${index}/id`, 'id-twice', { id });
    });
  }
  for (const group of Object.keys(groupTitles)) known(`/groupTitles/${group}`, group);
  const calendar: Calendar = {
    ...words,
    timeZone,
    groups,
    groupTitles,
    stages: stages.map((stage, index) => {
      known(`/stages/${index}/group`, stage.group);
      const [from, to] = [
        instant(`/stages/${index}/from`, stage.from),
        instant(`/stages/${index}/to`, stage.to),
      ];
      if (from >= to) fault(`/stages/${index}/to`, 'ends-before-it-begins', { stage: stage.id });
      return { ...stage, from, to };
    }),
    milestones: milestones.map((milestone, index) => {
      known(`/milestones/${index}/group`, milestone.group);
      return { ...milestone, at: instant(`/milestones/${index}/at`, milestone.at) };
    }),
    seals: seals.map((seal, index) => {
      seal.groups.forEach((group, position) => {
        known(`/seals/${index}/groups/${position}`, group);
      });
      return { ...seal, at: instant(`/seals/${index}/at`, seal.at) };
    }),
  };
  if (faults.length === 0) relationFaults(calendar, fault);
  return faults.length > 0 ? refuse(faults) : ok(calendar);
};

const relationFaults = (
  calendar: Calendar,
  fault: (at: string, code: string, facts: CalendarFault['facts']) => void,
) => {
  for (const group of calendar.groups) {
    const stages = stagesOf(calendar, group);
    if (stages.length === 0) fault('/stages', 'group-without-stage', { group });
    stages.forEach((stage, index) => {
      const next = stages[index + 1];
      const at = `/stages/${calendar.stages.findIndex((candidate) => candidate.id === next?.id)}/from`;
      if (next && next.from < stage.to) fault(at, 'stages-overlap', { stage: next.id, with: stage.id }); // C3
      if (next && next.from > stage.to) fault(at, 'gap-between-stages', { stage: next.id, after: stage.id }); // C4
    });
    calendar.seals.forEach((seal, index) => {
      const last = stages.at(-1);
      if (seal.groups.includes(group) && last && last.to > seal.at)
        fault(`/seals/${index}/at`, 'seal-before-stage-ends', { seal: seal.id, stage: last.id }); // C5
    });
    if (calendar.seals.filter((seal) => seal.groups.includes(group)).length > 1)
      fault('/seals', 'group-sealed-twice', { group }); // C6
  }
};

/** The stages of a group in the order of time. */
export const stagesOf = (calendar: Calendar, group: string): readonly Stage[] =>
  calendar.stages.filter((stage) => stage.group === group).sort((a, b) => a.from - b.from);

/** C2: the stage that holds at an instant, if one does. */
export const stageAt = (calendar: Calendar, group: string, now: Instant): Stage | undefined =>
  stagesOf(calendar, group).find((stage) => stage.from <= now && now < stage.to);

export interface Deadline {
  readonly kind: 'gates' | 'seal';
  /** Seal id, or the instant in milliseconds for gates: stable across restarts. */
  readonly id: string;
  readonly at: Instant;
}

/** Every instant at which something happens by itself, in order; at one instant gates move before a seal begins (C8). */
export const deadlinesOf = (calendar: Pick<Calendar, 'stages' | 'seals'>): readonly Deadline[] => {
  const gates = [...new Set(calendar.stages.flatMap((stage) => [stage.from, stage.to]))].map(
    (at): Deadline => ({ kind: 'gates', id: String(at), at }),
  );
  const seals = calendar.seals.map((seal): Deadline => ({ kind: 'seal', id: seal.id, at: seal.at }));
  return [...gates, ...seals].sort(
    (a, b) => a.at - b.at || (a.kind === b.kind ? 0 : a.kind === 'gates' ? -1 : 1),
  );
};

/** C9: the share of units expected done at an instant, on straight lines between start, milestones and end of writing. */
export const expectedShare = (calendar: Calendar, group: string, now: Instant): number => {
  const stages = stagesOf(calendar, group).filter((stage) => stage.right === 'collect');
  const [first, last] = [stages[0], stages.at(-1)];
  if (!first || !last) return 0;
  const points = [
    { at: first.from, share: 0 },
    ...calendar.milestones.filter((milestone) => milestone.group === group),
    { at: last.to, share: 1 },
  ].sort((a, b) => a.at - b.at);
  let before = points[0] ?? { at: now, share: 0 };
  for (const point of points) {
    if (now < point.at)
      return (
        before.share +
        ((point.share - before.share) * Math.max(0, now - before.at)) / Math.max(1, point.at - before.at)
      );
    before = { at: point.at, share: Math.max(before.share, point.share) };
  }
  return before.share;
};
