/**
 * A quarantined submission may be let in after all: one person asks, another, from a wider area, decides. What comes in is an
 * ordinary submission under an id of its own, so that the receipt of quarantine stays true; it carries the trace of the decision,
 * and every decision is a line of its own in the seal, behind the submission that it is about.
 */
import type { AreaCode } from '../permission/area.ts';

/** Who asked and who decided, with their reasons. Times are ISO 8601 UTC. */
export type DecisionTrace = {
  readonly asked: { readonly by: string; readonly at: string; readonly reason: string };
  readonly decided: { readonly by: string; readonly at: string; readonly why: string };
};

/** What a record says that was let in from quarantine: it is the submission with this receipt. */
export type AdmissionTrace = DecisionTrace & {
  readonly submission: string;
  readonly leafHash: string;
  readonly receivedAt: string;
};

/** Canonical JSON of this is a leaf of the village's quarantine list. */
export interface SealedDecision extends DecisionTrace {
  readonly kind: 'decision';
  readonly outcome: 'admitted' | 'rejected';
  readonly campaign: string;
  readonly village: AreaCode;
  readonly unit: string;
  readonly questionnaire: string;
  /** The quarantined submission. */
  readonly submission: string;
  readonly leafHash: string;
  readonly contentHash: string;
  /** What it came in as. */
  readonly admitted?: { readonly submission: string; readonly version: number };
  readonly nonce: string;
}
