/** Cases of the checks, as data: changes to a worked unit that a check finds, and near misses that it does not. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Dossier } from '#forms/dossier/dossier.ts';
import { type Base, bases } from './bases.ts';
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
/** `neighbours` are further units of the same village, each with changes of its own. */
export type Situation = Changes & { readonly neighbours?: readonly Changes[] };

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

export const placed = ({ neighbours = [], ...changes }: Situation) => {
  const unit = unitFrom(changes as Changes);
  const beside = neighbours.map(unitFrom).map((one, index) => ({
    ...one,
    unit: { ...one.unit, id: `${one.unit.id}-beside-${index}` },
  }));
  return { unit, neighbours: beside };
};

const peopleIn = (situation: Situation): readonly string[] =>
  Object.keys(situation).flatMap((path) => /^tphAnnual\.members\[\d+\]/.exec(path)?.[0] ?? []);

export const changesPeople = (situation: Situation): boolean => peopleIn(situation).length > 0;

/** The same, but the people whose answers were changed have left: they stay in the list of their household. */
export const afterLeaving = (situation: Situation): Situation => ({
  ...situation,
  ...Object.fromEntries(peopleIn(situation).map((person) => [`${person}.memberState`, '02'])),
});
