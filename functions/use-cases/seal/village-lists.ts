/**
 * A village's lists as they will be sealed, read from its partition: the current submission of every record with its scans,
 * and the quarantine. Bodies are copied as they were stored at acceptance. Memory: one village.
 */
import * as z from 'zod';
import { ok, type Result, refuse } from '#forms/result.ts';
import { compareEntries, type LeafEntry } from '#forms/seal/layout.ts';
import type { Table } from '../../ports.ts';
import { gunzipEach, leafHashOf, textOf } from '../../store/bytes.ts';
import * as keys from '../../store/keys.ts';
import type { SealFault } from '../../store/seals.ts';
import { allOf, recordOf, type StoredRecord } from '../../store/village.ts';

/** A line of a sealed file as it lies in the store: what is known of it, and its gzip member without the newline. */
export interface Line {
  readonly entry: Omit<LeafEntry, 'bytes' | 'gzip'>;
  readonly member: Uint8Array;
  readonly edition?: number;
}
export interface VillageLists {
  readonly main: readonly Line[];
  readonly late: readonly Line[];
}
export interface VillageScope {
  readonly campaign: string;
  readonly village: string;
  /** Ids of the questionnaires that the seal covers. */
  readonly questionnaires: ReadonlySet<string>;
  /** Quarantine received before this instant belongs to the seal. */
  readonly before: number;
}

const common = {
  unit: z.string(),
  questionnaire: z.string(),
  leafHash: z.string(),
  body: z.instanceof(Uint8Array),
};
const submissionShape = z.object({
  ...common,
  submission: z.string(),
  version: z.number(),
  edition: z.number(),
});
const scanShape = z.object({ ...common, scan: z.string(), page: z.number() });
const lateShape = z.object({ ...common, submission: z.string(), receivedAt: z.number() });
const decisionShape = z.object({ ...common, submission: z.string() });
type Stored = z.infer<z.ZodObject<typeof common>>;

/** Thrown inside this file only, turned into a value at its door. */
class Inconsistent extends Error {
  readonly fault: SealFault;
  constructor(code: string, facts: SealFault['facts']) {
    super(code);
    this.fault = { code, facts };
  }
}

/** S13: the lists, or the first contradiction found in the store. */
export const villageLists = async (
  table: Table,
  scope: VillageScope,
): Promise<Result<VillageLists, SealFault>> => {
  try {
    const records = await recordLines(table, scope);
    const main = [...records, ...(await scanLines(table, scope, records))];
    return ok({ main: sorted(main), late: sorted(await quarantineLines(table, scope)) });
  } catch (error) {
    if (!(error instanceof Inconsistent)) throw error;
    return refuse({ ...error.fault, facts: { village: scope.village, ...error.fault.facts } });
  }
};

export const sorted = (lines: readonly Line[]): readonly Line[] =>
  [...lines].sort((a, b) => compareEntries(a.entry, b.entry));

const itemsOf = async (table: Table, { campaign, village, questionnaires }: VillageScope, prefix: string) =>
  (await allOf(table, keys.villagePk(campaign, village), prefix)).filter(
    (item) => typeof item.questionnaire === 'string' && questionnaires.has(item.questionnaire),
  );

const placeOf = ({ unit, questionnaire }: { readonly unit: string; readonly questionnaire: string }) =>
  `${unit} ${questionnaire}`;

type LineFacts = Pick<LeafEntry, 'id' | 'kind' | 'number' | 'earlier'>;

/** S2: the stored bytes must still hash to the leaf that was signed in the receipt. */
const line = (stored: Stored, expanded: Uint8Array | undefined, facts: LineFacts): Line => {
  const { unit, questionnaire, leafHash: leaf, body } = stored;
  if (!expanded || leafHashOf(expanded) !== leaf)
    throw new Inconsistent('stored-bytes-differ', { unit, questionnaire, id: facts.id });
  return { entry: { ...facts, unit, questionnaire, leaf }, member: body };
};

