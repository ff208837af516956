/**
 * What can be named inside a dossier: shapes made of the questionnaires' compiled editions, so that a name that does not
 * exist is a fault of the pack and never an empty value at run time.
 */
import type { CompiledQuestion, CompiledScope } from '../questionnaire/compiled.ts';
import { kindOf } from '../questionnaire/kinds/registry.ts';

/** A member of an object: its shape, and the keys under which it lies. */
export interface Member {
  readonly shape: Shape;
  readonly path: readonly string[];
}

export type Shape =
  | {
      readonly is: 'value';
      /** It is a list of choices; expressions see an empty one where nothing is chosen. */
      readonly several?: true;
      /** It is shown masked (A16). */
      readonly sensitive?: true;
    }
  | { readonly is: 'list'; readonly of: Shape }
  | { readonly is: 'object'; readonly members: ReadonlyMap<string, Member> };

export const value: Shape = { is: 'value' };
const several: Shape = { is: 'value', several: true };

export const objectOf = (members: Iterable<readonly [string, Shape]>): Shape => ({
  is: 'object',
  members: new Map([...members].map(([name, shape]) => [name, { shape, path: [name] }])),
});

/** Names of the rows of a matrix with given rows; its rule holds what can be chosen. */
const rowsOf = ({ rule }: CompiledQuestion): readonly string[] => {
  const { rows } = rule as { readonly rows?: { readonly values?: readonly (string | number)[] } };
  return (rows?.values ?? []).map(String);
};

const shapeOfQuestion = (question: CompiledQuestion): Shape => {
  if (question.items !== undefined) {
    const items = shapeOfAnswers(question.items);
    if (question.shape === 'record') return items;
    if (question.shape === 'rows') return objectOf(rowsOf(question).map((row) => [row, items]));
    return { is: 'list', of: items };
  }
  if (question.kind === 'matrix') {
    const cell = (question.rule as { readonly several?: boolean }).several === true ? several : value;
    return objectOf(rowsOf(question).map((row) => [row, cell]));
  }
  const holdsSeveral = kindOf(question.kind).several;
  const sensitive = question.sensitive === undefined ? {} : ({ sensitive: true } as const);
  return { is: 'value', ...(holdsSeveral ? { several: true } : {}), ...sensitive };
};

/** The answers of a questionnaire, or of one item of a list, as records keep them. */
export const shapeOfAnswers = (scope: CompiledScope): Shape => {
  const members = new Map<string, Shape>();
  for (const { name, kept } of scope.calculated) if (kept) members.set(name, value);
  for (const question of scope.questions) {
    const key = question.answer ?? question.name;
    if (!members.has(key)) members.set(key, shapeOfQuestion(question));
    if (question.comment !== undefined) members.set(`${key}-Comment`, value);
  }
  return objectOf(members);
};
