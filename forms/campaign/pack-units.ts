/**
 * The part of pack.json that says what units there are and who fills in which form for them: its shape, and what can be wrong
 * in it beyond the shape. Every fault is named with its place (C10, C11 … C15).
 */
import * as z from 'zod';
import { type Role, roles, rolesThatMay } from '../permission/permission.ts';
import { type OutlineQuestion, outlineOf } from '../questionnaire/outline.ts';
import type { CodeLists, Edition } from '../questionnaire/questionnaire.ts';
import { compileDue, namesOfUnit } from './due.ts';
import { attributeKinds, type UnitAttribute, type UnitKind, unitFactNames, unitLimits } from './unit.ts';

const text = z.union([z.string().min(1), z.record(z.string(), z.string())]);
const id = z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/);
/** What expressions can name. */
const name = z.string().regex(/^[A-Za-z]\w{0,59}$/);

const attributeShape = z.strictObject({
  id: name,
  title: text,
  kind: z.enum(attributeKinds),
  codeList: z.string().exactOptional(),
  from: z
    .string()
    .regex(/^[^.]+\.[^.]+$/)
    .exactOptional(),
});

export const unitKindShape = z.strictObject({
  id,
  title: text,
  counter: text,
  plural: text.exactOptional(),
  attributes: z.array(attributeShape).max(unitLimits.attributes).exactOptional(),
  parent: id.exactOptional(),
  addable: z.boolean().exactOptional(),
});

export const questionnaireShape = z.strictObject({
  id,
  unit: z.string(),
  group: z.string(),
  title: text,
  short: text,
  file: z.string(),
  scanPages: z.number().int().min(0).max(50).default(0),
  due: z.string().min(1).max(2000).exactOptional(),
  filledBy: z.array(z.enum(roles)).min(1).default(['collector']),
  prefill: z.union([z.literal(true), z.array(z.string()).min(1)]).exactOptional(),
  rowKeys: z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1).max(5)])).exactOptional(),
});

interface WrittenQuestionnaire {
  readonly id: string;
  readonly unit: string;
  readonly due?: string;
  readonly filledBy: readonly Role[];
  readonly prefill?: true | readonly string[];
  readonly rowKeys?: { readonly [list: string]: string | readonly string[] };
}

export interface PackUnits {
  readonly unitKinds: readonly UnitKind[];
  readonly questionnaires: readonly WrittenQuestionnaire[];
  readonly codeLists: CodeLists;
  /** Those that could be published. */
  readonly editions: readonly Edition[];
}

interface Fault {
  readonly at: string;
  readonly code: string;
  readonly facts: { readonly [name: string]: string | number };
}
type Note = (at: string, code: string, facts?: Fault['facts']) => void;

/** One transaction moves the tallies of everything that a unit owes (B6). */
const mostConditions = 30;

export const unitFaults = (pack: PackUnits): readonly Fault[] => {
  const faults: Fault[] = [];
  const note =
    (place: string): Note =>
    (at, code, facts = {}) =>
      faults.push({ at: `pack.json#/${place}${at}`, code, facts });
  for (const [index, kind] of pack.unitKinds.entries())
    kindFaults(pack, kind, index, note(`unitKinds/${index}`));
  for (const [index, questionnaire] of pack.questionnaires.entries())
    questionnaireFaults(pack, questionnaire, note(`questionnaires/${index}`));
  return faults;
};

const kindFaults = (pack: PackUnits, kind: UnitKind, index: number, note: Note): void => {
  if (pack.unitKinds.findIndex((other) => other.id === kind.id) !== index)
    note('/id', 'id-twice', { id: kind.id });
  if (kind.parent !== undefined) {
    const parent = pack.unitKinds.find((other) => other.id === kind.parent);
    if (!parent) note('/parent', 'unknown-unit-kind', { unit: kind.parent });
    else if (parent.parent !== undefined) note('/parent', 'child-of-child', { unit: kind.parent });
  }
  const conditional = pack.questionnaires.filter(
    ({ unit, due }) => unit === kind.id && due !== undefined,
  ).length;
  if (conditional > mostConditions)
    note('', 'too-many-conditions', { unit: kind.id, count: conditional, limit: mostConditions });
  const taken: string[] = unitFactNames.map((fact) => fact);
  for (const [place, attribute] of (kind.attributes ?? []).entries()) {
    const at = `/attributes/${place}`;
    const lower = attribute.id.toLowerCase();
    if (taken.includes(lower)) note(`${at}/id`, 'id-twice', { id: attribute.id });
    taken.push(lower);
    attributeFaults(pack, kind, attribute, (where, code, facts) => note(at + where, code, facts));
  }
};

