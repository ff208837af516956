/** Where an expression of the dossier language stands: what it may read, and what its words for items mean there. */
import type { DossierSchema } from './schema.ts';
import type { Shape } from './shape.ts';

/** From the narrowest: the record alone, the unit's other papers too, the units of its village, of its town. */
export const scopes = ['row', 'record', 'unit', 'village', 'town'] as const;
export type Scope = (typeof scopes)[number];

export const readsUnits = (scope: Scope): scope is 'village' | 'town' =>
  scope === 'village' || scope === 'town';

/** A thing that a name may begin with, and where it lies in a dossier, if it does. */
export interface Known {
  readonly shape: Shape;
  readonly origin?: { readonly kind: string; readonly path: readonly string[] } | undefined;
}

export interface Place {
  readonly schema: DossierSchema;
  readonly scope: Scope;
  /** Kind of the dossier's unit. */
  readonly kind: string;
  /** The questionnaire that a row or record may read; scopes beyond read all of the dossier. */
  readonly about: string;
  readonly row?: Known;
  readonly outer?: Known;
}
