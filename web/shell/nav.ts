/** What a feature contributes to the desk's navigation. */
import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Verb } from '#forms/permission/permission.ts';

export interface NavItem {
  /** Key in the `shell` namespace under `nav`. */
  readonly group: 'supervise' | 'design' | 'trace';
  readonly to: string;
  /** `<namespace>:<key>` of its word. */
  readonly label: string;
  readonly icon: Icon;
  /** Offered to people who may do this somewhere. */
  readonly verb: Verb;
  /** Not to those who find the same place by this verb already. */
  readonly unless?: Verb;
  /** A number behind its word: what waits there. */
  readonly badge?: ComponentType;
}
