/**
 * Questionnaires at random, drawn from the whole subset: every kind of question with its properties, in panels, lists and
 * matrices, tied together by random conditions. Conditions look backwards only, so that there are no cycles; everything else
 * that publish refuses is avoided by construction, and a test counts what is refused all the same.
 */
import type { Json, JsonObject } from '#forms/json.ts';
import type { Dice } from './dice.ts';
import { type Known, randomCondition, randomNumber } from './random-expression.ts';

type Element = { [property: string]: Json };

interface Place {
  /** What conditions may speak of: everything before, in the words of the place. */
  readonly known: Known[];
  /** How a question of this place is called from inside it: `{name}`, `{panel.name}`, `{row.name}`. */
  readonly word: '' | 'panel.' | 'row.';
  readonly depth: number;
  /** Nothing around hides it: A6 is about answers that were given, and nobody gives what is computed. */
  readonly certain: boolean;
}

const choiceLists: readonly (readonly Json[])[] = [
  ['a', 'b', 'c'],
  [1, 2, 3],
  ['x', 'y', 2, true],
];

/** A28: survey-core does not compute what is locked; the engine always does. */
const computedOnly: Element = { enableIf: '', isRequired: false, readOnly: false };

/** Without a lock around what is computed. */
const unlocked = (element: Element, inside: readonly Element[]): Element => {
  const holds = /"cellType":"expression"|"type":"expression","expression":"[^"]*","enableIf"/.test(
    JSON.stringify(inside),
  );
  if (!holds) return element;
  const { enableIf: _, readOnly: __, ...open } = element;
  return open;
};

/** Names go on through the whole questionnaire, so that no two questions of one scope meet. */
class Author {
  private count = 0;
  private readonly dice: Dice;

  constructor(dice: Dice) {
    this.dice = dice;
  }

  private name(letter: string): string {
    this.count += 1;
    return `${letter}${this.count}`;
  }

  private maybe(properties: () => Element, inTimes = 3): Element {
    return this.dice.once(inTimes) ? properties() : {};
  }

  private condition(place: Place): string {
    return randomCondition(this.dice, place.known);
  }

  /** What every question may have. */
  private general(place: Place, seen: Known[]): Element {
    const later = { ...place, known: [...place.known, ...seen] };
    return {
      ...this.maybe(() => ({ isRequired: true })),
      ...(place.known.length > 0 ? this.maybe(() => ({ visibleIf: this.condition(place) })) : {}),
      ...this.maybe(() => ({ requiredIf: this.condition(later) }), 5),
      ...this.maybe(() => ({ enableIf: this.condition(later) }), 7),
      ...this.maybe(() => ({ readOnly: true }), 25),
      ...this.maybe(() => ({ visible: false }), 30),
      ...this.maybe(() => ({ validators: [{ type: 'expression', expression: this.condition(later) }] }), 5),
    };
  }

  private text(): readonly [Element, Known['kind']] {
    const validators = this.dice.one<Json>([
      [{ type: 'text', minLength: 2, maxLength: 5 }],
      [{ type: 'regex', regex: '^[A-Za-z0-9]+$' }],
      [{ type: 'email' }],
      [{ type: 'text', minLength: 2, allowDigits: false }],
      [{ type: 'numeric', minValue: 1, maxValue: 20 }],
    ]);
    const input = this.dice.one(['text', 'tel', 'email', 'url', 'password']);
    return [{ type: 'text', inputType: input, ...this.maybe(() => ({ validators })) }, 'text'];
  }

  private number(place: Place): readonly [Element, Known['kind']] {
    const bound = (): Json => this.dice.one([0, 1, 2.5, 10]);
    return [
      {
        type: 'text',
        inputType: 'number',
        ...this.maybe(() => ({ min: bound() })),
        ...this.maybe(() => ({ max: 60 })),
        ...this.maybe(() => ({ step: this.dice.one([1, 0.5, 0.01]) }), 5),
        ...this.maybe(() => ({ maxValueExpression: randomNumber(this.dice, place.known) }), 6),
        ...this.maybe(() => ({ validators: [{ type: 'numeric', minValue: 1 }] }), 6),
      },
      'number',
    ];
  }

  private moment(): readonly [Element, Known['kind']] {
    const [inputType, min, max] = this.dice.one([
      ['date', '2015-09-01', '2022-10-20'],
      ['month', '2016-01', '2022-09'],
      ['week', '2016-W10', '2022-W40'],
      ['time', '08:00', '17:30'],
      ['datetime-local', '2016-01-01T08:00', '2022-10-20T12:00'],
    ] as const);
    const bounds = { ...this.maybe(() => ({ min })), ...this.maybe(() => ({ max })) };
    return [{ type: 'text', inputType, ...bounds }, inputType === 'date' ? 'date' : 'text'];
  }

