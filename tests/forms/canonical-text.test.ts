import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '#forms/json.ts';
import { canonicalTextOf, isCanonicalText, memberBytes } from '#forms/seal/canonical-json.ts';
import { hexOf, isSpelled } from '#forms/seal/hash.ts';

const wellFormed = fc.string({ unit: 'grapheme' });
const named = fc.oneof(wellFormed, fc.nat(20).map(String));
const json = fc.jsonValue({ stringUnit: 'grapheme' }) as fc.Arbitrary<Json>;

test('[S2] a text is canonical exactly when writing its value canonically gives it again', () => {
  fc.assert(
    fc.property(fc.oneof(json, fc.dictionary(named, json)), fc.boolean(), (value, spaced) => {
      const text = spaced ? JSON.stringify(value, null, 1) : JSON.stringify(value);
      const parsed = JSON.parse(text) as Json;
      expect(isCanonicalText(text, parsed)).toBe(canonicalTextOf(parsed) === text);
    }),
  );
  for (const text of [
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '[1.0]',
    '"\\u0041"',
    '{"9":1,"10":1}',
    '{"a":{"c":1,"b":1}}',
  ])
    expect(isCanonicalText(text, JSON.parse(text))).toBe(false);
  for (const text of ['{"a":1,"b":2}', '{"10":1,"9":1}', '"\\\\ud800"', '{"a":[{"b":1,"c":1}]}', 'null'])
    expect(isCanonicalText(text, JSON.parse(text))).toBe(true);
  expect(() => isCanonicalText('"\\ud800"', JSON.parse('"\\ud800"'))).toThrow('well-formed');
});

test('[S2] a member stands in the text of its object as it would be written by itself', () => {
  fc.assert(
    fc.property(fc.dictionary(named, json), named, json, (others, name, value) => {
      const text = canonicalTextOf({ ...others, [name]: value });
      const object = JSON.parse(text) as { [key: string]: Json };
      const bytes = memberBytes({ bytes: new TextEncoder().encode(text), text, value: object }, name);
      expect(new TextDecoder().decode(bytes)).toBe(canonicalTextOf(value));
    }),
  );
  expect(memberBytes({ bytes: new Uint8Array(7), text: '{"a":1}', value: { a: 1 } }, 'b')).toBeUndefined();
});

test('[S2] a hash is compared with its spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(), (bytes, at) => {
      const hex = hexOf(bytes);
      expect(isSpelled(bytes, hex)).toBe(true);
      expect(isSpelled(bytes, `${hex}0`)).toBe(false);
      if (hex === '') return;
      const place = at % hex.length;
      const other = hex[place] === '0' ? '1' : '0';
      expect(isSpelled(bytes, hex.slice(0, place) + other + hex.slice(place + 1))).toBe(false);
    }),
  );
  expect(isSpelled(Uint8Array.of(0xab), 'AB')).toBe(false);
});
