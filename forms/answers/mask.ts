/** Answers as people see them who may not see identity and account numbers: the first 3 and the last 2 characters (A16). */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { sensitivePaths } from '../questionnaire/outline.ts';
import type { Edition } from '../questionnaire/questionnaire.ts';

/** A number too short to keep anything of is masked whole. */
export const maskText = (text: string): string => {
  const signs = [...text];
  if (signs.length < 8) return '*'.repeat(signs.length);
  return signs.map((sign, index) => (index < 3 || index >= signs.length - 2 ? sign : '*')).join('');
};

const maskAt = (value: Json, path: readonly string[]): Json => {
  const [name, ...rest] = path;
  if (name === undefined)
    return value === null ? null : maskText(typeof value === 'object' ? '********' : String(value));
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => maskAt(item, path));
  if (!isJsonObject(value)) return value;
  const object = value as JsonObject;
  if (name === '*')
    return Object.fromEntries(Object.entries(object).map(([key, member]) => [key, maskAt(member, rest)]));
  if (!Object.hasOwn(object, name)) return value;
  return { ...object, [name]: maskAt(object[name] as Json, rest) };
};

/** A copy of the answers with every sensitive one masked. Questions that are not sensitive are left as they are. */
export const maskSensitive = (edition: Edition, answers: JsonObject): JsonObject =>
  sensitivePaths(edition).reduce<JsonObject>(
    (masked, path) => maskAt(masked, path.split('.')) as JsonObject,
    answers,
  );
