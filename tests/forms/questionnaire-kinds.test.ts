import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import type { JsonObject } from '#forms/json.ts';
import { compiledFormat } from '#forms/questionnaire/compiled.ts';
import { markdownHtml, unsafeMarkdown } from '#forms/questionnaire/markdown.ts';
import { outlineOf, sensitivePaths } from '#forms/questionnaire/outline.ts';
import { context as outside, withElements as published } from '#tests/support/checking.ts';
import { codesIn, faultsOf, question, withElements } from '#tests/support/publishing.ts';

const grid = (properties: object): object => ({
  type: 'matrixdynamic',
  name: 'm',
  columns: [{ name: 'a', cellType: 'text' }],
  ...properties,
});
const codes = (...elements: object[]): readonly string[] => codesIn(withElements(...elements));

describe('questions that hold questions', () => {
  test('[Q19] cells and fields are questions like any other', () => {
    expect(codes(grid({}))).toEqual([]);
    expect(codes(grid({ columns: [{ name: 'a' }] }))).toEqual(['no-choices']);
    expect(codes(grid({ columns: [{ name: 'a' }], choices: [1, 2] }))).toEqual([]);
    expect(codes(grid({ columns: [{ name: 'a', cellType: 'paneldynamic' }] }))).toEqual(['unknown-type']);
    expect(codes(grid({ columns: [{ name: 'a', cellType: 'text', colour: 'red' }] }))).toEqual([
      'unknown-property',
    ]);
    expect(
      codes(
        grid({
          columns: [
            { name: 'A', cellType: 'text' },
            { name: 'a', cellType: 'text' },
          ],
        }),
      ),
    ).toEqual(['duplicate-name']);
    expect(codes(grid({ columns: [] }))).toEqual(['missing-property']);
    expect(codes(grid({ minRowCount: 5, maxRowCount: 3 }))).toEqual(['bounds-crossed']);
    expect(codes(grid({ keyName: 'b' }))).toEqual(['unknown-key-name']);
    expect(codes({ type: 'multipletext', name: 't', items: [] })).toEqual(['missing-property']);
    expect(
      codes({ type: 'multipletext', name: 't', items: [{ name: 'a', inputType: 'number', min: 1 }] }),
    ).toEqual(['unknown-property']);
    const nested = (inner: object, list: string) => ({
      type: 'paneldynamic',
      name: list,
      templateElements: [inner],
    });
    expect(codes(nested(grid({}), 'l'))).toEqual([]);
    expect(codes(nested(nested(grid({}), 'l'), 'k'))).toContain('nested-too-deep');
  });

  test('[Q19] are reached by expressions where SurveyJS reaches them', () => {
    const fixed = {
      type: 'matrixdropdown',
      name: 'f',
      rows: ['r1', '土地'],
      columns: [
        { name: 'c', cellType: 'text', requiredIf: '{row.d} notempty and {rowIndex} > 1' },
        { name: 'd', cellType: 'text' },
      ],
    };
    const texts = { type: 'multipletext', name: 't', items: [{ name: 'i' }] };
    const plain = { type: 'matrix', name: 'x', rows: ['r1'], columns: ['c1'] };
    const asked = (visibleIf: string) => codes(fixed, texts, plain, grid({}), question({ visibleIf }));
    for (const expression of [
      '{f.r1.c} = 1',
      '{f.土地.c} empty',
      '{f.r1} empty',
      '{t.i} = 1',
      '{x.r1} = 1',
      '{m[0].a} = 1',
      "sumInArray({m}, 'a') > 1",
    ])
      expect(asked(expression), expression).toEqual([]);
    for (const expression of [
      '{f.r2.c} = 1',
      '{f.r1.x} = 1',
      '{t.j} = 1',
      '{x.r9} = 1',
      '{row.c} = 1',
      '{m.a} = 1',
      "sumInArray({f}, 'c') > 1",
    ])
      expect(asked(expression), expression).not.toEqual([]);
    const inPanel = grid({
      columns: [{ name: 'a', cellType: 'text', visibleIf: '{panel.z} = 1 and {panelIndex} = 0' }],
    });
    expect(
      codes({ type: 'paneldynamic', name: 'l', templateElements: [inPanel, question({ name: 'z' })] }),
    ).toEqual([]);
    expect(codes(inPanel)).toEqual(['unknown-reference']);
  });

  test('[Q20] rows are texts or numbers, differ, and reach no prototype', () => {
    const rows = (...given: unknown[]) => codes({ type: 'matrix', name: 'x', columns: [1], rows: given });
    expect(rows('a', 2)).toEqual([]);
    expect(rows('a', 'A')).toEqual(['duplicate-choice']);
    expect(rows(true)).toEqual(['wrong-shape']);
    expect(rows('__proto__')).toEqual(['unsafe-key']);
    expect(rows()).toEqual(['no-choices']);
  });
});

