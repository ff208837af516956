/**
 * Which parts of a dossier expressions read, found while they are linked. A dossier cut down to them, an *extract*, gives the
 * same values: a whole township of extracts fits where its records would not.
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Dossier } from './dossier.ts';

/** `true` is everything below; lists are transparent: what is read of one item is read of all. */
export type ReadTree = true | { readonly [key: string]: ReadTree };
/** By unit kind. */
export type Reads = { readonly [kind: string]: ReadTree };

const merged = (one: ReadTree | undefined, other: ReadTree): ReadTree => {
  if (one === undefined || other === true) return other;
  if (one === true) return true;
  const all: { [key: string]: ReadTree } = { ...one };
  for (const [key, tree] of Object.entries(other)) all[key] = merged(all[key], tree);
  return all;
};

/** Reads of several expressions together. */
export const mergedReads = (all: readonly Reads[]): Reads =>
  all.reduce<{ [kind: string]: ReadTree }>((sum, reads) => {
    for (const [kind, tree] of Object.entries(reads)) sum[kind] = merged(sum[kind], tree);
    return sum;
  }, {});

/** Reads of one path; `whole` when the value itself matters, else only whether it is there and how many entries it has. */
export const readAlong = (kind: string, path: readonly string[], whole: boolean): Reads => {
  const leaf: ReadTree = whole ? true : {};
  return { [kind]: path.reduceRight<ReadTree>((tree, key) => ({ [key]: tree }), leaf) };
};

const cut = (value: Json, tree: ReadTree): Json => {
  if (tree === true || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => cut(item, tree));
  return isJsonObject(value) ? cutObject(value as JsonObject, tree) : value;
};

const cutObject = (value: JsonObject, tree: { readonly [key: string]: ReadTree }): JsonObject => {
  const kept: { [key: string]: Json } = {};
  for (const key in tree) {
    const inner = tree[key];
    if (inner !== undefined && Object.hasOwn(value, key)) kept[key] = cut(value[key] as Json, inner);
  }
  return kept;
};

/** Who a unit is always stays in its extract. */
const identity = { id: true, kind: true, village: true } as const;

/** Nothing of it is kept where nothing reads it. */
const parentOf = ({ parent }: Dossier, read: ReadTree | undefined): Pick<Dossier, 'parent'> =>
  parent === undefined || read === undefined
    ? {}
    : { parent: extractOf(parent, { [parent.unit.kind]: read }) };

/** The part of a dossier that was read. Of a unit kind that nothing reads only the identity is left. */
export const extractOf = (dossier: Dossier, reads: Reads): Dossier => {
  const tree = reads[dossier.unit.kind];
  if (tree === true) return dossier;
  const read = (key: keyof Dossier): ReadTree => tree?.[key] ?? {};
  return {
    unit: cut(dossier.unit, merged(read('unit'), identity)) as Dossier['unit'],
    answers: cut(dossier.answers, read('answers')) as Dossier['answers'],
    children: cut(dossier.children, read('children')) as Dossier['children'],
    prev: cut(dossier.prev, read('prev')) as Dossier['prev'],
    ...parentOf(dossier, tree?.parent),
  };
};
