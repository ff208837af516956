/**
 * Checking signatures without anybody's help: pure JavaScript for both algorithms that signers use, so a seal and a receipt
 * can be checked in any browser, offline, today and in ten years.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import * as z from 'zod';
import type { Json } from '../json.ts';
import { canonicalJson } from './canonical-json.ts';
import { bytesOfHex, hexOf, sha256Hex } from './hash.ts';

export type SignatureAlgorithm = 'Ed25519' | 'ECDSA_P256_SHA256';

/** The same shape as the signer's port gives. */
export interface PublicKey {
  readonly algorithm: SignatureAlgorithm;
  /** Raw key bytes: 32 for Ed25519, 33 (compressed point) for P-256. */
  readonly bytes: Uint8Array;
  /** First 16 hex digits of the SHA-256 of `bytes`. */
  readonly fingerprint: string;
}

export const fingerprintOf = (key: Uint8Array): string => sha256Hex(key).slice(0, 16);

/** Signature over the message itself: 64 bytes, R ‖ S (RFC 8032) or r ‖ s. False for whatever is malformed. */
export const verifySignature = (
  signature: Uint8Array,
  message: Uint8Array,
  { algorithm, bytes }: Pick<PublicKey, 'algorithm' | 'bytes'>,
): boolean => {
  try {
    // KMS and OpenSSL do not normalise s, so high values are as good as low ones.
    if (algorithm === 'ECDSA_P256_SHA256') return p256.verify(signature, message, bytes, { lowS: false });
    return ed25519.verify(signature, message, bytes, { zip215: false });
  } catch {
    return false;
  }
};

const shape = z.strictObject({
  algorithm: z.enum(['Ed25519', 'ECDSA_P256_SHA256']),
  fingerprint: z.string(),
  hex: z.string(),
});

/** `public-key.json` as it stands in a seal: canonical JSON, so that it has only one spelling. */
export const publicKeyFile = ({ algorithm, bytes, fingerprint }: PublicKey): Uint8Array =>
  canonicalJson({ algorithm, fingerprint, hex: hexOf(bytes) });

/** A public key out of parsed JSON; nothing when a field is wrong or the fingerprint is not the key's own. */
export const parsePublicKey = (json: Json | undefined): PublicKey | undefined => {
  const parsed = shape.safeParse(json);
  if (!parsed.success) return undefined;
  const { algorithm, fingerprint, hex } = parsed.data;
  const bytes = bytesOfHex(hex);
  if (bytes?.length !== (algorithm === 'Ed25519' ? 32 : 33)) return undefined;
  return fingerprintOf(bytes) === fingerprint ? { algorithm, bytes, fingerprint } : undefined;
};
