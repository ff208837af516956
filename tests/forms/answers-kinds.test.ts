import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blobType } from '#forms/answers/blob-reference.ts';
import { checkAnswers, shownQuestions } from '#forms/answers/check-answers.ts';
import { maskSensitive } from '#forms/answers/mask.ts';
import { pruneDraft } from '#forms/answers/prune.ts';
import { ownWords } from '#forms/questionnaire/own-words.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { answersOf, context, found, violationsOf, withElements } from '#tests/support/checking.ts';

const blob = (name: string): string => `blobs/campaign/990101001001/${name}`;
const file = (name: string, type: string, content = blob(`a1.${name.split('.').at(-1)}`)) => ({
  name,
  type,
  content,
});

describe('files', () => {
  test('[A21] signatures and files are references to blobs of our own', () => {
    const edition = withElements(
      { type: 'signaturepad', name: 's', storeDataAsText: false },
      {
        type: 'file',
        name: 'f',
        storeDataAsText: false,
        allowMultiple: true,
        maxFiles: 2,
        acceptedTypes: 'image/*, .pdf',
      },
      { type: 'file', name: 'g', storeDataAsText: false, acceptedTypes: '.png' },
    );
    const good = {
      s: blob('s.png'),
      f: [file('b.pdf', 'application/pdf'), file('c.jpg', 'image/jpeg')],
      g: [file('d.png', 'image/png')],
    };
    expect(answersOf(edition, good)).toEqual(good);
    for (const s of [
      'data:image/png;base64,AA',
      'https://example.org/x.png',
      blob('../s.png'),
      blob('s.pdf'),
      blob('s.png?x'),
      '//x/blobs/s.png',
      `blobs/${'a'.repeat(65)}.png`,
      'blobs/a\n.png',
    ])
      expect(found(edition, { s }), s).toEqual(['s not-our-blob']);
    expect(found(edition, { s: { toString: 1 } })).toEqual(['s wrong-type']);
    expect(found(edition, { f: 'x' })).toEqual(['f wrong-type']);
    expect(found(edition, { f: [null] })).toEqual(['f wrong-type']);
    expect(found(edition, { f: [{ ...file('b.pdf', 'application/pdf'), extra: 1 }] })).toEqual([
      'f unknown-key',
    ]);
    expect(found(edition, { f: [file('b.pdf', 'image/png')] })).toEqual(['f not-our-blob']);
    expect(found(edition, { f: [file('b.pdf', 'application/pdf', 'http://x/b.pdf')] })).toEqual([
      'f not-our-blob',
    ]);
    expect(found(edition, { f: Array.from({ length: 3 }, () => file('b.pdf', 'application/pdf')) })).toEqual([
      'f too-many-files',
    ]);
    expect(found(edition, { g: [file('b.pdf', 'application/pdf')] })).toEqual(['g file-not-accepted']);
    expect(found(edition, { g: [{ ...file('b.png', 'image/png'), name: '\ud800' }] })).toEqual([
      'g bad-text',
    ]);
    fc.assert(fc.property(fc.anything(), (raw) => blobType(raw) === undefined));
  });
});

const rows = ['r1', { value: 'r2', visibleIf: "{a} = 'x'" }];

