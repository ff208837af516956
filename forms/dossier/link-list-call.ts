/** Links the calls of list functions: what their list holds, which of x, y, z its items are, and on what they depend. */
import type { Parsed } from '../questionnaire/expression/ast.ts';
import { NotLinked } from '../questionnaire/not-linked.ts';
import { type DossierCall, type DossierTree, type Level, levels } from './expression.ts';
import type { DossierLinker } from './link.ts';
import { type ListFunctionForm, listFunctionForm } from './list-functions.ts';
import { NotInDossier } from './not-in-dossier.ts';
import type { Known } from './place.ts';
import { itemWords, readsOfName } from './resolve.ts';
import { value } from './shape.ts';

interface LinkedList {
  readonly tree: DossierTree;
  /** What one item is. */
  readonly item: Known;
}

/** A value of which no more is known than that it is one. */
const someValue: Known = { shape: value };

const named = (
  name: string,
  argument: { readonly of: string; readonly at: number },
  linker: DossierLinker,
): LinkedList => {
  const resolved = linker.resolve(name);
  const { shape, origin } = resolved;
  const isList = resolved.of.take === undefined && shape.is === 'list';
  const isChoices = shape.is === 'value' && shape.several === true;
  if (!isList && !isChoices)
    throw new NotInDossier('not-a-list', { name: argument.of, argument: argument.at });
  linker.reads.push(readsOfName(resolved, isChoices));
  const item: Known = shape.is === 'list' ? { shape: shape.of, origin } : someValue;
  return { tree: { op: 'value', of: resolved.of, asIs: true }, item };
};

/** An argument that is a list: a name, a call that gives one, or values in brackets. */
const listArgument = (
  parsed: Parsed | undefined,
  argument: { readonly of: string; readonly at: number },
  linker: DossierLinker,
): LinkedList => {
  if (parsed?.op === 'variable') return named(parsed.name, argument, linker);
  if (parsed?.op === 'array') return { tree: linker.tree(parsed), item: someValue };
  const form = parsed?.op === 'call' ? listFunctionForm(parsed.name) : undefined;
  if (parsed?.op !== 'call' || form === undefined || form.gives === 'value')
    throw new NotInDossier('not-a-list', { name: argument.of, argument: argument.at });
  const { call, item } = linkListCall(form, parsed.args, linker);
  return { tree: call, item };
};

const countArguments = ({ name, least, most, wanted }: ListFunctionForm, count: number): void => {
  const fixed = wanted ? 2 : 1;
  if (count < least + fixed || count > most + fixed)
    throw new NotLinked('wrong-argument-count', { name, count, least: least + fixed, most: most + fixed });
};

/** The narrowest of what is depended on, without the call's own items. */
const narrowest = (found: ReadonlySet<Level>, own: Level): Level =>
  Math.max(levels.area, ...[...found].filter((level) => level < own));

const standingOf = (linker: DossierLinker): Level => {
  if (linker.items.length > 0) return levels.item + linker.items.length - 1;
  return linker.place.row === undefined ? levels.dossier : levels.row;
};

export const linkListCall = (
  form: ListFunctionForm,
  args: readonly Parsed[],
  linker: DossierLinker,
): { readonly call: DossierCall; readonly item: Known } => {
  countArguments(form, args.length);
  const base = linker.items.length;
  if (base + form.together > itemWords.length)
    throw new NotInDossier('lists-too-deep', { name: form.name, limit: itemWords.length });
  const outside = new Set<Level>();
  const apart = linker.forItems([]);
  const list = listArgument(args[0], { of: form.name, at: 1 }, apart);
  for (const level of apart.levels) outside.add(level);
  const inner = linker.forItems(form.together === 2 ? [list.item, list.item] : [list.item]);
  const lazy = args.slice(1, form.wanted ? 2 : undefined);
  const sub = form.gives === 'sublist' ? listArgument(lazy[0], { of: form.name, at: 2 }, inner) : undefined;
  const linkedLazy = sub === undefined ? lazy.map((arg) => inner.tree(arg)) : [sub.tree];
  for (const level of inner.levels) outside.add(level);
  const listLevel = narrowest(outside, levels.item + base);
  const wanted = form.wanted ? args[2] : undefined;
  const beside = linker.forItems([]);
  const linkedWanted = wanted === undefined ? undefined : beside.tree(wanted);
  const level = Math.max(listLevel, ...beside.levels);
  for (const one of [...outside, ...beside.levels]) if (one < levels.item + base) linker.levels.add(one);
  const call: DossierCall = {
    op: 'list-call',
    name: form.name,
    list: list.tree,
    lazy: linkedLazy,
    ...(linkedWanted === undefined ? {} : { wanted: linkedWanted }),
    item: base,
    level,
    listLevel,
    standing: standingOf(linker),
  };
  return { call, item: form.gives === 'values' ? someValue : (sub?.item ?? list.item) };
};
