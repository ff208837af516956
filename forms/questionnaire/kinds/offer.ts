/** What can be chosen, with the conditions under which it is offered: choices, and the rows and columns of matrices. */
import { type Finding, found, quoted, typeName } from '../../answers/violations.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Expression } from '../expression/ast.ts';
import { below } from '../faults.ts';
import { each, oneOf, type PropertyTable, text } from '../properties.ts';
import { readChoices } from './choices.ts';
import { type Decoded, present, type Situation, type Workshop } from './kind.ts';

export interface Offer {
  readonly values: readonly Json[];
  /** Conditions of single choices, by position. */
  readonly when: { readonly [position: string]: Expression };
  /** Condition for every choice that has none of its own. */
  readonly visibleIf?: Expression;
  readonly other?: boolean;
  readonly none?: boolean;
  /** The choices are those that another question gives; `values` are empty then. */
  readonly carried?: Carried;
}

/** Choices that another question gives (`choicesFromQuestion`). They are known only while answers are evaluated. */
export interface Carried {
  /** The other question's answer; of a list, those to one question in its items. */
  readonly answer: Expression;
  readonly mode: 'all' | 'selected' | 'unselected';
  /** Its choices; a list has none. */
  readonly offer?: Offer;
  /** Its description of "other", where that is carried along as a choice. */
  readonly other?: Expression;
  /** Most choices that there can be. */
  readonly most: number;
}

/** How a question says that its choices are another's. */
export const carriedProperties: PropertyTable = {
  choicesFromQuestion: text,
  choicesFromQuestionMode: oneOf('all', 'selected', 'unselected'),
  ...each(text, 'choiceValuesFromQuestion', 'choiceTextsFromQuestion'),
};

/** Positions by value; built once per rule, because code lists can have thousands of entries. */
const positions = new WeakMap<Offer, ReadonlyMap<Json, number>>();

const positionsOf = (rule: Offer): ReadonlyMap<Json, number> => {
  const known = positions.get(rule);
  if (known !== undefined) return known;
  const built = new Map(rule.values.map((value, position) => [value, position]));
  positions.set(rule, built);
  return built;
};

/** Whether the choice at a position is offered as the other answers stand. */
export const isOffered = (rule: Offer, position: number, situation: Situation): boolean => {
  const condition = rule.when[position] ?? rule.visibleIf;
  return condition === undefined || situation.holdsForChoice(condition, rule.values[position] as Json);
};

const listed = (value: unknown): readonly Json[] => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value as Json];
};

/** What the other question gives as the answers stand. A choice with a condition of its own is `settled`. */
const given = (
  { answer, mode, offer, other }: Carried,
  situation: Situation,
): { readonly values: readonly Json[]; readonly settled: ReadonlySet<Json> } => {
  const answered = listed(situation.value(answer));
  if (offer === undefined) return { values: answered, settled: new Set() };
  const all = offeredValues(offer, situation);
  const settled = new Set(all.filter((value) => offer.when[offer.values.indexOf(value)] !== undefined));
  if (mode === 'all') return { values: all, settled };
  const chosen = new Set(answered);
  const values = all.filter((value) => chosen.has(value) === (mode === 'selected'));
  const described = other !== undefined && chosen.has('other') && listed(situation.value(other)).length > 0;
  return { values: described ? [...values, 'other'] : values, settled };
};

/** The choices that are offered as the other answers stand, without "other" and "none". */
export const offeredValues = (offer: Offer, situation: Situation): readonly Json[] => {
  const { carried, visibleIf } = offer;
  if (carried === undefined)
    return offer.values.filter((_, position) => isOffered(offer, position, situation));
  const { values, settled } = given(carried, situation);
  if (visibleIf === undefined) return values;
  return values.filter((value) => settled.has(value) || situation.holdsForChoice(visibleIf, value));
};

/** Most choices that can be offered, without "other" and "none". */
export const mostValues = ({ carried, values }: Offer): number => carried?.most ?? values.length;

type Check = (value: unknown) => Finding | undefined;

const checkOwn =
  (rule: Offer, situation: Situation): Check =>
  (value) => {
    const position = positionsOf(rule).get(value as Json);
    if (position === undefined) return found('not-a-choice', { value: quoted(value) });
    return isOffered(rule, position, situation)
      ? undefined
      : found('choice-not-offered', { value: quoted(value) });
  };

const checkCarried = (rule: Offer, situation: Situation): Check => {
  const offered = new Set<unknown>(offeredValues(rule, situation));
  return (value) => (offered.has(value) ? undefined : found('choice-not-offered', { value: quoted(value) }));
};

/** A4: membership is exact in type and spelling, and as the choices stand. */
const checkFor = (rule: Offer, situation: Situation): Check => {
  const check = rule.carried === undefined ? checkOwn(rule, situation) : checkCarried(rule, situation);
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return found('wrong-type', { expected: 'choice', found: typeName(value) });
    const special = (rule.other && value === 'other') || (rule.none && value === 'none');
    return special ? undefined : check(value);
  };
};

/** What is wrong with one chosen value. */
export const problemWith = (rule: Offer, value: unknown, situation: Situation): Finding | undefined =>
  checkFor(rule, situation)(value);

/** Several choices, none of them twice. */
export const decodeSet = (rule: Offer, raw: unknown, situation: Situation): Decoded => {
  if (!Array.isArray(raw))
    return { finding: found('wrong-type', { expected: 'list', found: typeName(raw) }) };
  const limit = mostValues(rule) + (rule.other ? 1 : 0) + (rule.none ? 1 : 0);
  if (raw.length > limit) return { finding: found('too-many-choices', { count: raw.length, limit }) };
  const seen = new Set<unknown>();
  const check = checkFor(rule, situation);
  for (const value of raw) {
    const finding = check(value);
    if (finding !== undefined) return { finding };
    if (seen.has(value)) return { finding: found('repeated-choice', { value: quoted(value) }) };
    seen.add(value);
  }
  return { value: raw as readonly Json[] };
};

/** Reads values with their conditions; `conditionForAll` is the property that holds the one for every other value. */
export const offerOf = (
  source: JsonObject,
  property: 'choices' | 'rows' | 'columns',
  conditionForAll: 'choicesVisibleIf' | 'rowsVisibleIf' | 'columnsVisibleIf',
  workshop: Workshop,
): Offer => {
  const isCarried = property === 'choices' && typeof source.choicesFromQuestion === 'string';
  const choices = isCarried ? [] : readChoices(source, workshop, property);
  const when = choices.flatMap((choice, position) => {
    if (choice.visibleIf === undefined) return [];
    const at = below(below(below(workshop.at, property), position), 'visibleIf');
    const linked = workshop.choiceExpression(choice.visibleIf, at);
    return linked === undefined ? [] : [[String(position), linked] as const];
  });
  const forAll = source[conditionForAll];
  const isWritten = typeof forAll === 'string' && forAll.trim() !== '';
  return present({
    values: choices.map((choice) => choice.value),
    carried: isCarried ? workshop.carried() : undefined,
    when: Object.fromEntries(when),
    visibleIf: isWritten ? workshop.choiceExpression(forAll, below(workshop.at, conditionForAll)) : undefined,
  }) as Offer;
};
