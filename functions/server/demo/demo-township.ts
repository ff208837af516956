/** What the demo's work is about, and how it stops: everything in it was made to succeed. */
import type { Pack } from '#forms/campaign/pack.ts';
import type { Person, Role } from '#forms/permission/permission.ts';
import type { Result } from '#forms/result.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { DemoPlan } from './demo-plan.ts';

export interface DemoTownship {
  readonly pack: Pack;
  readonly plan: DemoPlan;
  /** With the sheets that are made on the way. */
  readonly units: readonly Unit[];
  /** Share of the first questionnaire's units that have been visited, 0 … 1; fewer have the others. */
  readonly visited: number;
  readonly people: readonly Person[];
}

/** A refusal is a fault of the plan, or of ours. */
export const done = <Value>(result: Result<Value, Problem>, what: string): Value => {
  if (result.ok) return result.value;
  throw new Error(`the demo could not ${what}: ${JSON.stringify(result.refusal)}`);
};

/** Who holds the role; collectors have a village each. */
export const personAs = (people: readonly Person[], role: Role, village: string): Person | undefined =>
  people.find(({ grants }) =>
    grants.some((grant) => grant.role === role && (role !== 'collector' || grant.area === village)),
  );

/** Villages by code. */
export const villagesOf = ({ units }: DemoTownship): readonly string[] =>
  [...new Set(units.map(({ village }) => village))].sort();

/**
 * The last villages have handed in everything; not the first, where a newcomer begins, and only where most villages are still
 * at it.
 */
export const finishedVillages = (township: DemoTownship): readonly string[] => {
  const { plan, visited } = township;
  const [villages, wanted] = [villagesOf(township), plan.story?.finished ?? 0];
  return visited === 0 || villages.length <= 2 * wanted ? [] : villages.slice(villages.length - wanted);
};
