/**
 * A compiled edition made ready to run: names become positions, expressions become functions, once for an edition. The
 * compiled form stays the plain JSON that it is; a plan lives in memory beside it. `planner.ts` makes it.
 */
import type { CompiledQuestion, CompiledValidator } from '../questionnaire/compiled.ts';
import type { Kind, Shape } from '../questionnaire/kinds/kind.ts';
import type { Evaluator, Test } from './expression/evaluator.ts';

export interface ContainerPlan {
  readonly visible: boolean;
  readonly visibleIf: Test | undefined;
  readonly readOnly: boolean;
  readonly enableIf: Test | undefined;
}

export interface QuestionPlan extends ContainerPlan {
  readonly compiled: CompiledQuestion;
  readonly name: string;
  /** Key of its answer. */
  readonly answer: string;
  readonly kind: Kind;
  /** Position among the questions of the scope; also the slot of its answer. */
  readonly slot: number;
  /** Slot of its comment; -1 when it has none. */
  readonly commentSlot: number;
  readonly inside: readonly number[];
  /** Whether it or anything around it can be locked. */
  readonly lockable: boolean;
  readonly requiredIf: Test | undefined;
  /** The value, when nobody answers it. */
  readonly computes: Evaluator | undefined;
  readonly validators: readonly ValidatorPlan[];
  readonly items: ScopePlan | undefined;
  /** What is written inside it, where others share its items; undefined where all of them are its own. */
  readonly own: readonly QuestionPlan[] | undefined;
  /** Slot, in the scope around, of the question that it is written inside of, where several share their items; else -1. */
  readonly listSlot: number;
  /** How its items hold their answers. */
  readonly shape: Shape | undefined;
}

export interface ValidatorPlan {
  readonly position: number;
  readonly rule: CompiledValidator;
  readonly holds: Test | undefined;
}

export interface CalculatedPlan {
  readonly name: string;
  readonly slot: number;
  readonly evaluate: Evaluator;
}

/** One member of the answers as they are kept. */
export interface Kept {
  readonly name: string;
  readonly slot: number;
  /** It holds questions of its own. */
  readonly shape: Shape | undefined;
  /** A calculated value, which may be something that is no answer. */
  readonly computed: boolean;
  /** A list that begins with items: that it was emptied is an answer (A9). */
  readonly begun: boolean;
}

export interface ScopePlan {
  readonly parent: ScopePlan | undefined;
  /** Every key that answers of the scope may have, and every name that expressions use. */
  readonly slots: ReadonlyMap<string, number>;
  /** Slots of other questions that answer under the same key, by the slot of the first. */
  readonly twins: ReadonlyMap<number, readonly number[]>;
  readonly size: number;
  /** Keys that the renderer writes and that are no answers (A34). */
  readonly ignored: ReadonlySet<string>;
  readonly holdsLists: boolean;
  readonly containers: readonly ContainerPlan[];
  readonly questions: readonly QuestionPlan[];
  readonly calculated: readonly CalculatedPlan[];
  /** In canonical order of their names (RFC 8785 3.2.3). */
  readonly kept: readonly Kept[];
}

/** One step of the order of evaluation: a question or value, and the lists on the way to it. */
export interface Step {
  readonly lists: readonly number[];
  readonly question: QuestionPlan | undefined;
  readonly calculated: CalculatedPlan | undefined;
}

export interface Plan {
  readonly root: ScopePlan;
  readonly steps: readonly Step[];
  /** ECMAScript puts keys that look like numbers first, wherever they belong. */
  readonly unsorted: boolean;
}

export const totalName = (name: string): string => `${name}-total`;
export const commentName = (name: string): string => `${name}-Comment`;
