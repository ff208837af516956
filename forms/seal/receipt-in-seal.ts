/**
 * The question of one household: is what I handed in, in the seal? Answered from a receipt, or from the short code alone,
 * with a proof up to the campaign's root when it is, and the reason when it is not.
 */
import { type Receipt, receiptCode } from '../campaign/submission.ts';
import { ok, type Result, refuse } from '../result.ts';
import { sha256Hex } from './hash.ts';
import { type LeafEntry, type ListName, leavesPath, linesPath, parseLeaves } from './layout.ts';
import type { Manifest } from './manifest.ts';
import { openSeal } from './open-seal.ts';
import { checkLineProof, type LineProof, lineProof } from './proof.ts';
import { verifyReceipt } from './receipt.ts';
import type { SealFailure, SealFiles, SealTools } from './report.ts';
import type { PublicKey } from './signature.ts';
import { verifyLine } from './verify-line.ts';

export interface FoundLine {
  readonly list: ListName;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly village: string;
  readonly unit: string;
  readonly questionnaire: string;
  /** Record version; 0 in quarantine. */
  readonly version: number;
  readonly leaf: string;
  readonly proof: LineProof;
}

export type ReceiptVerdict =
  /** The very content of the receipt is in the list of records, or in the quarantine. */
  | { readonly state: 'in-seal' | 'in-quarantine'; readonly found: FoundLine }
  /** The seal holds a later version, and lists the receipt's content among the earlier ones. */
  | { readonly state: 'superseded'; readonly found: FoundLine }
  | {
      readonly state: 'not-in-seal';
      readonly why:
        | 'other-campaign'
        | 'area-not-sealed'
        | 'questionnaire-not-sealed'
        | 'after-sealing'
        | 'no-such-record';
    }
  /** A genuine receipt, but the seal holds something else in its place: the seal contradicts its own signer. */
  | { readonly state: 'contradicted'; readonly found: FoundLine }
  | { readonly state: 'receipt-forged' }
  | { readonly state: 'receipt-of-another-key'; readonly key: string }
  /** The seal itself does not hold; nothing about the receipt follows. */
  | { readonly state: 'seal-invalid'; readonly failure: SealFailure };

interface Search {
  readonly files: SealFiles;
  readonly manifest: Manifest;
  readonly tools: SealTools;
}

const leavesOf = async (
  { files, manifest, tools }: Search,
  list: ListName,
  village: string,
): Promise<Result<readonly LeafEntry[], SealFailure>> => {
  const path = leavesPath(list, village);
  const listed = manifest.files.find((file) => file.path === path);
  if (!listed) return ok([]);
  const bytes = await files.read(path);
  if (!bytes) return refuse({ code: 'file-missing', facts: { file: path } });
  const got = sha256Hex(bytes, tools.sha256);
  if (got !== listed.sha256)
    return refuse({ code: 'file-differs', facts: { file: path, expected: listed.sha256, got } });
  const entries = parseLeaves(bytes);
  return entries ? ok(entries) : refuse({ code: 'leaves-unreadable', facts: { file: path } });
};

/** The line with its proof, checked: its bytes, its leaf, its path up to the root that was signed. */
const proven = async (
  { files, manifest, tools }: Search,
  list: ListName,
  village: string,
  entries: readonly LeafEntry[],
  index: number,
): Promise<Result<FoundLine, SealFailure>> => {
  const entry = entries[index];
  if (!entry) throw new RangeError(`no line ${index}`);
  const { kind, unit, questionnaire, number, leaf } = entry;
  const file = linesPath(list, village);
  const where = { file, village, line: index + 1, kind, unit, questionnaire };
  const bytes = await files.read(file);
  if (!bytes) return refuse({ code: 'file-missing', facts: where });
  const at = entries.slice(0, index).reduce((sum, { bytes: length }) => sum + length, 0);
  const line = bytes.subarray(at, at + entry.bytes);
  const outcome = verifyLine(line, entry, { manifest, village, before: entries[index - 1] }, tools);
  if (!(outcome instanceof Uint8Array))
    return refuse({ code: outcome.code, facts: { ...where, ...outcome.facts } });
  const proof = lineProof(manifest, list, village, entries, index, tools.sha256);
  if (!checkLineProof(proof, manifest.root, tools.sha256))
    return refuse({ code: 'root-differs', facts: { ...where, expected: manifest.root, got: proof.root } });
  return ok({ list, file, line: index + 1, village, unit, questionnaire, version: number, leaf, proof });
};

