/** A person's notices: asked for now and then, counted, read, and said in the words that they also leave the app in. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '#forms/notice/notice.ts';
import { noticeText } from '#forms/notice/notice-text.ts';
import type { NoticesReply } from '#forms/wire/notices.ts';
import type { CampaignReply } from '#forms/wire/shapes.ts';
import { ConnectionLost, call, ProblemError } from '../api.ts';
import { useFormats } from '../time/format.ts';
import './notices.css';

const everyMs = 60_000;

export interface NoticeFeed {
  readonly reply?: NoticesReply;
  readonly unread: number;
  readonly markRead: () => Promise<void>;
  readonly setEmail: (email: string | null) => Promise<void>;
}

/** Quiet without a network: what was heard stays. */
export const useNotices = (campaign: string): NoticeFeed => {
  const [reply, setReply] = useState<NoticesReply>();
  const ask = useCallback(async () => {
    try {
      setReply(await call('notices', { params: { campaign } }));
    } catch (error) {
      if (!(error instanceof ConnectionLost || error instanceof ProblemError)) throw error;
    }
  }, [campaign]);
  useEffect(() => {
    void ask();
    const timer = setInterval(() => void ask(), everyMs);
    return () => clearInterval(timer);
  }, [ask]);
  const newest = reply?.notices[0]?.at;
  return useMemo(
    () => ({
      ...(reply ? { reply } : {}),
      unread: reply?.notices.filter(({ at }) => at > reply.readUpTo).length ?? 0,
      markRead: async () => {
        if (newest === undefined) return;
        await call('readNotices', { params: { campaign }, body: { upTo: newest } });
        await ask();
      },
      setEmail: async (email) => {
        await call('contact', { body: { email } });
        await ask();
      },
    }),
    [reply, newest, campaign, ask],
  );
};

export interface NoticeListProps {
  readonly campaign: CampaignReply;
  readonly feed: NoticeFeed;
}

export const NoticeList = ({ campaign, feed: { reply } }: NoticeListProps) => {
  const { t } = useTranslation('shell');
  const formats = useFormats();
  const { timeZone } = campaign.calendar;
  const titled = (notice: Notice) =>
    noticeText(notice, {
      language: formats.language === 'zh-CN' ? 'zh-CN' : 'en',
      when: (at) => formats.deadline(at, timeZone),
      nameOf: (what, id) => nameIn(campaign, what, id, formats.text),
    });
  const { notices = [], readUpTo = 0 } = reply ?? {};
  if (notices.length === 0) return <p className="x-notices-none">{t('notices.none')}</p>;
  return (
    <ul className="x-notices">
      {notices.map((notice) => {
        const { title, body } = titled(notice);
        return (
          <li key={`${notice.at} ${notice.id}`} className={notice.at > readUpTo ? 'new' : ''}>
            <b>{title}</b>
            <p>{body}</p>
            <small>{formats.dayTime(notice.at, timeZone)}</small>
          </li>
        );
      })}
    </ul>
  );
};

const nameIn = (
  { calendar, questionnaires, areas }: CampaignReply,
  what: 'questionnaire' | 'stage' | 'village',
  id: string,
  text: ReturnType<typeof useFormats>['text'],
): string => {
  if (what === 'village') return areas.find(({ code }) => code === id)?.name ?? id;
  const titled = what === 'stage' ? calendar.stages : questionnaires;
  const found = titled.find((one) => one.id === id);
  return found ? text(found.title) : id;
};

/** Where notices go outside the app: the person's own word, empty for nowhere. */
export const NoticeAddress = ({ feed }: { readonly feed: NoticeFeed }) => {
  const { t } = useTranslation('shell');
  const kept = feed.reply?.email ?? '';
  const [email, setEmail] = useState<string>();
  const [said, setSaid] = useState('');
  const value = email ?? kept;
  const save = async () => {
    try {
      await feed.setEmail(value.trim() === '' ? null : value.trim());
      setSaid(t('notices.saved'));
    } catch (error) {
      if (!(error instanceof ConnectionLost || error instanceof ProblemError)) throw error;
      setSaid(t('notices.notAnAddress'));
    }
  };
  return (
    <form
      className="x-notice-address"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label>
        <span>{t('notices.mail')}</span>
        <input
          type="email"
          value={value}
          placeholder={t('notices.mailNone')}
          onChange={(event) => setEmail(event.target.value)}
        />
      </label>
      <button type="submit" className="x-btn" disabled={value === kept}>
        {t('notices.save')}
      </button>
      <span role="status">{said}</span>
    </form>
  );
};
