/** Reads the check files of a pack: their shape, their names and expressions, every fault at once with its place (K6). */
import * as z from 'zod';
import { scopes } from '../dossier/place.ts';
import type { DossierSchema } from '../dossier/schema.ts';
import { isJsonObject, type LocalText } from '../json.ts';
import { type Check, type CheckTopic, keepers, severities, type WrittenCheck } from './check.ts';
import { compileCheck } from './compile-checks.ts';
import { placeholdersOf, unequalPlaceholders } from './placeholders.ts';

/** `at` is `<file>#<JSON pointer>`. */
export interface FileFault {
  readonly at: string;
  readonly code: string;
  readonly facts: { readonly [name: string]: string | number | boolean };
}

const text = z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]);
const expression = z.string().min(1);

const head = {
  id: z.string().regex(/^[A-Za-z][\w-]{0,59}$/),
  severity: z.enum(severities),
  message: text,
  source: z.string().exactOptional(),
};

const checkShape = z.strictObject({
  ...head,
  scope: z.enum(scopes),
  about: z.string().min(1),
  rows: z.string().min(1).exactOptional(),
  at: z.string().min(1).exactOptional(),
  when: expression.exactOptional(),
  finds: expression,
  off: z.literal(true).exactOptional(),
});

const keptShape = z.strictObject({
  ...head,
  kept: z.enum(keepers),
  rules: z
    .array(z.string().regex(/^[A-Z]\d{1,3}$/))
    .min(1)
    .max(10),
});

const topicShape = z.strictObject({
  id: z.string().regex(/^[A-Za-z][\w-]{0,59}$/),
  title: text,
  checks: z.array(z.unknown()).min(1).max(2_000),
});

export interface CheckFile {
  readonly file: string;
  readonly content: unknown;
}

export interface CheckSurroundings {
  readonly schema: DossierSchema;
  /** BCP 47, of the pack. */
  readonly locales: readonly string[];
}

/** The key of a language in texts: English is the default, others are written in lower case. */
const keyOf = (locale: string): string => (locale.toLowerCase() === 'en' ? 'default' : locale.toLowerCase());

/** Languages of the pack that a text lacks; one plain string serves a pack of one language. */
export const missingLanguages = (written: LocalText, locales: readonly string[]): readonly string[] => {
  if (typeof written === 'string') return locales.length === 1 ? [] : locales;
  const has = (locale: string): boolean =>
    [keyOf(locale), locale.toLowerCase(), locale].some((key) => Object.hasOwn(written, key));
  return locales.filter((locale) => !has(locale));
};

type Note = (at: string, code: string, facts?: FileFault['facts']) => void;

const noteShape = (error: z.ZodError, at: string, note: Note): void => {
  for (const issue of error.issues)
    note([at, ...issue.path.map(String)].join('/'), 'wrong-shape', { says: issue.message });
};

const noteText = (written: LocalText, at: string, locales: readonly string[], note: Note): void => {
  for (const language of missingLanguages(written, locales)) note(at, 'language-missing', { language });
};

/** Without a place to run there is nothing that a placeholder could stand for. */
const readKept = (
  content: unknown,
  at: string,
  { locales }: CheckSurroundings,
  note: Note,
): WrittenCheck | undefined => {
  const parsed = keptShape.safeParse(content);
  if (!parsed.success) {
    noteShape(parsed.error, at, note);
    return undefined;
  }
  noteText(parsed.data.message, `${at}/message`, locales, note);
  for (const name of placeholdersOf(parsed.data.message))
    note(`${at}/message`, 'unknown-name', { name: name.slice(0, 80) });
  return parsed.data;
};

const readCheck = (
  content: unknown,
  at: string,
  surroundings: CheckSurroundings,
  note: Note,
): WrittenCheck | undefined => {
  if (isJsonObject(content) && Object.hasOwn(content, 'kept'))
    return readKept(content, at, surroundings, note);
  const { schema, locales } = surroundings;
  const parsed = checkShape.safeParse(content);
  if (!parsed.success) {
    noteShape(parsed.error, at, note);
    return undefined;
  }
  const check: Check = parsed.data;
  noteText(check.message, `${at}/message`, locales, note);
  for (const name of unequalPlaceholders(check.message))
    note(`${at}/message`, 'placeholder-missing', { name: name.slice(0, 80) });
  if (check.scope === 'row' && check.rows === undefined) note(at, 'rows-missing');
  for (const fault of compileCheck(check, schema).faults) note(at + fault.at, fault.code, fault.facts);
  return check;
};

const readTopic = (
  { file, content }: CheckFile,
  surroundings: CheckSurroundings,
  faults: FileFault[],
): CheckTopic | undefined => {
  const note: Note = (at, code, facts = {}) => faults.push({ at: `${file}#${at}`, code, facts });
  const parsed = topicShape.safeParse(content);
  if (!parsed.success) {
    noteShape(parsed.error, '', note);
    const inside =
      isJsonObject(content) && Array.isArray(content.checks) ? (content.checks as unknown[]) : [];
    for (const [index, check] of inside.entries()) readCheck(check, `/checks/${index}`, surroundings, note);
    return undefined;
  }
  const { id, title, checks } = parsed.data;
  noteText(title, '/title', surroundings.locales, note);
  const read = checks.flatMap(
    (check, index) => readCheck(check, `/checks/${index}`, surroundings, note) ?? [],
  );
  return { id, title, checks: read };
};

const idsIn = (content: unknown): readonly unknown[] => {
  const checks = isJsonObject(content) && Array.isArray(content.checks) ? (content.checks as unknown[]) : [];
  return checks.map((check) => (isJsonObject(check) ? check.id : undefined));
};

/** Ids stand in findings and explanations: each is one check of the pack, and each topic one file. */
const noteRepeats = (files: readonly CheckFile[], faults: FileFault[]): void => {
  const seen = new Set<string>();
  const see = (kind: string, id: unknown, at: string): void => {
    if (typeof id !== 'string') return;
    if (seen.has(kind + id)) faults.push({ at, code: 'id-twice', facts: { id: id.slice(0, 80) } });
    seen.add(kind + id);
  };
  for (const { file, content } of files) {
    see('topic ', isJsonObject(content) ? content.id : undefined, `${file}#/id`);
    for (const [index, id] of idsIn(content).entries()) see('check ', id, `${file}#/checks/${index}/id`);
  }
};

export const parseChecks = (
  files: readonly CheckFile[],
  surroundings: CheckSurroundings,
): { readonly topics: readonly CheckTopic[]; readonly faults: readonly FileFault[] } => {
  const faults: FileFault[] = [];
  const topics = files.map((file) => readTopic(file, surroundings, faults));
  noteRepeats(files, faults);
  return { topics: topics.flatMap((topic) => topic ?? []), faults };
};
