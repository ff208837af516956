/** What the designer's desk offers. */
import { IconForms } from '@tabler/icons-react';
import type { NavItem } from '../shell/nav.ts';

export const designNav: readonly NavItem[] = [
  {
    group: 'design',
    to: '/design',
    label: 'design:nav.questionnaires',
    icon: IconForms,
    verb: 'questionnaire.edit',
  },
];
