/** Cases of the checks, as data: changes to a worked unit that a check finds, and near misses that it does not. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Dossier } from '#forms/dossier/dossier.ts';
import type { ComparisonLists } from '#forms/dossier/lists.ts';
import { type Base, bases, company } from './bases.ts';
import { type Patch, patched } from './patched.ts';

export interface Case {
  readonly rule: string;
  /** What is told apart, where it is not plain. */
  readonly why?: string;
  readonly name: string;
  readonly fires: Situation;
  readonly nearMiss: Situation;
}
/** Changes to the unit that it stands `on`, the household if it does not say. */
type Changes = Patch & { readonly on?: Base };
/**
 * `neighbours` are further units of the same village, each with changes of its own and as often as `times` says; `lists` are the
 * comparison lists that were handed in.
 */
export type Situation = Changes & {
  readonly neighbours?: readonly (Changes & { readonly times?: number })[];
  readonly lists?: ComparisonLists;
};

export interface Mutation {
  /** Of the domain's table. */
  readonly row: number;
  readonly why: string;
  readonly change: Situation;
  readonly finds: readonly string[];
}

const here = new URL('.', import.meta.url).pathname;
const read = <T>(file: string): readonly T[] => JSON.parse(readFileSync(here + file, 'utf8'));

export const cases: readonly Case[] = readdirSync(`${here}cases`)
  .sort()
  .flatMap((file) => read<Omit<Case, 'name'>>(`cases/${file}`))
  .map((one) => ({ ...one, name: one.why === undefined ? one.rule : `${one.rule}, ${one.why}` }));

export const mutations: readonly Mutation[] = read<Mutation>('mutations.json');

const unitFrom = ({ on = 'fx1', ...patch }: Changes): Dossier => patched(bases[on], patch as Patch);

/** Who lives in the village of this unit; of a unit alone, nobody else. */
const besides = ({ neighbours, on = 'fx1' }: Situation): readonly Dossier[] =>
  neighbours?.flatMap(({ times = 1, ...changes }) =>
    Array.from({ length: times }, () => unitFrom(changes as Changes)),
  ) ??
  company[on] ??
  [];

export const placed = (situation: Situation) => {
  const { neighbours: _neighbours, lists, ...changes } = situation;
  const neighbours = besides(situation).map((one, index) => ({
    ...one,
    unit: { ...one.unit, id: `${one.unit.id}-beside-${index}` },
  }));
  return { unit: unitFrom(changes as Changes), neighbours, lists };
};

const peopleIn = (situation: Situation): readonly string[] =>
  Object.keys(situation).flatMap((path) => /^tphAnnual\.members\[\d+\]/.exec(path)?.[0] ?? []);

export const changesPeople = (situation: Situation): boolean => peopleIn(situation).length > 0;

/** The same, but the people whose answers were changed have left: they stay in the list of their household. */
export const afterLeaving = (situation: Situation): Situation => ({
  ...situation,
  ...Object.fromEntries(peopleIn(situation).map((person) => [`${person}.memberState`, '02'])),
});
