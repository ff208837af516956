/** The worked units that cases and mutations start from, by the name that they go by in `on`. */
import type { Dossier } from '#forms/dossier/dossier.ts';
import { fx1 } from './fx1.ts';

export const bases = { fx1 } as const satisfies { readonly [name: string]: Dossier };
export type Base = keyof typeof bases;
