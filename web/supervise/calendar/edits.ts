/**
 * What is done to a calendar that is being edited, beside setting its times (W59): stages, milestones and seals come, go, change places,
 * names and rights. Each edit leaves a calendar that hangs together where it can; what it cannot know, its faults say. Pure.
 */
import type { Calendar } from '#forms/campaign/calendar.ts';
import type { CalendarSource } from '#forms/campaign/calendar-source.ts';
import { instantOf, wallTimeOf } from '#forms/campaign/local-time.ts';
import { type Instant, type LocalText, textIn } from '#forms/json.ts';

type Stage = CalendarSource['stages'][number];
export type Listed = 'stages' | 'milestones' | 'seals';

const day = 86_400_000;

const instant = ({ timeZone }: CalendarSource, written: string): Instant | undefined => {
  const parsed = instantOf(written, timeZone);
  return parsed.ok ? parsed.value : undefined;
};

const written = ({ timeZone }: CalendarSource, at: Instant): string => {
  const { date, time } = wallTimeOf(at, timeZone, true);
  return `${date} ${time}`;
};

/** By the calendar that holds: its name may change and nothing else but its end. */
export const hasBegun = ({ stages }: Calendar, stage: string | undefined, now: Instant): boolean =>
  stages.some(({ id, from }) => id === stage && from <= now);

/** In the order of time; what has no time yet keeps its place at the end. */
export const stagesIn = (source: CalendarSource, group: string): readonly Stage[] =>
  source.stages
    .filter((stage) => stage.group === group)
    .sort((a, b) => (instant(source, a.from) ?? Infinity) - (instant(source, b.from) ?? Infinity));

/** Never the id of something that was: a gate's history must not speak of two stages by one name. */
const newId = (source: CalendarSource, taken: readonly string[], stem: string): string => {
  const all = new Set([
    ...[...source.stages, ...source.milestones, ...source.seals].map(({ id }) => id),
    ...taken,
  ]);
  for (let number = 1; ; number++) if (!all.has(`${stem}-${number}`)) return `${stem}-${number}`;
};

type Ids = readonly { readonly id: string }[];
/** Ids that must not be given again. */
export const takenIn = ({
  stages,
  milestones,
  seals,
}: {
  readonly stages: Ids;
  readonly milestones: Ids;
  readonly seals: Ids;
}): readonly string[] => [...stages, ...milestones, ...seals].map(({ id }) => id);

export interface Adding {
  /** Ids of the calendar that holds, whether or not they are still in this one. */
  readonly taken: readonly string[];
  readonly title: LocalText;
}

/** The next stage gives half of its time when it has less than two days. */
const between = (source: CalendarSource, from: Instant, end: Instant | undefined): string => {
  const isShort = end !== undefined && end - from < 2 * day;
  return written(source, from + (isShort ? Math.floor((end - from) / 2 / 60_000) * 60_000 : day));
};

/** A day of reading behind the stage: the one after it begins later, the seal of the group comes no earlier. */
export const addStage = (
  source: CalendarSource,
  behind: string,
  { taken, title }: Adding,
): CalendarSource => {
  const before = source.stages.find(({ id }) => id === behind);
  const end = before && instant(source, before.to);
  if (!before || end === undefined) return source;
  const next = stagesIn(source, before.group).find(({ id, from }) => id !== behind && from === before.to);
  const to = between(source, end, next && instant(source, next.to));
  const added: Stage = {
    id: newId(source, taken, before.group),
    title,
    group: before.group,
    from: before.to,
    to,
    right: 'read',
  };
  const stages = source.stages.flatMap((stage) => {
    if (stage.id === behind) return [stage, added];
    return stage.id === next?.id ? [{ ...stage, from: to }] : [stage];
  });
  return sealedBehind({ ...source, stages }, before.group);
};

const lastEnd = (source: CalendarSource, groups: readonly string[]): Instant =>
  Math.max(
    ...source.stages.filter(({ group }) => groups.includes(group)).map(({ to }) => instant(source, to) ?? 0),
  );

