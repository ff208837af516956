/** A correction annex from nothing but its files and a key; with the seal at hand, that it speaks of records which are in it. */
import type { Json } from '../json.ts';
import {
  type Annex,
  annexFiles,
  annexPath,
  annexSignaturePath,
  type CorrectionLine,
  correctionsPath,
  parseAnnex,
  parseCorrection,
  placeOfCorrection,
} from './annex.ts';
import { canonicalJson } from './canonical-json.ts';
import { hexOf, sameBytes, sha256Hex } from './hash.ts';
import { leavesPath, manifestPath, parseLeaves, publicKeyPath } from './layout.ts';
import { leafHash, merkleStream } from './merkle.ts';
import { openSeal } from './open-seal.ts';
import type { SealFailure, SealFailureFacts, SealFiles, SealTools } from './report.ts';
import { type PublicKey, publicKeyFile, verifySignature } from './signature.ts';

export type AnnexFailureCode =
  | SealFailure['code']
  | 'annex-unreadable'
  | 'one-person'
  | 'annex-out-of-time'
  | 'annex-of-another-seal'
  | 'previous-annex-differs'
  | 'corrects-nothing';
export interface AnnexFailure {
  readonly code: AnnexFailureCode;
  readonly facts: SealFailureFacts;
}
export type AnnexCheckCode =
  | 'annex-signed'
  | 'annex-two-people'
  | 'corrections-match'
  | 'annex-follows'
  | 'annex-first'
  | 'annex-previous-named'
  | 'corrects-sealed-records'
  | 'seal-not-at-hand';
export interface AnnexCheck {
  readonly code: AnnexCheckCode;
  readonly facts: { readonly [name: string]: string | number };
}
export interface AnnexReport {
  readonly valid: boolean;
  readonly checks: readonly AnnexCheck[];
  readonly failure?: AnnexFailure;
  /** Present once its signature has been checked. */
  readonly annex?: Annex;
}
export interface AnnexOptions extends Pick<SealTools, 'sha256'> {
  /** The folder of the seal that is corrected. */
  readonly seal?: SealFiles;
  /** Bytes of the head of the annex before. */
  readonly previous?: Uint8Array;
}

const failing = (code: AnnexFailureCode, facts: SealFailureFacts = {}): AnnexFailure => ({ code, facts });

/** S23: checks done, and the first thing that is wrong. Never throws for what the files contain. */
export const verifyAnnex = async (
  files: SealFiles,
  publicKey: PublicKey,
  options: AnnexOptions = {},
): Promise<AnnexReport> => {
  const checks: AnnexCheck[] = [];
  const held = (code: AnnexCheckCode, facts: AnnexCheck['facts'] = {}) => checks.push({ code, facts });
  const opened = await openAnnex(files, publicKey);
  if ('code' in opened) return { valid: false, checks, failure: opened };
  held('annex-signed', { key: publicKey.fingerprint, number: opened.number });
  const failure =
    peopleFailure(opened, held) ??
    (await linesFailure(files, opened, options, held)) ??
    chainFailure(opened, options, held) ??
    (await sealFailure(opened, publicKey, options, held));
  return { valid: failure === undefined, checks, annex: opened, ...(failure ? { failure } : {}) };
};

type Held = (code: AnnexCheckCode, facts?: AnnexCheck['facts']) => unknown;

const openAnnex = async (files: SealFiles, publicKey: PublicKey): Promise<Annex | AnnexFailure> => {
  const there = await files.list();
  for (const file of annexFiles) if (!there.includes(file)) return failing('file-missing', { file });
  for (const file of there) if (!annexFiles.includes(file)) return failing('file-unexpected', { file });
  const [head, signature, key] = await Promise.all(
    [annexPath, annexSignaturePath, publicKeyPath].map((path) => files.read(path)),
  );
  if (!head || !signature || !key) return failing('file-missing', { file: annexPath });
  if (!sameBytes(key, publicKeyFile(publicKey)))
    return failing('key-differs', { file: publicKeyPath, expected: publicKey.fingerprint });
  if (!verifySignature(signature, head, publicKey))
    return failing('signature-invalid', { file: annexPath, expected: publicKey.fingerprint });
  const annex = parseAnnex(head);
  if (!annex.ok) return failing(annex.refusal.code, { file: annexPath, says: annex.refusal.says });
  const { signer } = annex.value;
  if (signer.algorithm !== publicKey.algorithm || signer.fingerprint !== publicKey.fingerprint)
    return failing('key-differs', { expected: publicKey.fingerprint, got: signer.fingerprint });
  return annex.value;
};

/** S21: nobody corrects what is sealed alone. */
const peopleFailure = (annex: Annex, held: Held): AnnexFailure | undefined => {
  const { askedBy, agreedBy, askedAt, agreedAt } = annex;
  if (askedBy === agreedBy) return failing('one-person', { says: askedBy });
  if (agreedAt < askedAt) return failing('annex-out-of-time', { expected: askedAt, got: agreedAt });
  held('annex-two-people', { asked: askedAt, agreed: agreedAt });
  return undefined;
};