  private choices(place: Place): Element {
    const values = this.dice.one(choiceLists);
    return {
      choices: values.map((value) =>
        place.known.length > 0 && this.dice.once(10) ? { value, visibleIf: this.condition(place) } : value,
      ),
      ...this.maybe(() => ({ choicesVisibleIf: `{item} <> ${this.dice.one(['1', "'a'", '2'])}` }), 8),
    };
  }

  private oneChoice(place: Place): readonly [Element, Known['kind']] {
    const type = this.dice.one(['radiogroup', 'dropdown']);
    const special = {
      ...this.maybe(() => ({ showOtherItem: true }), 5),
      ...this.maybe(() => ({ showNoneItem: true }), 8),
    };
    return [{ type, ...this.choices(place), ...special }, 'choice'];
  }

  private manyChoices(place: Place): readonly [Element, Known['kind']] {
    const type = this.dice.one(['checkbox', 'tagbox']);
    return [
      {
        type,
        ...this.choices(place),
        ...this.maybe(() => ({ minSelectedChoices: this.dice.whole(1, 2) }), 5),
        ...this.maybe(() => ({ showNoneItem: true }), 6),
        ...this.maybe(() => ({ showOtherItem: true }), 6),
        ...this.maybe(() => ({ validators: [{ type: 'answercount', minCount: 2, maxCount: 2 }] }), 6),
      },
      'several',
    ];
  }

  private small(place: Place): readonly [Element, Known['kind']] {
    return this.dice.one<readonly [Element, Known['kind']]>([
      [{ type: 'boolean' }, 'boolean'],
      [{ type: 'boolean', valueTrue: 'yes', valueFalse: 'no' }, 'text'],
      [{ type: 'rating', rateMax: 4 }, 'number'],
      [{ type: 'comment' }, 'text'],
      [{ type: 'expression', expression: randomNumber(this.dice, place.known) }, 'number'],
      [{ type: 'ranking', choices: ['a', 'b', 'c'] }, 'several'],
    ]);
  }

  /** A plain question: in a page, a list, or a cell. */
  private plain(place: Place): readonly [Element, Known['kind']] {
    const draw = this.dice.whole(0, 9);
    if (draw <= 1) return this.text();
    if (draw <= 3) return this.number(place);
    if (draw === 4) return this.moment();
    if (draw <= 6) return this.oneChoice(place);
    return draw === 7 ? this.manyChoices(place) : this.small(place);
  }

  question(place: Place): Element {
    const name = this.name('q');
    const [own, kind] = this.plain(place);
    const valueName: Element = place.word === '' && this.dice.once(20) ? { valueName: `v${name}` } : {};
    const known: Known = { path: place.word + String(valueName.valueName ?? name), kind };
    const general = this.general(place, [known]);
    const computed = own.type === 'expression';
    const hidden = general.visibleIf !== undefined || general.visible === false || !place.certain;
    if (!computed || !hidden) place.known.push(known);
    const commented =
      own.showOtherItem === undefined &&
      ['radiogroup', 'checkbox', 'boolean', 'rating', 'ranking'].includes(String(own.type));
    const comment = commented && this.dice.once(8) ? { showCommentArea: true } : {};
    const merged = own.validators === undefined ? general : { ...general, validators: own.validators };
    return {
      name,
      ...merged,
      ...own,
      ...valueName,
      ...comment,
      ...(own.type === 'expression' ? computedOnly : {}),
    };
  }

  private matrix(place: Place): Element {
    const name = this.name('x');
    const rows = ['r1', 'r2', 'r3'].slice(0, this.dice.whole(1, 3));
    const own = {
      type: 'matrix',
      name,
      rows: rows.map((value) =>
        place.known.length > 0 && this.dice.once(5) ? { value, visibleIf: this.condition(place) } : value,
      ),
      columns: ['c1', 'c2', 3],
      ...this.maybe(() => ({ cellType: 'checkbox' }), 4),
      ...this.maybe(() => ({ eachRowRequired: true })),
      ...this.maybe(() => ({ eachRowUnique: true }), 4),
    };
    const general = this.general(place, []);
    for (const row of rows) place.known.push({ path: `${place.word}${name}.${row}`, kind: 'choice' });
    return { ...general, ...own };
  }

  private columns(place: Place): readonly Element[] {
    const inside: Place = { known: [...place.known], word: 'row.', depth: place.depth + 1, certain: true };
    return Array.from({ length: this.dice.whole(1, 3) }, () => {
      const { type, showCommentArea: _, ...column } = this.question(inside);
      return type === 'ranking'
        ? { ...column, cellType: 'checkbox' }
        : { ...column, cellType: type ?? 'text' };
    });
  }

