/** 消息: what the collector was told, and that something is new. */
import { IconBell, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NoticeAddress, NoticeList, useNotices } from '../shell/notices.tsx';
import { useField } from './field.tsx';
import { BackBar } from './frame.tsx';

/** Nothing while nothing is new. */
export const NewNotices = () => {
  const { t } = useTranslation('collect');
  const { campaign } = useField();
  const { unread } = useNotices(campaign.id);
  if (unread === 0) return null;
  return (
    <Link className="note strip" to="/collect/notices">
      <IconBell className="icon" size={24} stroke={1.8} aria-hidden />
      <div className="tx">
        <h2>{t('notices.strip', { count: unread })}</h2>
      </div>
      <IconChevronRight className="icon" size={24} aria-hidden />
    </Link>
  );
};

export const NoticesPage = () => {
  const { t } = useTranslation(['shell', 'collect']);
  const { campaign } = useField();
  const feed = useNotices(campaign.id);
  return (
    <>
      <BackBar title={t('notices.title')} to="/collect" back={t('collect:tabs.today')} />
      <main>
        <div className="band pad">
          <NoticeList campaign={campaign} feed={feed} />
        </div>
        <div className="pad-x">
          <NoticeAddress feed={feed} />
        </div>
      </main>
      {feed.unread > 0 && (
        <footer className="foot">
          <button type="button" className="btn pri wide" onClick={() => void feed.markRead()}>
            {t('notices.read')}
          </button>
        </footer>
      )}
    </>
  );
};
