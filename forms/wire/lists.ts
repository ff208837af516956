/** Shapes of comparison lists on the wire: what is handed in, and what people see of it. Rows never leave the server again. */
import * as z from 'zod';
import type { Instant, LocalText } from '../json.ts';
import { listLimits } from '../lists/list-table.ts';
import type { AreaCode } from '../permission/area.ts';
import { sentence } from './pieces.ts';
import type { People } from './shapes.ts';

/** Texts alone: what is wrong inside them is told cell by cell, not here. */
const row = z.array(z.string().max(10_000)).max(100);

export const handInListShape = z.strictObject({
  columns: z.array(z.string().max(60)).min(1).max(100),
  rows: z.array(row).max(listLimits.rows + 1),
  /** The version that it replaces; 0 for none. */
  basedOn: z.number().int().min(0),
  /** Where the list comes from, and why another one is wanted. */
  reason: sentence(2, 500),
});
export type HandInList = z.infer<typeof handInListShape>;

export interface ListVersion {
  readonly list: string;
  /** Town or district for which it was handed in. */
  readonly area: AreaCode;
  readonly version: number;
  readonly rows: number;
  /** SHA-256 over its columns and rows. */
  readonly hash: string;
  readonly handedInAt: Instant;
  readonly by: string;
  readonly reason: string;
}

export interface ListState {
  readonly id: string;
  readonly title: LocalText;
  readonly columns: readonly { readonly id: string; readonly title: LocalText }[];
  /** Checks that ask it; those that are off are not among them. */
  readonly checks: readonly string[];
  /** What the area compares with: its own, or that of the area around it. */
  readonly inForce?: ListVersion;
  /** Handed in for exactly this area, the newest first. */
  readonly versions: readonly ListVersion[];
}
export interface ListsReply {
  readonly lists: readonly ListState[];
  readonly people: People;
  readonly now: Instant;
}
