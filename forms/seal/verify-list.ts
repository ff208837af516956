/** One list of one village: every line against its leaf, the counts and the root. Memory: one village's file at most. */
import { ok, type Result, refuse } from '../result.ts';
import { expandedLines } from './expanded-lines.ts';
import { hexOf, sha256, sha256Hex } from './hash.ts';
import { type LeafEntry, type ListName, leavesPath, linesPath, listOf, parseLeaves } from './layout.ts';
import type { Manifest, SealedFile } from './manifest.ts';
import { type MerkleStream, merkleStream } from './merkle.ts';
import type { SealFailure, SealFailureFacts, SealFiles, SealTools } from './report.ts';
import { verifyLine } from './verify-line.ts';

/** Lines that are expanded with one call; a bound on memory that lies beside the village's file. */
const together = 64;

export interface ListContext {
  readonly files: SealFiles;
  readonly manifest: Manifest;
  /** The manifest's files by path. */
  readonly listed: ReadonlyMap<string, SealedFile>;
  readonly tools: SealTools;
}
export interface ListTotals {
  readonly records: number;
  readonly scans: number;
  readonly late: number;
  readonly flows: number;
  readonly root: string;
}

/** A file's bytes, when they are there and have the hash that the manifest gives. */
export const readListed = async (
  { files, listed, tools }: Omit<ListContext, 'manifest'>,
  path: string,
): Promise<Result<Uint8Array, SealFailure>> => {
  const bytes = await files.read(path);
  if (!bytes) return refuse({ code: 'file-missing', facts: { file: path } });
  const failure = fileFailure(bytes, listed.get(path), tools);
  return failure ? refuse({ ...failure, facts: { file: path, ...failure.facts } }) : ok(bytes);
};

const fileFailure = (
  bytes: Uint8Array,
  listed: SealedFile | undefined,
  tools: SealTools,
): SealFailure | undefined => {
  const [expected, got] = [listed?.sha256 ?? '', sha256Hex(bytes, tools.sha256)];
  if (got !== expected) return { code: 'file-differs', facts: { expected, got } };
  if (listed?.bytes !== bytes.length)
    return { code: 'file-differs', facts: { expected: listed?.bytes ?? 0, got: bytes.length } };
  return undefined;
};

/** S6: the totals of a list recomputed from its lines, or the first line that is wrong. */
export const verifyList = async (
  context: ListContext,
  list: ListName,
  village: string,
): Promise<Result<ListTotals, SealFailure>> => {
  const { files, listed, tools } = context;
  const tree = merkleStream(tools.sha256 ?? sha256);
  const path = linesPath(list, village);
  if (!listed.has(path)) return ok(totalsOf([], tree));
  const leaves = await readListed(context, leavesPath(list, village));
  if (!leaves.ok) return leaves;
  const entries = parseLeaves(leaves.value, tools.text);
  if (!entries)
    return refuse({ code: 'leaves-unreadable', facts: { file: leavesPath(list, village), village } });
  const bytes = await files.read(path);
  if (!bytes) return refuse({ code: 'file-missing', facts: { file: path, village } });
  const failure =
    lineFailure(bytes, entries, tree, { ...context, list, village }) ??
    wholeFailure(bytes, entries, context, path);
  return failure
    ? refuse({ ...failure, facts: { file: path, village, ...failure.facts } })
    : ok(totalsOf(entries, tree));
};

const totalsOf = (entries: readonly LeafEntry[], tree: MerkleStream): ListTotals => {
  const count = (kind: LeafEntry['kind']) => entries.filter((entry) => entry.kind === kind).length;
  return {
    records: count('record'),
    scans: count('scan'),
    late: count('late'),
    flows: count('flow'),
    root: hexOf(tree.root()),
  };
};

/** Walks the lines even when the hash of the whole file is wrong: that is how the record is found and named. */
const lineFailure = (
  bytes: Uint8Array,
  entries: readonly LeafEntry[],
  tree: MerkleStream,
  { manifest, tools, list, village }: ListContext & { readonly list: ListName; readonly village: string },
): SealFailure | undefined => {
  let at = 0;
  let ahead: readonly Uint8Array[] = [];
  for (const [index, entry] of entries.entries()) {
    const { kind, unit, questionnaire } = entry;
    const where: SealFailureFacts = { line: index + 1, kind, unit, questionnaire };
    if (listOf(kind) !== list) return { code: 'entry-differs', facts: { ...where, says: 'kind' } };
    const before = entries[index - 1];
    const line = bytes.subarray(at, at + entry.bytes);
    if (index % together === 0)
      ahead = expandedLines(bytes.subarray(at), entries.slice(index, index + together), tools);
    const expanded = ahead[index % together];
    const outcome = verifyLine(line, entry, { manifest, village, before }, tools, expanded);
    if (!(outcome instanceof Uint8Array))
      return { code: outcome.code, facts: { ...where, ...outcome.facts } };
    tree.add(outcome);
    at += entry.bytes;
  }
  return undefined;
};

const wholeFailure = (
  bytes: Uint8Array,
  entries: readonly LeafEntry[],
  { listed, tools }: ListContext,
  path: string,
): SealFailure | undefined => {
  const length = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (bytes.length > length)
    return { code: 'bytes-after-last-record', facts: { expected: length, got: bytes.length } };
  return fileFailure(bytes, listed.get(path), tools);
};