describe('matrices', () => {
  test('[A22] a matrix has one column, or several, in each row that it has and shows', () => {
    const edition = withElements(
      { type: 'text', name: 'a' },
      {
        type: 'matrix',
        name: 'x',
        rows,
        columns: ['c1', { value: 2, visibleIf: '{a} empty' }],
        eachRowRequired: true,
      },
      {
        type: 'matrix',
        name: 'y',
        rows: ['2', '10'],
        columns: ['c1', 'c2'],
        cellType: 'checkbox',
        eachRowUnique: true,
      },
    );
    expect(answersOf(edition, { x: { r1: 2, r2: 'c1' } })).toEqual({ x: { r1: 2 } });
    expect(found(edition, { a: 'x', x: { r1: 'c1' } })).toEqual(['x rows-unanswered']);
    expect(found(edition, { a: 'x', x: { r1: 2, r2: 'c1' } })).toEqual(['x choice-not-offered']);
    expect(found(edition, { x: { r1: '2' } })).toEqual(['x not-a-choice']);
    expect(found(edition, { x: { r3: 'c1' } })).toEqual(['x unknown-key']);
    expect(found(edition, { x: JSON.parse('{"__proto__": "c1"}') })).toEqual(['x unknown-key']);
    expect(found(edition, { x: ['c1'] })).toEqual(['x wrong-type']);
    expect(found(edition, { x: { r1: 'c1' }, y: { 2: ['c1', 'c1'] } })).toEqual(['y repeated-choice']);
    expect(found(edition, { x: { r1: 'c1' }, y: { 2: ['c1', 'c2'], 10: ['c1', 'c2'] } })).toEqual([
      'y repeated-column',
    ]);
    const verdict = checkAnswers(edition, { x: { r1: 'c1' }, y: { 2: ['c2'], 10: ['c1'] } }, context);
    if (!verdict.ok) throw new Error(JSON.stringify(verdict.violations));
    expect(verdict.canonical).toEqual(canonicalJson(verdict.answers));
    expect(new TextDecoder().decode(verdict.canonical)).toBe(
      '{"x":{"r1":"c1"},"y":{"10":["c1"],"2":["c2"]}}',
    );
  });

  test('[A23] cells and fields are decoded and judged one by one, at their own path', () => {
    const columns = [
      { name: 'n', cellType: 'text', inputType: 'number', min: 0, isRequired: true },
      { name: 'k', cellType: 'dropdown', choices: ['p', 'q'], visibleIf: '{row.n} > 1' },
    ];
    const edition = withElements(
      { type: 'text', name: 'a' },
      { type: 'matrixdropdown', name: 'm', rows, columns, visibleIf: '{a} notempty' },
      {
        type: 'matrixdynamic',
        name: 'd',
        rowCount: 0,
        maxRowCount: 3,
        columns: [...columns, { name: 'u', cellType: 'text', isUnique: true, maxLength: 3 }],
      },
      {
        type: 'multipletext',
        name: 't',
        items: [
          { name: 'i', isRequired: true },
          { name: 'j', inputType: 'date' },
        ],
        visibleIf: "{a} = 'x'",
      },
      { type: 'expression', name: 'sum', expression: "sumInArray({d}, 'n') + {m.r1.n}" },
    );
    expect(answersOf(edition, {})).toEqual({ sum: 0 });
    expect(found(edition, { a: 'y' })).toEqual(['m.r1.n required']);
    expect(
      answersOf(edition, {
        a: 'y',
        m: { r1: { n: 1, k: 'p' }, r2: { n: -1 } },
        d: [{ n: 4, k: 'q', u: 'one' }, { n: 0 }],
      }),
    ).toEqual({
      a: 'y',
      m: { r1: { n: 1 } },
      d: [{ n: 4, k: 'q', u: 'one' }, { n: 0 }],
      sum: 5,
    });
    expect(found(edition, { a: 'x', m: { r1: { n: 1 }, r2: { n: -1 } }, t: { j: '2022-02-30' } })).toEqual([
      'm.r2.n too-small',
      't.i required',
      't.j not-a-date',
    ]);
    expect(found(edition, { d: [{ n: 1, z: 1 }] })).toEqual(['d[0] unknown-key']);
    expect(
      found(edition, {
        d: [
          { n: 1, u: 'Ab' },
          { n: 1, u: 'aB' },
        ],
      }),
    ).toEqual(['d[1].u repeated-key']);
    expect(found(edition, { d: [{}, {}, {}, {}] })).toEqual(['d too-many-items']);
    expect(found(edition, { d: { 0: {} } })).toEqual(['d wrong-type']);
    expect(found(edition, { a: 'y', m: { r9: {} } })).toEqual(['m unknown-key']);
    expect(found(edition, { a: 'y', m: { r1: 'x' } })).toEqual(['m wrong-type']);
    expect(found(edition, { a: 'x', m: { r1: { n: 1 }, r2: { n: 1 } }, t: ['i'] })).toEqual(['t wrong-type']);
    expect(shownQuestions(edition, { a: 'x', t: { i: 'y' } }, context)).toEqual([
      'a',
      'm',
      'm.r1.n',
      'm.r2.n',
      'd',
      't',
      't.i',
      't.j',
      'sum',
    ]);
  });

  test('[A16, A20, Q18] masking, pruning and the designer’s words reach into matrices and fields', () => {
    const edition = withElements(
      {
        type: 'matrixdropdown',
        name: 'm',
        rows: ['r1'],
        columns: [
          { name: 'c', cellType: 'text', sensitive: 'phone', isRequired: true, requiredErrorText: 'call' },
        ],
      },
      {
        type: 'multipletext',
        name: 't',
        items: [{ name: 'i', inputType: 'password', isRequired: true, requiredErrorText: 'whisper' }],
      },
      { type: 'matrix', name: 'x', rows: ['r1'], columns: [1] },
    );
    const answers = { m: { r1: { c: '13800000000' } }, t: { i: 'open sesame' }, x: { r1: 1 } };
    expect(maskSensitive(edition, answers)).toEqual({
      ...answers,
      m: { r1: { c: '138******00' } },
      t: { i: 'ope******me' },
    });
    const stale = {
      ...answers,
      m: { r1: { c: '1', d: 1 }, r0: {} },
      t: { i: 'x', k: 1 },
      x: { r1: 1, r0: 1 },
    };
    expect(pruneDraft(edition, stale)).toEqual({ m: { r1: { c: '1' } }, t: { i: 'x' }, x: { r1: 1 } });
    expect(
      violationsOf(checkAnswers(edition, {}, context)).map((violation) => ownWords(edition, violation)),
    ).toEqual(['call', 'whisper']);
  });
});
