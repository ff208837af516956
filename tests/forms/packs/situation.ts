/**
 * Situations that checks are tried in, as data: a worked unit with some places changed, those that live beside it, and the
 * comparison lists that were handed in.
 */
import type { Dossier } from '#forms/dossier/dossier.ts';
import type { ComparisonLists } from '#forms/dossier/lists.ts';
import type { Json, JsonObject } from '#forms/json.ts';
import { type Changes, changed } from '#tests/support/changed.ts';

/** By path, such as `tphAnnual.members[2].idNo`, `unit.size`, `parent.unit.name`; null takes an answer away. */
export type Patch = { readonly [path: string]: Json };

/** Changes to the worked unit that it stands `on`. */
export type On<Base extends string> = Patch & { readonly on?: Base };

/** `neighbours` are further units, each with changes of its own and as often as `times` says. */
export type Situation<Base extends string> = On<Base> & {
  readonly neighbours?: readonly (On<Base> & { readonly times?: number })[];
  readonly lists?: ComparisonLists;
};

export interface CheckCase<Base extends string> {
  readonly rule: string;
  /** What is told apart, where it is not plain. */
  readonly why?: string;
  readonly fires: Situation<Base>;
  readonly nearMiss: Situation<Base>;
}

const placeOf = (base: Dossier, path: string): string => {
  const root = path.split(/[.[]/)[0] ?? '';
  if (root === 'parent' && base.parent) return `parent.${placeOf(base.parent, path.slice('parent.'.length))}`;
  if (root === 'unit' || root === 'prev') return path;
  return root in base.children ? `children.${path}` : `answers.${path}`;
};

/** The same by the paths of a dossier. */
export const changesOf = (base: Dossier, patch: Patch): Changes =>
  Object.fromEntries(Object.entries(patch).map(([path, value]) => [placeOf(base, path), value ?? undefined]));

export const dossierWith = (dossier: Dossier, wanted: Changes): Dossier =>
  changed(dossier as unknown as JsonObject, wanted) as unknown as Dossier;

interface Worlds<Base extends string> {
  readonly bases: { readonly [name in Base]: Dossier };
  /** Who lives beside a unit unless a situation says otherwise; nobody where it is not named. */
  readonly company: { readonly [name in Base]?: readonly Dossier[] };
  readonly usual: Base;
  readonly patched: (base: Dossier, patch: Patch) => Dossier;
}

/** What makes dossiers of situations. */
export const placing = <Base extends string>({ bases, company, usual, patched }: Worlds<Base>) => {
  const unitFrom = ({ on = usual, ...patch }: On<Base>): Dossier => patched(bases[on], patch as Patch);

  const besides = ({ neighbours, on = usual }: Situation<Base>): readonly Dossier[] =>
    neighbours?.flatMap(({ times = 1, ...changes }) =>
      Array.from({ length: times }, () => unitFrom(changes as On<Base>)),
    ) ??
    company[on] ??
    [];

  return (situation: Situation<Base>) => {
    const { neighbours: _neighbours, lists, ...changes } = situation;
    const neighbours = besides(situation).map((one, index) => ({
      ...one,
      unit: { ...one.unit, id: `${one.unit.id}-beside-${index}` },
    }));
    return { unit: unitFrom(changes as On<Base>), neighbours, lists };
  };
};
