/** Pictures of questionnaires: what counts as one, how they are named, and those that a pack brings. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePack } from '#forms/campaign/pack.ts';
import { isPicturePath } from '#forms/campaign/pack-pictures.ts';
import type { JsonObject } from '#forms/json.ts';
import { picturesIn } from '#forms/questionnaire/picture.ts';
import { pictureHead, tellsMore } from '#forms/questionnaire/picture-bytes.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import { aPng, exifSegment, jpegHead, pngChunk, webpChunk, webpHeads } from '#tests/support/pictures.ts';
import { smallPackFiles } from '#tests/support/small-pack.ts';

const text = (words: string) => new TextEncoder().encode(words);

describe('bytes of pictures', () => {
  test('[Q33] a picture is what its first bytes say, with its size in pixels', () => {
    const size = { width: 1234, height: 567 };
    expect(pictureHead(aPng(1234, 567))).toEqual({ type: 'image/png', ...size });
    expect(pictureHead(jpegHead(1234, 567, [exifSegment]))).toEqual({ type: 'image/jpeg', ...size });
    for (const webp of webpHeads(1234, 567))
      expect(pictureHead(webp)).toEqual({ type: 'image/webp', ...size });
  });

  test('[Q33] nothing else is one: SVG, PDF, GIF, text, a head that stops, no sides', () => {
    const none = [
      text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'.padEnd(60)),
      text('%PDF-1.7'.padEnd(60)),
      text('GIF89a'.padEnd(60)),
      aPng().subarray(0, 30),
      jpegHead().subarray(0, 30),
      aPng(0, 3),
      jpegHead(4, 0),
      new Uint8Array(),
    ];
    for (const bytes of none) expect(pictureHead(bytes)).toBeUndefined();
  });

  test('[Q33] no bytes make it throw or run on', () => {
    const beginnings = [aPng(), jpegHead(), ...webpHeads(), new Uint8Array()];
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.nat(40),
        fc.uint8Array({ maxLength: 80 }),
        (good, keep, junk) => {
          const bytes = new Uint8Array([...good.subarray(0, keep), ...junk]);
          pictureHead(bytes);
          tellsMore(bytes);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('[W45] it is seen that a camera wrote more than the picture', () => {
    const [plain, , extended] = webpHeads();
    expect(tellsMore(jpegHead(4, 3, [exifSegment]))).toBe(true);
    expect(tellsMore(aPng(4, 3, [pngChunk('eXIf', text('MM'))]))).toBe(true);
    expect(tellsMore(aPng(4, 3, [pngChunk('pHYs', new Uint8Array(9)), pngChunk('iTXt', text('XML'))]))).toBe(
      true,
    );
    expect(extended && tellsMore(extended)).toBe(true);
    expect(tellsMore(jpegHead())).toBe(false);
    expect(tellsMore(aPng(4, 3, [pngChunk('pHYs', new Uint8Array(9))]))).toBe(false);
    expect(plain && tellsMore(plain)).toBe(false);
    expect(webpChunk('EXIF', text('Exif')).length).toBe(12);
  });
});

const link = `blobs/pictures/${'ab'.repeat(32)}.png`;
const showing = (picture: JsonObject) => ({
  pages: [
    {
      name: 'p',
      elements: [
        { type: 'image', name: 'map', ...picture },
        { type: 'text', name: 'q' },
      ],
    },
  ],
});
const faultsOf = (picture: JsonObject, locales: readonly string[] = ['zh-CN', 'en']) => {
  const published = publish(showing(picture), { questionnaire: 'x', edition: 1, codeLists: {}, locales });
  return published.ok ? [] : published.refusal;
};

describe('pictures of a questionnaire', () => {
  test('[Q33] words for those who cannot see it are there in every language of the pack', () => {
    expect(faultsOf({ imageLink: link, altText: { default: 'A map', 'zh-cn': '地图' } })).toEqual([]);
    expect(faultsOf({ imageLink: link, altText: 'A map' }, ['en'])).toEqual([]);
    const at = '/pages/0/elements/0/altText';
    const missing = (language: string) => ({ at, code: 'language-missing', facts: { language } });
    expect(faultsOf({ imageLink: link, altText: 'A map' })).toEqual([missing('zh-CN'), missing('en')]);
    expect(faultsOf({ imageLink: link, altText: { default: 'A map' } })).toEqual([missing('zh-CN')]);
    expect(faultsOf({ imageLink: link, altText: { en: ' ', 'zh-cn': '地图' } })).toEqual([missing('en')]);
    expect(faultsOf({ imageLink: link })).toEqual([
      { at: '/pages/0/elements/0', code: 'missing-property', facts: { property: 'altText', type: 'image' } },
    ]);
  });

  test('[Q33] pictures are found wherever they stand', () => {
    const inside = { type: 'image', name: 'b', imageLink: link };
    const source = {
      pages: [
        { elements: [{ type: 'panel', elements: [{ type: 'paneldynamic', templateElements: [inside] }] }] },
        {
          elements: [
            { type: 'image', imageLink: 'https://example.org/x.png' },
            { type: 'text', imageLink: link },
          ],
        },
      ],
    };
    expect(picturesIn(source)).toEqual([
      { at: '/pages/0/elements/0/elements/0/templateElements/0/imageLink', reference: link },
    ]);
    let deep: unknown = inside;
    for (let depth = 0; depth < 50_000; depth += 1) deep = { elements: [deep] };
    expect(picturesIn(deep)).toEqual([]);
  });
});

const altText = 'A house';
const packWith = (images: { readonly [path: string]: unknown }, ...links: readonly string[]) =>
  parsePack({
    ...smallPackFiles,
    ...images,
    'pack.json': { ...smallPackFiles['pack.json'], locales: ['en'] },
    'place.json': {
      pages: [
        {
          name: 'main',
          elements: [
            ...smallPackFiles['place.json'].pages.flatMap(({ elements }) => elements),
            ...links.map((imageLink, index) => ({ type: 'image', name: `i${index}`, imageLink, altText })),
          ],
        },
      ],
    },
  });

describe('pictures of a pack', () => {
  test('[Q35] are named by their bytes once the pack is read, each once', () => {
    const house = aPng(8, 8);
    const parsed = packWith(
      { 'images/house.png': house, 'images/again.png': house },
      'images/house.png',
      'images/again.png',
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
    const { pictures = [], editions } = parsed.value;
    expect(pictures).toEqual([
      { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), type: 'image/png', bytes: house },
    ]);
    const place = editions.find(({ questionnaire }) => questionnaire === 'place');
    expect(picturesIn(place?.source).map(({ reference }) => reference)).toEqual(
      [0, 1].map(() => `blobs/pictures/${pictures[0]?.sha256}.png`),
    );
  });

  test('[Q35] missing, not shown, no picture, too large: each a fault at its place', () => {
    const parsed = packWith(
      {
        'images/spare.png': aPng(),
        'images/drawing.svg': text('<svg/>'),
        'images/wide.png': aPng(5000, 1),
        'images/heavy.png': aPng(4, 3, [pngChunk('pHYs', new Uint8Array(1_100_000))]),
      },
      'images/gone.png',
      'images/drawing.svg',
      'images/wide.png',
      'images/heavy.png',
    );
    const limit = 1_048_576;
    expect(parsed.ok ? [] : parsed.refusal).toEqual([
      ...[
        {
          at: 'images/drawing.svg#',
          code: 'picture-kind',
          facts: { picture: 'images/drawing.svg', found: 'svg' },
        },
        {
          at: 'images/wide.png#',
          code: 'picture-too-wide',
          facts: { picture: 'images/wide.png', side: 5000, limit: 4096 },
        },
      ],
      {
        ...{ at: 'images/heavy.png#', code: 'picture-too-large' },
        facts: { picture: 'images/heavy.png', size: expect.any(Number), limit },
      },
      {
        ...{ at: 'place.json#/pages/0/elements/1/imageLink', code: 'unknown-picture' },
        facts: { picture: 'images/gone.png' },
      },
      { at: 'images/spare.png#', code: 'picture-not-shown', facts: { picture: 'images/spare.png' } },
    ]);
  });

  test('[Q35] what programs leave in folders is no picture', () => {
    expect(isPicturePath('images/a/b.png')).toBe(true);
    for (const path of ['images/.hidden', 'images/.git/x.png', 'other/images/x.png', 'images/'])
      expect(isPicturePath(path), path).toBe(false);
  });
});
