/** What supervision offers, to whoever may see it. */
import {
  IconAlertTriangle,
  IconCalendarTime,
  IconChartLine,
  IconClockPause,
  IconClockPlus,
  IconHourglassHigh,
  IconListCheck,
  IconListDetails,
  IconRoute,
  IconRubberStamp,
  IconShieldCheck,
} from '@tabler/icons-react';
import type { NavItem } from '../shell/nav.ts';
import { FindingBadge } from './findings/finding-badge.tsx';

export const superviseNav: readonly NavItem[] = [
  {
    group: 'supervise',
    to: '/supervise/progress',
    label: 'supervise:nav.progress',
    icon: IconChartLine,
    verb: 'progress.read',
  },
  {
    group: 'supervise',
    to: '/supervise/findings',
    label: 'findings:nav',
    icon: IconAlertTriangle,
    verb: 'finding.read',
    badge: FindingBadge,
  },
  {
    group: 'supervise',
    to: '/supervise/checks',
    label: 'findings:checks.nav',
    icon: IconListCheck,
    verb: 'finding.read',
  },
  {
    group: 'supervise',
    to: '/supervise/lists',
    label: 'lists:nav',
    icon: IconListDetails,
    verb: 'list.read',
  },
  {
    group: 'supervise',
    to: '/supervise/flows',
    label: 'workflow:nav',
    icon: IconRoute,
    verb: 'workflow.read',
  },
  {
    group: 'supervise',
    to: '/supervise/gates',
    label: 'supervise:nav.gates',
    icon: IconCalendarTime,
    verb: 'progress.read',
  },
  {
    group: 'supervise',
    to: '/supervise/rehearsal',
    label: 'supervise:nav.rehearsal',
    icon: IconHourglassHigh,
    verb: 'quarantine.read',
  },
  {
    group: 'trace',
    to: '/supervise/extensions',
    label: 'supervise:nav.extensions',
    icon: IconClockPlus,
    verb: 'extension.read',
  },
  {
    group: 'trace',
    to: '/supervise/quarantine',
    label: 'supervise:nav.quarantine',
    icon: IconClockPause,
    verb: 'quarantine.read',
  },
  {
    group: 'trace',
    to: '/supervise/seals',
    label: 'supervise:nav.seals',
    icon: IconRubberStamp,
    verb: 'seal.read',
  },
  {
    group: 'trace',
    to: '/supervise/audit',
    label: 'supervise:nav.audit',
    icon: IconShieldCheck,
    verb: 'audit.read',
  },
];
