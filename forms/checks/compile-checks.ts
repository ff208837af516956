/** Checks made ready to run: names linked against the pack's schema, expressions made functions, once for a pack. */
import { type DossierClosure, dossierReader, dossierTest } from '../dossier/closures.ts';
import { type DossierFault, linkDossierName, linkDossierText } from '../dossier/link.ts';
import type { Known, Place } from '../dossier/place.ts';
import { mergedReads, type Reads, readAlong } from '../dossier/reads.ts';
import type { DossierSchema, QuestionnaireSchema } from '../dossier/schema.ts';
import type { Shape } from '../dossier/shape.ts';
import type { Sight } from '../dossier/sight.ts';
import type { Check } from './check.ts';
import { placeholdersOf } from './placeholders.ts';
import type { RowList } from './rows.ts';

export interface CompiledFact {
  readonly placeholder: string;
  readonly sensitive: boolean;
  readonly read: DossierClosure;
}

export interface CompiledCheck {
  readonly check: Check;
  /** Kind of the unit whose dossier it runs over. */
  readonly kind: string;
  /** The lists on the way to its rows; none when it runs once. */
  readonly lists: readonly RowList[];
  readonly when: ((sight: Sight) => boolean) | undefined;
  readonly finds: (sight: Sight) => boolean;
  readonly facts: readonly CompiledFact[];
  readonly reads: Reads;
}

/** `at` is the property of the check that is wrong. */
export interface CheckFault extends DossierFault {
  readonly at: string;
}

export type CompiledChecks = readonly CompiledCheck[];

type Note = (at: string, fault: DossierFault) => void;

const memberOf = (shape: Shape, name: string): Shape | undefined =>
  shape.is === 'object' ? shape.members.get(name)?.shape : undefined;

const itemOf = (shape: Shape | undefined): Shape | undefined => (shape?.is === 'list' ? shape.of : undefined);

const isSensitive = (shape: Shape, key: string): boolean => {
  const member = memberOf(shape, key);
  return member?.is === 'value' && member.sensitive === true;
};

interface Rows {
  readonly lists: readonly RowList[];
  readonly row?: Known;
  readonly outer?: Known;
}

const nowhere: Rows = { lists: [] };

/** The lists that `rows` names, one inside the other at most twice, as questionnaires have them. */
const readRows = (check: Check, kind: string, { shape, rowKeys }: QuestionnaireSchema): Rows | undefined => {
  if (check.rows === undefined) return nowhere;
  const names = check.rows.split('.');
  const outer = itemOf(memberOf(shape, names[0] ?? ''));
  const inner = names[1] === undefined || outer === undefined ? undefined : itemOf(memberOf(outer, names[1]));
  const shapes = names.length === 1 ? [outer] : [outer, inner];
  if (names.length > 2 || shapes.some((one) => one === undefined)) return undefined;
  const knowns = shapes.map(
    (one, depth): Known | undefined =>
      one && { shape: one, origin: { kind, path: ['answers', check.about, ...names.slice(0, depth + 1)] } },
  );
  const lists = names.map((name, depth): RowList => {
    const list = names.slice(0, depth + 1).join('.');
    const written = Object.hasOwn(rowKeys, list) ? (rowKeys[list] ?? []) : [];
    const keys = typeof written === 'string' ? [written] : written;
    const item = shapes[depth];
    return { name, keys, sensitive: item !== undefined && keys.some((key) => isSensitive(item, key)) };
  });
  const [first, second] = knowns;
  if (first === undefined) return undefined;
  return second === undefined ? { lists, row: first } : { lists, row: second, outer: first };
};

/** Checks over one list share what is known of it, so that a run walks through it once for all of them. */
const knownRows = new WeakMap<QuestionnaireSchema, Map<string, Rows | undefined>>();

const rowsIn = (check: Check, about: QuestionnaireSchema): Rows | undefined => {
  const known = knownRows.get(about) ?? new Map<string, Rows | undefined>();
  knownRows.set(about, known);
  const name = check.rows ?? '';
  if (!known.has(name)) known.set(name, readRows(check, about.unit, about));
  return known.get(name);
};

