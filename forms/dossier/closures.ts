/** Functions of linked dossier expressions: made once for a pack, run over any number of dossiers. */
import { type Closure, closureOf } from '../answers/expression/closures.ts';
import { isTrue } from '../answers/expression/equality.ts';
import type { Value } from '../answers/expression/numbers.ts';
import type { Json } from '../json.ts';
import type { DossierReference, DossierTree } from './expression.ts';
import { listClosure } from './list-closure.ts';
import type { Sight } from './sight.ts';

/** Place and run are one: the sight moves along with the run. */
export type DossierClosure = (sight: Sight) => Value;

const beginnings: { readonly [From in DossierReference['from']]: (sight: Sight, item: number) => unknown } = {
  dossier: (sight) => sight.dossier,
  row: (sight) => sight.row,
  outer: (sight) => sight.outer,
  item: (sight, item) => sight.items[item],
  units: (sight) => sight.units,
  parameter: (sight) => sight.context.parameters,
  lists: (sight) => sight.context.lists,
};

/** Own members only, so that nothing is found on a prototype. */
const member = (value: unknown, key: string | number): unknown => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (typeof key === 'number')
    return Array.isArray(value) ? (value as readonly unknown[]).at(key) : undefined;
  return Object.hasOwn(value, key) ? (value as { readonly [key: string]: unknown })[key] : undefined;
};

const along = (path: readonly (string | number)[], value: unknown): unknown => {
  let found = value;
  for (const key of path) {
    found = member(found, key);
    if (found === undefined) return undefined;
  }
  return found;
};

const nothingChosen: readonly Json[] = [];

const reader = ({ from, item = 0, path, take, several }: DossierReference): DossierClosure => {
  const begin = beginnings[from];
  const raw = (sight: Sight): unknown => along(path, begin(sight, item));
  if (take === 'length')
    return (sight) => {
      const list = raw(sight);
      return Array.isArray(list) ? list.length : 0;
    };
  // A list without entries is not there; a record is there whatever it holds.
  if (take === 'presence')
    return (sight) => {
      const found = raw(sight);
      return found === undefined || found === null || (Array.isArray(found) && found.length === 0)
        ? undefined
        : true;
    };
  if (several) return (sight) => (raw(sight) ?? nothingChosen) as Value;
  const [first, second] = path;
  if (path.length === 1 && first !== undefined) return (sight) => member(begin(sight, item), first) as Value;
  if (path.length === 2 && first !== undefined && second !== undefined)
    return (sight) => member(member(begin(sight, item), first), second) as Value;
  return (sight) => raw(sight) as Value;
};

const twoFold = (tree: DossierTree): Closure<Sight, Sight> =>
  closureOf(tree, { read: reader, list: (call) => listClosure(call, dossierClosure) });

export const dossierClosure = (tree: DossierTree): DossierClosure => {
  const closure = twoFold(tree);
  return (sight) => closure(sight, sight);
};

/** Whether a condition holds: `== true`, as everywhere in the product. */
export const dossierTest = (tree: DossierTree): ((sight: Sight) => boolean) => {
  const closure = twoFold(tree);
  return (sight) => isTrue(closure(sight, sight));
};

/** The value of a name as it lies there, not read as SurveyJS reads answers. */
export const dossierReader = (of: DossierReference): DossierClosure => reader(of);
