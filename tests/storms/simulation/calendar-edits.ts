/** Other calendars that somebody in a storm might want: ends that move, stages more and fewer, seals, and what nobody may have. */
import { type Calendar, rights, type Stage, stagesOf } from '#forms/campaign/calendar.ts';
import type { Instant } from '#forms/json.ts';
import type { Chance } from './chance.ts';

const minute = 60_000;

export interface EditsWanted {
  readonly now: Instant;
  /** No deadline comes later: behind it the storm is over. */
  readonly latest: Instant;
  /** Makes ids of new stages, seals and milestones. */
  readonly number: number;
}

type Edit = (calendar: Calendar, group: string, wanted: EditsWanted, chance: Chance) => Calendar;

const toMinute = (at: Instant): Instant => Math.round(at / minute) * minute;

/** The stages of the group in another state; a seal that would come too early goes along. */
const withStages = (calendar: Calendar, group: string, stages: readonly Stage[]): Calendar => {
  const end = Math.max(...stages.map(({ to }) => to));
  return {
    ...calendar,
    stages: [...calendar.stages.filter((stage) => stage.group !== group), ...stages],
    seals: calendar.seals.map((seal) =>
      seal.groups.includes(group) && seal.at < end ? { ...seal, at: end } : seal,
    ),
  };
};

/** Mostly far enough from now; sometimes so near that it must be refused. */
const moveEnd: Edit = (calendar, group, { now, latest }, chance) => {
  const stages = stagesOf(calendar, group);
  const ahead = stages.filter(({ to }) => to > now);
  const stage = chance.happens(0.6) ? ahead[0] : chance.pick(ahead.length > 0 ? ahead : stages);
  if (!stage) return calendar;
  const by = chance.whole(-90, 150) * minute;
  const to = toMinute(Math.min(latest, Math.max(stage.from + minute, stage.to + by)));
  return withStages(calendar, group, ended(stages, stage, to));
};

/** What begins behind the stage begins at its new end; what that leaves nothing of goes. */
const ended = (stages: readonly Stage[], stage: Stage, to: Instant): readonly Stage[] =>
  stages.flatMap((one): readonly Stage[] => {
    if (one.id === stage.id) return [{ ...one, to }];
    if (one.from < stage.to) return [one];
    const from = one.from === stage.to ? to : Math.max(one.from, to);
    return from < one.to ? [{ ...one, from }] : [];
  });

const split: Edit = (calendar, group, { now, number }, chance) => {
  const stages = stagesOf(calendar, group);
  const stage = stages.findLast(({ to }) => to > now + 20 * minute);
  if (!stage) return calendar;
  const first = Math.max(stage.from, now);
  const at = toMinute(first + (stage.to - first) * (0.3 + 0.5 * chance.next()));
  const added = { ...stage, id: `${group}-new-${number}`, from: at, right: chance.pick(rights) };
  return withStages(calendar, group, [
    ...stages.map((one) => (one.id === stage.id ? { ...one, to: at } : one)),
    added,
  ]);
};

const append: Edit = (calendar, group, { latest, number }, chance) => {
  const stages = stagesOf(calendar, group);
  const last = stages.at(-1);
  if (!last || last.to + 30 * minute > latest) return calendar;
  const to = Math.min(latest, last.to + chance.whole(15, 90) * minute);
  const right = chance.pick(rights);
  return withStages(calendar, group, [
    ...stages,
    { ...last, id: `${group}-new-${number}`, right, from: last.to, to },
  ]);
};

const drop: Edit = (calendar, group, { now }, chance) => {
  const stages = stagesOf(calendar, group);
  const later = stages.filter(({ from }, index) => from > now && index > 0);
  if (later.length === 0) return calendar;
  const gone = chance.pick(later);
  const left = stages.filter(({ id }) => id !== gone.id);
  const goOn = chance.happens(0.5);
  return withStages(
    calendar,
    group,
    left.map((one) => {
      if (goOn && one.to === gone.from) return { ...one, to: gone.to };
      return !goOn && one.from === gone.to ? { ...one, from: gone.from } : one;
    }),
  );
};

const moveSeal: Edit = (calendar, group, { latest }, chance) => ({
  ...calendar,
  seals: calendar.seals.map((seal) =>
    seal.groups.includes(group)
      ? { ...seal, at: toMinute(Math.min(latest, seal.at + chance.whole(-90, 120) * minute)) }
      : seal,
  ),
});

const milestone: Edit = (calendar, group, { now, number }, chance) =>
  calendar.milestones.length > 0 && chance.happens(0.4)
    ? { ...calendar, milestones: calendar.milestones.slice(1) }
    : {
        ...calendar,
        milestones: [
          ...calendar.milestones,
          {
            id: `milestone-${number}`,
            title: 'half',
            group,
            at: toMinute(now + chance.whole(1, 200) * minute),
            share: 0.5,
          },
        ],
      };

/** What must be refused: a seal that was begun moves, a stage that is over goes on, or is called something else from its beginning. */
const past: Edit = (calendar, group, { now }, chance) => {
  const begun = calendar.seals.find(({ at }) => at <= now);
  if (begun && chance.happens(0.7)) {
    const at = toMinute(now + chance.whole(15, 60) * minute);
    return {
      ...calendar,
      seals: calendar.seals.map((seal) => (seal.id === begun.id ? { ...seal, at } : seal)),
    };
  }
  const over = stagesOf(calendar, group).find(({ from }) => from <= now);
  if (!over) return calendar;
  const to = toMinute(now + chance.whole(15, 60) * minute);
  const stages = ended(stagesOf(calendar, group), over, to);
  const right = chance.happens(0.5) ? chance.pick(rights) : over.right;
  return withStages(
    calendar,
    group,
    stages.map((one) => (one.id === over.id ? { ...one, right } : one)),
  );
};

const edits: readonly Edit[] = [moveEnd, moveEnd, moveEnd, split, append, drop, moveSeal, milestone, past];

export const editedCalendar = (calendar: Calendar, wanted: EditsWanted, chance: Chance): Calendar => {
  const once = chance.pick(edits)(calendar, chance.pick(calendar.groups), wanted, chance);
  return chance.happens(0.25)
    ? chance.pick(edits)(
        once,
        chance.pick(calendar.groups),
        { ...wanted, number: wanted.number + 0.5 },
        chance,
      )
    : once;
};
