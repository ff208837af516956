/**
 * A finding: something to look at again, and everything that has happened to it. A check finds it, or a person hands a record
 * back; it lives until what was wrong is put right, or somebody who may says that nothing was wrong.
 */
import type { Severity } from '../checks/check.ts';
import type { Instant, Json } from '../json.ts';

/**
 * `found` by a check, seen by everybody, handed to nobody · `open`: handed to the village · `confirmed`: true, to be put right ·
 * `denied` and `explained` wait for the town · `corrected`: a new version came · `closed`.
 */
export const findingStates = [
  'found',
  'open',
  'confirmed',
  'denied',
  'explained',
  'corrected',
  'closed',
] as const;
export type FindingStateName = (typeof findingStates)[number];

/** Under one of these a correction passes a gate that asks for a finding (G6). */
export const lettingThrough: readonly FindingStateName[] = ['open', 'confirmed'];

/** How it was closed: put right, nothing was wrong, the explanation holds, or taken back. */
export type Closing = 'fixed' | 'not-true' | 'explained' | 'withdrawn';

export interface FindingStep {
  readonly at: Instant;
  /** Person id; absent when a check did it. */
  readonly by?: string;
  readonly kind: FindingEvent['kind'];
  readonly text?: string;
  /** Name of a file of the village that shows it. */
  readonly file?: string;
}

export interface Finding {
  readonly id: string;
  readonly unit: string;
  readonly questionnaire: string;
  /** Of the check that found it; absent when a person did. */
  readonly check?: string;
  readonly severity: Severity;
  /** Where its row stood when it was last found. */
  readonly row?: { readonly path: string; readonly key: string };
  /** Path of the question that it speaks of. */
  readonly at?: string;
  /** Values of the placeholders of the check's message. */
  readonly facts?: { readonly [placeholder: string]: Json };
  /** What the town said when it handed it out. */
  readonly comment?: string;
  readonly dueAt?: Instant;
  readonly state: FindingStateName;
  readonly closing?: Closing;
  /** Leaf hash of the record that it was last found in: what was accepted for one content says nothing of another. */
  readonly content?: string;
  readonly openedAt: Instant;
  /** Name of the person who handed it out; empty while nobody did. */
  readonly openedBy: string;
  readonly revision: number;
  /** Oldest first, the newest `mostSteps`. */
  readonly steps: readonly FindingStep[];
}

/** What people and checks do to a finding. */
export type FindingEvent =
  | { readonly kind: 'issue'; readonly text: string; readonly dueAt?: Instant; readonly at?: string }
  | { readonly kind: 'confirm'; readonly text?: string }
  | { readonly kind: 'deny'; readonly text: string; readonly file?: string }
  | { readonly kind: 'explain'; readonly text: string }
  | { readonly kind: 'correct' }
  | { readonly kind: 'accept'; readonly text?: string }
  | { readonly kind: 'return'; readonly text: string; readonly dueAt?: Instant }
  | { readonly kind: 'withdraw'; readonly text: string }
  | { readonly kind: 'find' }
  | { readonly kind: 'clear' };

export const mostSteps = 60;

/** Nobody has to do anything about it any more. */
export const isClosed = ({ state }: Pick<Finding, 'state'>): boolean => state === 'closed';

/** K29: the time to answer is over and the village has not. */
export const isOverdue = ({ state, dueAt }: Pick<Finding, 'state' | 'dueAt'>, now: Instant): boolean =>
  dueAt !== undefined && now >= dueAt && (state === 'open' || state === 'confirmed');

/** Ids of the findings that a correction answers, each once; an envelope from before several could be answered names one (K41). */
export const answeredBy = ({
  finding,
  findings = [],
}: {
  readonly finding?: string | undefined;
  readonly findings?: readonly string[] | undefined;
}): readonly string[] => [...new Set(finding === undefined ? findings : [...findings, finding])];
