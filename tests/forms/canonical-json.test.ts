import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '#forms/json.ts';
import { canonicalJson, canonicalJsonWith } from '#forms/seal/canonical-json.ts';

const text = (value: Json): string => new TextDecoder().decode(canonicalJson(value));

const shuffled = (value: Json, seed: number): Json => {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, shuffled(member, seed)] as const);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => ((a.length * 7 + seed) % 5) - ((b.length * 7 + seed) % 5)),
  );
};
const json = fc.jsonValue({ noUnicodeString: false, maxDepth: 4 } as object) as fc.Arbitrary<Json>;

describe('canonical JSON', () => {
  test('[A11] is the same for every order of keys, and reads back as the same value', () => {
    fc.assert(
      fc.property(json, fc.nat(), (value, seed) => {
        expect(text(shuffled(value, seed))).toBe(text(value));
        expect(text(JSON.parse(text(value)))).toBe(text(value));
        expect(JSON.parse(text(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('[A11] writes numbers, escapes and order as RFC 8785 has them', () => {
    expect(text([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0, 1e21, 1e20])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,100000000000000000000]',
    );
    expect(text('\u20ac$\u000f\nA\'B"\\/\u007f')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\/\u007f"');
    // RFC 8785 3.2.3: by UTF-16 code units, so that 😀 comes before דּ.
    expect(text({ '\u20ac': 1, '\r': 2, '\ufb33': 3, 1: 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    );
    expect(text(['\\ud800', '\u{1f600}'])).toBe('["\\\\ud800","\u{1f600}"]');
    expect(canonicalJson('好')).toEqual(Uint8Array.of(0x22, 0xe5, 0xa5, 0xbd, 0x22));
  });

  test('[A11] a member whose bytes are known stands where it would have been written', () => {
    const names = fc.constantFrom('a', 'answers', 'b', 'é', '10', '9', '"');
    fc.assert(
      fc.property(
        fc.dictionary(names, json, { noNullPrototype: true }),
        names,
        json,
        (rest, name, member) => {
          const { [name]: _, ...others } = rest as { [key: string]: Json };
          expect(canonicalJsonWith(others, name, canonicalJson(member))).toEqual(
            canonicalJson({ ...others, [name]: member }),
          );
        },
      ),
    );
  });

  test('[A11] throws on what JSON cannot hold', () => {
    for (const value of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      '\ud800',
      { '\udc00': 1 },
      { b: 1, a: ['\ud83d'] },
      { a: { b: Number.NaN } },
      undefined,
      [undefined],
      1n,
    ]) {
      expect(() => canonicalJson(value as Json)).toThrow(TypeError);
    }
  });
});
