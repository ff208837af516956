/** A receipt proves alone, without the server, what was handed in and when: its signature is checked with the public key. */
import * as z from 'zod';
import { type Receipt, receiptCode } from '../campaign/submission.ts';
import type { Json } from '../json.ts';
import { canonicalJson } from './canonical-json.ts';
import { bytesOfHex } from './hash.ts';
import { type PublicKey, verifySignature } from './signature.ts';

/** S8: what a receipt's signature covers: canonical JSON of everything but the signature. */
export const signedReceiptBytes = (receipt: Omit<Receipt, 'signature'>): Uint8Array => {
  const { signature: _, ...signed } = receipt as Receipt;
  return canonicalJson(signed as unknown as Json);
};

export type ReceiptCheck = 'valid' | 'forged' | 'other-key';

/** `other-key` when it names another key than the one given: nothing can be said about it then. */
export const verifyReceipt = (receipt: Receipt, publicKey: PublicKey): ReceiptCheck => {
  if (receipt.key !== publicKey.fingerprint) return 'other-key';
  const signature = bytesOfHex(receipt.signature);
  const genuine =
    signature !== undefined &&
    receipt.code === receiptCode(receipt.leafHash) &&
    verifySignature(signature, signedReceiptBytes(receipt), publicKey);
  return genuine ? 'valid' : 'forged';
};

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const receiptShape = z.strictObject({
  outcome: z.enum(['accepted', 'quarantined']),
  code: z.string(),
  campaign: z.string(),
  village: z.string(),
  unit: z.string(),
  questionnaire: z.string(),
  edition: z.number(),
  submission: z.string(),
  version: z.number(),
  contentHash: hash,
  leafHash: hash,
  nonce: z.string(),
  at: z.string(),
  why: z.string().optional(),
  key: z.string(),
  signature: z.string(),
});

/** A receipt out of a file that somebody kept; nothing when it is not one. Whether it is genuine is another question. */
export const parseReceipt = (json: unknown): Receipt | undefined => {
  const parsed = receiptShape.safeParse(json);
  return parsed.success ? (parsed.data as Receipt) : undefined;
};

/**
 * The code as people type it (Crockford's base 32: any case, O for 0, I and L for 1, the hyphen may be missing) in its one
 * spelling; nothing when it cannot be a receipt's code.
 */
export const parseReceiptCode = (typed: string): string | undefined => {
  const code = typed.trim().toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace('-', '');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : undefined;
};
