/**
 * Before anything is decoded: is it an object, of bearable size and depth, with known keys only (A1). Linear in the input,
 * without recursion, and it stops as soon as a limit is passed.
 */
import { isJsonObject } from '../json.ts';
import type { Compiled, CompiledScope } from '../questionnaire/compiled.ts';
import type { Violation } from './answers.ts';
import { commentName, questionsByName, type Scope } from './scope.ts';
import { typeName } from './violations.ts';

const violation = (at: string, code: string, facts: Violation['facts']): Violation => ({ at, code, facts });

/** Null members and a few empty ones are harmless; a count so far beyond what the questionnaire can hold is not. */
const slack = 1_000;

const sizeOf = (value: object): number => (Array.isArray(value) ? value.length : Object.keys(value).length);

const sizeProblem = (raw: object, compiled: Compiled): Violation | undefined => {
  const limit = compiled.mostNodes + slack;
  const waiting: { readonly value: object; readonly depth: number }[] = [{ value: raw, depth: 1 }];
  let count = 0;
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    count += sizeOf(visit.value);
    if (count > limit) return violation('', 'too-large', { limit });
    if (visit.depth > compiled.mostDepth) return violation('', 'too-deep', { limit: compiled.mostDepth });
    for (const member of Object.values(visit.value)) {
      if (typeof member === 'object' && member !== null)
        waiting.push({ value: member, depth: visit.depth + 1 });
    }
  }
  return undefined;
};

/** The one violation that makes looking further pointless, or the answers as an object. */
export const withinLimits = (
  raw: unknown,
  compiled: Compiled,
): { readonly raw: Scope['raw'] } | { readonly violation: Violation } => {
  if (!isJsonObject(raw)) return { violation: violation('', 'not-an-object', { found: typeName(raw) }) };
  const problem = sizeProblem(raw, compiled);
  return problem === undefined ? { raw } : { violation: problem };
};

const known = new WeakMap<CompiledScope, ReadonlySet<string>>();

/** Every key that answers of a scope may have. */
export const knownKeys = (compiled: CompiledScope): ReadonlySet<string> => {
  const made = known.get(compiled);
  if (made !== undefined) return made;
  const questions = [...questionsByName(compiled).values()];
  const keys = new Set([
    ...questions.map((question) => question.name),
    ...questions
      .filter((question) => question.comment !== undefined)
      .map((question) => commentName(question.name)),
    ...compiled.calculated.map((value) => value.name),
  ]);
  known.set(compiled, keys);
  return keys;
};

/** A2: keys that no question of the scope has, prototype-shaped ones included. */
export const unknownKeys = (scope: Scope): readonly Violation[] => {
  const keys = knownKeys(scope.compiled);
  const at = scope.prefix.slice(0, -1);
  return Object.keys(scope.raw)
    .filter((key) => !keys.has(key))
    .map((key) => violation(at, 'unknown-key', { key: key.slice(0, 80) }));
};
