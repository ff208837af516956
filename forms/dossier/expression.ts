/** Linked expressions of the dossier language, as plain JSON: the product's one language with references into dossiers. */
import type { Tree } from '../questionnaire/expression/ast.ts';

/** Where a value lies: `path` leads from its beginning over keys and positions (negative counts from the end). */
export interface DossierReference {
  readonly from: 'dossier' | 'row' | 'outer' | 'item' | 'units' | 'parameter' | 'lists';
  /** Of `item`: 0 is `{x}`, 1 `{y}`, 2 `{z}`. */
  readonly item?: number;
  readonly path: readonly (string | number)[];
  /** Not the value but the number of its entries, or whether it is there at all. */
  readonly take?: 'length' | 'presence';
  /** Several choices are an empty list before any is taken, as in questionnaires. */
  readonly several?: true;
}

/** What an expression depends on, from the widest: nothing but the area, the dossier, the row, `{x}`, `{y}`, `{z}`. */
export type Level = number;
export const levels = { area: 0, dossier: 1, row: 2, item: 3 } as const;

export interface DossierCall {
  readonly op: 'list-call';
  readonly name: string;
  readonly list: DossierTree;
  /** Evaluated once an item: condition, value and condition, key, or the list inside the item. */
  readonly lazy: readonly DossierTree[];
  /** Of `matching`: what the key is compared with, evaluated where the call stands. */
  readonly wanted?: DossierTree;
  /** Which of x, y, z is the item; a pair takes the next one too. */
  readonly item: number;
  /** What the whole call depends on, and of `matching` what list and key depend on. */
  readonly level: Level;
  readonly listLevel: Level;
  /** The narrowest thing that can change between two evaluations where the call stands. */
  readonly standing: Level;
}

export type DossierTree = Tree<DossierReference, DossierCall>;
