/** What stands beside the calendar: proposals that wait, and extensions that go on behind the end of a stage. Pure. */
import type { Stage } from '#forms/campaign/calendar.ts';
import type { Instant } from '#forms/json.ts';
import type { CalendarProposal } from '#forms/wire/calendar.ts';
import type { ExtensionState } from '#forms/wire/deadlines.ts';

/** D40: for somebody's decision, or for gates on their way. */
export const waits = ({ state }: Pick<CalendarProposal, 'state'>): boolean =>
  state === 'proposed' || state === 'approved';

export interface Hatch extends ExtensionState {
  /** The end of the stage that goes on. */
  readonly from: Instant;
}

/** D40: of a group, the longest first. What the calendar itself has caught up with is none any more. */
export const hatchesOf = (
  extensions: readonly ExtensionState[],
  stages: readonly Stage[],
  group: string,
): readonly Hatch[] =>
  extensions
    .flatMap((extension) => {
      const stage = stages.find(({ id }) => id === extension.stage);
      const goesOn = extension.state === 'granted' && stage?.group === group && extension.until > stage.to;
      return goesOn && stage ? [{ ...extension, from: stage.to }] : [];
    })
    .sort((a, b) => b.until - a.until);
