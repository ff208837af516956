/**
 * What a change to a running campaign's calendar may do. What has happened stands: stages that have begun, deadlines that have
 * passed, seals that have begun. Everything ahead may move, and this page says which deadlines do.
 */
import type { Instant, LocalText } from '../json.ts';
import { ok, type Result, refuse } from '../result.ts';
import {
  type Calendar,
  type CalendarFault,
  type Right,
  type SealPlan,
  type Stage,
  stagesOf,
} from './calendar.ts';
import { widths } from './extension.ts';
import { leastNotice } from './gate.ts';

/** A deadline that is not where it was. `from` or `to` is absent where it is new or taken away. */
export interface MovedDeadline {
  readonly kind: 'stage-end' | 'seal' | 'milestone';
  /** Id of the stage, seal or milestone. */
  readonly id: string;
  readonly groups: readonly string[];
  readonly from?: Instant;
  readonly to?: Instant;
}

/** A group whose gates stand elsewhere once the change is in force. */
export interface MovedGates {
  readonly group: string;
  readonly before: { readonly stage: string; readonly right: Right; readonly closesAt: Instant };
  readonly after: { readonly stage: string; readonly right: Right; readonly closesAt: Instant };
}

/** What is there before and after, and is said or allowed differently (G42). */
export interface Altered {
  readonly kind: 'stage' | 'seal' | 'milestone';
  readonly id: string;
  readonly what: readonly ('title' | 'right' | 'groups' | 'share')[];
}

export interface CalendarChange {
  readonly deadlines: readonly MovedDeadline[];
  readonly gates: readonly MovedGates[];
  /** Absent in changes that were proposed before they could say so. */
  readonly altered?: readonly Altered[];
}

/** How many things a change changes, for whoever is told of it in a word. */
export const sizeOfChange = ({ deadlines, altered = [] }: CalendarChange): number =>
  deadlines.length + altered.length;

type Fault = (at: string, code: string, facts?: CalendarFault['facts']) => void;

/** Every reason why the change cannot be, or what it does. Both calendars are valid by themselves. */
export const calendarChange = (
  before: Calendar,
  after: Calendar,
  now: Instant,
  begunSeals: readonly string[],
): Result<CalendarChange, readonly CalendarFault[]> => {
  const faults: CalendarFault[] = [];
  const fault: Fault = (at, code, facts = {}) => faults.push({ at, code, facts });
  if (before.timeZone !== after.timeZone) fault('/timeZone', 'zone-stands', { zone: before.timeZone }); // C20
  for (const group of before.groups)
    if (!after.groups.includes(group)) fault('/groups', 'group-stands', { group });
  for (const group of after.groups)
    if (!before.groups.includes(group)) fault('/groups', 'group-not-in-pack', { group });
  stageFaults(before, after, now, fault);
  sealFaults(before, after, now, begunSeals, fault);
  if (faults.length > 0) return refuse(faults);
  return ok({
    deadlines: movedDeadlines(before, after),
    gates: movedGates(before, after, now),
    altered: alteredIn(before, after),
  });
};

/** What a granted extension holds on to, until its end. */
export interface HeldOpen {
  readonly group: string;
  readonly right: Right;
  readonly until: Instant;
}

/** C25: no seal comes before an end of theirs. G38: no stage allows more than they do while they hold: their gates do not move. */
export const againstExtensions = (
  { seals, stages }: Calendar,
  extensions: readonly HeldOpen[],
  now: Instant,
): readonly CalendarFault[] => [
  ...seals.flatMap((seal, index) => {
    const ends = extensions.filter(({ group }) => seal.groups.includes(group)).map(({ until }) => until);
    return Math.max(...ends) > seal.at
      ? [{ at: `/seals/${index}/at`, code: 'seal-before-extension', facts: { seal: seal.id } }]
      : [];
  }),
  ...stages.flatMap((stage, index) =>
    extensions.some(
      ({ group, right, until }) =>
        group === stage.group && widths[stage.right] > widths[right] && stage.from < until && stage.to > now,
    )
      ? [{ at: `/stages/${index}/from`, code: 'wider-than-extension', facts: { stage: stage.id } }]
      : [],
  ),
];

const soon = (at: Instant, now: Instant): boolean => at < now + leastNotice;

const stageFaults = (before: Calendar, after: Calendar, now: Instant, fault: Fault): void => {
  for (const [index, stage] of after.stages.entries()) {
    const old = before.stages.find(({ id }) => id === stage.id);
    if (old !== undefined && sameStage(old, stage)) continue;
    const at = `/stages/${index}`;
    if (stage.from <= now || (old !== undefined && old.from <= now)) {
      // C21: of a stage that has begun, only an end that lies ahead may move, and only to where it still lies ahead.
      const stands = old !== undefined && old.group === stage.group && old.right === stage.right;
      if (!stands || old.from !== stage.from || old.to <= now) {
        fault(at, 'has-begun', { stage: stage.id });
        continue;
      }
    }
    if (beginsOtherwise(after, old, stage) && (soon(stage.from, now) || (old && soon(old.from, now))))
      fault(`${at}/from`, 'too-soon', { stage: stage.id, minutes: leastNotice / 60_000 }); // C22
    if (soon(stage.to, now) || (old !== undefined && soon(old.to, now) && old.to !== stage.to))
      fault(`${at}/to`, 'too-soon', { stage: stage.id, minutes: leastNotice / 60_000 }); // C22
  }
  for (const old of before.stages.filter(({ id }) => !after.stages.some((stage) => stage.id === id))) {
    if (old.from <= now) fault('/stages', 'has-begun', { stage: old.id });
    else if (soon(old.from, now))
      fault('/stages', 'too-soon', { stage: old.id, minutes: leastNotice / 60_000 }); // C22
  }
};

