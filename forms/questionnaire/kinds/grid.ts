/**
 * Matrices whose cells are questions: with rows that people add (`matrixdynamic`, a list), or with rows that the designer
 * wrote (`matrixdropdown`, an object with an object per row).
 */
import { type Finding, found, typeName } from '../../answers/violations.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { limits } from '../limits.ts';
import {
  anything,
  array,
  each,
  expression,
  flag,
  inert,
  local,
  oneOf,
  type PropertyTable,
  text,
  whole,
} from '../properties.ts';
import { defineKind, type Inside, type Workshop } from './kind.ts';
import type { ListRule } from './list.ts';
import { type Offer, offerOf } from './offer.ts';
import { noteUnsafeRows, rowNames } from './rows.ts';

const cellTypes = [
  ...['dropdown', 'checkbox', 'radiogroup', 'tagbox', 'text', 'comment', 'boolean', 'expression', 'rating'],
] as const;

const choosing = new Set(['dropdown', 'checkbox', 'radiogroup', 'tagbox']);

/** The question that each cell of a column is. Choices of the matrix stand for those that a column does not have. */
const cellOf = (column: JsonObject, matrix: JsonObject): JsonObject => {
  const type = column.cellType ?? matrix.cellType ?? 'dropdown';
  const shared =
    typeof type === 'string' &&
    choosing.has(type) &&
    column.choices === undefined &&
    column.choicesFromQuestion === undefined;
  return { ...column, type, ...(shared && matrix.choices !== undefined ? { choices: matrix.choices } : {}) };
};

/** What stands below a column. It is shown, not kept (A34). */
const totalProperties: PropertyTable = {
  totalType: oneOf('none', 'sum', 'count', 'min', 'max', 'avg'),
  totalExpression: expression,
  totalFormat: local,
  ...each(inert, 'totalDisplayStyle', 'totalAlignment', 'totalCurrency'),
  ...each(inert, 'totalMaximumFractionDigits', 'totalMinimumFractionDigits'),
};

const columnProperties: PropertyTable = {
  cellType: oneOf(...cellTypes),
  ...each(inert, 'colCount', 'cellHint', 'width', 'minWidth'),
  isUnique: flag,
  ...totalProperties,
};

const inside = (shape: 'list' | 'rows'): Inside => ({
  shape,
  property: 'columns',
  beside: 'detailElements',
  element: cellOf,
  properties: columnProperties,
});

const shared: PropertyTable = {
  ...each(array, 'columns', 'choices', 'detailElements'),
  detailPanelMode: oneOf('none', 'underRow', 'underRowSingle'),
  codeList: text,
  cellType: oneOf(...cellTypes),
  ...each(local, 'placeholder', 'keyDuplicationError'),
  ...each(
    flag,
    'showCommentArea',
    'showHeader',
    'alternateRows',
    'transposeData',
    'horizontalScroll',
    'allowAdaptiveActions',
  ),
  ...each(inert, 'columnMinWidth', 'columnColCount', 'columnLayout', 'verticalAlign', 'displayMode'),
  ...each(inert, 'cellErrorLocation', 'rowTitleWidth'),
};

const columnsOf = (source: JsonObject): readonly JsonObject[] =>
  Array.isArray(source.columns)
    ? (source.columns as readonly Json[]).filter((column): column is JsonObject => isJsonObject(column))
    : [];

/** Columns whose cells must differ from row to row. */
const uniqueColumns = (source: JsonObject): readonly string[] => [
  ...new Set([
    ...(typeof source.keyName === 'string' ? [source.keyName] : []),
    ...columnsOf(source)
      .filter(({ isUnique, name }) => isUnique === true && typeof name === 'string')
      .map(({ name }) => String(name)),
  ]),
];

const noteColumns = (type: string, source: JsonObject, { at, pad }: Workshop): void => {
  if (!Array.isArray(source.columns) || source.columns.length === 0)
    pad.note(at, 'missing-property', { property: 'columns', type });
  // Questions that nobody is shown would be asked for.
  const isHidden = source.detailPanelMode === undefined || source.detailPanelMode === 'none';
  if (isHidden && Array.isArray(source.detailElements) && source.detailElements.length > 0)
    pad.note(at, 'missing-property', { property: 'detailPanelMode', type });
};

const wholeOr = (value: Json | undefined, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

export const growingGridKind = defineKind<ListRule>({
  keys: ['matrixdynamic'],
  inside: inside('list'),
  properties: {
    ...shared,
    ...each(whole(0, limits.panelCount), 'rowCount', 'minRowCount'),
    maxRowCount: whole(1, limits.panelCount),
    keyName: text,
    defaultRowValue: anything,
    ...each(flag, 'allowAddRows', 'allowRemoveRows', 'allowRowReorder', 'confirmDelete'),
    ...each(flag, 'copyDefaultValueFromLastEntry', 'hideColumnsIfEmpty', 'detailPanelShowOnAdding'),
    ...each(local, 'addRowText', 'removeRowText', 'confirmDeleteText', 'noRowsText'),
    addRowButtonLocation: inert,
  },
  compile: (source, workshop) => {
    noteColumns('matrixdynamic', source, workshop);
    const least = wholeOr(source.minRowCount, 0);
    const most = wholeOr(source.maxRowCount, limits.defaultPanelCount);
    if (least > most) workshop.pad.note(workshop.at, 'bounds-crossed', { lower: least, upper: most });
    const keys = uniqueColumns(source);
    const unknown = keys.find((key) => !workshop.itemNames.includes(key));
    if (unknown !== undefined)
      workshop.pad.note(workshop.at, 'unknown-key-name', { name: unknown.slice(0, 80) });
    const comment = source.showCommentArea === true;
    return { least, most, first: Math.min(wholeOr(source.rowCount, 2), most), keys, comment };
  },
  /** Its cells are decoded one by one by the evaluation. */
  decode: (_, raw) => ({ value: raw as Json }),
  judge: () => [],
  comment: (rule) => (rule.comment ? 'always' : undefined),
});

export interface RowsRule {
  readonly rows: Offer;
  readonly comment: boolean;
}

/** What can be said before the rows are looked into: an object of objects with no other rows. */
export const problemWithRows = (rule: Pick<RowsRule, 'rows'>, raw: unknown): Finding | undefined => {
  if (!isJsonObject(raw)) return found('wrong-type', { expected: 'object', found: typeName(raw) });
  const names = new Set(rule.rows.values.map(String));
  for (const [key, row] of Object.entries(raw)) {
    if (!names.has(key)) return found('unknown-key', { key: key.slice(0, 80) });
    if (row !== null && !isJsonObject(row))
      return found('wrong-type', { expected: 'object', found: typeName(row) });
  }
  return undefined;
};

export const fixedGridKind = defineKind<RowsRule>({
  keys: ['matrixdropdown'],
  inside: inside('rows'),
  properties: { ...shared, rows: array, rowsVisibleIf: expression, rowOrder: inert, totalText: local },
  compile: (source, workshop) => {
    noteColumns('matrixdropdown', source, workshop);
    noteUnsafeRows(source, workshop);
    const offer = offerOf(source, 'rows', 'rowsVisibleIf', workshop);
    if (offer.values.length > limits.panelCount) {
      const facts = { count: offer.values.length, limit: limits.panelCount };
      workshop.pad.note(workshop.at, 'too-many-choices', facts);
    }
    return { rows: offer, comment: source.showCommentArea === true };
  },
  decode: (_, raw) => ({ value: raw as Json }),
  judge: () => [],
  comment: (rule) => (rule.comment ? 'always' : undefined),
  members: rowNames,
});
