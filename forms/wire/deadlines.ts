/** Shapes of what people ask of a deadline: extensions, and quarantined submissions let in. Requests are parsed with them, replies typed by them. */
import * as z from 'zod';
import type { RehearsalLine } from '../campaign/rehearsal.ts';
import type { Instant, JsonObject } from '../json.ts';
import type { AreaCode } from '../permission/area.ts';
import { area, name, sentence, uuid } from './pieces.ts';
import type { Problem } from './problems.ts';
import type { LateState, People } from './shapes.ts';

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

// ── quarantine ───────────────────────────────────────────────────────────────────────────────────────────────────
const lateOnes = z
  .array(z.strictObject({ village: area, submission: uuid }))
  .min(1)
  .max(200);
export const askAdmissionsShape = z.strictObject({ late: lateOnes, reason: sentence(2, 500) });
export type AskAdmissions = z.infer<typeof askAdmissionsShape>;

export const decideAdmissionsShape = z.strictObject({
  late: lateOnes,
  decision: z.enum(['admit', 'reject']),
  why: sentence(2, 500),
});
export type DecideAdmissions = z.infer<typeof decideAdmissionsShape>;

/** What was asked and decided about a quarantined submission. */
export interface AdmissionState {
  readonly state: 'asked' | 'admitted' | 'rejected';
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly decidedBy?: string;
  readonly decidedAt?: Instant;
  readonly why?: string;
  /** Submission id that it came in as, with the code of that receipt. */
  readonly admittedAs?: string;
  readonly receipt?: string;
}
/** One by one, in the order of the request: what became of it, or why nothing did. */
export interface AdmissionsReply {
  readonly outcomes: readonly {
    readonly submission: string;
    readonly admission?: AdmissionState;
    readonly problem?: Problem;
  }[];
}

/** All that is known about when a quarantined submission was made, and what letting it in would meet. */
export interface EvidenceReply extends LateState {
  /** The gate as it stood. */
  readonly gate: { readonly stage: string; readonly right: string; readonly closesAt: Instant };
  /** When the device last heard the server's time, by its monotonic clock; absent when it had not since it started. */
  readonly heardAt?: Instant;
  readonly edition: number;
  /** Version that it started from, and the one that the record has now; 0 for none. */
  readonly basedOn: number;
  readonly version: number;
  /** Sensitive answers masked. */
  readonly answers: JsonObject;
  /** Seal of its group once that has begun: nothing is decided any more. */
  readonly sealed?: string;
  readonly people: People;
}

// ── rehearsal ────────────────────────────────────────────────────────────────────────────────────────────────────
const heap = z.number().int().min(0).max(1_000_000);
/** How many envelopes and drafts of the village a phone has not delivered. */
export const phoneReportShape = z.strictObject({ unsent: heap, drafts: heap });
export type PhoneReport = z.infer<typeof phoneReportShape>;

/** What a phone said last. */
export interface PhoneState extends PhoneReport {
  readonly person: string;
  readonly village: AreaCode;
  readonly heardAt: Instant;
}
/** If the deadline were now. */
export interface RehearsalReply {
  readonly villages: readonly { readonly code: AreaCode; readonly name: string }[];
  readonly lines: readonly RehearsalLine[];
  /** Everybody whose phone was ever heard, those with the most unsent first. */
  readonly phones: readonly PhoneState[];
  readonly people: People;
  readonly now: Instant;
}
