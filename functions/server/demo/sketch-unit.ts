/**
 * The sketch of an invented unit: who lives there and how, drawn once, so that all its papers, this year's and last year's,
 * tell the same story. It hangs on what the register says of the unit and on nothing else: whoever has the unit in hand
 * draws the same people, whatever seed the papers are made with.
 */
import type { Json } from '#forms/json.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { DemoPlan } from './demo-plan.ts';
import { type Drawing, draw } from './draw-value.ts';
import { textFiller } from './fill-text.ts';
import { seededDice } from './seeded-dice.ts';
import { holds, sketched } from './sketch-expression.ts';
import { SketchNames } from './sketch-names.ts';

/** Of a unit that may have no name yet: its sketch names it. */
export type SketchedUnit = Pick<Unit, 'id' | 'kind' | 'village' | 'order' | 'address'> &
  Partial<Pick<Unit, 'parent'>>;

export interface SketchedYear {
  readonly seed: string;
  /** Whether it is the round before: `{before}` in the plan. */
  readonly before: boolean;
}

type Drawn = readonly (readonly [string, Json | undefined])[];
/** Sketches are asked for once for every paper of a unit. More than a village's worth need not stay. */
const keptSketches = 4_000;
const kept = new WeakMap<DemoPlan, Map<string, Drawn>>();

const remembered = (plan: DemoPlan, key: string, make: () => Drawn): Drawn => {
  const mine = kept.get(plan) ?? new Map<string, Drawn>();
  kept.set(plan, mine);
  const known = mine.get(key);
  if (known) return known;
  if (mine.size >= keptSketches) mine.clear();
  const fresh = make();
  mine.set(key, fresh);
  return fresh;
};

/** Sketches know no day: what they draw does not hang on when somebody looks. */
export const noDay = '';

const drawnOf = (
  plan: DemoPlan,
  recipe: { readonly [name: string]: Json },
  unit: SketchedUnit,
  names: SketchNames,
  seed: string,
): Drawn => {
  const dice = seededDice(seed);
  const text = textFiller({ words: plan.words, dice, unit: { ...unit, name: '' } });
  const drawing: Drawing = { dice, names, unit, today: noDay, text };
  return Object.entries(recipe).map(([name, value]) => {
    const drawn = draw(value, drawing);
    names.set(name, drawn);
    return [name, drawn] as const;
  });
};

const factsOf = ({ id, kind, village, order, address }: SketchedUnit): readonly [string, Json] => [
  'unit',
  { id, kind, village, order, address },
];

/** What was drawn of a unit, of a sheet what was drawn of the unit that it is about; only its facts where there is no sketch. */
export const sketchOf = (plan: DemoPlan, of: SketchedUnit, year?: SketchedYear): SketchNames => {
  const kind = plan.units.find((one) => one.kind === of.kind)?.parent ?? of.kind;
  const unit = { ...of, id: of.parent ?? of.id, kind };
  const recipe = plan.sketches[kind];
  if (!recipe) return new SketchNames([factsOf(unit), ['before', year?.before ?? false]]);
  const key = `${unit.id}/${unit.address}`;
  const lasting = remembered(plan, key, () =>
    drawnOf(plan, recipe.lasting, unit, new SketchNames([factsOf(unit)]), `${key}/home`),
  );
  const known = [factsOf(unit), ...lasting];
  if (year === undefined) return new SketchNames(known);
  const { seed, before } = year;
  const names = new SketchNames([...known, ['before', before]]);
  const yearly = remembered(plan, `${key}/${seed}/${before}`, () =>
    drawnOf(plan, recipe.yearly, unit, names, `${seed}/${key}/year`),
  );
  return new SketchNames([...known, ['before', before], ...yearly]);
};

/** Whether the sketch is such. */
export const isSketched = (plan: DemoPlan, unit: SketchedUnit, when: string): boolean =>
  holds(when, sketchOf(plan, unit), noDay);

/** A text of the plan that may be an expression about the sketch. */
export const fromSketch = <Value>(
  plan: DemoPlan,
  unit: SketchedUnit,
  value: Value,
): Value | Json | undefined =>
  typeof value === 'string' && value.startsWith('=')
    ? sketched(value.slice(1), sketchOf(plan, unit), noDay)
    : value;
