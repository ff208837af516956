/**
 * Where things lie in a sealed folder, and the `leaves` file that belongs to every list of lines. Each line is a gzip member
 * of its own (RFC 1952 allows many in one file), copied from where it was stored at acceptance; the leaves file gives its
 * length and both its hashes, so that one wrong byte names one record. docs/decisions/0003-seal-file-layout.md has the why.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import type { Json } from '../json.ts';
import { canonicalTextOf } from './canonical-json.ts';
import { isCanonical } from './canonical-scan.ts';
import { textOf } from './text.ts';

export const manifestPath = 'manifest.json';
export const signaturePath = 'manifest.sig';
export const publicKeyPath = 'public-key.json';
/** Not listed in the manifest, because they are about it. */
export const unlistedPaths: readonly string[] = [manifestPath, signaturePath, publicKeyPath];

/** A village has up to three lists: its records with their scans, its quarantine, its flows. A list without lines has no files. */
export type ListName = 'villages' | 'late' | 'flows';
export const listOf = (kind: LeafEntry['kind']): ListName => {
  if (kind === 'record' || kind === 'scan') return 'villages';
  return kind === 'flow' ? 'flows' : 'late';
};
export const linesPath = (list: ListName, village: string) => `${list}/${village}.ndjson.gz`;
export const leavesPath = (list: ListName, village: string) => `${list}/${village}.leaves`;
export const editionPath = (questionnaire: string, edition: number) =>
  `editions/${questionnaire}-${edition}.json`;

/**
 * The gzip member that ends every line: "\n", no time stamp, operating system as zlib writes it. A line is its own member
 * and this one, so any gunzip gives NDJSON.
 */
export const newlineMember: Uint8Array = Uint8Array.of(
  ...[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], // header
  ...[0xe3, 0x02, 0x00], // deflated "\n"
  ...[0x93, 0x06, 0xd7, 0x32, 1, 0, 0, 0], // CRC-32, length
);

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const entryShape = z.strictObject({
  /** Submission id, scan id, or the workflow of a flow; a decision goes by the submission that it is about. */
  id: z.string(),
  kind: z.enum(['record', 'scan', 'late', 'decision', 'flow']),
  unit: z.string(),
  questionnaire: z.string(),
  /** Leaf hash of the line (RFC 6962), without its newline. */
  leaf: hash,
  /** Compressed length with the newline member. */
  bytes: z.number().int().min(newlineMember.length),
  /** SHA-256 of those compressed bytes. */
  gzip: hash,
  /** Record version, page of a scan, or entries of a flow; 0 for late ones, 1 for what was decided about them. */
  number: z.number().int().min(0),
  /** Leaf hashes of the versions before this one, oldest first; only where there are any. */
  earlier: z.array(hash).min(1).optional(),
});
export type LeafEntry = z.infer<typeof entryShape>;

export const leavesBytes = (entries: readonly LeafEntry[]): Uint8Array =>
  utf8ToBytes(entries.map((entry) => `${canonicalTextOf(entry as unknown as Json)}\n`).join(''));

/** The entries of a leaves file; nothing when a line is not one. `text` is the decoder of the tools. */
export const parseLeaves = (
  bytes: Uint8Array,
  text: (bytes: Uint8Array) => string = textOf,
): readonly LeafEntry[] | undefined => {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0 || !isCanonical(bytes.subarray(at, end))) return undefined;
    at = end + 1;
  }
  const entries: LeafEntry[] = [];
  for (const line of text(bytes).split('\n').slice(0, -1)) {
    const parsed = entryShape.safeParse(JSON.parse(line));
    if (!parsed.success) return undefined;
    entries.push(parsed.data);
  }
  return entries;
};

type Place = Pick<LeafEntry, 'unit' | 'questionnaire' | 'kind' | 'number' | 'id'>;
const placeOf = ({ unit, questionnaire, kind, number, id }: Place) =>
  kind === 'record' ? [unit, questionnaire, 0, 0, ''] : [unit, questionnaire, 1, number, id];

/**
 * S10: the order of lines, negative when `a` stands before `b`: by unit, then questionnaire, a record before its scans, scans
 * by page and id, late ones by id, decisions about them behind them. Two records of one unit and questionnaire have no order: there may be only one.
 */
export const compareEntries = (a: Place, b: Place): number => {
  const other = placeOf(b);
  for (const [index, one] of placeOf(a).entries()) {
    const two = other[index] ?? '';
    if (one !== two) return one < two ? -1 : 1;
  }
  return 0;
};
