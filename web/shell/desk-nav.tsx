/** The navigation of the desk: a list beside the page; on a phone tabs under it, and behind the last of them whatever has no tab. */
import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { designNav } from '../design/nav.ts';
import { mayAnywhere, useSession } from '../session.tsx';
import { superviseNav } from '../supervise/nav.ts';
import type { NavItem } from './nav.ts';
import './desk-nav.css';

const namespaces = ['shell', 'design', 'supervise', 'findings', 'lists', 'workflow'] as const;
const groups = ['supervise', 'design', 'trace'] as const;
/** Tabs that a thumb can hit; when there are more places, the last tab opens the others. */
const mostTabs = 4;

export const DeskNav = () => {
  const { t } = useTranslation(namespaces);
  const session = useSession();
  const items = [...superviseNav, ...designNav].filter(
    ({ verb, unless }) =>
      mayAnywhere(session, verb) && !(unless !== undefined && mayAnywhere(session, unless)),
  );
  const tabs = items.length > mostTabs ? mostTabs - 1 : mostTabs;
  return (
    <nav className="x-nav" aria-label={t('nav.label')}>
      {groups.map((group) => {
        const here = items.filter((item) => item.group === group);
        if (here.length === 0) return null;
        return (
          <div key={group}>
            <h2>{t(`nav.${group}`)}</h2>
            {here.map((item) => (
              <NavPlace key={item.to} item={item} className={items.indexOf(item) < tabs ? '' : 'not-tab'} />
            ))}
          </div>
        );
      })}
      {items.length > tabs && <More items={items.slice(tabs)} />}
    </nav>
  );
};

const NavPlace = ({
  item,
  className = '',
  onClick,
}: {
  readonly item: NavItem;
  readonly className?: string;
  readonly onClick?: () => void;
}) => {
  const { t } = useTranslation(namespaces);
  return (
    <NavLink to={item.to} className={className} onClick={onClick}>
      <item.icon size={18} stroke={1.6} aria-hidden />
      <span>{t(item.label)}</span>
      {item.badge && <item.badge />}
    </NavLink>
  );
};

/** A drawer from below: it stands still whatever the page behind it does, and thumbs reach it. */
const More = ({ items }: { readonly items: readonly NavItem[] }) => {
  const { t } = useTranslation('shell');
  const { pathname } = useLocation();
  const [open, { open: show, close }] = useDisclosure(false);
  const here = items.some(({ to }) => pathname.startsWith(to));
  return (
    <>
      <UnstyledButton
        className="x-nav-more"
        data-here={here || undefined}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={show}
      >
        <IconDots size={18} stroke={1.6} aria-hidden />
        <span>{t('nav.more')}</span>
      </UnstyledButton>
      <Drawer
        opened={open}
        onClose={close}
        title={t('nav.more')}
        position="bottom"
        classNames={{ inner: 'x-nav-below', content: 'x-nav-sheet', title: 'x-nav-sheet-title' }}
        closeButtonProps={{ 'aria-label': t('nav.close') }}
      >
        <div className="x-nav-rest">
          {items.map((item) => (
            <NavPlace key={item.to} item={item} onClick={close} />
          ))}
        </div>
      </Drawer>
    </>
  );
};
