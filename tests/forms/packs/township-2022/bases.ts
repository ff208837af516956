/** The worked units that cases and mutations start from, by the name that they go by in `on`, and who lives beside them. */
import type { Dossier } from '#forms/dossier/dossier.ts';
import { fx1 } from './fx1.ts';
import { fx2, fx3, visited } from './monitored.ts';
import { hamlet, sheet, team, village } from './village.ts';

export const bases = { fx1, fx2, fx3, visited, sheet, village, hamlet, team } as const satisfies {
  readonly [name: string]: Dossier;
};
export type Base = keyof typeof bases;

/** Totals of a village are those of these units, unless a case brings neighbours of its own. */
export const company: { readonly [name in Base]?: readonly Dossier[] } = {
  village: [visited, hamlet, team],
  team: [village],
};
