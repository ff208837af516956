/**
 * The compiled form of an edition: everything that decode and evaluate need, as plain JSON, with names resolved and the
 * order of evaluation fixed. It is stored and sent to phones, so its shape has a number.
 */
import type { Json } from '../json.ts';
import type { Expression } from './expression/ast.ts';
import type { Edition } from './questionnaire.ts';

export const compiledFormat = 3;

/**
 * Formats whose editions mean the same to this engine. 1 had no matrices, no shared values and no files; 2 no choices of other
 * questions, no totals and no shared items.
 */
const readable: readonly number[] = [1, 2, compiledFormat];

/** A page or panel around questions: it can hide or lock them. */
export interface CompiledContainer {
  readonly visible: boolean;
  readonly visibleIf?: Expression;
  readonly readOnly: boolean;
  readonly enableIf?: Expression;
}

export type CompiledValidator =
  | { readonly type: 'numeric'; readonly least?: number; readonly most?: number }
  | { readonly type: 'text'; readonly least?: number; readonly most?: number; readonly digits: boolean }
  | { readonly type: 'regex'; readonly pattern: string; readonly anyCase: boolean }
  | { readonly type: 'email' }
  | { readonly type: 'expression'; readonly expression: Expression }
  | { readonly type: 'answercount'; readonly least?: number; readonly most?: number };

export interface CompiledQuestion extends CompiledContainer {
  readonly name: string;
  /** Key of its answer where that is not its name. */
  readonly answer?: string;
  /** Key into the registry of kinds. */
  readonly kind: string;
  /** Positions in the scope's `containers`, outermost first. */
  readonly inside: readonly number[];
  readonly required: boolean;
  readonly requiredIf?: Expression;
  /** With their positions in the source, where the designer's words for them are. */
  readonly validators: readonly { readonly position: number; readonly validator: CompiledValidator }[];
  /** Belongs to the kind. */
  readonly rule: Json;
  /** Whether `<name>-Comment` may come along: with the choice "other", or always. */
  readonly comment?: 'other' | 'always';
  readonly sensitive?: string;
  readonly items?: CompiledScope;
  /** Name of the question whose items are also its own (Q32). */
  readonly sharesWith?: string;
  /** Name of the question that it is written inside of, where several share their items. */
  readonly of?: string;
  /** How its items hold their answers, where they are no list. */
  readonly shape?: 'rows' | 'record';
  /** Totals are shown below its columns: the renderer writes them beside its answer. */
  readonly totals?: true;
}

export interface CompiledCalculated {
  readonly name: string;
  readonly expression: Expression;
  /** Whether it becomes part of the answers. */
  readonly kept: boolean;
}

/** The questions that share one object of answers: the questionnaire, or one item of a list. */
export interface CompiledScope {
  readonly containers: readonly CompiledContainer[];
  readonly questions: readonly CompiledQuestion[];
  readonly calculated: readonly CompiledCalculated[];
}

export interface Compiled {
  readonly format: typeof compiledFormat;
  readonly root: CompiledScope;
  /** Names from the root down, `['members', 'idNo']`: each after everything that it depends on. */
  readonly order: readonly (readonly string[])[];
  /** Most JSON nodes that answers can have, and how deep they can be. */
  readonly mostNodes: number;
  readonly mostDepth: number;
}

/** Throws when the edition was compiled by another version of the engine: publish again, or update the software. */
export const compiledOf = (edition: Edition): Compiled => {
  const compiled = edition.compiled as unknown as Compiled;
  if (!readable.includes(compiled?.format)) {
    throw new Error(`edition ${edition.edition} of ${edition.questionnaire} has another compiled format`);
  }
  return compiled;
};
