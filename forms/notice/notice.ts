/** What the platform tells a person by itself: that a deadline comes near, or that somebody decided about their work. */
import type { Instant } from '../json.ts';

export const noticeKinds = [
  'quarantined', // something of yours came too late
  'admitted', // and was let in after all
  'rejected', // and stays outside
  'extension-granted',
  'extension-declined',
  'extension-asked', // somebody waits for your word
  'admissions-asked',
  'calendar-proposed',
  'calendar-declined',
  'deadline-moved', // another calendar is in force
  'calendar-changed', // the same, and no end of a stage moved
  'findings-issued', // the town wants something looked at again
  'deadline-near', // something is unfinished or unsent
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Ids, counts, reasons and instants: no answers and no names of households, for a notice travels further than a record. */
export type NoticeFacts = { readonly [name: string]: string | number };

export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly at: Instant;
  readonly facts: NoticeFacts;
}
