/** Cases of the checks, as data: changes to a worked unit that a check finds, and near misses that it does not. */
import { readdirSync, readFileSync } from 'node:fs';
import { type Situation as AnySituation, type CheckCase, placing } from '../situation.ts';
import { type Base, bases, company } from './bases.ts';
import { patched } from './patched.ts';

export interface Case extends CheckCase<Base> {
  readonly name: string;
}
export type Situation = AnySituation<Base>;

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

export const placed = placing<Base>({ bases, company, usual: 'fx1', patched });

const peopleIn = (situation: Situation): readonly string[] =>
  Object.keys(situation).flatMap((path) => /^tphAnnual\.members\[\d+\]/.exec(path)?.[0] ?? []);

export const changesPeople = (situation: Situation): boolean => peopleIn(situation).length > 0;

/** The same, but the people whose answers were changed have left: they stay in the list of their household. */
export const afterLeaving = (situation: Situation): Situation => ({
  ...situation,
  ...Object.fromEntries(peopleIn(situation).map((person) => [`${person}.memberState`, '02'])),
});
