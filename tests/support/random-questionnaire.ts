/**
 * Questionnaires at random, drawn from the whole subset: every kind of question with its properties, in panels, lists and
 * matrices, tied together by random conditions. Conditions look backwards only, so that there are no cycles; everything else
 * that publish refuses is avoided by construction, and a test counts what is refused all the same.
 */
import type { JsonObject } from '#forms/json.ts';
import type { Dice } from './dice.ts';
import { type Known, randomCondition, randomNumber } from './random-expression.ts';
import { type Element, maybe, type Place, plainQuestion } from './random-kinds.ts';

/** A28: survey-core does not compute what is locked; the engine always does. */
const computedOnly: Element = { enableIf: '', isRequired: false, readOnly: false };

/** A6: in items survey-core keeps what it computed for hidden questions. */
const shownOnly: Element = { ...computedOnly, visible: true, visibleIf: '' };

/** A9: what is computed in items that nobody sent is not kept; survey-core keeps it. */
const holdsComputed = (inside: readonly Element[]): boolean =>
  inside.some((element) => {
    const inner = [
      element.elements,
      element.templateElements,
      element.columns,
      element.detailElements,
    ].flatMap((list) => (Array.isArray(list) ? (list as readonly Element[]) : []));
    return element.type === 'expression' || element.cellType === 'expression' || holdsComputed(inner);
  });

/** Without a lock around what is computed. */
const unlocked = (element: Element, inside: readonly Element[]): Element => {
  if (!holdsComputed(inside)) return element;
  const { enableIf: _, readOnly: __, ...open } = element;
  return open;
};

const choosing = new Set(['radiogroup', 'dropdown', 'checkbox', 'tagbox']);

/** A list whose items another may share (Q32). */
interface Holder {
  readonly key: string;
  readonly most: number;
  readonly isGrid: boolean;
  /** Questions in it that conditions of the other may speak of. */
  readonly fields: readonly string[];
}

/** Names go on through the whole questionnaire, so that no two questions of one scope meet. */
class Author {
  private count = 0;
  private holder: Holder | undefined;
  private readonly dice: Dice;

  constructor(dice: Dice) {
    this.dice = dice;
  }

  private name(letter: string): string {
    this.count += 1;
    return `${letter}${this.count}`;
  }

  private condition(place: Place): string {
    return randomCondition(this.dice, place.known);
  }

  /** What every question may have. */
  private general(place: Place, seen: Known[]): Element {
    const later = { ...place, known: [...place.known, ...seen] };
    return {
      ...maybe(this.dice, () => ({ isRequired: true })),
      ...(place.known.length > 0 ? maybe(this.dice, () => ({ visibleIf: this.condition(place) })) : {}),
      ...maybe(this.dice, () => ({ requiredIf: this.condition(later) }), 5),
      ...maybe(this.dice, () => ({ enableIf: this.condition(later) }), 7),
      ...maybe(this.dice, () => ({ readOnly: true }), 25),
      ...maybe(this.dice, () => ({ visible: false }), 30),
      ...maybe(
        this.dice,
        () => ({ validators: [{ type: 'expression', expression: this.condition(later) }] }),
        5,
      ),
    };
  }

  question(place: Place): Element {
    const name = this.name('q');
    const [own, kind] = plainQuestion(this.dice, place);
    const valueName: Element = place.word === '' && this.dice.once(20) ? { valueName: `v${name}` } : {};
    const carries = choosing.has(String(own.type)) ? { carries: place.word + name } : {};
    const known: Known = { path: place.word + String(valueName.valueName ?? name), kind, ...carries };
    const general = this.general(place, [known]);
    const computed = own.type === 'expression';
    const hidden = general.visibleIf !== undefined || general.visible === false || !place.certain;
    if (!computed || !hidden) place.known.push(known);
    const commented =
      own.showOtherItem === undefined &&
      !place.speechless &&
      ['radiogroup', 'checkbox', 'boolean', 'rating', 'ranking'].includes(String(own.type));
    const comment = commented && this.dice.once(8) ? { showCommentArea: true } : {};
    const merged = own.validators === undefined ? general : { ...general, validators: own.validators };
    return {
      name,
      ...merged,
      ...own,
      ...valueName,
      ...comment,
      ...(own.type === 'expression' ? (place.word === '' ? computedOnly : shownOnly) : {}),
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
      ...maybe(this.dice, () => ({ cellType: 'checkbox' }), 4),
      ...maybe(this.dice, () => ({ eachRowRequired: true })),
      ...maybe(this.dice, () => ({ eachRowUnique: true }), 4),
    };
    const general = this.general(place, []);
    for (const row of rows) place.known.push({ path: `${place.word}${name}.${row}`, kind: 'choice' });
    return { ...general, ...own };
  }

  private columns(inside: Place): readonly Element[] {
    return Array.from({ length: this.dice.whole(1, 3) }, () => {
      const { type, showCommentArea: _, ...column } = this.question(inside);
      const total = maybe(this.dice, () => ({ totalType: this.dice.one(['sum', 'count', 'max']) }), 8);
      return { ...column, ...total, cellType: type === 'ranking' ? 'checkbox' : (type ?? 'text') };
    });
  }

  private rowOf(place: Place): Place {
    return { known: [...place.known], word: 'row.', depth: place.depth + 1, certain: true };
  }

  /** A panel under each row. A32: survey-core computes in it only once somebody has opened it. */
  private details(inside: Place): Element {
    return maybe(
      this.dice,
      () => ({
        detailPanelMode: this.dice.one(['underRow', 'underRowSingle']),
        detailElements: this.elements(
          { ...inside, depth: 2, certain: false, speechless: true },
          this.dice.whole(1, 2),
        ) as Element[],
      }),
      4,
    );
  }

