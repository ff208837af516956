/** Plain questions at random, one function for each family of kinds, with the properties that matter to a verdict. */
import type { Json } from '#forms/json.ts';
import type { Dice } from './dice.ts';
import { type Known, randomCondition, randomNumber } from './random-expression.ts';

export type Element = { [property: string]: Json };

export interface Place {
  /** What conditions may speak of: everything before, in the words of the place. */
  readonly known: Known[];
  /** How a question of this place is called from inside it: `{name}`, `{panel.name}`, `{row.name}`. */
  readonly word: '' | 'panel.' | 'row.';
  readonly depth: number;
  /** Nothing around hides it: A6 is about answers that were given, and nobody gives what is computed. */
  readonly certain: boolean;
  /** Comments are refused here (Q27). */
  readonly speechless?: true;
}

const choiceLists: readonly (readonly Json[])[] = [
  ['a', 'b', 'c'],
  [1, 2, 3],
  ['x', 'y', 2, true],
];

type Plain = readonly [Element, Known['kind']];

/** Properties, once in so many times. */
export const maybe = (dice: Dice, properties: () => Element, inTimes = 3): Element =>
  dice.once(inTimes) ? properties() : {};

const text = (dice: Dice): Plain => {
  const validators = dice.one<Json>([
    [{ type: 'text', minLength: 2, maxLength: 5 }],
    [{ type: 'regex', regex: '^[A-Za-z0-9]+$' }],
    [{ type: 'email' }],
    [{ type: 'text', minLength: 2, allowDigits: false }],
    [{ type: 'numeric', minValue: 1, maxValue: 20 }],
  ]);
  const input = dice.one(['text', 'tel', 'email', 'url', 'password']);
  return [{ type: 'text', inputType: input, ...maybe(dice, () => ({ validators })) }, 'text'];
};

const number = (dice: Dice, place: Place): Plain => {
  const bound = (): Json => dice.one([0, 1, 2.5, 10]);
  return [
    {
      type: 'text',
      inputType: 'number',
      ...maybe(dice, () => ({ min: bound() })),
      ...maybe(dice, () => ({ max: 60 })),
      ...maybe(dice, () => ({ step: dice.one([1, 0.5, 0.01]) }), 5),
      ...maybe(dice, () => ({ maxValueExpression: randomNumber(dice, place.known) }), 6),
      ...maybe(dice, () => ({ validators: [{ type: 'numeric', minValue: 1 }] }), 6),
    },
    'number',
  ];
};

const moment = (dice: Dice): Plain => {
  const [inputType, min, max] = dice.one([
    ['date', '2015-09-01', '2022-10-20'],
    ['month', '2016-01', '2022-09'],
    ['week', '2016-W10', '2022-W40'],
    ['time', '08:00', '17:30'],
    ['datetime-local', '2016-01-01T08:00', '2022-10-20T12:00'],
  ] as const);
  const bounds = { ...maybe(dice, () => ({ min })), ...maybe(dice, () => ({ max })) };
  return [{ type: 'text', inputType, ...bounds }, inputType === 'date' ? 'date' : 'text'];
};

/** Choices that another question gives, where there is one. */
const carried = (dice: Dice, { known, word }: Place): Element | undefined => {
  const others = known.filter(
    ({ carries = '.' }) => !carries.includes('.') || carries.startsWith(word || '-'),
  );
  if (others.length === 0 || !dice.once(5)) return undefined;
  const { carries = '', kind, values = [] } = dice.one(others);
  if (kind === 'list')
    return values.length === 0
      ? undefined
      : { choicesFromQuestion: carries, choiceValuesFromQuestion: dice.one(values) };
  const mode = dice.one(['all', 'selected', 'unselected']);
  return { choicesFromQuestion: carries, choicesFromQuestionMode: mode };
};

const choices = (dice: Dice, place: Place): Element => {
  const others = carried(dice, place);
  if (others !== undefined)
    return { ...others, ...maybe(dice, () => ({ choicesVisibleIf: "{item} <> 'a'" }), 5) };
  const values = dice.one(choiceLists);
  return {
    choices: values.map((value) =>
      place.known.length > 0 && dice.once(10)
        ? { value, visibleIf: randomCondition(dice, place.known) }
        : value,
    ),
    ...maybe(dice, () => ({ choicesVisibleIf: `{item} <> ${dice.one(['1', "'a'", '2'])}` }), 8),
  };
};

const oneChoice = (dice: Dice, place: Place): Plain => {
  const type = dice.one(['radiogroup', 'dropdown']);
  const special = {
    ...(place.speechless ? {} : maybe(dice, () => ({ showOtherItem: true }), 5)),
    ...maybe(dice, () => ({ showNoneItem: true }), 8),
  };
  return [{ type, ...choices(dice, place), ...special }, 'choice'];
};

const manyChoices = (dice: Dice, place: Place): Plain => {
  const type = dice.one(['checkbox', 'tagbox']);
  return [
    {
      type,
      ...choices(dice, place),
      ...maybe(dice, () => ({ minSelectedChoices: dice.whole(1, 2) }), 5),
      ...maybe(dice, () => ({ showNoneItem: true }), 6),
      ...(place.speechless ? {} : maybe(dice, () => ({ showOtherItem: true }), 6)),
      ...maybe(dice, () => ({ validators: [{ type: 'answercount', minCount: 2, maxCount: 2 }] }), 6),
    },
    'several',
  ];
};

const small = (dice: Dice, place: Place): Plain => {
  const all: readonly Plain[] = [
    [{ type: 'boolean' }, 'boolean'],
    [{ type: 'boolean', valueTrue: 'yes', valueFalse: 'no' }, 'text'],
    [{ type: 'rating', rateMax: 4 }, 'number'],
    [{ type: 'comment' }, 'text'],
    [{ type: 'ranking', choices: ['a', 'b', 'c'] }, 'several'],
    [{ type: 'expression', expression: randomNumber(dice, place.known) }, 'number'],
  ];
  // A6: in items survey-core keeps what it computed inside a hidden panel.
  const computes = place.certain || place.word === '';
  return dice.one(computes ? all : all.slice(0, -1));
};

/** A plain question: in a page, a list, or a cell. */
export const plainQuestion = (dice: Dice, place: Place): Plain => {
  const draw = dice.whole(0, 9);
  if (draw <= 1) return text(dice);
  if (draw <= 3) return number(dice, place);
  if (draw === 4) return moment(dice);
  if (draw <= 6) return oneChoice(dice, place);
  return draw === 7 ? manyChoices(dice, place) : small(dice, place);
};
