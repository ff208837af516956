/** Shapes of what people ask of a deadline: extensions. Requests are parsed with them, replies typed by them. */
import * as z from 'zod';
import type { Instant } from '../json.ts';
import type { AreaCode } from '../permission/area.ts';
import { area, name, sentence } from './pieces.ts';
import type { People } from './shapes.ts';

// ── extensions ───────────────────────────────────────────────────────────────────────────────────────────────────
export const askExtensionShape = z.strictObject({
  stage: name,
  questionnaires: z.array(name).min(1).max(40),
  villages: z.array(area).min(1).max(500),
  until: z.number().int(),
  reason: sentence(2, 500),
});
export type AskExtension = z.infer<typeof askExtensionShape>;

export const decideExtensionShape = z.strictObject({
  decision: z.enum(['grant', 'decline']),
  why: sentence(2, 500),
});
export type DecideExtension = z.infer<typeof decideExtensionShape>;

export interface ExtensionState {
  readonly id: string;
  /** Where whoever asked holds the role that let them ask. */
  readonly area: AreaCode;
  readonly stage: string;
  readonly questionnaires: readonly string[];
  readonly villages: readonly AreaCode[];
  readonly until: Instant;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  /** A granted one is over at `until`, by itself. */
  readonly state: 'asked' | 'granted' | 'declined';
  readonly decidedBy?: string;
  readonly decidedAt?: Instant;
  readonly why?: string;
}
export interface ExtensionsReply {
  readonly extensions: readonly ExtensionState[];
  readonly people: People;
  readonly now: Instant;
}
/** `gates` counts those that stand under the extension now. */
export type DecideExtensionReply = ExtensionState & { readonly gates: number };
