/** Reads a questionnaire out of typed JSON; a mistake is told by line and column, the same in every browser. */
import { isJsonObject, type JsonObject } from '#forms/json.ts';
import { withPages } from './places.ts';

export type SourceReading =
  | { readonly ok: true; readonly source: JsonObject }
  /** Without line it is JSON, but not an object. */
  | { readonly ok: false; readonly line?: number; readonly column?: number };

const token =
  /\s+|[{}[\],:]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/** Where JSON stops being JSON: offset of the first token that cannot stand there. Browsers word and count it differently. */
export const faultOffset = (text: string): number => {
  const open: string[] = [];
  let expected: Expected = 'value';
  const behindValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma-or-end');
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found === undefined) return at;
    if (/^\s/.test(found)) continue;
    const first = found.charAt(0);
    const isValue = expected === 'value' || expected === 'value-or-end';
    if (first === '{' && isValue) {
      open.push('}');
      expected = 'key-or-end';
    } else if (first === '[' && isValue) {
      open.push(']');
      expected = 'value-or-end';
    } else if (first === '}' || first === ']') {
      const endsHere =
        expected === 'comma-or-end' || expected === (first === '}' ? 'key-or-end' : 'value-or-end');
      if (!endsHere || open.pop() !== first) return at;
      expected = behindValue();
    } else if (first === ',' && expected === 'comma-or-end') expected = open.at(-1) === '}' ? 'key' : 'value';
    else if (first === ':' && expected === 'colon') expected = 'value';
    else if (first === '"' && (expected === 'key' || expected === 'key-or-end')) expected = 'colon';
    else if (isValue && !',:'.includes(first)) expected = behindValue();
    else return at;
  }
  return text.length;
};

export const parseSource = (text: string): SourceReading => {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? { ok: true, source: withPages(value as JsonObject) } : { ok: false };
  } catch {
    const before = text.slice(0, faultOffset(text)).split('\n');
    return { ok: false, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
};
