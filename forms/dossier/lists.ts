/**
 * Comparison lists: tables that come from elsewhere, such as a department's list of people, and that checks compare papers
 * with. A pack says which there may be and what their columns are; the rows are handed in during the campaign (K55).
 */
import * as z from 'zod';
import type { JsonObject, LocalText } from '../json.ts';

export interface ListForm {
  readonly id: string;
  readonly title: LocalText;
  readonly columns: readonly { readonly id: string; readonly title: LocalText }[];
}

/** By id of the list. A list that nobody has handed in is not there, which is not the same as one without rows. */
export type ComparisonLists = { readonly [list: string]: readonly JsonObject[] };

const id = z.string().regex(/^[A-Za-z]\w{0,59}$/);
const title = z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]);

const distinct = (all: readonly { readonly id: string }[]): boolean =>
  new Set(all.map((one) => one.id)).size === all.length;
const twice = { message: 'an id is there twice' };

/** As pack.json writes them. */
export const listFormsShape = z
  .array(
    z.strictObject({
      id,
      title,
      columns: z.array(z.strictObject({ id, title })).min(1).max(100).refine(distinct, twice),
    }),
  )
  .max(50)
  .refine(distinct, twice);
