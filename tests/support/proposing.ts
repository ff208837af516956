/** Changes of the small pack's calendar over HTTP, for tests that are about what becomes of them. */
import { calendarSource } from '#forms/campaign/calendar-source.ts';
import { smallPack } from './small-pack.ts';
import type { PersonName, Reply, World } from './world.ts';

type Mutable<T> = T extends readonly (infer One)[]
  ? Mutable<One>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;
export type Draft = Mutable<ReturnType<typeof calendarSource>>;

/** The calendar as the campaign has it, as it is written. */
export const smallCalendar = (): Draft => structuredClone(calendarSource(smallPack().calendar)) as Draft;

/** The end of a stage, and the beginning of the one behind it. */
export const setEnd = (draft: Draft, stage: string, to: string): void => {
  const own = draft.stages.find(({ id }) => id === stage);
  if (!own) throw new Error(`no stage ${stage}`);
  for (const next of draft.stages) if (next.group === own.group && next.from === own.to) next.from = to;
  own.to = to;
};

export const proposing = (world: World) => ({
  propose: (person: PersonName, edit: (draft: Draft) => void, changes: object = {}): Promise<Reply> => {
    const calendar = smallCalendar();
    edit(calendar);
    const body = { calendar, basedOn: 0, reason: 'the road is closed until Friday', ...changes };
    return world.call(person, 'proposeCalendar', {}, body);
  },
  decide: (person: PersonName, change: string, decision = 'approve'): Promise<Reply> =>
    world.call(person, 'decideCalendar', { change }, { decision, why: 'agreed by telephone' }),
});
