/** The bell of the desk: how much is new, and the list behind it. */
import { Popover, UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCampaignAccess } from './campaign.tsx';
import { NoticeAddress, NoticeList, useNotices } from './notices.tsx';

export const Bell = () => {
  const { t } = useTranslation('shell');
  const { campaign } = useCampaignAccess();
  const feed = useNotices(campaign.id);
  const [open, setOpen] = useState(false);
  const name = feed.unread > 0 ? t('notices.unread', { count: feed.unread }) : t('notices.title');
  return (
    <Popover opened={open} onChange={setOpen} width={360} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className="x-bell" aria-label={name} title={name} onClick={() => setOpen(!open)}>
          <IconBell size={20} stroke={1.6} aria-hidden />
          {feed.unread > 0 && <i aria-hidden>{feed.unread}</i>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('notices.title')}>
        <div className="x-bell-list">
          <header>
            <b>{t('notices.title')}</b>
            {feed.unread > 0 && (
              <button type="button" className="x-btn sm" onClick={() => void feed.markRead()}>
                {t('notices.read')}
              </button>
            )}
          </header>
          <NoticeList campaign={campaign} feed={feed} />
          <NoticeAddress feed={feed} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};
