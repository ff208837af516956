/** One line of a sealed list against its entry in the leaves file: from compressed bytes down to the hash of the answers. */
import * as z from 'zod';
import type { Json } from '../json.ts';
import { canonicalJson } from './canonical-json.ts';
import { hexOf, sameBytes, sha256, sha256Hex } from './hash.ts';
import { compareEntries, type LeafEntry, newlineMember } from './layout.ts';
import type { Manifest } from './manifest.ts';
import { leafHash } from './merkle.ts';
import type { SealFailureCode, SealFailureFacts, SealTools } from './report.ts';
import { isCanonical, jsonOf } from './text.ts';

const common = {
  campaign: z.string(),
  village: z.string(),
  unit: z.string(),
  questionnaire: z.string(),
  contentHash: z.string(),
  /** S3 */
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
};
const answered = { edition: z.number(), submission: z.string(), answers: z.record(z.string(), z.unknown()) };
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

/** S6: what is wrong with a line, or its leaf hash. `bytes` are those that the entry claims, newline member and all. */
export const verifyLine = (
  bytes: Uint8Array,
  entry: LeafEntry,
  context: LineContext,
  { gunzip, sha256: hash = sha256 }: SealTools,
): Uint8Array | LineFailure => {
  if (bytes.length < entry.bytes) return fault('record-cut', { expected: entry.bytes, got: bytes.length });
  const gzip = sha256Hex(bytes, hash);
  if (gzip !== entry.gzip) return fault('record-differs', { expected: entry.gzip, got: gzip });
  const end = bytes.length - newlineMember.length;
  if (!sameBytes(bytes.subarray(end), newlineMember)) return fault('record-differs', { says: 'newline' });
  let leaf: Uint8Array;
  try {
    leaf = gunzip(bytes.subarray(0, end));
  } catch {
    return fault('record-differs', { says: 'gzip' });
  }
  const leafBytes = leafHash(leaf, hash);
  const found = hexOf(leafBytes);
  if (found !== entry.leaf) return fault('leaf-differs', { expected: entry.leaf, got: found });
  const json = jsonOf(leaf);
  if (json === undefined || !isCanonical(leaf, json)) return fault('not-canonical');
  const line = lineShape.safeParse(json);
  if (!line.success)
    return fault('not-a-record', { says: `/${line.error.issues[0]?.path.map(String).join('/') ?? ''}` });
  return contentFailure(line.data, entry, context, hash) ?? leafBytes;
};

const identity = (line: Line) => ({
  kind: line.kind,
  unit: line.unit,
  questionnaire: line.questionnaire,
  id: line.kind === 'scan' ? line.scan : line.submission,
  number: line.kind === 'scan' ? line.page : line.kind === 'record' ? line.version : 0,
});

const contentFailure = (
  line: Line,
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
  const edition = manifest.editions.find(
    (candidate) => candidate.questionnaire === line.questionnaire && candidate.edition === line.edition,
  );
  if (!edition || (line.kind === 'record' && edition.sourceHash !== line.sourceHash))
    return fault('edition-unknown', { edition: line.edition });
  if (line.kind === 'record' && line.acceptedAt >= manifest.seal.at)
    return fault('accepted-after-seal', { expected: manifest.seal.at, got: line.acceptedAt });
  const content = sha256Hex(canonicalJson(line.answers as Json), hash);
  return content === line.contentHash
    ? undefined
    : fault('content-hash-differs', { expected: line.contentHash, got: content });
};