/** What a run reads besides expressions: that the record is there, its rows, and what names them. */
const ownReads = (check: Check, kind: string, lists: readonly RowList[]): readonly Reads[] => {
  const path = ['answers', check.about];
  const reads = [readAlong(kind, path, false)];
  for (const { name, keys } of lists) {
    path.push(name);
    reads.push(readAlong(kind, path, false), ...keys.map((key) => readAlong(kind, [...path, key], true)));
  }
  return reads;
};

const compileFacts = (check: Check, place: Place, reads: Reads[], note: Note): readonly CompiledFact[] =>
  placeholdersOf(check.message).flatMap((placeholder) => {
    const linked = linkDossierName(placeholder, place);
    if (!linked.ok) {
      note('/message', linked.refusal);
      return [];
    }
    reads.push(linked.value.reads);
    return [{ placeholder, sensitive: linked.value.sensitive, read: dossierReader(linked.value.of) }];
  });

const compileText = (text: string, at: string, place: Place, reads: Reads[], note: Note) => {
  const linked = linkDossierText(text, place);
  if (!linked.ok) {
    note(at, linked.refusal);
    return undefined;
  }
  reads.push(linked.value.reads);
  return dossierTest(linked.value.tree);
};

/** A check against a schema: ready to run, or every fault of its names and expressions. */
export const compileCheck = (
  check: Check,
  schema: DossierSchema,
): { readonly compiled?: CompiledCheck; readonly faults: readonly CheckFault[] } => {
  const faults: CheckFault[] = [];
  const note: Note = (at, { code, facts }) => faults.push({ at, code, facts });
  const about = schema.questionnaires.get(check.about);
  if (about === undefined) {
    note('/about', { code: 'unknown-questionnaire', facts: { questionnaire: check.about } });
    return { faults };
  }
  const rows = rowsIn(check, about);
  if (rows === undefined) {
    note('/rows', { code: 'unknown-list', facts: { questionnaire: check.about, list: check.rows ?? '' } });
    return { faults };
  }
  const { lists, ...known } = rows;
  const place: Place = { schema, scope: check.scope, kind: about.unit, about: check.about, ...known };
  if (check.at !== undefined && memberOf(known.row?.shape ?? about.shape, check.at) === undefined)
    note('/at', { code: 'unknown-question', facts: { questionnaire: check.about, question: check.at } });
  const reads = [...ownReads(check, about.unit, lists)];
  const when = check.when === undefined ? undefined : compileText(check.when, '/when', place, reads, note);
  const finds = compileText(check.finds, '/finds', place, reads, note);
  const facts = compileFacts(check, place, reads, note);
  if (faults.length > 0 || finds === undefined) return { faults };
  return {
    faults,
    compiled: { check, kind: about.unit, lists, when, finds, facts, reads: mergedReads(reads) },
  };
};

/**
 * Checks that are on, compiled. A check that no longer fits (a designer took its question away) is left out and told, so that
 * one of them never stops the others.
 */
export const compileChecks = (
  checks: readonly Check[],
  schema: DossierSchema,
): {
  readonly checks: CompiledChecks;
  readonly faults: readonly (CheckFault & { readonly check: string })[];
} => {
  const outcomes = checks
    .filter((check) => check.off !== true)
    .map((check) => ({ check: check.id, ...compileCheck(check, schema) }));
  return {
    checks: outcomes.flatMap(({ compiled }) => compiled ?? []),
    faults: outcomes.flatMap(({ check, faults }) => faults.map((fault) => ({ ...fault, check }))),
  };
};

/** What has to be kept of every dossier so that these checks of villages and towns find the same (K9). */
export const readsOf = (checks: CompiledChecks): Reads => mergedReads(checks.map(({ reads }) => reads));

export const ofScope = (checks: CompiledChecks, ...scopes: readonly Check['scope'][]): CompiledChecks =>
  checks.filter(({ check }) => scopes.includes(check.scope));
