/**
 * A dossier is everything that is known of one unit at one moment: its own facts, the newest answers of its questionnaires,
 * the sheets of its child units, and last round's answers. Plain JSON, made by whoever reads the store or the phone.
 */
import type { UnitFacts } from '../campaign/unit.ts';
import type { Instant, Json, JsonObject } from '../json.ts';
import type { CodeLists, Parameters } from '../questionnaire/questionnaire.ts';
import type { ComparisonLists } from './lists.ts';

/** Facts of a unit with its attributes flat beside them. */
export interface DossierUnit extends JsonObject {
  readonly id: string;
  readonly kind: string;
  readonly village: string;
}

/** A sheet of a child unit: its answers, and under `$unit` the facts of the child. */
export type ChildAnswers = JsonObject;
export const childUnitKey = '$unit';

export interface Dossier {
  readonly unit: DossierUnit;
  /** By questionnaire: the newest answers of the unit itself. */
  readonly answers: { readonly [questionnaire: string]: JsonObject };
  /** By questionnaire: the sheets of its child units, in order of unit id. */
  readonly children: { readonly [questionnaire: string]: readonly ChildAnswers[] };
  /** By questionnaire: what the same unit answered in the round before. */
  readonly prev: { readonly [questionnaire: string]: JsonObject };
  /** Of a child unit: the unit that it belongs to. */
  readonly parent?: Dossier;
}

/** What expressions over dossiers know besides them. Nothing comes from a clock or a locale. */
export interface DossierContext {
  readonly now: Instant;
  /** IANA name of the campaign's zone. */
  readonly timeZone: string;
  /** `now` as YYYY-MM-DD in `timeZone`. */
  readonly today: string;
  readonly parameters: Parameters;
  readonly codeLists: CodeLists;
  /** By id: rows of the comparison lists that somebody has handed in. */
  readonly lists?: ComparisonLists;
  /** The pack's first language, for `codeText`. */
  readonly locale: string;
}

/** The facts of a unit as dossiers hold them; an attribute never hides a fact. */
export const dossierUnit = ({ attributes, ...facts }: UnitFacts): DossierUnit =>
  ({ ...attributes, ...facts }) as { readonly [name: string]: Json } as DossierUnit;

/** A dossier with one record put in the place of the stored one: what a submission would make of it. */
export const withAnswers = (dossier: Dossier, questionnaire: string, answers: JsonObject): Dossier => ({
  ...dossier,
  answers: { ...dossier.answers, [questionnaire]: answers },
});
