/** Shapes of changes to the calendar of a running campaign: proposed by one person, decided by another. */
import * as z from 'zod';
import type { CalendarChange } from '../campaign/calendar-change.ts';
import type { CalendarSource } from '../campaign/calendar-source.ts';
import type { Instant } from '../json.ts';
import { jsonObject, sentence } from './pieces.ts';
import type { People } from './shapes.ts';

export const proposeCalendarShape = z.strictObject({
  /** The whole calendar as it is written; parseCalendar says what is wrong with it. */
  calendar: jsonObject,
  /** Revision of the calendar that it started from. */
  basedOn: z.number().int().min(0),
  reason: sentence(2, 500),
});
export type ProposeCalendar = z.infer<typeof proposeCalendarShape>;

/** `withdraw` is for whoever proposed, the others for somebody else. */
export const decideCalendarShape = z.strictObject({
  decision: z.enum(['approve', 'decline', 'withdraw']),
  why: sentence(2, 500),
});
export type DecideCalendar = z.infer<typeof decideCalendarShape>;

export interface CalendarProposal {
  readonly id: string;
  readonly basedOn: number;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Instant;
  /** `approved`: decided, and gates are being moved. `overtaken`: another change came into force before it was decided. */
  readonly state: 'proposed' | 'approved' | 'in-force' | 'declined' | 'withdrawn' | 'overtaken';
  readonly source: CalendarSource;
  /** What it moves, as it was when it was proposed or, later, decided. */
  readonly change: CalendarChange;
  readonly decidedBy?: string;
  readonly decidedAt?: Instant;
  readonly why?: string;
  readonly inForceAt?: Instant;
  /** Gates that were moved when it came into force. */
  readonly gates?: number;
}

/** Newest first. */
export interface CalendarChangesReply {
  readonly changes: readonly CalendarProposal[];
  readonly people: People;
  readonly now: Instant;
}
