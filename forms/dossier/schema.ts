/** What a pack's dossiers hold: for every kind of unit the names that an expression over it may use. */
import { type UnitKind, unitFactNames } from '../campaign/unit.ts';
import { type Compiled, compiledOf } from '../questionnaire/compiled.ts';
import type { CodeLists, Edition, Parameters } from '../questionnaire/questionnaire.ts';
import { childUnitKey } from './dossier.ts';
import type { ListForm } from './lists.ts';
import { type Member, objectOf, type Shape, shapeOfAnswers, value } from './shape.ts';

export interface QuestionnaireSchema {
  /** Unit kind that it is about. */
  readonly unit: string;
  readonly shape: Shape;
  /** By list: the questions that name a row. */
  readonly rowKeys: { readonly [list: string]: string | readonly string[] };
  /** Limits and names of the newest edition. */
  readonly compiled: Compiled;
}

export interface DossierSchema {
  /** By unit kind: the dossier of such a unit. */
  readonly kinds: ReadonlyMap<string, Shape>;
  readonly questionnaires: ReadonlyMap<string, QuestionnaireSchema>;
  readonly parameters: ReadonlyMap<string, Shape>;
  readonly codeLists: CodeLists;
  /** By id: the rows of a comparison list. */
  readonly lists: ReadonlyMap<string, Shape>;
}

export interface SchemaSource {
  readonly unitKinds: readonly Pick<UnitKind, 'id' | 'attributes' | 'parent'>[];
  readonly questionnaires: readonly {
    readonly id: string;
    readonly unit: string;
    readonly rowKeys?: { readonly [list: string]: string | readonly string[] };
  }[];
  /** One edition of each questionnaire, or several: the newest counts. */
  readonly editions: readonly Edition[];
  readonly parameters: Parameters;
  readonly codeLists: CodeLists;
  readonly lists?: readonly ListForm[];
}

const newest = (editions: readonly Edition[], questionnaire: string): Edition | undefined =>
  editions
    .filter((edition) => edition.questionnaire === questionnaire)
    .reduce<Edition | undefined>(
      (best, edition) => (best && best.edition > edition.edition ? best : edition),
      undefined,
    );

const questionnairesOf = ({ questionnaires, editions }: SchemaSource): Map<string, QuestionnaireSchema> => {
  const known = new Map<string, QuestionnaireSchema>();
  for (const { id, unit, rowKeys = {} } of questionnaires) {
    const edition = newest(editions, id);
    if (edition === undefined) continue;
    const compiled = compiledOf(edition);
    known.set(id, { unit, rowKeys, compiled, shape: shapeOfAnswers(compiled.root) });
  }
  return known;
};

const unitShape = ({ attributes = [] }: SchemaSource['unitKinds'][number]): Shape =>
  objectOf([...unitFactNames, ...attributes.map(({ id }) => id)].map((name) => [name, value] as const));

const withUnit = (answers: Shape, unit: Shape): Shape =>
  answers.is === 'object'
    ? {
        is: 'object',
        members: new Map([...answers.members, [childUnitKey, { shape: unit, path: [childUnitKey] }]]),
      }
    : answers;

const kindShape = (
  kind: SchemaSource['unitKinds'][number],
  source: SchemaSource,
  questionnaires: ReadonlyMap<string, QuestionnaireSchema>,
): Shape => {
  const members = new Map<string, Member>();
  const before = new Map<string, Shape>();
  for (const [id, { unit, shape }] of questionnaires) {
    const child = source.unitKinds.find((one) => one.id === unit && one.parent === kind.id);
    if (unit === kind.id) {
      members.set(id, { shape, path: ['answers', id] });
      before.set(id, shape);
    } else if (child !== undefined) {
      const sheets: Shape = { is: 'list', of: withUnit(shape, unitShape(child)) };
      members.set(id, { shape: sheets, path: ['children', id] });
    }
  }
  members.set('unit', { shape: unitShape(kind), path: ['unit'] });
  members.set('prev', { shape: objectOf(before), path: ['prev'] });
  // A parent is no child itself, so this ends.
  const parent = source.unitKinds.find(({ id }) => id === kind.parent);
  if (parent !== undefined)
    members.set('parent', { shape: kindShape(parent, source, questionnaires), path: ['parent'] });
  return { is: 'object', members };
};

const listShape = ({ columns }: ListForm): Shape => ({
  is: 'list',
  of: objectOf(columns.map(({ id }) => [id, value] as const)),
});

const parameterShape = (parameter: Parameters[string]): Shape =>
  Array.isArray(parameter) ? { is: 'value', several: true } : value;

/** Editions that could not be published are left out; their names are unknown then. */
export const schemaOf = (source: SchemaSource): DossierSchema => {
  const questionnaires = questionnairesOf(source);
  return {
    questionnaires,
    kinds: new Map(source.unitKinds.map((kind) => [kind.id, kindShape(kind, source, questionnaires)])),
    parameters: new Map(Object.entries(source.parameters).map(([name, one]) => [name, parameterShape(one)])),
    codeLists: source.codeLists,
    lists: new Map((source.lists ?? []).map((list) => [list.id, listShape(list)])),
  };
};
