/** Signatures are made by Node's OpenSSL and checked by the pure code: two implementations that know nothing of each other. */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Receipt, receiptCode } from '#forms/campaign/submission.ts';
import type { Json } from '#forms/json.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { isCanonical } from '#forms/seal/canonical-scan.ts';
import { bytesOfHex, hexOf } from '#forms/seal/hash.ts';
import { signedReceiptBytes, verifyReceipt } from '#forms/seal/receipt.ts';
import {
  fingerprintOf,
  type PublicKey,
  parsePublicKey,
  publicKeyFile,
  verifySignature,
} from '#forms/seal/signature.ts';
import { jsonOf, textOf } from '#forms/seal/text.ts';

const message = new TextEncoder().encode('签名 of a village');

const ed25519Key = (key: KeyObject): PublicKey => {
  const bytes = new Uint8Array(
    Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url'),
  );
  return { algorithm: 'Ed25519', bytes, fingerprint: fingerprintOf(bytes) };
};
const p256Key = (key: KeyObject): PublicKey => {
  const { x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  const parity = (Buffer.from(y, 'base64url').at(-1) ?? 0) % 2;
  const bytes = Uint8Array.of(2 + parity, ...Buffer.from(x, 'base64url'));
  return { algorithm: 'ECDSA_P256_SHA256', bytes, fingerprint: fingerprintOf(bytes) };
};

const ed = generateKeyPairSync('ed25519').privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const signers = {
  Ed25519: { key: ed25519Key(ed), sign: (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, ed)) },
  ECDSA_P256_SHA256: {
    key: p256Key(ec),
    sign: (bytes: Uint8Array) =>
      new Uint8Array(sign('sha256', bytes, { key: ec, dsaEncoding: 'ieee-p1363' })),
  },
};

describe.each(Object.entries(signers))('%s', (_, { key, sign: signWith }) => {
  test('[S4] signatures by OpenSSL hold, again and again (high and low s alike)', () => {
    for (let round = 0; round < 8; round++) {
      const bytes = Uint8Array.of(round, ...message);
      expect(verifySignature(signWith(bytes), bytes, key)).toBe(true);
    }
  });

  test('[S4] one changed byte in message, signature or key breaks it', () => {
    const signature = signWith(message);
    fc.assert(
      fc.property(
        fc.constantFrom('message', 'signature', 'key'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (part, at, mask) => {
          const parts = { message, signature, key: key.bytes };
          const changed = Uint8Array.from(parts[part]);
          const place = at % changed.length;
          changed[place] = (changed[place] ?? 0) ^ mask;
          const tampered = { ...parts, [part]: changed };
          expect(
            verifySignature(tampered.signature, tampered.message, {
              algorithm: key.algorithm,
              bytes: tampered.key,
            }),
          ).toBe(false);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('[S4] what is no signature at all is false, not an exception', () => {
    expect(verifySignature(new Uint8Array(), message, key)).toBe(false);
    expect(verifySignature(new Uint8Array(64), message, key)).toBe(false);
  });

  test('[S4] a public key file has one spelling', () => {
    const file = publicKeyFile(key);
    expect(parsePublicKey(jsonOf(file))).toEqual(key);
    const json = jsonOf(file) as { [name: string]: Json };
    expect(parsePublicKey({ ...json, fingerprint: '0000000000000000' })).toBeUndefined();
    expect(parsePublicKey({ ...json, hex: hexOf(key.bytes).slice(2) })).toBeUndefined();
    expect(parsePublicKey({ ...json, hex: hexOf(key.bytes).toUpperCase() })).toBeUndefined();
    expect(parsePublicKey(undefined)).toBeUndefined();
  });

  test('[S8] a receipt holds as it stands and breaks with any field', () => {
    const leafHash = 'ab'.repeat(32);
    const unsigned: Omit<Receipt, 'signature'> = {
      outcome: 'accepted',
      code: receiptCode(leafHash),
      campaign: 'rehearsal',
      village: '990101001001',
      unit: 'h-1',
      questionnaire: 'form',
      edition: 1,
      submission: '0190c2f0-0000-7000-8000-000000000001',
      version: 1,
      contentHash: 'cd'.repeat(32),
      leafHash,
      nonce: '00'.repeat(16),
      at: '2031-01-01T00:00:00.000Z',
      key: key.fingerprint,
    };
    const receipt: Receipt = { ...unsigned, signature: hexOf(signWith(signedReceiptBytes(unsigned))) };
    expect(signedReceiptBytes(receipt)).toEqual(canonicalJson(unsigned as unknown as Json));
    expect(verifyReceipt(receipt, key)).toBe('valid');
    expect(verifyReceipt({ ...receipt, version: 2 }, key)).toBe('forged');
    expect(verifyReceipt({ ...receipt, at: '2031-01-02T00:00:00.000Z' }, key)).toBe('forged');
    expect(verifyReceipt({ ...receipt, signature: 'zz' }, key)).toBe('forged');
    expect(verifyReceipt(receipt, { ...key, fingerprint: 'ffffffffffffffff' })).toBe('other-key');
  });
});

describe('text and hex', () => {
  test('[S2] UTF-8 comes back as it was written, in every length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), (text) => {
        expect(textOf(new TextEncoder().encode(text))).toBe(text);
      }),
      { numRuns: 50 },
    );
    expect(textOf(new TextEncoder().encode('乡'.repeat(5000)))).toBe('乡'.repeat(5000));
  });

  test('[S2] only the canonical spelling is canonical', () => {
    const spell = (text: string) => isCanonical(new TextEncoder().encode(text));
    expect(spell('{"a":1,"b":"乡"}')).toBe(true);
    for (const other of [
      '{"b":"乡","a":1}',
      '{"a":1.0,"b":"乡"}',
      '{ "a":1,"b":"乡"}',
      '{"a":1,"b":"\\u4e61"}',
      '{"a":"\\ud800"}',
      '{',
    ])
      expect(spell(other)).toBe(false);
    // An overlong spelling of "a" decodes to the same text, and is not what canonical JSON writes.
    const overlong = Uint8Array.of(0x22, 0xc1, 0xa1, 0x22);
    expect(isCanonical(overlong)).toBe(false);
  });

  test('[S2] hex is lower case and even', () => {
    expect(bytesOfHex('00ff')).toEqual(Uint8Array.of(0, 255));
    for (const wrong of ['0', '0F', 'xx', '00 ']) expect(bytesOfHex(wrong)).toBeUndefined();
  });
});