/** Another right begins, or the group's first day moves; any other beginning is the end before it, which has its own row. */
const beginsOtherwise = (after: Calendar, old: Stage | undefined, stage: Stage): boolean =>
  old?.right !== stage.right ||
  old.group !== stage.group ||
  (stagesOf(after, stage.group)[0]?.id === stage.id && old.from !== stage.from);

const sameStage = (a: Stage, b: Stage): boolean =>
  a.group === b.group && a.right === b.right && a.from === b.from && a.to === b.to;

const sealFaults = (
  before: Calendar,
  after: Calendar,
  now: Instant,
  begun: readonly string[],
  fault: Fault,
): void => {
  const isSealed = ({ id, at }: SealPlan) => begun.includes(id) || at <= now;
  for (const seal of before.seals.filter(isSealed)) {
    // C23: nothing of what is sealed, or is being sealed, moves.
    const same = after.seals.find(({ id }) => id === seal.id);
    if (!same || same.at !== seal.at || same.groups.join() !== seal.groups.join())
      fault('/seals', 'is-sealed', { seal: seal.id });
    for (const group of seal.groups)
      if (!sameStages(stagesOf(before, group), stagesOf(after, group)))
        fault('/stages', 'is-sealed', { seal: seal.id, group });
  }
  after.seals.forEach((seal, index) => {
    const old = before.seals.find(({ id }) => id === seal.id);
    if (old && isSealed(old)) return;
    const stands = old?.at === seal.at && old.groups.join() === seal.groups.join();
    if (!stands && (soon(seal.at, now) || (old && soon(old.at, now))))
      fault(`/seals/${index}/at`, 'too-soon', { seal: seal.id, minutes: leastNotice / 60_000 });
  });
  for (const old of before.seals)
    if (!isSealed(old) && soon(old.at, now) && !after.seals.some(({ id }) => id === old.id))
      fault('/seals', 'too-soon', { seal: old.id, minutes: leastNotice / 60_000 });
};

const sameStages = (a: readonly Stage[], b: readonly Stage[]): boolean =>
  a.length === b.length && a.every((stage, index) => b[index]?.id === stage.id && sameStage(stage, b[index]));

interface Timed {
  readonly id: string;
  readonly at: Instant;
  readonly groups: readonly string[];
}

const moved = (kind: MovedDeadline['kind'], before: readonly Timed[], after: readonly Timed[]) => {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids.flatMap((id): readonly MovedDeadline[] => {
    const [old, next] = [before.find((one) => one.id === id), after.find((one) => one.id === id)];
    if (old?.at === next?.at) return [];
    return [
      {
        kind,
        id,
        groups: next?.groups ?? old?.groups ?? [],
        ...(old === undefined ? {} : { from: old.at }),
        ...(next === undefined ? {} : { to: next.at }),
      },
    ];
  });
};

const movedDeadlines = (before: Calendar, after: Calendar): readonly MovedDeadline[] => {
  const ends = ({ stages }: Calendar) => stages.map(({ id, to, group }) => ({ id, at: to, groups: [group] }));
  const marks = ({ milestones }: Calendar) =>
    milestones.map(({ id, at, group }) => ({ id, at, groups: [group] }));
  return [
    ...moved('stage-end', ends(before), ends(after)),
    ...moved('seal', before.seals, after.seals),
    ...moved('milestone', marks(before), marks(after)),
  ];
};

interface Named {
  readonly id: string;
  readonly title: LocalText;
  readonly right?: Right;
  readonly share?: number;
  readonly group?: string;
  readonly groups?: readonly string[];
}
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** G42. */
const alteredIn = (before: Calendar, after: Calendar): readonly Altered[] => {
  const differing = (kind: Altered['kind'], olds: readonly Named[], nexts: readonly Named[]) =>
    nexts.flatMap((next): readonly Altered[] => {
      const old = olds.find(({ id }) => id === next.id);
      if (!old) return [];
      const what = [
        ...(same(old.title, next.title) ? [] : ['title' as const]),
        ...(old.right === next.right ? [] : ['right' as const]),
        ...(same(old.groups ?? old.group, next.groups ?? next.group) ? [] : ['groups' as const]),
        ...(old.share === next.share ? [] : ['share' as const]),
      ];
      return what.length > 0 ? [{ kind, id: next.id, what }] : [];
    });
  return [
    ...differing('stage', before.stages, after.stages),
    ...differing('seal', before.seals, after.seals),
    ...differing('milestone', before.milestones, after.milestones),
  ];
};

/** C24: only the stage in force, or the next one, stands in a gate; later stages concern nobody's gate yet. */
const movedGates = (before: Calendar, after: Calendar, now: Instant): readonly MovedGates[] =>
  before.groups.flatMap((group) => {
    const at = (calendar: Calendar) => stagesOf(calendar, group).find((stage) => now < stage.to);
    const [old, next] = [at(before), at(after)];
    if (!old || !next || (sameStage(old, next) && old.id === next.id)) return [];
    const standing = ({ id, right, to }: Stage) => ({ stage: id, right, closesAt: to });
    return [{ group, before: standing(old), after: standing(next) }];
  });
