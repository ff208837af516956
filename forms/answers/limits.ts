/**
 * Before anything is decoded: is it an object, of bearable size and depth (A1). Linear in the input, without recursion, and
 * it stops as soon as a limit is passed.
 */
import { isJsonObject } from '../json.ts';
import type { Compiled } from '../questionnaire/compiled.ts';
import type { Violation } from './answers.ts';
import type { Given } from './scope.ts';
import { typeName } from './violations.ts';

const violation = (at: string, code: string, facts: Violation['facts']): Violation => ({ at, code, facts });

/** Null members and a few empty ones are harmless; a count so far beyond what the questionnaire can hold is not. */
const slack = 1_000;

/** Level by level, so that no depth costs more than it holds. */
const sizeProblem = (raw: object, compiled: Compiled): Violation | undefined => {
  const limit = compiled.mostNodes + slack;
  let level: readonly object[] = [raw];
  let count = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > compiled.mostDepth) return violation('', 'too-deep', { limit: compiled.mostDepth });
    const below: object[] = [];
    for (const value of level) {
      const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
      count += members.length;
      if (count > limit) return violation('', 'too-large', { limit });
      for (const member of members) if (typeof member === 'object' && member !== null) below.push(member);
    }
    level = below;
  }
  return undefined;
};

/** The one violation that makes looking further pointless, or the answers as an object. */
export const withinLimits = (
  raw: unknown,
  compiled: Compiled,
): { readonly raw: Given } | { readonly violation: Violation } => {
  if (!isJsonObject(raw)) return { violation: violation('', 'not-an-object', { found: typeName(raw) }) };
  const problem = sizeProblem(raw, compiled);
  return problem === undefined ? { raw } : { violation: problem };
};