const attributeFaults = (pack: PackUnits, kind: UnitKind, attribute: UnitAttribute, note: Note): void => {
  const { codeList, from } = attribute;
  if ((attribute.kind === 'choice') !== (codeList !== undefined))
    note('', 'code-list-wanted', { id: attribute.id });
  else if (codeList !== undefined && !Object.hasOwn(pack.codeLists, codeList))
    note('/codeList', 'unknown-code-list', { codeList });
  if (from === undefined) return;
  const [source = '', question = ''] = from.split('.');
  const questionnaire = pack.questionnaires.find((one) => one.id === source && one.unit === kind.id);
  if (!questionnaire) note('/from', 'unknown-questionnaire', { questionnaire: source });
  const questions = questionnaire && rootQuestions(pack, source);
  if (!questions) return;
  const found = questions.find(({ path }) => path === question);
  if (!found) note('/from', 'unknown-question', { questionnaire: source, question });
  else if (!isTakenFrom(found, attribute))
    note('/from', 'wrong-question-type', { question, type: found.type });
};

const questionnaireFaults = (pack: PackUnits, questionnaire: WrittenQuestionnaire, note: Note): void => {
  const { unit, due, filledBy, prefill, rowKeys = {} } = questionnaire;
  const kind = pack.unitKinds.find((candidate) => candidate.id === unit);
  if (due !== undefined && kind) {
    const compiled = compileDue(due, namesOfUnit(kind));
    if (!compiled.ok) note('/due', compiled.refusal.code, compiled.refusal.facts);
  }
  const able = rolesThatMay('answers.submit');
  for (const [place, role] of filledBy.entries())
    if (!able.includes(role)) note(`/filledBy/${place}`, 'role-may-not-submit', { role });
  const questions = rootQuestions(pack, questionnaire.id);
  if (!questions) return;
  if (prefill !== undefined && prefill !== true)
    for (const [place, question] of prefill.entries())
      if (!questions.some(({ path }) => path === question))
        note(`/prefill/${place}`, 'unknown-question', { questionnaire: questionnaire.id, question });
  for (const [list, keys] of Object.entries(rowKeys)) {
    const items = itemsAt(questions, list);
    if (!items) {
      note(`/rowKeys/${list}`, 'unknown-list', { questionnaire: questionnaire.id, list });
      continue;
    }
    for (const key of typeof keys === 'string' ? [keys] : keys)
      if (!items.some(({ path }) => path === `${list}.${key}`))
        note(`/rowKeys/${list}`, 'unknown-question', {
          questionnaire: questionnaire.id,
          question: `${list}.${key}`,
        });
  }
};

const rootQuestions = (
  { editions }: PackUnits,
  questionnaire: string,
): readonly OutlineQuestion[] | undefined => {
  const edition = editions.find((candidate) => candidate.questionnaire === questionnaire);
  return edition && outlineOf(edition.source).flatMap(({ questions }) => questions);
};

/** The questions of a list's items; `members.works` is a list inside a list. */
const itemsAt = (
  questions: readonly OutlineQuestion[],
  list: string,
): readonly OutlineQuestion[] | undefined => {
  const found = questions.find(
    ({ path, items }) => items !== undefined && (path === list || list.startsWith(`${path}.`)),
  );
  if (!found?.items) return undefined;
  return found.path === list ? found.items : itemsAt(found.items, list);
};

/** Which answers an attribute can be taken from; what is computed is looked at when it is there. */
const isTakenFrom = ({ type, inputType = '', items }: OutlineQuestion, { kind }: UnitAttribute): boolean => {
  if (items !== undefined) return false;
  if (type === 'expression') return true;
  if (kind === 'boolean') return type === 'boolean';
  if (kind === 'choice') return type === 'radiogroup' || type === 'dropdown';
  if (kind === 'number') return type === 'rating' || (type === 'text' && inputType === 'number');
  if (kind === 'date') return type === 'text' && inputType === 'date';
  return (type === 'text' && inputType !== 'number') || ['comment', 'radiogroup', 'dropdown'].includes(type);
};
