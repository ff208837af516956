/**
 * A correction annex: mistakes that were found after a seal, as a signed list of its own that names the sealed records it speaks of.
 * The seal stays what it is. Personal answers stand in the lines only; the signed head holds places, hashes and who said so.
 */
import * as z from 'zod';
import type { Json } from '../json.ts';
import { isAreaCode } from '../permission/area.ts';
import { ok, type Result, refuse } from '../result.ts';
import { canonicalJson } from './canonical-json.ts';
import { isCanonical } from './canonical-scan.ts';
import { publicKeyPath } from './layout.ts';
import { jsonOf } from './text.ts';

export const annexVersion = 1;
export const annexPath = 'annex.json';
export const annexSignaturePath = 'annex.sig';
/** One canonical JSON object a line, in the order of the head. */
export const correctionsPath = 'corrections.ndjson';
export const annexFiles: readonly string[] = [annexPath, annexSignaturePath, correctionsPath, publicKeyPath];

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
const area = z.string().refine(isAreaCode);
const text = z.union([z.string(), z.record(z.string(), z.string())]);

const place = { village: area, unit: z.string(), questionnaire: name };

export const correctionEntryShape = z.strictObject({
  ...place,
  /** Leaf of the sealed record that is corrected. */
  corrects: hash,
  /** Leaf hash of the line (RFC 6962), without its newline. */
  leaf: hash,
});
export type CorrectionEntry = z.infer<typeof correctionEntryShape>;

export const annexShape = z.strictObject({
  format: z.literal('xiangbiao-annex'),
  version: z.literal(annexVersion),
  campaign: name,
  title: text,
  area,
  /** The seal that is corrected, and SHA-256 of its manifest. */
  seal: z.strictObject({ id: name, root: hash, manifest: hash }),
  /** From 1, without a gap. */
  number: z.number().int().min(1),
  /** SHA-256 of the head of the annex before this one. */
  previous: hash.nullable(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: time,
  agreedBy: z.string(),
  agreedAt: time,
  why: z.string(),
  software: z.string(),
  /** Over the lines. */
  root: hash,
  corrections: z.array(correctionEntryShape).min(1),
  lines: z.strictObject({ bytes: z.number().int().min(1), sha256: hash }),
  signer: z.strictObject({ algorithm: z.enum(['Ed25519', 'ECDSA_P256_SHA256']), fingerprint: z.string() }),
});
export type Annex = z.infer<typeof annexShape>;

const lineShape = z.strictObject({
  kind: z.literal('correction'),
  campaign: z.string(),
  seal: z.string(),
  ...place,
  edition: z.number(),
  sourceHash: hash,
  corrects: hash,
  answers: z.record(z.string(), z.unknown()),
  contentHash: hash,
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
});
export type CorrectionLine = z.infer<typeof lineShape>;

export const annexBytes = (annex: Annex): Uint8Array => canonicalJson(annex as unknown as Json);
export const correctionBytes = (line: CorrectionLine): Uint8Array => canonicalJson(line as unknown as Json);

/** The head out of its bytes; `says` tells where it is wrong. */
export const parseAnnex = (
  bytes: Uint8Array,
): Result<Annex, { readonly code: 'annex-unreadable' | 'not-canonical'; readonly says: string }> => {
  const json = jsonOf(bytes);
  const parsed = annexShape.safeParse(json);
  if (json === undefined || !parsed.success)
    return refuse({
      code: 'annex-unreadable',
      says: `/${parsed.error?.issues[0]?.path.map(String).join('/') ?? ''}`,
    });
  return isCanonical(bytes) ? ok(parsed.data) : refuse({ code: 'not-canonical', says: '' });
};

/** A line out of its bytes, when it is one and written canonically. */
export const parseCorrection = (bytes: Uint8Array): CorrectionLine | undefined => {
  const json = jsonOf(bytes);
  const parsed = lineShape.safeParse(json);
  return json !== undefined && parsed.success && isCanonical(bytes) ? parsed.data : undefined;
};

/** Order of corrections, and what may stand only once: a record. */
export const placeOfCorrection = ({
  village,
  unit,
  questionnaire,
}: Pick<CorrectionEntry, 'village' | 'unit' | 'questionnaire'>): string =>
  [village, unit, questionnaire].join('\n');
