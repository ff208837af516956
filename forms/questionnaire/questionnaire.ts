/**
 * A questionnaire is SurveyJS JSON as its designer wrote it; an *edition* is one published state of it, immutable, with
 * the compiled form that decode and evaluate run on. Everything here is plain JSON: it is stored, sent to phones, cached.
 */
import type { Json, JsonObject, LocalText } from '../json.ts';

export interface CodeListItem {
  readonly value: string;
  readonly text: LocalText;
  /** What checks may ask of it: a rank, a sex, whether it counts. */
  readonly attributes?: { readonly [name: string]: string | number | boolean } | undefined;
}
export interface CodeList {
  readonly title: LocalText;
  readonly items: readonly CodeListItem[];
}
export type CodeLists = { readonly [id: string]: CodeList };

/** Figures that a campaign sets for its questionnaires and checks: a poverty line, a price. Expressions say `{P.name}`. */
export type Parameters = { readonly [name: string]: Parameter };
type Single = string | number | readonly string[];
/** A map holds such values by key: `lookup({P.prices}, {row.crop})`. */
export type Parameter = Single | { readonly [key: string]: Single };

/** One thing wrong with a questionnaire. `at` is a JSON pointer into the source; sentences live in web/locale. */
export interface Fault {
  readonly at: string;
  /** Stable, kebab-case; the full list is in docs/questionnaires.md. */
  readonly code: string;
  /** What the sentence needs: names, limits, the offending text. */
  readonly facts: { readonly [name: string]: string | number | boolean };
}

/** An edition as published. `compiled` belongs to the engine: nobody else looks inside. */
export interface Edition {
  readonly questionnaire: string;
  /** 1, 2, 3 … within a campaign. */
  readonly edition: number;
  /** SHA-256, lower-case hex, of the canonical JSON of `source`. */
  readonly sourceHash: string;
  /** The SurveyJS JSON with every code list resolved into choices: what survey-react-ui renders. */
  readonly source: JsonObject;
  readonly compiled: Json;
}
