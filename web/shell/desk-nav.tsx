/** The navigation of the desk: a list beside the page; on a phone tabs under it, and behind the last of them whatever has no tab. */
import { Popover, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
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

const NavPlace = ({ item, className = '' }: { readonly item: NavItem; readonly className?: string }) => {
  const { t } = useTranslation(namespaces);
  return (
    <NavLink to={item.to} className={className}>
      <item.icon size={18} stroke={1.6} aria-hidden />
      <span>{t(item.label)}</span>
      {item.badge && <item.badge />}
    </NavLink>
  );
};

const More = ({ items }: { readonly items: readonly NavItem[] }) => {
  const { t } = useTranslation('shell');
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const here = items.some(({ to }) => pathname.startsWith(to));
  return (
    <Popover opened={open} onChange={setOpen} position="top-end" width={240} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className="x-nav-more"
          data-here={here || undefined}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconDots size={18} stroke={1.6} aria-hidden />
          <span>{t('nav.more')}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="x-nav-rest" aria-label={t('nav.more')} onClick={() => setOpen(false)}>
        {items.map((item) => (
          <NavPlace key={item.to} item={item} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
};
