/**
 * A worked unit of the township with some places changed. Computed answers of household and account follow, unless a path
 * names them.
 * A path into last year's members starts from this year's members.
 */
import type { Dossier } from '#forms/dossier/dossier.ts';
import type { Json } from '#forms/json.ts';
import { changesOf, dossierWith, type Patch } from '../situation.ts';
import { peopleOfLastYear } from './fx1.ts';
import { settle } from './settled.ts';

export type Answers = { [name: string]: Json | undefined };

const withLastYear = (base: Dossier, patch: Patch): Dossier =>
  Object.keys(patch).some((path) => path.startsWith('prev.tphAnnual.members'))
    ? { ...base, prev: { ...base.prev, tphAnnual: peopleOfLastYear() } }
    : base;

export const patched = (base: Dossier, patch: Patch): Dossier => {
  const wanted = changesOf(base, patch);
  const first = dossierWith(withLastYear(base, patch), wanted);
  for (const [questionnaire, answers] of Object.entries(first.answers))
    settle[questionnaire]?.(answers as Answers);
  return dossierWith(first, computedOnly(wanted));
};

/** Whole lists were settled in place; putting them back would undo it. */
const computedOnly = (wanted: { readonly [path: string]: Json | undefined }) =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => typeof value !== 'object'));
