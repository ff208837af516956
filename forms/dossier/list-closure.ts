/**
 * List functions at work. Every item that is looked at is counted, so that a run ends whatever it is given (K10); what does
 * not depend on the row or the dossier is worked out once and remembered until they change (K4, K15).
 */
import { asAnswer } from '../answers/expression/as-answer.ts';
import { isEmpty, isTrue } from '../answers/expression/equality.ts';
import { afterSum, asNumber, type Value } from '../answers/expression/numbers.ts';
import { operations } from '../answers/expression/operators.ts';
import type { Json } from '../json.ts';
import type { DossierContext } from './dossier.ts';
import { type DossierCall, type DossierTree, type Level, levels } from './expression.ts';
import { Same } from './same.ts';
import { remembered, type Sight } from './sight.ts';

type Read = (sight: Sight) => Value;
type Each = (item: Json) => boolean | undefined;

const itemsIn = (value: Value): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

/** Looks at the items one by one with x, y or z standing for each, until `each` returns true. */
const walk = (sight: Sight, items: readonly Json[], at: number, each: Each): void => {
  const before = sight.items[at];
  for (const item of items) {
    sight.spend();
    sight.items[at] = item;
    if (each(item) === true) break;
  }
  sight.items[at] = before;
};

/** Only area, dossier and row have epochs; what changes with x is worked out anew. */
const isLasting = (level: Level, standing: Level): boolean => level < standing && level <= 2;

interface Parts {
  readonly call: DossierCall;
  readonly list: Read;
  readonly lazy: readonly Read[];
  readonly wanted: Read | undefined;
}

type Work = (parts: Parts) => Read;

const always: Read = () => true;

const anyOf: Work = ({ call, list, lazy: [when = always] }) => {
  return (sight) => {
    let found = false;
    walk(sight, itemsIn(list(sight)), call.item, () => {
      found = isTrue(when(sight));
      return found;
    });
    return found;
  };
};

const every: Work = ({ call, list, lazy: [when = always] }) => {
  return (sight) => {
    let all = true;
    walk(sight, itemsIn(list(sight)), call.item, () => {
      all = isTrue(when(sight));
      return !all;
    });
    return all;
  };
};

const countIf: Work = ({ call, list, lazy: [when = always] }) => {
  return (sight) => {
    let count = 0;
    walk(sight, itemsIn(list(sight)), call.item, () => {
      if (isTrue(when(sight))) count += 1;
      return false;
    });
    return count;
  };
};

const existsPair: Work = ({ call, list, lazy: [when = always] }) => {
  return (sight) => {
    const items = itemsIn(list(sight));
    let [found, at] = [false, 0];
    walk(sight, items, call.item, () => {
      at += 1;
      walk(sight, items.slice(at), call.item + 1, () => {
        found = isTrue(when(sight));
        return found;
      });
      return found;
    });
    return found;
  };
};

/** Gives the value of every item that meets the condition to `take`, which returns true when it has seen enough. */
const overValues =
  (
    take: (into: Value[], value: Value) => boolean | undefined,
    outcome: (found: readonly Value[]) => Value,
  ): Work =>
  ({ call, list, lazy: [value = always, when = always] }) =>
  (sight) => {
    const found: Value[] = [];
    walk(sight, itemsIn(list(sight)), call.item, () =>
      isTrue(when(sight)) ? take(found, value(sight)) : false,
    );
    return outcome(found);
  };

const push = (into: Value[], value: Value): undefined => {
  into.push(value);
};
const pushPresent = (into: Value[], value: Value): undefined => {
  if (!isEmpty(value)) into.push(value);
};

const total = (values: readonly Value[]): number => {
  let sum = 0;
  for (const value of values) {
    const number = asNumber(value);
    if (number !== undefined) sum = afterSum(sum, number, sum + number);
  }
  return sum;
};

const best = (values: readonly Value[], wins: (one: Value, best: Value) => boolean): Value => {
  const [first, ...rest] = values;
  return rest.reduce<Value>((most, one) => (wins(one, most) ? one : most), first);
};
const less = (one: Value, other: Value): boolean => operations.less(one, other) === true;

const distinctOf: Work = ({ call, list, lazy: [value = always, when = always] }) => {
  return (sight) => {
    const seen = new Same<true>();
    const spend = () => sight.spend();
    let count = 0;
    walk(sight, itemsIn(list(sight)), call.item, () => {
      if (isTrue(when(sight)) && seen.addNew(value(sight), true, spend)) count += 1;
      return false;
    });
    return count;
  };
};

const itemsOf: Work = ({ call, list, lazy: [sub = always] }) => {
  return (sight) => {
    const all: Json[] = [];
    walk(sight, itemsIn(list(sight)), call.item, () => {
      for (const item of itemsIn(sub(sight))) {
        sight.spend();
        all.push(item);
      }
      return false;
    });
    return all;
  };
};

const indexed = (sight: Sight, { call, list, lazy: [key = always] }: Parts): Same<Json> => {
  const same = new Same<Json>();
  walk(sight, itemsIn(list(sight)), call.item, (item) => {
    same.add(key(sight), item);
    return false;
  });
  return same;
};

/** By what a run knows besides dossiers, and then by what the index is of. */
const indexes = new WeakMap<DossierContext, Map<object, Same<Json>>>();

/**
 * The index of a comparison list is the same for every unit of a run, and building it takes longer than all other checks of a unit.
 * Where there are units beside the one in sight, what depends on the area may depend on them.
 */
const inContext = (sight: Sight, { lazy, listLevel }: DossierCall, make: () => Same<Json>): Same<Json> => {
  if (listLevel !== levels.area || Object.keys(sight.units).length > 0) return make();
  const known = indexes.get(sight.context) ?? new Map<object, Same<Json>>();
  indexes.set(sight.context, known);
  const before = known.get(lazy);
  if (before) return before;
  const made = make();
  known.set(lazy, made);
  return made;
};

const matching: Work = (parts) => {
  const { call, wanted = always } = parts;
  const lasts = isLasting(call.listLevel, call.standing);
  // The call itself remembers whole outcomes; the index is remembered under its key.
  return (sight) => {
    const index = lasts
      ? remembered(sight, call.lazy, call.listLevel, () =>
          inContext(sight, call, () => indexed(sight, parts)),
        )
      : indexed(sight, parts);
    return index.find(wanted(sight), () => sight.spend());
  };
};

const works: { readonly [name: string]: Work } = {
  exists: anyOf,
  every,
  countIf,
  existsPair,
  sumOf: overValues(push, total),
  minOf: overValues(pushPresent, (values) => best(values, less)),
  maxOf: overValues(pushPresent, (values) => best(values, (one, most) => less(most, one))),
  firstOf: overValues(
    (into, value) => into.push(value) > 0,
    ([first]) => first,
  ),
  lastOf: overValues(push, (values) => values.at(-1)),
  valuesOf: overValues(push, (values) => values.map((value) => asAnswer(value) ?? null)),
  distinctOf,
  itemsOf,
  matching,
};

/** The function of a list call. `make` compiles what stands inside it. */
export const listClosure = (call: DossierCall, make: (tree: DossierTree) => Read): Read => {
  const work = works[call.name];
  if (work === undefined) throw new Error(`no list function ${call.name}`);
  const run = work({
    call,
    list: make(call.list),
    lazy: call.lazy.map(make),
    wanted: call.wanted === undefined ? undefined : make(call.wanted),
  });
  if (!isLasting(call.level, call.standing)) return run;
  return (sight) => remembered(sight, call, call.level, () => run(sight));
};
