/**
 * The list functions of the dossier language. Their second and third arguments are evaluated once an item, with `{x}`
 * standing for it; inside another list function the item is `{y}`, then `{z}` (K3).
 */

export interface ListFunctionForm {
  readonly name: string;
  /** Arguments behind the list that are evaluated once an item, at least and at most. */
  readonly least: number;
  readonly most: number;
  /** Items that are looked at together. */
  readonly together: 1 | 2;
  /** What it gives: one value, or a list that another list function takes. */
  readonly gives: 'value' | 'items' | 'sublist' | 'values';
  /** One more argument, evaluated where the call stands. */
  readonly wanted?: true;
}

const form = (
  name: string,
  least: number,
  most: number,
  more: Partial<ListFunctionForm> = {},
): ListFunctionForm => ({ name, least, most, together: 1, gives: 'value', ...more });

export const listFunctionForms: readonly ListFunctionForm[] = [
  form('exists', 0, 1),
  form('every', 1, 1),
  form('countIf', 0, 1),
  form('existsPair', 1, 1, { together: 2 }),
  form('sumOf', 1, 2),
  form('minOf', 1, 2),
  form('maxOf', 1, 2),
  form('firstOf', 1, 2),
  form('lastOf', 1, 2),
  form('distinctOf', 1, 2),
  form('valuesOf', 1, 2, { gives: 'values' }),
  form('itemsOf', 1, 1, { gives: 'sublist' }),
  form('matching', 1, 1, { gives: 'items', wanted: true }),
];

const byName = new Map(listFunctionForms.map((one) => [one.name, one]));

export const listFunctionForm = (name: string): ListFunctionForm | undefined => byName.get(name);
