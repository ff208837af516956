/** What a change of the calendar would move, in units of work: deadlines, gates, what is not finished, what is still on phones. Pure. */
import type { CalendarChange, MovedDeadline } from '#forms/campaign/calendar-change.ts';
import type { RehearsalReply } from '#forms/wire/deadlines.ts';
import { sumOf } from '../rehearsal-sums.ts';

export interface Reach {
  readonly deadline: MovedDeadline;
  /** Milliseconds later; less than nothing is sooner. Nothing for what is new or taken away. */
  readonly by?: number;
  /** Gates that stand elsewhere: villages × questionnaires of the group; none for what no gate is at yet. */
  readonly villages: number;
  readonly questionnaires: number;
  readonly extended: number;
  readonly undone: number;
  readonly phones: number;
  readonly unsent: number;
}

export interface Around {
  readonly villages: readonly string[];
  readonly questionnaires: readonly { readonly group: string }[];
  /** What only supervision sees. */
  readonly rehearsal: Pick<RehearsalReply, 'lines' | 'phones'> | undefined;
}

/** D39 */
export const reachOf = (
  { deadlines, gates }: CalendarChange,
  { villages, questionnaires, rehearsal }: Around,
): readonly Reach[] =>
  deadlines.map((deadline) => {
    const moved = gates.filter(
      ({ group, before, after }) =>
        deadline.kind === 'stage-end' &&
        deadline.groups.includes(group) &&
        [before.stage, after.stage].includes(deadline.id),
    );
    const groups = moved.map(({ group }) => group);
    const lines = (rehearsal?.lines ?? []).filter(({ group }) => deadline.groups.includes(group));
    const unsent = groups.length === 0 ? [] : (rehearsal?.phones ?? []).filter((phone) => phone.unsent > 0);
    return {
      deadline,
      ...(deadline.to === undefined || deadline.from === undefined
        ? {}
        : { by: deadline.to - deadline.from }),
      villages: moved.length > 0 ? villages.length : 0,
      questionnaires: questionnaires.filter(({ group }) => groups.includes(group)).length,
      extended: moved.length > 0 ? lines.reduce((sum, { extended }) => sum + extended, 0) : 0,
      undone: deadline.kind === 'stage-end' ? sumOf(lines).unfinished : 0,
      phones: unsent.length,
      unsent: unsent.reduce((sum, phone) => sum + phone.unsent, 0),
    };
  });

/** Gates that a change moves at once; those under extensions follow later. */
export const gatesOf = (reaches: readonly Reach[]): number =>
  reaches.reduce(
    (sum, { villages, questionnaires, extended }) => sum + villages * questionnaires - extended,
    0,
  );
