/** Checks: conditions over dossiers that find what is wrong or unlikely, as data of a pack. And what they find: hits. */
import type { Scope } from '../dossier/place.ts';
import type { Json, LocalText } from '../json.ts';

/** `error` refuses a submission where its scope is the row or the record; `warn` asks for words; `verify` opens a finding. */
export const severities = ['error', 'warn', 'verify'] as const;
export type Severity = (typeof severities)[number];

/** One check as it is written. Texts between `{…}` in expressions and messages are names of the dossier language. */
export interface Check {
  readonly id: string;
  readonly severity: Severity;
  readonly scope: Scope;
  /** Questionnaire whose record a hit belongs to; the check runs only where there is one. */
  readonly about: string;
  /** Runs once for every item of this list of `about`: `members`, `members.works`. */
  readonly rows?: string;
  /** Question that a person is led to, in the row if there is one. */
  readonly at?: string;
  readonly when?: string;
  /** True where something is wrong. */
  readonly finds: string;
  readonly message: LocalText;
  /** Where the check comes from. */
  readonly source?: string;
  readonly off?: true;
}

/** What holds by itself: nobody has to look whether it does. */
export const keepers = ['gate', 'seal', 'finding'] as const;

/**
 * A demand that no condition looks for, because the product makes sure of it: a gate lets nothing else in, a seal shows what was
 * changed, findings stay until they are settled. It names the rules of forms/RULES.md that say so (K54).
 */
export interface KeptCheck {
  readonly id: string;
  readonly severity: Severity;
  readonly kept: (typeof keepers)[number];
  readonly rules: readonly string[];
  /** A sentence without placeholders. */
  readonly message: LocalText;
  readonly source?: string;
}

export type WrittenCheck = Check | KeptCheck;

export const isKept = (check: WrittenCheck): check is KeptCheck => 'kept' in check;

/** A file of checks on one subject. */
export interface CheckTopic {
  readonly id: string;
  readonly title: LocalText;
  readonly checks: readonly WrittenCheck[];
}

/** What a check found. */
export interface Hit {
  /** SHA-256, lower-case hex, over check, unit, questionnaire and the key of the row: the same trouble is the same hit (K8). */
  readonly id: string;
  readonly check: string;
  readonly severity: Severity;
  readonly scope: Scope;
  readonly unit: string;
  readonly questionnaire: string;
  /** Where the row stands now, such as `members[2].works[0]`, and what names it wherever it stands; masked if it is sensitive. */
  readonly row?: { readonly path: string; readonly key: string };
  /** Path of the question to go to: `members[2].relation`. */
  readonly at?: string;
  /** Values of the message's placeholders, sensitive ones masked. */
  readonly facts: { readonly [placeholder: string]: Json };
  /** The check could not be run to its end within the work that a run may do; it counts as a hit until somebody looks. */
  readonly undecided?: true;
}
