/** A receipt proves alone, without the server, what was handed in and when: its signature is checked with the public key. */
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
