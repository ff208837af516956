/** `sumInArray({members}, 'income', {age} >= 60)` and its relatives: one pass over the items of a list. */
import type { Expression, ListCall } from '../../questionnaire/expression/ast.ts';
import type { Run, Scope } from '../scope.ts';
import { isEmpty, isTrue } from './equality.ts';
import type { Evaluator } from './evaluator.ts';
import { afterSum, coerced, numberIn, type Value } from './numbers.ts';
import { reachOf, type Standing, slotReader } from './reference.ts';

const numeric = (value: Value): Value => (typeof value === 'string' ? numberIn(value) : value);

interface Hit {
  readonly item: Scope;
  readonly value: Value;
}

const sumOf = (hits: readonly Hit[]): number => {
  let total = 0;
  for (const { value } of hits) {
    const number = numeric(value);
    if (number !== undefined && number !== null) total = afterSum(total, number, total + coerced(number));
  }
  return total;
};

const bestOf = (
  hits: readonly Hit[],
  wins: (candidate: number, best: number) => boolean,
): Hit | undefined => {
  let best: Hit | undefined;
  for (const hit of hits) {
    const number = numeric(hit.value);
    if (number === undefined || number === null) continue;
    if (best === undefined || wins(coerced(number), coerced(numeric(best.value)))) best = hit;
  }
  return best;
};

type Read = (item: Scope) => Value;

const outcome = (call: ListCall, hits: readonly Hit[], pick: Read | undefined): Value => {
  if (call.name === 'countInArray') return hits.length;
  if (call.name === 'sumInArray') return sumOf(hits);
  if (call.name === 'avgInArray') return hits.length === 0 ? 0 : sumOf(hits) / hits.length;
  const best = bestOf(hits, call.name === 'minInArray' ? (a, b) => a < b : (a, b) => a > b);
  if (best === undefined) return undefined;
  return pick === undefined ? numeric(best.value) : pick(best.item);
};

/** The items that have the answer and meet the condition. */
const hitsIn = (
  items: readonly Scope[],
  field: Read,
  when: Evaluator | undefined,
  scope: Scope,
  run: Run,
): readonly Hit[] => {
  const hits: Hit[] = [];
  const outer = run.element;
  for (const item of items) {
    const value = field(item);
    if (value === undefined || isEmpty(value)) continue;
    run.element = item;
    if (when === undefined || isTrue(when(scope, run))) hits.push({ item, value });
  }
  run.element = outer;
  return hits;
};

/** `make` compiles the condition; it is handed in because conditions may hold list functions of their own. */
export const listCall = (
  call: ListCall,
  standing: Standing,
  make: (expression: Expression, standing: Standing) => Evaluator,
): Evaluator => {
  if (call.list.from !== 'root' && call.list.from !== 'item' && call.list.from !== 'parent')
    return () => undefined;
  const { plan, reach } = reachOf(call.list.from, standing);
  const slot = plan.slots.get(call.list.name) ?? -1;
  const items = plan.questions[slot]?.items;
  if (items === undefined) return () => undefined;
  const field = slotReader(items, call.field);
  const pick = call.pick === undefined || call.pick === call.field ? undefined : slotReader(items, call.pick);
  const when =
    call.when === undefined ? undefined : make(call.when, { scope: standing.scope, element: items });
  return (scope, run) => outcome(call, hitsIn(reach(scope).inner[slot] ?? [], field, when, scope, run), pick);
};