const verdict = (
  state: 'in-seal' | 'in-quarantine' | 'superseded' | 'contradicted',
  found: Result<FoundLine, SealFailure>,
): ReceiptVerdict =>
  found.ok ? { state, found: found.value } : { state: 'seal-invalid', failure: found.refusal };

/**
 * S8: proves that a receipt's record is in the seal, was replaced by a later version that is, is in quarantine, or is not
 * there. The manifest's signature is checked first; every other file only as far as the answer needs it.
 */
export const checkReceiptInSeal = async (
  files: SealFiles,
  receipt: Receipt,
  publicKey: PublicKey,
  tools: SealTools,
): Promise<ReceiptVerdict> => {
  const opened = await openSeal(files, publicKey);
  if (!opened.ok) return { state: 'seal-invalid', failure: opened.refusal };
  const genuine = verifyReceipt(receipt, publicKey);
  if (genuine === 'other-key') return { state: 'receipt-of-another-key', key: receipt.key };
  if (genuine === 'forged') return { state: 'receipt-forged' };
  const manifest = opened.value;
  const { village, unit, questionnaire } = receipt;
  if (receipt.campaign !== manifest.campaign) return { state: 'not-in-seal', why: 'other-campaign' };
  if (!manifest.questionnaires.some(({ id }) => id === questionnaire))
    return { state: 'not-in-seal', why: 'questionnaire-not-sealed' };
  if (!manifest.villages.some(({ code }) => code === village))
    return { state: 'not-in-seal', why: 'area-not-sealed' };
  const search: Search = { files, manifest, tools };
  const list: ListName = receipt.outcome === 'quarantined' ? 'late' : 'villages';
  const leaves = await leavesOf(search, list, village);
  if (!leaves.ok) return { state: 'seal-invalid', failure: leaves.refusal };
  const entries = leaves.value;
  const prove = (index: number) => proven(search, list, village, entries, index);
  const same = entries.findIndex((entry) => entry.leaf === receipt.leafHash);
  if (same >= 0) return verdict(list === 'late' ? 'in-quarantine' : 'in-seal', await prove(same));
  const inPlace = entries.findIndex(
    (entry) => entry.kind === 'record' && entry.unit === unit && entry.questionnaire === questionnaire,
  );
  const entry = entries[inPlace];
  if (entry) {
    const replaced = entry.number > receipt.version && entry.earlier?.includes(receipt.leafHash);
    return verdict(replaced ? 'superseded' : 'contradicted', await prove(inPlace));
  }
  return {
    state: 'not-in-seal',
    why: receipt.at >= manifest.sealedAt ? 'after-sealing' : 'no-such-record',
  };
};

/** The same from the short code alone, over all villages. A code has 40 bits, so several lines may in theory answer to it. */
export const findCodeInSeal = async (
  files: SealFiles,
  code: string,
  publicKey: PublicKey,
  tools: SealTools,
): Promise<readonly ReceiptVerdict[]> => {
  const opened = await openSeal(files, publicKey);
  if (!opened.ok) return [{ state: 'seal-invalid', failure: opened.refusal }];
  const search: Search = { files, manifest: opened.value, tools };
  const verdicts: ReceiptVerdict[] = [];
  for (const { code: village } of opened.value.villages)
    for (const list of ['villages', 'late'] as const) {
      const leaves = await leavesOf(search, list, village);
      if (!leaves.ok) return [{ state: 'seal-invalid', failure: leaves.refusal }];
      for (const [index, entry] of leaves.value.entries()) {
        const current = receiptCode(entry.leaf) === code;
        if (!current && !entry.earlier?.some((leaf) => receiptCode(leaf) === code)) continue;
        const state = !current ? 'superseded' : list === 'late' ? 'in-quarantine' : 'in-seal';
        verdicts.push(verdict(state, await proven(search, list, village, leaves.value, index)));
      }
    }
  return verdicts.length > 0 ? verdicts : [{ state: 'not-in-seal', why: 'no-such-record' }];
};
