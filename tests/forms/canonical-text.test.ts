import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '#forms/json.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { isCanonical, scanCanonical } from '#forms/seal/canonical-scan.ts';
import { hexOf, isSpelled, sameBytes } from '#forms/seal/hash.ts';

const wellFormed = fc.string({ unit: 'grapheme' });
const named = fc.oneof(wellFormed, fc.nat(20).map(String), fc.string({ unit: 'binary-ascii' }));
const json = fc.jsonValue({ stringUnit: 'grapheme' }) as fc.Arbitrary<Json>;
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The definition: read strictly, written out again, compared. */
const isWrittenCanonically = (bytes: Uint8Array): boolean => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return sameBytes(canonicalJson(JSON.parse(text) as Json), bytes);
  } catch {
    return false;
  }
};

test('[S2] what is written canonically is known by its bytes, and any other spelling too', () => {
  fc.assert(
    fc.property(fc.oneof(json, fc.dictionary(named, json)), fc.nat(1), (value, spaces) => {
      expect(isCanonical(canonicalJson(value))).toBe(true);
      const otherwise = bytesOf(JSON.stringify(value, null, spaces));
      expect(isCanonical(otherwise)).toBe(isWrittenCanonically(otherwise));
    }),
    { numRuns: 300 },
  );
});

const telling = [...'{}[]",:\\u0019eE+-. truefalsnl'].map((one) => one.charCodeAt(0));
const anyByte = fc.oneof(fc.constantFrom(...telling), fc.nat(255));
const change = fc.record({ at: fc.nat(), byte: anyByte, how: fc.constantFrom('put', 'insert', 'drop') });

test('[S2] one byte put, added or taken away is judged as reading and writing would judge it', () => {
  fc.assert(
    fc.property(
      fc.dictionary(named, json),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      (value, changes) => {
        const bytes = [...canonicalJson(value)];
        for (const { at, byte, how } of changes) {
          const place = at % (bytes.length + 1);
          if (how === 'put') bytes[place] = byte;
          else bytes.splice(place, how === 'drop' ? 1 : 0, ...(how === 'drop' ? [] : [byte]));
        }
        const changed = Uint8Array.from(bytes);
        expect(isCanonical(changed)).toBe(isWrittenCanonically(changed));
      },
    ),
    { numRuns: 2000 },
  );
});

test('[S2] a number has one spelling, whatever can be made of digits, points and exponents', () => {
  const piece = fc.constantFrom(
    '0',
    '1',
    '9',
    '00',
    '5',
    '-',
    '.',
    'e',
    'E',
    '+',
    '123456789',
    '20',
    '21',
    '7',
  );
  const doubles = fc.double().map((value) => String(value));
  const decimals = fc
    .tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.nat(20))
    .map(([whole, places]) => {
      const digits = String(whole)
        .replace('-', '')
        .padStart(places + 1, '0');
      const cut = digits.length - places;
      return `${whole < 0n ? '-' : ''}${digits.slice(0, cut)}${places > 0 ? `.${digits.slice(cut)}` : ''}`;
    });
  const spelled = fc.oneof(
    fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join('')),
    doubles,
    decimals,
  );
  fc.assert(
    fc.property(spelled, (text) => {
      for (const whole of [text, `[${text},${text}]`])
        expect(isCanonical(bytesOf(whole))).toBe(isWrittenCanonically(bytesOf(whole)));
    }),
    { numRuns: 3000 },
  );
});

test('[S2] names in another order, names twice, malformed text and whatever follows are no canonical JSON', () => {
  for (const text of [
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"ab":1,"a":1}',
    '{"\ufb33":1,"\u{1f600}":1}',
    '[1.0]',
    '"\\u0041"',
    '"\\/"',
    '"\\u000A"',
    '"\\ud800"',
    '"\\u007f"',
    '"\n"',
    '{"9":1,"10":1}',
    '{"a":{"c":1,"b":1}}',
    '1 ',
    '[1,]',
    'nul',
    '',
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  ])
    expect(isCanonical(bytesOf(text)), text.slice(0, 20)).toBe(false);
  for (const text of [
    '{"a":1,"b":2}',
    '{"10":1,"9":1}',
    '{"\u{1f600}":1,"\ufb33":1}',
    '"\\\\ud800"',
    '{"a":[{"b":1,"c":1}],"b":[]}',
    '"\\u000f\\n\u007f\u2028"',
    '{"__proto__":{},"a":-1e-7}',
    'null',
  ])
    expect(isCanonical(bytesOf(text)), text).toBe(true);
  for (const malformed of [[0xc1, 0xa1], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe4, 0xb9], [0x80]])
    expect(isCanonical(Uint8Array.of(0x22, ...malformed, 0x22))).toBe(false);
});

test('[S2] a member of the outermost object is found where its own bytes stand', () => {
  fc.assert(
    fc.property(fc.dictionary(named, json), named, json, (others, name, value) => {
      const bytes = canonicalJson({ ...others, [name]: value });
      const { from, to } = scanCanonical(bytes, name)?.member ?? { from: 0, to: 0 };
      expect(bytes.subarray(from, to)).toEqual(canonicalJson(value));
    }),
  );
  expect(scanCanonical(bytesOf('{"a":{"b":1}}'), 'b')).toEqual({ member: undefined });
  expect(scanCanonical(bytesOf('[{"b":1}]'), 'b')).toEqual({ member: undefined });
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
