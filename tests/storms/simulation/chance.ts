/** All chance of a storm comes from here, and here everything comes from the seed: draws, ids, nonces, the signing key. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { fingerprintOf } from '#forms/seal/signature.ts';
import type { Dice, PublicKey, Signer } from '#functions/ports.ts';
import { type SeededDice, seededDice } from '#functions/server/demo/seeded-dice.ts';

export interface Chance extends SeededDice {
  /** True in that share of the draws. */
  happens(share: number): boolean;
  /** Mostly near 0, seldom near `most`: the cube of an even draw, in whole steps. */
  small(most: number): number;
}

export const chanceOf = (seed: string): Chance => {
  const dice = seededDice(seed);
  return {
    ...dice,
    happens: (share) => dice.next() < share,
    small: (most) => Math.floor(most * dice.next() ** 3),
  };
};

/** UUIDv7 as the system's dice make them, but for the chance in them. */
export const diceOf = (chance: Chance): Dice => {
  const bytes = (length: number) => Uint8Array.from({ length }, () => chance.whole(0, 255));
  return {
    bytes,
    id: (now) => {
      const id = Buffer.from(bytes(16));
      id.writeUIntBE(now, 0, 6);
      id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x70, 6);
      id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8);
      const hex = id.toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
};

/** DER of a PKCS #8 Ed25519 key up to its 32 bytes (RFC 8410 §7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A real key: Ed25519 signatures are a function of key and message (RFC 8032), so a storm can be repeated. */
export const signerOf = (seed: string): Signer => {
  const secret = createHash('sha256').update(`signing key of ${seed}`).digest();
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, secret]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const bytes = new Uint8Array(Buffer.from(x, 'base64url'));
  const publicKey: PublicKey = { algorithm: 'Ed25519', bytes, fingerprint: fingerprintOf(bytes) };
  return {
    publicKey: async () => publicKey,
    sign: async (message) => new Uint8Array(sign(null, message, key)),
  };
};