describe('values and what sets them', () => {
  test('[Q21] questions of one kind may share a value', () => {
    const shared = (type: string, name: string) => ({
      type,
      name,
      valueName: 'v',
      ...(type === 'radiogroup' ? { choices: [1] } : {}),
    });
    expect(codes(shared('text', 'a'), shared('text', 'b'), question({ visibleIf: '{v} = 1' }))).toEqual([]);
    expect(codes(shared('text', 'a'), question({ visibleIf: '{a} = 1' }))).toEqual(['unknown-reference']);
    expect(codes(shared('text', 'a'), shared('comment', 'b'))).toEqual(['shared-value']);
    expect(codes(shared('text', 'a'), { type: 'radiogroup', name: 'v', choices: [1] })).toEqual([
      'shared-value',
    ]);
    expect(codes(question({ valueName: 'not a name' }))).toEqual(['bad-name']);
    expect(codes(question({ valueName: 'panel' }))).toEqual(['reserved-name']);
    const list = (name: string) => ({
      type: 'paneldynamic',
      name,
      valueName: 'v',
      templateElements: [question({})],
    });
    expect(codes(list('k'), { ...list('l'), templateElements: [question({ name: 'r' })] })).toEqual([]);
    expect(codes(list('k'), shared('text', 'l'))).toEqual(['shared-value']);
    const computed = { calculatedValues: [{ name: 'v', expression: '1' }] };
    expect(codesIn({ ...(withElements(shared('text', 'a')) as object), ...computed })).toEqual([
      'shared-value',
    ]);
  });

  test('[Q23] what sets answers names what exists', () => {
    expect(codes(question({ setValueExpression: '{nobody}' }))).toEqual(['unknown-reference']);
    expect(codes(question({ setValueIf: '(' }), question({ name: 'r', resetValueIf: '{q} = 1' }))).toEqual([
      'expression-syntax',
    ]);
    const triggers = (...given: object[]) =>
      codesIn({ ...(withElements(question({})) as object), triggers: given });
    const expression = '{q} = 1';
    expect(
      triggers(
        { type: 'setvalue', expression, setToName: 'q', setValue: 1 },
        { type: 'copyvalue', expression, setToName: 'q', fromName: 'q' },
        { type: 'runexpression', expression, setToName: 'q', runExpression: '{q} + 1' },
        { type: 'skip', expression, gotoName: 'q' },
      ),
    ).toEqual([]);
    expect(triggers({ type: 'complete', expression })).toEqual(['refused-type']);
    expect(triggers({ type: 'visible', expression })).toEqual(['refused-type']);
    expect(triggers({ type: 'magic' }, { type: 'toString' })).toEqual(['unknown-type', 'unknown-type']);
    expect(triggers({ type: 'setvalue', expression: '{z} = 1', setToName: 'z' })).toEqual([
      'unknown-reference',
      'unknown-reference',
    ]);
    expect(triggers({ type: 'skip', expression, gotoName: 'q', name: 'q' })).toEqual(['unknown-property']);
  });
});

