/** What a demo plan says of its township in numbers, beside what was drawn: a table that people read and a test holds to. */
import type { Json } from '#forms/json.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { DemoPlan } from './demo-plan.ts';
import { holds, sketched } from './sketch-expression.ts';
import type { SketchNames } from './sketch-names.ts';
import { noDay, sketchOf } from './sketch-unit.ts';

type Share = DemoPlan['shares'][number];

export interface DrawnShare extends Pick<Share, 'about' | 'from' | 'to'> {
  /** Mean of the units or people that it is about; yes counts as 1. Nothing where there are none. */
  readonly drawn: number | undefined;
  readonly of: number;
}

const asNumber = (value: Json | undefined): number => {
  if (value === true) return 1;
  return typeof value === 'number' ? value : 0;
};

const valuesIn = ({ list, where, mean }: Share, names: SketchNames): readonly number[] => {
  const items = list === undefined ? undefined : sketched(list, names, noDay);
  const people = Array.isArray(items) ? (items as readonly Json[]) : [];
  const places = list === undefined ? [names] : people.map((item) => names.with('x', item));
  return places
    .filter((place) => where === undefined || holds(where, place, noDay))
    .map((place) => asNumber(sketched(mean, place, noDay)));
};

export const drawnShares = (plan: DemoPlan, units: readonly Unit[], seed: string): readonly DrawnShare[] => {
  const sums = plan.shares.map((share) => ({ share, sum: 0, of: 0 }));
  // Unit by unit: a sketch is made once, and not all of them are kept.
  for (const unit of units) {
    const mine = sums.filter(({ share }) => share.kind === unit.kind);
    if (mine.length === 0) continue;
    const names = sketchOf(plan, unit, { seed, before: false });
    for (const line of mine)
      for (const value of valuesIn(line.share, names)) {
        line.sum += value;
        line.of += 1;
      }
  }
  return sums.map(({ share: { about, from, to }, sum, of }) => ({
    about,
    from,
    to,
    of,
    drawn: of === 0 ? undefined : sum / of,
  }));
};