  private fixedGrid(place: Place): Element {
    const name = this.name('g');
    const rows = ['r1', 'r2'];
    const hidden = place.known.length > 0 && this.dice.once(6) ? this.condition(place) : undefined;
    const columns = this.columns(place);
    const general = this.general(place, []);
    for (const column of columns.filter(({ cellType }) => cellType !== 'expression'))
      place.known.push({ path: `${place.word}${name}.r1.${String(column.name)}`, kind: 'text' });
    const shown = hidden === undefined ? rows : ['r1', { value: 'r2', visibleIf: hidden }];
    return unlocked({ ...general, type: 'matrixdropdown', name, rows: shown, columns }, columns);
  }

  private growingGrid(place: Place): Element {
    const name = this.name('d');
    const columns = this.columns(place);
    // A28: survey-core takes rows without answers for an answer.
    const { isRequired: _, requiredIf: __, ...general } = this.general(place, []);
    const rowCount = this.dice.whole(0, 2);
    const columnNames = columns.flatMap(({ name: field, cellType }) =>
      cellType === 'expression' ? [] : [String(field)],
    );
    // A28: rows that nobody sent count for us as soon as they are shown.
    if (rowCount === 0) place.known.push({ path: place.word + name, kind: 'list', fields: columnNames });
    const key = columns.find(({ cellType, inputType }) => cellType === 'text' && inputType !== 'number');
    const keyed = key === undefined ? {} : this.maybe(() => ({ keyName: key.name ?? '' }), 4);
    const own = { type: 'matrixdynamic', name, columns, rowCount, maxRowCount: 5 };
    return unlocked({ ...general, ...own, ...keyed }, columns);
  }

  private texts(place: Place): Element {
    const name = this.name('t');
    const fields = ['f1', 'f2'].map((field) => {
      const [own] = this.dice.once(3) ? ([{ inputType: 'number' }] as const) : ([{}] as const);
      return { name: field, ...own, ...this.maybe(() => ({ isRequired: true })) };
    });
    const general = this.general(place, []);
    for (const { name: field } of fields)
      place.known.push({ path: `${place.word}${name}.${field}`, kind: 'text' });
    return { ...general, type: 'multipletext', name, items: fields };
  }

  private list(place: Place): Element {
    const name = this.name('l');
    const inside: Place = { known: [...place.known], word: 'panel.', depth: place.depth + 1, certain: true };
    const elements = this.elements(inside, this.dice.whole(1, 3));
    const general = this.general(place, []);
    const fields = elements.flatMap(({ name: field, type }) => (type === 'text' ? [String(field)] : []));
    const least = this.dice.once(4) ? { minPanelCount: 1 } : {};
    if (least.minPanelCount === undefined)
      place.known.push({ path: place.word + name, kind: 'list', fields });
    const key = elements.find(({ type, inputType }) => type === 'text' && inputType === 'tel');
    const keyed = key === undefined ? {} : { keyName: key.name ?? '' };
    const own = { type: 'paneldynamic', name, templateElements: elements, maxPanelCount: 4 };
    return unlocked({ ...general, ...own, ...least, ...keyed }, elements);
  }

  private panel(place: Place): Element {
    const shown = place.known.length > 0 ? this.maybe(() => ({ visibleIf: this.condition(place) }), 2) : {};
    const locked = this.maybe(() => ({ enableIf: this.condition(place) }), 6);
    const certain = place.certain && shown.visibleIf === undefined;
    const elements = this.elements({ ...place, depth: place.depth + 1, certain }, 2);
    return unlocked({ type: 'panel', name: this.name('p'), ...shown, ...locked, elements }, elements);
  }

  private element(place: Place): Element {
    const draw = this.dice.whole(0, 19);
    if (place.depth < 1 && draw <= 2) return this.list(place);
    if (place.depth < 2 && draw === 3) return this.growingGrid(place);
    if (place.depth < 2 && draw === 4) return this.fixedGrid(place);
    if (draw === 5) return this.matrix(place);
    if (draw === 6) return this.texts(place);
    return draw === 7 && place.depth < 2 ? this.panel(place) : this.question(place);
  }

  elements(place: Place, count: number): readonly Element[] {
    return Array.from({ length: count }, () => this.element(place));
  }
}

/** A questionnaire of a few questions: survey-core's time goes with their number. */
export const randomQuestionnaire = (dice: Dice): JsonObject => {
  const author = new Author(dice);
  const known: Known[] = [];
  const pages = Array.from({ length: dice.whole(1, 2) }, (_, index) => {
    const shown = index > 0 && dice.once(3) ? { visibleIf: randomCondition(dice, known) } : {};
    const place: Place = { known, word: '', depth: 0, certain: !('visibleIf' in shown) };
    return { name: `page${index}`, ...shown, elements: author.elements(place, dice.whole(1, 4)) };
  });
  const calculatedValues = dice.once(3)
    ? [{ name: 'calc', expression: randomNumber(dice, known), includeIntoResult: dice.once(2) }]
    : [];
  return { pages, calculatedValues };
};
