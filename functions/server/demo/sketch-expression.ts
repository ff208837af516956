/**
 * Expressions of a demo plan, in the language of questionnaires and checks: `{name.part[0]}` is what was drawn under that
 * name, as it lies there. List functions look at each item as `{y}`: `countIf({people}, {y.age} >= 60)`.
 */
import { asAnswer } from '#forms/answers/expression/as-answer.ts';
import { type Closure, closureOf } from '#forms/answers/expression/closures.ts';
import { isTrue } from '#forms/answers/expression/equality.ts';
import { coerced, type Value } from '#forms/answers/expression/numbers.ts';
import type { Surroundings } from '#forms/answers/functions/function.ts';
import type { Json } from '#forms/json.ts';
import type { Parsed, Tree } from '#forms/questionnaire/expression/ast.ts';
import { linkTree, type Names } from '#forms/questionnaire/expression/link-tree.ts';
import { parseExpression } from '#forms/questionnaire/expression/parse.ts';
import { type Segment, segmentsOf } from '#forms/questionnaire/expression/segments.ts';
import type { SketchNames } from './sketch-names.ts';

interface Run {
  readonly context: Surroundings;
}
type Path = readonly Segment[];
type SketchClosure = Closure<SketchNames, Run>;
type SketchTree = Tree<Path, ListCall>;
interface ListCall {
  readonly op: 'list-call';
  readonly name: ListFunction;
  readonly list: SketchTree;
  readonly args: readonly SketchTree[];
}

type ListFunction = 'countIf' | 'exists' | 'sumOf' | 'firstOf' | 'valuesOf';
type EachItem = (read: SketchClosure | undefined, item: Json) => Value;
type Work = (items: readonly Json[], each: EachItem, args: readonly (SketchClosure | undefined)[]) => Value;

const kept = (items: readonly Json[], each: EachItem, when: SketchClosure | undefined): readonly Json[] =>
  when ? items.filter((item) => isTrue(each(when, item))) : items;

const works: { readonly [Name in ListFunction]: Work } = {
  countIf: (items, each, [when]) => kept(items, each, when).length,
  exists: (items, each, [when]) => kept(items, each, when).length > 0,
  sumOf: (items, each, [read, when]) =>
    kept(items, each, when).reduce<number>((sum, item) => {
      const value = each(read, item);
      return sum + (value === undefined || value === null ? 0 : coerced(value));
    }, 0),
  firstOf: (items, each, [read, when]) => {
    const [first] = kept(items, each, when);
    return first === undefined ? undefined : each(read, first);
  },
  valuesOf: (items, each, [read, when]) =>
    kept(items, each, when).flatMap((item) => asAnswer(each(read, item)) ?? []),
};

const isListFunction = (name: string): name is ListFunction => Object.hasOwn(works, name);

const along = (path: Path, names: SketchNames): Value => {
  const [root, ...rest] = path;
  if (root === undefined) return undefined;
  const at = (value: Json | undefined, index: number | undefined): Json | undefined =>
    index === undefined || !Array.isArray(value) ? value : (value as readonly Json[]).at(index);
  return rest.reduce<Json | undefined>(
    (value, { name, index }) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? at((value as { readonly [key: string]: Json })[name], index)
        : undefined,
    at(names.read(root.name), root.index),
  );
};

const link = (tree: Parsed): SketchTree => {
  const names: Names<Path, ListCall> = {
    reference: (name) => {
      const path = segmentsOf(name);
      if (!path) throw new Error(`no name in a demo plan: ${name}`);
      return path;
    },
    listCall: (name, [list, ...args]) =>
      isListFunction(name) && list
        ? { op: 'list-call', name, list: link(list), args: args.map(link) }
        : undefined,
    // Answers are texts: "10" is the code 10 and no number.
    inside: (part) => linkTree(part.op === 'variable' ? { ...part, asIs: true } : part, names),
    hasFunction: () => true,
  };
  return names.inside(tree);
};

const closure = (tree: SketchTree): SketchClosure =>
  closureOf<Path, ListCall, SketchNames, Run>(tree, {
    read: (path) => (names) => along(path, names),
    list: ({ name, list, args }) => {
      const [items, reads] = [closure(list), args.map(closure)];
      return (names, run) => {
        const all = items(names, run);
        const each: EachItem = (read, item) => read?.(names.with('y', item), run);
        return works[name](Array.isArray(all) ? (all as readonly Json[]) : [], each, reads);
      };
    },
  });

const made = new Map<string, SketchClosure>();

const closureFor = (text: string): SketchClosure => {
  const known = made.get(text);
  if (known) return known;
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`the demo plan says "${text}": ${JSON.stringify(parsed.refusal)}`);
  const fresh = closure(link(parsed.value));
  made.set(text, fresh);
  return fresh;
};

/** `today` is the campaign's day, YYYY-MM-DD. Throws on a text that is no expression, or names what was not drawn. */
export const sketched = (text: string, names: SketchNames, today: string): Json | undefined =>
  asAnswer(closureFor(text)(names, { context: { today } }));

export const holds = (text: string, names: SketchNames, today: string): boolean =>
  sketched(text, names, today) === true;