/** Every accepted submission is looked at, not only the current ones: a version that the pointers missed would show here. */
const recordLines = async (table: Table, scope: VillageScope): Promise<readonly Line[]> => {
  const pointers = new Map<string, StoredRecord>();
  for (const item of await itemsOf(table, scope, keys.recordPrefix)) {
    const record = recordOf(item);
    pointers.set(placeOf(record), record);
  }
  const current = new Map<string, z.infer<typeof submissionShape>>();
  const earlier = new Map<string, { readonly version: number; readonly leafHash: string }[]>();
  for (const item of await itemsOf(table, scope, keys.submissionPrefix)) {
    const submission = submissionShape.parse(item);
    const place = placeOf(submission);
    const pointer = pointers.get(place);
    if (pointer?.submission === submission.submission) {
      current.set(place, submission);
      continue;
    }
    if (!pointer || submission.version >= pointer.version)
      throw new Inconsistent('submission-not-in-record', whereOf(submission));
    const { version, leafHash } = submission;
    earlier.set(place, [...(earlier.get(place) ?? []), { version, leafHash }]);
  }
  const places = [...pointers.keys()];
  const bodies = gunzipEach(places.map((place) => current.get(place)?.body ?? new Uint8Array()));
  return [...pointers].map(([place, pointer], index) =>
    recordLine(pointer, current.get(place), bodies[index], earlier.get(place) ?? []),
  );
};

const whereOf = (stored: { unit: string; questionnaire: string; submission: string }) => ({
  unit: stored.unit,
  questionnaire: stored.questionnaire,
  id: stored.submission,
});

const recordLine = (
  pointer: StoredRecord,
  submission: z.infer<typeof submissionShape> | undefined,
  body: Uint8Array | undefined,
  earlier: readonly { readonly version: number; readonly leafHash: string }[],
): Line => {
  if (submission?.leafHash !== pointer.leafHash || submission.version !== pointer.version)
    throw new Inconsistent('record-without-submission', whereOf(pointer));
  const hashes = [...earlier].sort((a, b) => a.version - b.version).map(({ leafHash }) => leafHash);
  const facts = { id: submission.submission, kind: 'record', number: submission.version } as const;
  return {
    ...line(submission, body, hashes.length > 0 ? { ...facts, earlier: hashes } : facts),
    edition: submission.edition,
  };
};

const scanLines = async (table: Table, scope: VillageScope, records: readonly Line[]) => {
  const places = new Set(records.map(({ entry }) => placeOf(entry)));
  const scans = (await itemsOf(table, scope, keys.scanPrefix)).map((item) => scanShape.parse(item));
  const bodies = gunzipEach(scans.map(({ body }) => body));
  return scans.map((scan, index) => {
    if (!places.has(placeOf(scan)))
      throw new Inconsistent('scan-without-record', whereOf({ ...scan, submission: scan.scan }));
    return line(scan, bodies[index], { id: scan.scan, kind: 'scan', number: scan.page });
  });
};

const lateLines = async (table: Table, scope: VillageScope): Promise<readonly Line[]> => {
  const late = (await itemsOf(table, scope, keys.latePrefix))
    .map((item) => lateShape.parse(item))
    .filter(({ receivedAt }) => receivedAt < scope.before);
  const bodies = gunzipEach(late.map(({ body }) => body));
  return late.map((one, index) => lateLine(one, bodies[index]));
};

/** Each late one, and behind them what was decided about them (G19). */
const quarantineLines = async (table: Table, scope: VillageScope): Promise<readonly Line[]> => {
  const late = await lateLines(table, scope);
  const ids = new Set(late.map(({ entry }) => entry.id));
  const decided = (await itemsOf(table, scope, keys.admissionPrefix))
    .filter(({ state }) => state !== 'asked')
    .map((item) => decisionShape.parse(item));
  const bodies = gunzipEach(decided.map(({ body }) => body));
  const decisions = decided.map((decision, index) => {
    if (!ids.has(decision.submission)) throw new Inconsistent('decision-without-late', whereOf(decision));
    return line(decision, bodies[index], { id: decision.submission, kind: 'decision', number: 1 });
  });
  return [...late, ...decisions];
};

const editionShape = z.object({ edition: z.number() });

const lateLine = (late: z.infer<typeof lateShape>, body: Uint8Array | undefined): Line => {
  const made = line(late, body, { id: late.submission, kind: 'late', number: 0 });
  return { ...made, edition: editionShape.parse(JSON.parse(textOf(body ?? new Uint8Array()))).edition };
};
