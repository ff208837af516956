import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { certificateText } from '#forms/seal/certificate-text.ts';

const facts = {
  campaign: 'township-2031',
  seal: { id: 'annual-2031' },
  root: 'ab'.repeat(32),
  signer: { fingerprint: '0123456789abcdef' },
};

test('[D26] the square on a certificate says campaign, seal, root, manifest and key in lines that can be read', () => {
  const text = certificateText(facts, 'cd'.repeat(32));
  expect(text.split('\n')).toEqual([
    'xiangbiao-seal',
    'campaign township-2031',
    'seal annual-2031',
    `root ${'ab'.repeat(32)}`,
    `manifest ${'cd'.repeat(32)}`,
    'key 0123456789abcdef',
  ]);
  expect(certificateText({ ...facts, root: 'ac'.repeat(32) }, 'cd'.repeat(32))).not.toBe(text);
});

test('[D26] it fits a square that a phone reads from paper: modules of at least four tenths of a millimetre on 34', () => {
  const { size } = encode(certificateText(facts, 'cd'.repeat(32)), { ecc: 'Q', border: 4 });
  expect(34 / size).toBeGreaterThan(0.4);
});
