/**
 * Expressions as plain JSON. The parser makes trees with *variables* (what the designer wrote between braces); linking
 * replaces each by a *value* with a reference that says where the answer lives, so that the runtime never searches names.
 */

/** Where a value comes from. `item` is the list item the expression stands in, `parent` the item around that one. */
export type Reference =
  | {
      readonly from: 'root' | 'item' | 'parent' | 'element';
      readonly name: string;
      /** A list's or a multiple choice's n-th entry; negative counts from the end. */
      readonly index?: number;
      /** A row of a matrix, or a field of several. */
      readonly member?: string;
      /** Question inside what `index` or `member` points to. */
      readonly field?: string;
      readonly length?: true;
      /** `field` of every item of a list: the choices that it gives. */
      readonly each?: true;
      /** An element of a list without this answer falls back to the question of that name outside (SurveyJS does). */
      readonly orRoot?: true;
    }
  | { readonly from: 'variable'; readonly path: readonly string[] }
  /** Of the item or row, from 0; `base` is added. `up` is how many lists further out. */
  | { readonly from: 'position'; readonly base?: 1; readonly up?: 1 }
  /** Name of the row of a matrix. */
  | { readonly from: 'row' }
  | { readonly from: 'choice' };

export type UnaryOperator = 'negate' | 'empty' | 'notempty';
export type LogicOperator = 'and' | 'or';
export type ArithmeticOperator = 'plus' | 'minus' | 'mul' | 'div' | 'mod' | 'power';
export type ComparisonOperator = 'equal' | 'notequal' | 'less' | 'lessorequal' | 'greater' | 'greaterorequal';
export type MembershipOperator = 'contains' | 'notcontains' | 'anyof' | 'allof' | 'noneof';
export type BinaryOperator = LogicOperator | ArithmeticOperator | ComparisonOperator | MembershipOperator;

export type Constant = string | number | boolean | null;

/** As parsed. `position` is the offset of the thing in the text, for pointing at it. */
export type Parsed =
  | { readonly op: 'const'; readonly value: Constant; readonly quoted?: true }
  | { readonly op: 'variable'; readonly name: string; readonly asIs: boolean; readonly position: number }
  | { readonly op: 'array'; readonly items: readonly Parsed[] }
  | { readonly op: 'unary'; readonly operator: UnaryOperator; readonly operand: Parsed }
  | {
      readonly op: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Parsed;
      readonly right: Parsed;
    }
  | {
      readonly op: 'call';
      readonly name: string;
      readonly args: readonly Parsed[];
      readonly position: number;
    };

/** As linked: names have become references (`Of`), list functions a form of their own (`Call`). */
export type Tree<Of, Call> =
  | { readonly op: 'const'; readonly value: Constant }
  | { readonly op: 'value'; readonly of: Of; readonly asIs?: true }
  | { readonly op: 'array'; readonly items: readonly Tree<Of, Call>[] }
  | { readonly op: 'unary'; readonly operator: UnaryOperator; readonly operand: Tree<Of, Call> }
  | {
      readonly op: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Tree<Of, Call>;
      readonly right: Tree<Of, Call>;
    }
  | { readonly op: 'call'; readonly name: string; readonly args: readonly Tree<Of, Call>[] }
  | Call;

/** What a compiled edition carries and the runtime evaluates. */
export type Expression = Tree<Reference, ListCall>;

/** `sumInArray({members}, 'income', {age} >= 60)` and its relatives. */
export interface ListCall {
  readonly op: 'list-call';
  readonly name: string;
  readonly list: Reference;
  readonly field: string;
  /** min/maxInArray may give another answer of the best element. */
  readonly pick?: string;
  readonly when?: Expression;
}
