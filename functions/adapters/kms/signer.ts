/**
 * The signing key in AWS KMS: an ECC_NIST_P256 key that never leaves it. KMS signs at most 4096 bytes of message, so it gets
 * the digest; it answers in DER, the seal's format is the 64 bytes r ‖ s.
 */
import { createHash, createPublicKey } from 'node:crypto';
import { fingerprintOf } from '#forms/seal/signature.ts';
import type { PublicKey, Signer } from '../../ports.ts';
import type { KmsCalls } from './calls.ts';

export interface KmsSignerOptions {
  readonly calls: KmsCalls;
  /** Key id, ARN or alias. */
  readonly keyId: string;
}

/** The public key is asked for once; a failed request is asked again at the next call. */
export const kmsSigner = ({ calls, keyId }: KmsSignerOptions): Signer => {
  let known: Promise<PublicKey> | undefined;
  const fetchKey = async (): Promise<PublicKey> => {
    const der = await calls.publicKey(keyId);
    if (!der) throw new Error('KMS gave no public key');
    return publicKeyOf(der);
  };
  return {
    publicKey: () => {
      known ??= fetchKey().catch((error: unknown) => {
        known = undefined;
        throw error;
      });
      return known;
    },
    sign: async (message) => {
      const signature = await calls.sign(keyId, createHash('sha256').update(message).digest());
      if (!signature) throw new Error('KMS gave no signature');
      return signatureOfDer(signature);
    },
  };
};

/** SubjectPublicKeyInfo (RFC 5280 §4.1) to the compressed point (SEC 1 §2.3.3): 02 or 03 by the parity of y, then x. */
const publicKeyOf = (der: Uint8Array): PublicKey => {
  const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  const { crv, x = '', y = '' } = key.export({ format: 'jwk' });
  if (crv !== 'P-256') throw new Error('the KMS key is not on P-256');
  const [xBytes, yBytes] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const bytes = Uint8Array.of(2 + ((yBytes.at(-1) ?? 0) % 2), ...xBytes);
  return { algorithm: 'ECDSA_P256_SHA256', bytes, fingerprint: fingerprintOf(bytes) };
};

/** ECDSA-Sig-Value (RFC 3279 §2.2.3): SEQUENCE of two INTEGERs, each padded here to 32 bytes. */
export const signatureOfDer = (der: Uint8Array): Uint8Array => {
  const signature = new Uint8Array(64);
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new Error('not a DER signature');
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    if (der[at] !== 0x02 || length < 1 || length > 33) throw new Error('not a DER signature');
    const digits = der.subarray(at + 2, at + 2 + length);
    if (digits.length === 33 && digits[0] !== 0) throw new Error('not a DER signature');
    const integer = digits.length === 33 ? digits.subarray(1) : digits;
    signature.set(integer, end - integer.length);
    at += 2 + length;
  }
  if (at !== der.length) throw new Error('not a DER signature');
  return signature;
};
