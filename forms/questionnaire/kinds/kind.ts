/**
 * What a kind of question is: the properties it may have, how it is compiled into a rule, and how an answer to it is
 * decoded and judged. One file per kind or family; `registry.ts` lists them.
 */
import type { Value } from '../../answers/expression/numbers.ts';
import type { Finding } from '../../answers/violations.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Expression } from '../expression/ast.ts';
import type { FaultPad } from '../faults.ts';
import type { PropertyTable } from '../properties.ts';
import type { Carried } from './offer.ts';

/** What compiling may use. `at` is the question's pointer. */
export interface Workshop {
  readonly at: string;
  readonly pad: FaultPad;
  /** The linked expression of a property, if it is there and right; faults go to the pad. */
  expression(property: string): Expression | undefined;
  /** The same for the condition of a choice, which may name `{item}`. */
  choiceExpression(text: string, at: string): Expression | undefined;
  /** What another question gives as choices, when one is named for that; faults go to the pad. */
  carried(): Carried | undefined;
  /** Names of the questions inside a list. */
  readonly itemNames: readonly string[];
}

/** What decoding and judging may ask of the evaluation that is going on. */
export interface Situation {
  value(expression: Expression): Value;
  holds(expression: Expression): boolean;
  holdsForChoice(expression: Expression, choice: Json): boolean;
  /** The comment that came with the answer, "" if none. */
  readonly comment: string;
}

/**
 * How the questions inside a question hold their answers: a list of objects, an object with an object per row, or one
 * object.
 */
export type Shape = 'list' | 'rows' | 'record';

/** Where a question's own questions are written, and what they may have there. */
export interface Inside {
  readonly shape: Shape;
  /** Property that holds them. */
  readonly property: 'templateElements' | 'columns' | 'items';
  /** Property that holds more of them, as questions anywhere are written. */
  readonly beside?: 'detailElements';
  /** The question that is meant by what is written there. */
  element(written: JsonObject, source: JsonObject): JsonObject;
  /** What may be written there beside a kind's own properties; the tables of every question when absent. */
  readonly properties?: PropertyTable;
  /** Nothing but `properties` may be written. */
  readonly closed?: true;
}

const objects = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value)
    ? (value as readonly Json[]).filter((one): one is JsonObject => isJsonObject(one))
    : [];

/** All that is written inside a question, as elements. */
export const elementsInside = (source: JsonObject, inside: Inside): readonly JsonObject[] => [
  ...objects(source[inside.property]).map((one) => inside.element(one, source)),
  ...(inside.beside === undefined ? [] : objects(source[inside.beside])),
];

export type Decoded = { readonly value: Json } | { readonly finding: Finding };

export interface KindDefinition<Rule> {
  /** Keys: the SurveyJS type, for text with its input type: `text:date`. */
  readonly keys: readonly string[];
  readonly properties: PropertyTable;
  compile(source: JsonObject, workshop: Workshop): Rule;
  /** A2: the answer exactly as its type wants it. Never called with an empty answer. */
  decode(rule: Rule, raw: unknown, situation: Situation): Decoded;
  /** A8: what is wrong with a decoded answer; `undefined` stands for no answer. */
  judge(rule: Rule, value: Json | undefined, situation: Situation): readonly Finding[];
  /** Whether it may carry a comment: with the choice "other", or always. */
  comment?(rule: Rule): 'other' | 'always' | undefined;
  /** The expression whose value it is, for questions that nobody answers. */
  computes?(rule: Rule): Expression | undefined;
  /** It holds questions of its own. */
  readonly inside?: Inside;
  /** Its answer is a list of choices; expressions read an empty list where there is none, as in SurveyJS. */
  readonly several?: true;
  /** It shows something and has no answer. */
  readonly display?: true;
  /** JSON nodes that an answer has at most, besides itself. */
  nodes?(rule: Rule): number;
  /** Names of the object's members, where an answer is one. */
  members?(source: JsonObject): readonly string[];
  /** A draft's answer without members that it can no longer have (A20). */
  prune?(rule: Rule, value: Json): Json;
}

export interface Kind {
  readonly keys: readonly string[];
  readonly properties: PropertyTable;
  compile(source: JsonObject, workshop: Workshop): Json;
  decode(rule: Json, raw: unknown, situation: Situation): Decoded;
  judge(rule: Json, value: Json | undefined, situation: Situation): readonly Finding[];
  comment(rule: Json): 'other' | 'always' | undefined;
  computes(rule: Json): Expression | undefined;
  readonly inside: Inside | undefined;
  readonly several: boolean;
  readonly display: boolean;
  nodes(rule: Json): number;
  members(source: JsonObject): readonly string[];
  prune(rule: Json, value: Json): Json;
}

/** The one place where a kind's rule is looked at as plain JSON and back. */
export const defineKind = <Rule>(definition: KindDefinition<Rule>): Kind => {
  const own = (rule: Json): Rule => rule as unknown as Rule;
  return {
    keys: definition.keys,
    properties: definition.properties,
    compile: (source, workshop) => definition.compile(source, workshop) as unknown as Json,
    decode: (rule, raw, situation) => definition.decode(own(rule), raw, situation),
    judge: (rule, value, situation) => definition.judge(own(rule), value, situation),
    comment: (rule) => definition.comment?.(own(rule)),
    computes: (rule) => definition.computes?.(own(rule)),
    inside: definition.inside,
    several: definition.several === true,
    display: definition.display === true,
    nodes: (rule) => definition.nodes?.(own(rule)) ?? 0,
    prune: (rule, value) => definition.prune?.(own(rule), value) ?? value,
    members: (source) => definition.members?.(source) ?? [],
  };
};

/** Drops members that are undefined, so that rules are plain JSON. */
export const present = <Members extends object>(
  members: Members,
): { [Name in keyof Members]: Exclude<Members[Name], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Members]: Exclude<Members[Name], undefined>;
  };