const linesFailure = async (
  files: SealFiles,
  annex: Annex,
  { sha256 }: AnnexOptions,
  held: Held,
): Promise<AnnexFailure | undefined> => {
  const bytes = (await files.read(correctionsPath)) ?? new Uint8Array();
  const tree = merkleStream(sha256);
  let at = 0;
  let before = '';
  for (const [index, entry] of annex.corrections.entries()) {
    const { village, unit, questionnaire } = entry;
    const where = { file: correctionsPath, village, line: index + 1, unit, questionnaire };
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) return failing('record-cut', where);
    const line = bytes.subarray(at, end);
    const leaf = leafHash(line, sha256);
    if (hexOf(leaf) !== entry.leaf)
      return failing('leaf-differs', { ...where, expected: entry.leaf, got: hexOf(leaf) });
    const parsed = parseCorrection(line);
    if (!parsed) return failing('not-a-record', where);
    const wrong = lineFault(parsed, annex, entry, sha256);
    if (wrong) return failing(wrong.code, { ...where, ...wrong.facts });
    if (placeOfCorrection(entry) <= before) return failing('out-of-order', where);
    before = placeOfCorrection(entry);
    tree.add(leaf);
    at = end + 1;
  }
  if (at !== bytes.length) return failing('bytes-after-last-record', { file: correctionsPath });
  const got = sha256Hex(bytes, sha256);
  if (annex.lines.bytes !== bytes.length || annex.lines.sha256 !== got)
    return failing('file-differs', { file: correctionsPath, expected: annex.lines.sha256, got });
  const root = hexOf(tree.root());
  if (root !== annex.root) return failing('root-differs', { expected: annex.root, got: root });
  held('corrections-match', { corrections: annex.corrections.length, root });
  return undefined;
};

const lineFault = (
  line: CorrectionLine,
  { campaign, seal }: Annex,
  entry: Annex['corrections'][number],
  sha256: SealTools['sha256'],
): AnnexFailure | undefined => {
  for (const says of ['village', 'unit', 'questionnaire', 'corrects'] as const)
    if (line[says] !== entry[says]) return failing('entry-differs', { says, got: line[says] });
  if (line.campaign !== campaign || line.seal !== seal.id) return failing('entry-differs', { says: 'seal' });
  const content = sha256Hex(canonicalJson(line.answers as Json), sha256);
  return content === line.contentHash
    ? undefined
    : failing('content-hash-differs', { expected: line.contentHash, got: content });
};

/** S22: annexes of one seal are numbered and each names the one before it, so none can be taken away. */
const chainFailure = (
  { number, previous }: Annex,
  { previous: bytes, sha256 }: AnnexOptions,
  held: Held,
): AnnexFailure | undefined => {
  if ((number === 1) !== (previous === null))
    return failing('previous-annex-differs', { says: String(number) });
  if (previous === null) held('annex-first');
  else if (!bytes) held('annex-previous-named', { number: number - 1 });
  else {
    const got = sha256Hex(bytes, sha256);
    if (got !== previous) return failing('previous-annex-differs', { expected: previous, got });
    held('annex-follows', { number: number - 1 });
  }
  return undefined;
};

const sealFailure = async (
  annex: Annex,
  publicKey: PublicKey,
  { seal, sha256 }: AnnexOptions,
  held: Held,
): Promise<AnnexFailure | undefined> => {
  if (!seal) {
    held('seal-not-at-hand', { seal: annex.seal.id, root: annex.seal.root });
    return undefined;
  }
  const opened = await openSeal(seal, publicKey);
  if (!opened.ok) return opened.refusal;
  const manifest = opened.value;
  const got = sha256Hex((await seal.read(manifestPath)) ?? new Uint8Array(), sha256);
  if (
    got !== annex.seal.manifest ||
    manifest.campaign !== annex.campaign ||
    manifest.root !== annex.seal.root
  )
    return failing('annex-of-another-seal', { expected: annex.seal.manifest, got });
  if (annex.askedAt < manifest.sealedAt)
    return failing('annex-out-of-time', { expected: manifest.sealedAt, got: annex.askedAt });
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  for (const { village, unit, questionnaire, corrects } of annex.corrections) {
    const file = leavesPath('villages', village);
    const bytes = (await seal.read(file)) ?? new Uint8Array();
    const leaves = sha256Hex(bytes, sha256);
    if (leaves !== listed.get(file)?.sha256)
      return failing('file-differs', { file, expected: listed.get(file)?.sha256 ?? '', got: leaves });
    const found = parseLeaves(bytes)?.some(
      (entry) =>
        entry.kind === 'record' &&
        entry.unit === unit &&
        entry.questionnaire === questionnaire &&
        entry.leaf === corrects,
    );
    if (!found) return failing('corrects-nothing', { village, unit, questionnaire, expected: corrects });
  }
  held('corrects-sealed-records', { seal: annex.seal.id, root: annex.seal.root });
  return undefined;
};