describe('what is shown', () => {
  test('[Q22] words are Markdown, images are our own', () => {
    const words = (html: unknown) => codes({ type: 'html', name: 'h', html }, question({}));
    expect(words('# Income\n\n- **all** of it\n- see [the law](https://example.org/law)')).toEqual([]);
    expect(words({ default: 'Hello', 'zh-cn': '你好' })).toEqual([]);
    for (const bad of [
      '<b>x</b>',
      'a & b',
      'Hello {q}',
      '![x](https://example.org/x.png)',
      '[x](javascript:alert(1))',
      '[x](//example.org)',
    ])
      expect(words(bad), bad).toEqual(['bad-markdown']);
    expect(
      faultsOf(
        withElements({ type: 'html', name: 'h', html: { default: 'ok', 'zh-cn': '<b>' } }, question({})),
      ),
    ).toEqual([
      {
        at: '/pages/0/elements/0/html/zh-cn',
        code: 'bad-markdown',
        facts: { property: 'html', found: '<b>' },
      },
    ]);
    expect(codes({ type: 'html', name: 'h' }, question({}))).toEqual(['missing-property']);
    const image = (imageLink: unknown) =>
      codes(
        { type: 'image', name: 'i', imageLink, altText: { default: 'A map', 'zh-cn': '地图' } },
        question({}),
      );
    expect(image(`blobs/pictures/${'0'.repeat(64)}.png`)).toEqual([]);
    for (const bad of [
      'blobs/pack/map.png',
      `blobs/pictures/${'0'.repeat(64)}.svg`,
      `blobs/pictures/${'0'.repeat(63)}.png`,
      'https://example.org/x.png',
      'blobs/../x.png',
      'blobs/x.pdf',
      'data:image/png;base64,AA',
      7,
    ])
      expect(image(bad), String(bad)).toEqual(['wrong-shape']);
    expect(codes({ type: 'html', name: 'h', html: 'x', visibleIf: '{h} = 1' }, question({}))).toEqual([
      'unknown-reference',
    ]);
    expect(codes({ type: 'html', name: 'q', html: 'x' }, question({}))).toEqual(['duplicate-name']);
  });

  test('[Q22] the HTML of any text has no tags but its own', () => {
    expect(markdownHtml('# A\n1. **b** & *c*\n\n[d](https://e.org)')).toBe(
      '<h3>A</h3><ol><li><strong>b</strong> &amp; <em>c</em></li></ol><p><a href="https://e.org" rel="noopener noreferrer">d</a></p>',
    );
    const sign = fc.constantFrom(
      ...'<>&"\'*_[]()#-1. \n/ab:'.split(''),
      'https://',
      'javascript:',
      '<script>',
      'onerror=',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
        const html = markdownHtml(signs.join(''));
        const bare = html.replace(
          /<\/?(?:p|h3|ul|ol|li|strong|em|br)>|<a href="https:\/\/[^"<>\s]*" rel="noopener noreferrer">|<\/a>/g,
          '',
        );
        expect(bare).not.toMatch(/[<>]/);
        const kept = unsafeMarkdown(signs.join('')) === undefined;
        if (kept) expect(html).not.toMatch(/href="(?!https:)/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[Q24] files and signatures are stored by us and never inside the answers', () => {
    expect(codes({ type: 'file', name: 'f' })).toEqual(['missing-property']);
    expect(codes({ type: 'signaturepad', name: 's', storeDataAsText: true })).toEqual(['missing-property']);
    expect(
      codes({ type: 'file', name: 'f', storeDataAsText: false, allowMultiple: true, maxFiles: 3 }),
    ).toEqual([]);
    expect(codes({ type: 'signaturepad', name: 's', storeDataAsText: false, dataFormat: 'svg' })).toEqual([
      'wrong-shape',
    ]);
  });

  test('[Q17] the outline shows what is inside matrices and fields', () => {
    const source = withElements(
      { type: 'html', name: 'h', html: 'x' },
      {
        type: 'matrixdropdown',
        name: 'm',
        rows: ['r'],
        columns: [{ name: 'c', cellType: 'text', sensitive: 'phone' }],
      },
      { type: 'matrix', name: 'x', rows: ['r'], columns: ['c'] },
      { type: 'multipletext', name: 't', items: [{ name: 'i', inputType: 'password' }] },
      question({ valueName: 'v', sensitive: 'phone' }),
    ) as JsonObject;
    const [page] = outlineOf(source);
    expect(page?.questions.map(({ path }) => path)).toEqual(['m', 'x', 't', 'v']);
    expect(page?.questions[0]).toMatchObject({
      rows: [{ value: 'r' }],
      items: [{ path: 'm.c', type: 'text' }],
    });
    expect(page?.questions[1]).toMatchObject({ rows: [{ value: 'r' }], choices: [{ value: 'c' }] });
    const edition = { ...published(question({})), source };
    expect(sensitivePaths(edition)).toEqual(['m.*.c', 't.i', 'v']);
  });

  test('[Q25] editions of an older format are read, those of a newer one are not', () => {
    const edition = published(question({}));
    const inFormat = (format: number) => ({
      ...edition,
      compiled: { ...(edition.compiled as JsonObject), format },
    });
    expect(checkAnswers(inFormat(1), { q: 'x' }, outside)).toMatchObject({ ok: true });
    expect(() => checkAnswers(inFormat(compiledFormat + 1), {}, outside)).toThrow(/another compiled format/);
  });

  test('[A28] a comment and a description of “other” would share one place', () => {
    const both = { type: 'radiogroup', name: 'r', choices: [1], showOtherItem: true, showCommentArea: true };
    expect(codes(both)).toEqual(['refused-property']);
    expect(codes(question({ showCommentArea: true }))).toEqual(['unknown-property']);
  });
});