/** Seals of the group that would now come before its end. */
const sealedBehind = (source: CalendarSource, group: string): CalendarSource => {
  const end = lastEnd(source, [group]);
  return {
    ...source,
    seals: source.seals.map((seal) =>
      seal.groups.includes(group) && (instant(source, seal.at) ?? end) < end
        ? { ...seal, at: written(source, end) }
        : seal,
    ),
  };
};

/** What comes behind it begins where it began; the last one's group ends earlier. */
export const withoutStage = (source: CalendarSource, id: string): CalendarSource => {
  const gone = source.stages.find((stage) => stage.id === id);
  if (!gone) return source;
  return {
    ...source,
    stages: source.stages.flatMap((stage) => {
      if (stage.id === id) return [];
      return stage.group === gone.group && stage.from === gone.to ? [{ ...stage, from: gone.from }] : [stage];
    }),
  };
};

/** Changes places with its neighbour: both keep how long they are. */
export const movedStage = (source: CalendarSource, id: string, by: -1 | 1): CalendarSource => {
  const own = source.stages.find((stage) => stage.id === id);
  const line = own ? stagesIn(source, own.group) : [];
  const at = line.findIndex((stage) => stage.id === id);
  const [first, second] = by < 0 ? [line[at - 1], line[at]] : [line[at], line[at + 1]];
  if (!first || !second) return source;
  const [from, to] = [instant(source, second.from), instant(source, second.to)];
  const start = instant(source, first.from);
  if (from === undefined || to === undefined || start === undefined) return source;
  const middle = written(source, start + (to - from));
  return {
    ...source,
    stages: source.stages.map((stage) => {
      if (stage.id === second.id) return { ...stage, from: first.from, to: middle };
      return stage.id === first.id ? { ...stage, from: middle, to: second.to } : stage;
    }),
  };
};

export const addMilestone = (
  source: CalendarSource,
  group: string,
  at: Instant,
  { taken, title }: Adding,
): CalendarSource => ({
  ...source,
  milestones: [
    ...source.milestones,
    { id: newId(source, taken, 'milestone'), title, group, at: written(source, at), share: 0.5 },
  ],
});

/** For the groups that nothing seals yet, at the end of the last of them; nothing where everything is sealed. */
export const addSeal = (source: CalendarSource, { taken, title }: Adding): CalendarSource => {
  const groups = unsealedGroups(source);
  if (groups.length === 0) return source;
  const at = written(source, lastEnd(source, groups));
  return { ...source, seals: [...source.seals, { id: newId(source, taken, 'seal'), title, at, groups }] };
};

export const unsealedGroups = ({ groups, seals }: CalendarSource): readonly string[] =>
  groups.filter((group) => !seals.some((seal) => seal.groups.includes(group)));

export const without = (
  source: CalendarSource,
  list: 'milestones' | 'seals',
  id: string,
): CalendarSource => ({
  ...source,
  [list]: source[list].filter((one) => one.id !== id),
});

/** Anything that stands in one entry and nowhere else: its name, right, groups, share. */
export const altered = <L extends Listed>(
  source: CalendarSource,
  list: L,
  id: string,
  changes: Partial<CalendarSource[L][number]>,
): CalendarSource => ({
  ...source,
  [list]: source[list].map((one) => (one.id === id ? { ...one, ...changes } : one)),
});

/** As texts are keyed: lower case, and English is the default. */
const keyOf = (language: string): string =>
  language.toLowerCase() === 'en' ? 'default' : language.toLowerCase();

/** One language of a text; the others stay as they are. */
export const withText = (
  text: LocalText,
  language: string,
  languages: readonly string[],
  said: string,
): LocalText => ({
  ...Object.fromEntries(languages.map((one) => [keyOf(one), textIn(text, one)])),
  ...(typeof text === 'string' ? {} : text),
  [keyOf(language)]: said,
});
