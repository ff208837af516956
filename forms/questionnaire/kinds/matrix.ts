/** A matrix of rows and columns with one choice, or several, in each row; the answer is an object with a member per row. */
import { type Finding, found, quoted, typeName } from '../../answers/violations.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { array, each, expression, flag, inert, oneOf } from '../properties.ts';
import { type Decoded, defineKind, type Situation, type Workshop } from './kind.ts';
import { decodeSet, isOffered, type Offer, offerOf, problemWith } from './offer.ts';
import { noteUnsafeRows, rowNames } from './rows.ts';

interface MatrixRule {
  readonly rows: Offer;
  readonly columns: Offer;
  readonly several: boolean;
  readonly eachRow: boolean;
  readonly unique: boolean;
  readonly comment: boolean;
}

const decodeRow = (rule: MatrixRule, raw: unknown, situation: Situation): Decoded => {
  if (rule.several) return decodeSet(rule.columns, raw, situation);
  const finding = problemWith(rule.columns, raw, situation);
  return finding === undefined ? { value: raw as Json } : { finding };
};

const isNothing = (raw: unknown): boolean =>
  raw === undefined || raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0);

const decode = (rule: MatrixRule, raw: unknown, situation: Situation): Decoded => {
  if (!isJsonObject(raw))
    return { finding: found('wrong-type', { expected: 'object', found: typeName(raw) }) };
  const names = new Set(rule.rows.values.map(String));
  const stranger = Object.keys(raw).find((key) => !names.has(key));
  if (stranger !== undefined) return { finding: found('unknown-key', { key: stranger.slice(0, 80) }) };
  const answers: { [row: string]: Json } = {};
  // In the order of names, so that the answers are canonical as they stand.
  for (const row of [...names].sort()) {
    const given = Object.hasOwn(raw, row) ? raw[row] : undefined;
    if (isNothing(given) || !isRowOffered(rule, row, situation)) continue;
    const decoded = decodeRow(rule, given, situation);
    if ('finding' in decoded) return decoded;
    answers[row] = decoded.value;
  }
  return { value: answers };
};

const isRowOffered = (rule: MatrixRule, row: string, situation: Situation): boolean =>
  isOffered(
    rule.rows,
    rule.rows.values.findIndex((value) => String(value) === row),
    situation,
  );

const judge = (rule: MatrixRule, value: Json | undefined, situation: Situation): readonly Finding[] => {
  if (!rule.eachRow && !rule.unique) return [];
  const answers = isJsonObject(value) ? (value as JsonObject) : {};
  const rows = rule.rows.values
    .filter((_, position) => isOffered(rule.rows, position, situation))
    .map(String);
  const missing = rule.eachRow ? rows.find((row) => answers[row] === undefined) : undefined;
  if (missing !== undefined) return [found('rows-unanswered', { row: missing })];
  if (!rule.unique) return [];
  const seen = new Set<string>();
  for (const row of rows) {
    const spelled = JSON.stringify(answers[row]);
    if (spelled === undefined) continue;
    if (seen.has(spelled)) return [found('repeated-column', { value: quoted(answers[row]) })];
    seen.add(spelled);
  }
  return [];
};

const compile = (source: JsonObject, workshop: Workshop): MatrixRule => {
  noteUnsafeRows(source, workshop);
  return {
    rows: offerOf(source, 'rows', 'rowsVisibleIf', workshop),
    columns: offerOf(source, 'columns', 'columnsVisibleIf', workshop),
    several: source.cellType === 'checkbox',
    eachRow: source.eachRowRequired === true,
    unique: source.eachRowUnique === true,
    comment: source.showCommentArea === true,
  };
};

export const matrixKind = defineKind<MatrixRule>({
  keys: ['matrix'],
  properties: {
    ...each(array, 'rows', 'columns'),
    ...each(expression, 'rowsVisibleIf', 'columnsVisibleIf'),
    ...each(flag, 'eachRowRequired', 'eachRowUnique', 'showCommentArea', 'showHeader', 'alternateRows'),
    cellType: oneOf('radio', 'checkbox'),
    ...each(inert, 'columnMinWidth', 'rowTitleWidth', 'verticalAlign', 'displayMode', 'rowOrder'),
  },
  compile,
  decode,
  judge,
  comment: (rule) => (rule.comment ? 'always' : undefined),
  nodes: ({ rows, columns, several }) => rows.values.length * (several ? columns.values.length + 1 : 1),
  members: rowNames,
  prune: ({ rows }, value) => {
    if (!isJsonObject(value)) return value;
    const names = new Set(rows.values.map(String));
    return Object.fromEntries(Object.entries(value as JsonObject).filter(([row]) => names.has(row)));
  },
});
