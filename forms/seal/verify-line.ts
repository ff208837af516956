/** One line of a sealed list against its entry in the leaves file: from compressed bytes down to the hash of the answers. */
import * as z from 'zod';
import { isJsonObject, type Json } from '../json.ts';
import { scanCanonical } from './canonical-scan.ts';
import { hexOf, isSpelled, sameBytes, sha256 } from './hash.ts';
import { compareEntries, type LeafEntry, newlineMember } from './layout.ts';
import type { Manifest } from './manifest.ts';
import { leafHash } from './merkle.ts';
import type { SealFailureCode, SealFailureFacts, SealTools } from './report.ts';
import { textOf } from './text.ts';

const placed = {
  campaign: z.string(),
  village: z.string(),
  unit: z.string(),
  questionnaire: z.string(),
  /** S3 */
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
};
const common = { ...placed, contentHash: z.string() };
/** Answers are looked at no further: their canonical text is hashed as a whole. */
const answered = { edition: z.number(), submission: z.string(), answers: z.custom(isJsonObject) };
const lineShape = z.discriminatedUnion('kind', [
  z.looseObject({
    ...common,
    ...answered,
    kind: z.literal('record'),
    version: z.number(),
    sourceHash: z.string(),
    acceptedAt: z.string(),
  }),
  z.looseObject({ ...common, kind: z.literal('scan'), scan: z.string(), page: z.number() }),
  z.looseObject({ ...common, ...answered, kind: z.literal('late'), receivedAt: z.string() }),
  z.looseObject({
    ...common,
    kind: z.literal('decision'),
    submission: z.string(),
    outcome: z.enum(['admitted', 'rejected']),
    leafHash: z.string(),
  }),
  z.looseObject({
    ...placed,
    kind: z.literal('flow'),
    workflow: z.string(),
    history: z.array(z.looseObject({ at: z.string(), kind: z.string() })).min(1),
  }),
]);
type Line = z.infer<typeof lineShape>;

export interface LineFailure {
  readonly code: SealFailureCode;
  readonly facts: Pick<SealFailureFacts, 'expected' | 'got' | 'says' | 'edition'>;
}
const fault = (code: SealFailureCode, facts: LineFailure['facts'] = {}): LineFailure => ({ code, facts });

export interface LineContext {
  readonly manifest: Manifest;
  readonly village: string;
  /** Entry of the line before. */
  readonly before?: LeafEntry | undefined;
}

/**
 * S6: what is wrong with a line, or its leaf hash. `bytes` are those that the entry claims, newline member and all; `expanded` is
 * what they give, for callers who have it already.
 */
export const verifyLine = (
  bytes: Uint8Array,
  entry: LeafEntry,
  context: LineContext,
  { gunzip, sha256: hash = sha256, text }: SealTools,
  expanded?: Uint8Array,
): Uint8Array | LineFailure => {
  if (bytes.length < entry.bytes) return fault('record-cut', { expected: entry.bytes, got: bytes.length });
  const gzip = hash(bytes);
  if (!isSpelled(gzip, entry.gzip))
    return fault('record-differs', { expected: entry.gzip, got: hexOf(gzip) });
  const end = bytes.length - newlineMember.length;
  if (!sameBytes(bytes.subarray(end), newlineMember)) return fault('record-differs', { says: 'newline' });
  let leaf: Uint8Array;
  try {
    leaf = expanded ?? gunzip(bytes.subarray(0, end));
  } catch {
    return fault('record-differs', { says: 'gzip' });
  }
  const leafBytes = leafHash(leaf, hash);
  if (!isSpelled(leafBytes, entry.leaf))
    return fault('leaf-differs', { expected: entry.leaf, got: hexOf(leafBytes) });
  const read = readLine(leaf, text);
  if (!read) return fault('not-canonical');
  const line = lineShape.safeParse(read.json);
  if (!line.success)
    return fault('not-a-record', { says: `/${line.error.issues[0]?.path.map(String).join('/') ?? ''}` });
  return contentFailure(line.data, read.answers, entry, context, hash) ?? leafBytes;
};

interface ReadLine {
  /** Without the answers: an empty object stands for them. */
  readonly json: Json;
  /** Canonical bytes of the answers, where there are any. */
  readonly answers: Uint8Array | undefined;
}

const openBrace = 0x7b;

/** S2: a line that is written canonically. The largest part, its answers, is walked over and hashed, and never made into values. */
const readLine = (leaf: Uint8Array, decode: SealTools['text'] = textOf): ReadLine | undefined => {
  const scan = scanCanonical(leaf, 'answers');
  if (!scan) return undefined;
  const { from, to } = scan.member ?? { from: 0, to: 0 };
  if (leaf[from] !== openBrace || to === 0) return { json: parsed(decode(leaf)), answers: undefined };
  const json = parsed(`${decode(leaf.subarray(0, from))}{}${decode(leaf.subarray(to))}`);
  return { json, answers: leaf.subarray(from, to) };
};

const parsed = (text: string): Json => JSON.parse(text) as Json;

const identity = (line: Line) => ({
  kind: line.kind,
  unit: line.unit,
  questionnaire: line.questionnaire,
  id: idOf(line),
  number: numberOf(line),
});

const idOf = (line: Line): string => {
  if (line.kind === 'scan') return line.scan;
  return line.kind === 'flow' ? line.workflow : line.submission;
};

const numberOf = (line: Line): number => {
  if (line.kind === 'flow') return line.history.length;
  if (line.kind === 'scan') return line.page;
  if (line.kind === 'record') return line.version;
  return line.kind === 'decision' ? 1 : 0;
};

const contentFailure = (
  line: Line,
  answers: Uint8Array | undefined,
  entry: LeafEntry,
  { manifest, village, before }: LineContext,
  hash: typeof sha256,
): LineFailure | undefined => {
  for (const [name, value] of Object.entries(identity(line)))
    if (entry[name as keyof LeafEntry] !== value) return fault('entry-differs', { says: name, got: value });
  if (line.campaign !== manifest.campaign)
    return fault('entry-differs', { says: 'campaign', got: line.campaign });
  if (line.village !== village) return fault('entry-differs', { says: 'village', got: line.village });
  if (!manifest.questionnaires.some(({ id }) => id === line.questionnaire))
    return fault('entry-differs', { says: 'questionnaire', got: line.questionnaire });
  if (before && compareEntries(before, entry) >= 0) return fault('out-of-order');
  if (line.kind === 'scan') {
    const follows = before?.unit === line.unit && before.questionnaire === line.questionnaire;
    return follows ? undefined : fault('scan-without-record');
  }
  if (line.kind === 'decision') return undefined;
  if (line.kind === 'flow') {
    const late = line.history.find(({ at }) => at >= manifest.seal.at);
    return late && fault('accepted-after-seal', { expected: manifest.seal.at, got: late.at });
  }
  const edition = manifest.editions.find(
    (candidate) => candidate.questionnaire === line.questionnaire && candidate.edition === line.edition,
  );
  if (!edition || (line.kind === 'record' && edition.sourceHash !== line.sourceHash))
    return fault('edition-unknown', { edition: line.edition });
  if (line.kind === 'record' && line.acceptedAt >= manifest.seal.at)
    return fault('accepted-after-seal', { expected: manifest.seal.at, got: line.acceptedAt });
  const content = hash(answers ?? new Uint8Array());
  return isSpelled(content, line.contentHash)
    ? undefined
    : fault('content-hash-differs', { expected: line.contentHash, got: hexOf(content) });
};
