/** The rehearsal's lines added up: for the whole area, for each group, for each village. Pure. */
import type { RehearsalLine } from '#forms/campaign/rehearsal.ts';
import type { RehearsalReply } from '#forms/wire/deadlines.ts';

export interface Sum {
  readonly owed: number;
  readonly records: number;
  readonly unfinished: number;
  readonly unsigned: number;
  readonly late: number;
}
const none: Sum = { owed: 0, records: 0, unfinished: 0, unsigned: 0, late: 0 };

export const sumOf = (lines: readonly RehearsalLine[]): Sum =>
  lines.reduce(
    (sum, line) => ({
      owed: sum.owed + line.owed,
      records: sum.records + line.records,
      unfinished: sum.unfinished + line.unfinished,
      unsigned: sum.unsigned + line.unsigned,
      late: sum.late + line.late,
    }),
    none,
  );

export interface VillageSum extends Sum {
  readonly code: string;
  readonly name: string;
  readonly unsent: number;
  readonly drafts: number;
  readonly extended: number;
}

/** Those that would lose most, first. */
export const villageSums = ({ villages, lines, phones }: RehearsalReply, groups: readonly string[]) =>
  villages
    .map(({ code, name }): VillageSum => {
      const own = lines.filter(({ village, group }) => village === code && groups.includes(group));
      const heard = phones.filter(({ village }) => village === code);
      return {
        code,
        name,
        ...sumOf(own),
        unsent: heard.reduce((sum, phone) => sum + phone.unsent, 0),
        drafts: heard.reduce((sum, phone) => sum + phone.drafts, 0),
        extended: own.reduce((sum, line) => sum + line.extended, 0),
      };
    })
    .sort((a, b) => b.unsent + b.unfinished - (a.unsent + a.unfinished));
