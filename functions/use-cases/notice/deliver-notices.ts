/**
 * Takes notices out of the app: each until its channel has taken it, with longer and longer pauses, and given up after a day's
 * worth of tries, for it stays in the person's list anyway. Twice is possible, never is not: the receiver knows a notice by its id.
 */

import { wallTimeOf } from '#forms/campaign/local-time.ts';
import type { Instant } from '#forms/json.ts';
import { type LocalText, textIn } from '#forms/json.ts';
import { type NoticeText, noticeText } from '#forms/notice/notice-text.ts';
import type { NoticeLanguage } from '#forms/notice/sentences.ts';
import type { Ports } from '../../ports.ts';
import { type Campaign, listCampaigns, readArea, readCampaign } from '../../store/campaign.ts';
import { contactKey, outgoingKey } from '../../store/keys.ts';
import { type Outgoing, outgoingNotices, outgoingWrite } from '../../store/notices.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'journal' | 'notices'>;

export interface DeliveryRun {
  readonly sent: number;
  readonly failed: number;
  /** When the next one is tried again. */
  readonly next?: Instant;
}

const mostTries = 12;
const firstPauseMs = 30_000;
const longestPauseMs = 3 * 3_600_000;
export const pauseAfter = (tries: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1));

/** G22. */
export const deliverNotices =
  () =>
  async (ports: Needs): Promise<DeliveryRun> => {
    const { table, clock, notices } = ports;
    if (!notices) return { sent: 0, failed: 0 };
    let [sent, failed] = [0, 0];
    const ahead: Instant[] = [];
    for (const id of await listCampaigns(table)) {
      const campaign = await readCampaign(table, id);
      if (!campaign) continue;
      for (const outgoing of await outgoingNotices(table, id)) {
        const waits = outgoing.notBefore > clock.now();
        const next = waits ? outgoing.notBefore : await deliverOne(campaign, outgoing, ports);
        if (next === 'sent') sent++;
        else if (next !== 'given-up') ahead.push(next);
        if (!waits && next !== 'sent') failed++;
      }
    }
    return ahead.length > 0 ? { sent, failed, next: Math.min(...ahead) } : { sent, failed };
  };

const deliverOne = async (
  campaign: Campaign,
  outgoing: Outgoing,
  ports: Needs,
): Promise<Instant | 'sent' | 'given-up'> => {
  const { table, clock, journal, notices } = ports;
  const { person, notice, tries } = outgoing;
  const key = outgoingKey(campaign.id, person, notice.id);
  const contact = (await table.get(contactKey(person)))?.email;
  try {
    await notices?.deliver({
      id: notice.id,
      campaign: campaign.id,
      person,
      kind: notice.kind,
      at: notice.at,
      facts: notice.facts,
      texts: await textsOf(campaign, outgoing, table),
      ...(typeof contact === 'string' ? { email: contact } : {}),
    });
    await table.transact([{ delete: key }]);
    return 'sent';
  } catch (error) {
    const again = { person, notice, tries: tries + 1, notBefore: clock.now() + pauseAfter(tries + 1) };
    const over = again.tries >= mostTries;
    journal.error('notice-not-delivered', {
      campaign: campaign.id,
      notice: notice.id,
      tries: again.tries,
      error: error instanceof Error ? error.name : 'unknown',
    });
    await table.transact([over ? { delete: key } : outgoingWrite(campaign.id, again, { tries })]);
    return over ? 'given-up' : again.notBefore;
  }
};

/** In every language of the campaign that notices are written in, its first one first. */
const textsOf = async (
  campaign: Campaign,
  { notice }: Outgoing,
  table: Ports['table'],
): Promise<readonly (NoticeText & { readonly language: NoticeLanguage })[]> => {
  const { village } = notice.facts;
  const area = typeof village === 'string' ? await readArea(table, village) : undefined;
  const { calendar, questionnaires, locales } = campaign;
  const languages = [
    ...new Set(locales.map((locale): NoticeLanguage => (locale.startsWith('zh') ? 'zh-CN' : 'en'))),
  ];
  return languages.map((language) => ({
    language,
    ...noticeText(notice, {
      language,
      when: (instant) => {
        const { date, time } = wallTimeOf(instant, calendar.timeZone, true);
        return `${date} ${time} (${calendar.timeZone})`;
      },
      nameOf: (what, id) => {
        const titled: { readonly title: LocalText } | undefined =
          what === 'stage'
            ? calendar.stages.find((stage) => stage.id === id)
            : questionnaires.find((questionnaire) => questionnaire.id === id);
        if (what === 'village') return area?.name ?? id;
        return titled ? textIn(titled.title, language) : id;
      },
    }),
  }));
};
