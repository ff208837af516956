/** Answers with some places changed, by paths such as `members[2].idNo`; `undefined` takes the answer away. */
import type { Json, JsonObject } from '#forms/json.ts';

export type Changes = { readonly [path: string]: Json | undefined };

export const changed = (answers: JsonObject, changes: Changes): JsonObject => {
  const copy = structuredClone(answers) as { [name: string]: unknown };
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.replaceAll('[', '.').replaceAll(']', '').split('.');
    const last = steps.pop() ?? '';
    let holder = copy;
    for (const step of steps) {
      const next = holder[step];
      if (typeof next !== 'object' || next === null) throw new Error(`nothing at ${path}`);
      holder = next as { [name: string]: unknown };
    }
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return copy as JsonObject;
};
