/** Shapes of notices on the wire. */
import * as z from 'zod';
import type { Instant } from '../json.ts';
import type { Notice } from '../notice/notice.ts';

export const readNoticesShape = z.strictObject({ upTo: z.number().int().min(0) });
/** Null takes it away again. */
export const contactShape = z.strictObject({ email: z.email().max(200).nullable() });

export interface NoticesReply {
  /** Newest first. */
  readonly notices: readonly Notice[];
  /** Those after this instant are new to the person. */
  readonly readUpTo: Instant;
  /** Where they go outside the app. */
  readonly email?: string;
  readonly now: Instant;
}