  private fixedGrid(place: Place): Element {
    const name = this.name('g');
    const rows = ['r1', 'r2'];
    const hidden = place.known.length > 0 && this.dice.once(6) ? this.condition(place) : undefined;
    const inside = this.rowOf(place);
    const columns = this.columns(inside);
    const details = this.details(inside);
    const general = this.general(place, []);
    for (const column of columns.filter(({ cellType }) => cellType !== 'expression'))
      place.known.push({ path: `${place.word}${name}.r1.${String(column.name)}`, kind: 'text' });
    const shown = hidden === undefined ? rows : ['r1', { value: 'r2', visibleIf: hidden }];
    const own = { type: 'matrixdropdown', name, rows: shown, columns, ...details };
    return unlocked({ ...general, ...own }, [own]);
  }

  private growingGrid(place: Place): Element {
    const name = this.name('d');
    const inside = this.rowOf(place);
    const columns = this.columns(inside);
    const details = this.details(inside);
    // A28: survey-core takes rows without answers for an answer.
    const { isRequired: _, requiredIf: __, ...general } = this.general(place, []);
    const rowCount = holdsComputed([{ columns: columns as Element[], ...details }])
      ? 0
      : this.dice.whole(0, 2);
    const columnNames = columns.flatMap(({ name: field, cellType }) =>
      cellType === 'expression' ? [] : [String(field)],
    );
    // A28: rows that nobody sent count for us as soon as they are shown.
    if (rowCount === 0)
      place.known.push({
        path: place.word + name,
        kind: 'list',
        fields: columnNames,
        values: columns.flatMap((one) => (one.cellType === 'text' ? [String(one.name)] : [])),
        carries: place.word + name,
      });
    const key = columns.find(({ cellType, inputType }) => cellType === 'text' && inputType !== 'number');
    const keyed = key === undefined ? {} : maybe(this.dice, () => ({ keyName: key.name ?? '' }), 4);
    const own = { type: 'matrixdynamic', name, columns, rowCount, maxRowCount: 5, ...details };
    if (place.depth === 0 && rowCount === 0 && !holdsComputed([own]))
      this.holder = { key: name, most: 5, isGrid: true, fields: columnNames };
    return unlocked({ ...general, ...own, ...keyed }, [own]);
  }

  private texts(place: Place): Element {
    const name = this.name('t');
    const fields = ['f1', 'f2'].map((field) => {
      const [own] = this.dice.once(3) ? ([{ inputType: 'number' }] as const) : ([{}] as const);
      return { name: field, ...own, ...maybe(this.dice, () => ({ isRequired: true })) };
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
    const least = this.dice.once(4) && !holdsComputed(elements) ? { minPanelCount: 1 } : {};
    if (least.minPanelCount === undefined)
      place.known.push({
        path: place.word + name,
        kind: 'list',
        fields,
        values: fields,
        carries: place.word + name,
      });
    const key = elements.find(({ type, inputType }) => type === 'text' && inputType === 'tel');
    const keyed = key === undefined ? {} : { keyName: key.name ?? '' };
    const own = { type: 'paneldynamic', name, templateElements: elements, maxPanelCount: 4 };
    if (place.depth === 0 && least.minPanelCount === undefined && !holdsComputed(elements))
      this.holder = { key: name, most: 4, isGrid: false, fields };
    return unlocked({ ...general, ...own, ...least, ...keyed }, elements);
  }

  /** Asks for more in the items of a list that was there before. Without conditions, which could come back to itself. */
  private sharer({ key, most, isGrid, fields }: Holder, place: Place): Element {
    const asGrid = isGrid && this.dice.once(2);
    const word = asGrid ? 'row.' : 'panel.';
    const seen = fields.map((field): Known => ({ path: word + field, kind: 'text' }));
    const inside: Place = { known: [...place.known, ...seen], word, depth: 1, certain: true };
    const own: Element = asGrid
      ? { type: 'matrixdynamic', columns: this.columns(inside) as Element[], rowCount: 0, maxRowCount: most }
      : {
          type: 'paneldynamic',
          templateElements: this.elements(inside, 2) as Element[],
          maxPanelCount: most,
        };
    const hidden = holdsComputed([own]) ? {} : maybe(this.dice, () => ({ visible: false }), 6);
    return { name: this.name('s'), valueName: key, ...own, ...hidden };
  }

  private panel(place: Place): Element {
    const shown =
      place.known.length > 0 ? maybe(this.dice, () => ({ visibleIf: this.condition(place) }), 2) : {};
    const locked = maybe(this.dice, () => ({ enableIf: this.condition(place) }), 6);
    const certain = place.certain && shown.visibleIf === undefined;
    const elements = this.elements({ ...place, depth: place.depth + 1, certain }, 2);
    return unlocked({ type: 'panel', name: this.name('p'), ...shown, ...locked, elements }, elements);
  }

  private element(place: Place): Element {
    const draw = this.dice.whole(0, 19);
    if (place.depth === 0 && place.certain && draw >= 17 && this.holder !== undefined)
      return this.sharer(this.holder, place);
    if (place.depth < 1 && draw <= 2) return this.list(place);
    if (place.depth < 2 && draw === 3) return this.growingGrid(place);
    if (place.depth < 2 && draw === 4) return this.fixedGrid(place);
    if (draw === 5) return this.matrix(place);
    if (draw === 6) return this.texts(place);
    return draw === 7 && place.depth < 3 ? this.panel(place) : this.question(place);
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
