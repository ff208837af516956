/**
 * A household with some places changed, by paths such as `tphAnnual.members[2].idNo`, `memberChange[0].eventDate`,
 * `prev.tphAnnual.sizeAnnual`, `unit.size`; null takes an answer away. Computed answers follow, unless a path names them.
 * A path into last year's members starts from this year's members.
 */
import type { Json } from '#forms/json.ts';
import { changed } from '#tests/support/changed.ts';
import { type Household, peopleOfLastYear } from './fx1.ts';
import { settle } from './settled.ts';

export type Patch = { readonly [path: string]: Json };
export type Answers = { [name: string]: Json | undefined };

const placeOf = (household: Household, path: string): string => {
  const root = path.split(/[.[]/)[0] ?? '';
  if (root === 'unit' || root === 'prev') return path;
  return root in household.children ? `children.${path}` : `answers.${path}`;
};

const changes = (household: Household, patch: Patch) =>
  Object.fromEntries(
    Object.entries(patch).map(([path, value]) => [placeOf(household, path), value ?? undefined]),
  );

const withLastYear = (household: Household, patch: Patch): Household =>
  Object.keys(patch).some((path) => path.startsWith('prev.tphAnnual.members'))
    ? { ...household, prev: { ...household.prev, tphAnnual: peopleOfLastYear() } }
    : household;

export const patched = (household: Household, patch: Patch): Household => {
  const wanted = changes(household, patch);
  const first = changed({ ...withLastYear(household, patch) }, wanted) as unknown as Household;
  for (const [questionnaire, answers] of Object.entries(first.answers))
    settle[questionnaire]?.(answers as Answers);
  return changed({ ...first }, computedOnly(wanted)) as unknown as Household;
};

/** Whole lists were settled in place; putting them back would undo it. */
const computedOnly = (wanted: { readonly [path: string]: Json | undefined }) =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => typeof value !== 'object'));
