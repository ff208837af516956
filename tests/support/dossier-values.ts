/** One expression of the dossier language over one dossier, in tests. */
import { Moment, textOf } from '#forms/answers/expression/moment.ts';
import { dossierClosure } from '#forms/dossier/closures.ts';
import type { Dossier } from '#forms/dossier/dossier.ts';
import { linkDossierText } from '#forms/dossier/link.ts';
import type { Place, Scope } from '#forms/dossier/place.ts';
import { Sight } from '#forms/dossier/sight.ts';
import { context, schema } from './check-pack.ts';

export const place = (scope: Scope = 'town', about = 'farm', kind = 'farm'): Place => ({
  schema,
  scope,
  kind,
  about,
});

/** The value; dates as texts, and nothing as null. */
export const valueIn = (text: string, dossier: Dossier, units: readonly Dossier[] = [dossier]): unknown => {
  const linked = linkDossierText(text, place());
  if (!linked.ok) throw new Error(`${JSON.stringify(linked.refusal)} in ${text}`);
  const kinds = { farm: units.filter(({ unit }) => unit.kind === 'farm') };
  const value = dossierClosure(linked.value.tree)(new Sight(context, dossier, 1_000_000, kinds));
  return value instanceof Moment ? textOf(value) : (value ?? null);
};

export const faultOf = (text: string, where: Place = place()): string => {
  const linked = linkDossierText(text, where);
  return linked.ok ? 'fine' : [linked.refusal.code, ...Object.values(linked.refusal.facts)].join(' ');
};
