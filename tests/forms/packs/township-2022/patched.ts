/**
 * A worked unit with some places changed, by paths such as `tphAnnual.members[2].idNo`, `memberChange[0].eventDate`,
 * `prev.tphAnnual.sizeAnnual`, `unit.size`, `parent.unit.name`; null takes an answer away. Computed answers of household and
 * account follow, unless a path names them.
 * A path into last year's members starts from this year's members.
 */
import type { Dossier } from '#forms/dossier/dossier.ts';
import type { Json, JsonObject } from '#forms/json.ts';
import { type Changes, changed } from '#tests/support/changed.ts';
import { peopleOfLastYear } from './fx1.ts';
import { settle } from './settled.ts';

export type Patch = { readonly [path: string]: Json };
export type Answers = { [name: string]: Json | undefined };

const placeOf = (base: Dossier, path: string): string => {
  const root = path.split(/[.[]/)[0] ?? '';
  if (root === 'parent' && base.parent) return `parent.${placeOf(base.parent, path.slice('parent.'.length))}`;
  if (root === 'unit' || root === 'prev') return path;
  return root in base.children ? `children.${path}` : `answers.${path}`;
};

const changes = (base: Dossier, patch: Patch) =>
  Object.fromEntries(Object.entries(patch).map(([path, value]) => [placeOf(base, path), value ?? undefined]));

const withLastYear = (base: Dossier, patch: Patch): Dossier =>
  Object.keys(patch).some((path) => path.startsWith('prev.tphAnnual.members'))
    ? { ...base, prev: { ...base.prev, tphAnnual: peopleOfLastYear() } }
    : base;

const dossierWith = (dossier: Dossier, wanted: Changes): Dossier =>
  changed(dossier as unknown as JsonObject, wanted) as unknown as Dossier;

export const patched = (base: Dossier, patch: Patch): Dossier => {
  const wanted = changes(base, patch);
  const first = dossierWith(withLastYear(base, patch), wanted);
  for (const [questionnaire, answers] of Object.entries(first.answers))
    settle[questionnaire]?.(answers as Answers);
  return dossierWith(first, computedOnly(wanted));
};

/** Whole lists were settled in place; putting them back would undo it. */
const computedOnly = (wanted: { readonly [path: string]: Json | undefined }) =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => typeof value !== 'object'));
