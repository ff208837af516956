/** What the designer's desk offers. */
import { IconCalendarTime, IconForms } from '@tabler/icons-react';
import type { NavItem } from '../shell/nav.ts';

export const designNav: readonly NavItem[] = [
  {
    group: 'design',
    to: '/design',
    label: 'design:nav.questionnaires',
    icon: IconForms,
    verb: 'questionnaire.edit',
  },
  {
    group: 'design',
    to: '/supervise/gates',
    label: 'supervise:nav.gates',
    icon: IconCalendarTime,
    verb: 'calendar.propose',
    unless: 'progress.read',
  },
];
