/** Which comparison lists a check asks: as long as one of them is not handed in, the check waits for it (K23). */
import type { Parsed } from '../questionnaire/expression/ast.ts';
import { parseExpression } from '../questionnaire/expression/parse.ts';
import type { Check } from './check.ts';

const beginning = 'lists.';

const namesIn = (tree: Parsed): readonly string[] => {
  if (tree.op === 'variable')
    return tree.name.startsWith(beginning) ? [tree.name.slice(beginning.length)] : [];
  if (tree.op === 'array') return tree.items.flatMap(namesIn);
  if (tree.op === 'call') return tree.args.flatMap(namesIn);
  if (tree.op === 'unary') return namesIn(tree.operand);
  return tree.op === 'binary' ? [...namesIn(tree.left), ...namesIn(tree.right)] : [];
};

const parsed = new WeakMap<Pick<Check, 'finds'>, readonly string[]>();

/** Ids in the order in which the check asks for them; of a text that does not parse, none. */
export const listsOf = (check: Pick<Check, 'when' | 'finds'>): readonly string[] => {
  const before = parsed.get(check);
  if (before) return before;
  const found = [check.when, check.finds].flatMap((text) => {
    const tree = text === undefined ? undefined : parseExpression(text);
    return tree?.ok ? namesIn(tree.value) : [];
  });
  const names = [...new Set(found)];
  parsed.set(check, names);
  return names;
};
