/** Where typed JSON stops being JSON: found the same in every browser, and never in what parses. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOffset, parseSource } from '#web/design/document/json-text.ts';

describe('JSON as typed', () => {
  test('[D3] what parses is taken on, as pages', () => {
    expect(parseSource('{"elements": []}')).toEqual({
      ok: true,
      source: { pages: [{ name: 'page1', elements: [] }] },
    });
    expect(parseSource('[1]')).toEqual({ ok: false });
  });

  test('a mistake is told by line and column', () => {
    expect(parseSource('{\n  "a": 1,\n}')).toEqual({ ok: false, line: 3, column: 1 });
    expect(parseSource('{\n  "a" 1\n}')).toEqual({ ok: false, line: 2, column: 7 });
    expect(parseSource('{"a": tru}')).toEqual({ ok: false, line: 1, column: 7 });
    expect(parseSource('{"a": [1, 2')).toEqual({ ok: false, line: 1, column: 12 });
  });

  test('JSON has no fault, and cutting JSON short puts it at the end or before', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), (text, cut) => {
        expect(faultOffset(text)).toBe(text.length);
        const short = text.slice(0, cut % (text.length + 1));
        expect(faultOffset(short)).toBeLessThanOrEqual(short.length);
      }),
    );
  });
});
