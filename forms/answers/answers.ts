/** What goes into the engine and what comes out: the one interface that server and browser share (design/engine.md). */
import type { Instant, JsonObject } from '../json.ts';
import type { Parameters } from '../questionnaire/questionnaire.ts';

/** One thing wrong with answers. `at` is a path such as `members[2].idNo`; sentences live in web/locale. */
export interface Violation {
  readonly at: string;
  /** Stable, kebab-case; the full list is in forms/RULES.md, section A. */
  readonly code: string;
  readonly facts: { readonly [name: string]: string | number | boolean };
}

/** Everything the engine may know besides the answers. Nothing comes from a clock, a locale or a process zone. */
export interface EvaluationContext {
  readonly now: Instant;
  /** IANA name; only for calendar functions such as `today()`. */
  readonly timeZone: string;
  /** `now` as a calendar date (YYYY-MM-DD) in `timeZone`, computed by the caller. */
  readonly today: string;
  /** Parameters of the pack: `{P.name}`. None when absent. */
  readonly parameters?: Parameters;
  /** What the unit answered to the same questionnaire in the round before: `{prev.question}`. Absent when there was none. */
  readonly prev?: JsonObject;
}

export type Verdict =
  | {
      readonly ok: true;
      /** Hidden answers dropped, computed values recomputed. */
      readonly answers: JsonObject;
      /** Canonical JSON (RFC 8785) of `answers`, UTF-8. */
      readonly canonical: Uint8Array;
      /** SHA-256 of `canonical`, lower-case hex: the content code printed on the signed page. */
      readonly contentHash: string;
    }
  | { readonly ok: false; readonly violations: readonly Violation[] };
