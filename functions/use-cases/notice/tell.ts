/** The writes that tell somebody: into their list, and onto the way out of the app where there is one. */
import type { Notice } from '#forms/notice/notice.ts';
import type { Ports, Write } from '../../ports.ts';
import { noticeWrite, outgoingWrite } from '../../store/notices.ts';

/** Part of the transaction that the notice is about: who is told, is told of what really happened (G21). */
export const tell = (
  campaign: string,
  people: Iterable<string>,
  notice: Notice,
  { notices }: Pick<Ports, 'notices'>,
): readonly Write[] =>
  [...new Set(people)].flatMap((person) => [
    noticeWrite(campaign, { person, notice }),
    ...(notices ? [outgoingWrite(campaign, { person, notice, tries: 0, notBefore: notice.at })] : []),
  ]);
