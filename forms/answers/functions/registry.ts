/** Every function that an expression may call, by its exact name. */
import { arithmeticFunctions } from './arithmetic.ts';
import { customFunctions } from './custom.ts';
import { dateFunctions } from './dates.ts';
import type { ExpressionFunction } from './function.ts';
import { codeListFunctions } from './values.ts';

const all: readonly ExpressionFunction[] = [
  ...arithmeticFunctions,
  ...dateFunctions,
  ...customFunctions,
  ...codeListFunctions,
];

const byName = new Map(all.map((entry) => [entry.name, entry]));

export const functionNamed = (name: string): ExpressionFunction | undefined => byName.get(name);

/** Functions over the items of a list; they are a form of their own, because their condition looks at each item. */
export const listFunctions = [
  'sumInArray',
  'avgInArray',
  'countInArray',
  'minInArray',
  'maxInArray',
] as const;
export type ListFunction = (typeof listFunctions)[number];

export const isListFunction = (name: string): name is ListFunction =>
  (listFunctions as readonly string[]).includes(name);

/** Its arguments name code lists of the pack: checks know them, a questionnaire does not. */
export const needsCodeLists = (name: string): boolean =>
  codeListFunctions.some((entry) => entry.name === name);

/** All names that questionnaires may call, for documentation and for the designer's suggestions. */
export const functionNames: readonly string[] = [
  ...[...byName.keys()].filter((name) => !needsCodeLists(name)),
  ...listFunctions,
].toSorted();
