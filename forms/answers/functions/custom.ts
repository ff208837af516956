/** Every function of our own that questionnaires may call: what the browser teaches survey-core, and what the engine knows. */
import { calendarFunctions } from './calendar.ts';
import type { CustomFunction } from './function.ts';
import { identityFunctions } from './identity.ts';
import { textFunctions } from './texts.ts';
import { valueFunctions } from './values.ts';

export const customFunctions: readonly CustomFunction[] = [
  ...identityFunctions,
  ...calendarFunctions,
  ...textFunctions,
  ...valueFunctions,
];
