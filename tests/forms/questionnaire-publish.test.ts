import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { functionNames } from '#forms/answers/functions/registry.ts';
import { violationCodes } from '#forms/answers/violations.ts';
import { type FaultCode, faultCodes } from '#forms/questionnaire/faults.ts';
import { questionTypes } from '#forms/questionnaire/kinds/registry.ts';
import { limits } from '#forms/questionnaire/limits.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import { everyKind } from '#tests/support/every-kind.ts';
import {
  codeLists,
  codesIn,
  context,
  faultsOf,
  faultsOfQuestion,
  question,
  withElements,
} from '#tests/support/publishing.ts';

describe('the publish gate', () => {
  test('[Q1] names every fault at once, each with its place', () => {
    const faults = faultsOf({
      pages: [
        {
          name: 'p',
          elements: [
            question({ name: '1x' }),
            question({ colour: 'red' }),
            question({ name: 'r', codeList: 'NO', type: 'dropdown' }),
          ],
        },
      ],
      navigateToUrl: 'https://example.org',
    });
    expect(faults).toEqual(
      expect.arrayContaining([
        { at: '/pages/0/elements/0/name', code: 'bad-name', facts: { name: '1x' } },
        {
          at: '/pages/0/elements/1/colour',
          code: 'unknown-property',
          facts: { property: 'colour', type: 'text' },
        },
        { at: '/pages/0/elements/2/codeList', code: 'unknown-code-list', facts: { codeList: 'NO' } },
        {
          at: '/navigateToUrl',
          code: 'refused-property',
          facts: { property: 'navigateToUrl', reason: 'remote' },
        },
      ]),
    );
  });

  test('[Q1] a questionnaire with every kind of question passes, is plain JSON and compiles the same again', () => {
    const [first, second] = [
      publish(everyKind, context),
      publish(JSON.parse(JSON.stringify(everyKind)), context),
    ];
    expect(first).toMatchObject({ ok: true });
    expect(first).toEqual(second);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  test('[Q1] never throws, whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (source) => typeof publish(source, context).ok === 'boolean'),
      { numRuns: 500 },
    );
    const word = fc.constantFrom(
      ...'type name pages elements text paneldynamic choices panel q visibleIf validators'.split(' '),
    );
    const nearly = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 6 },
        word,
        fc.constantFrom(null, 1, true, ''),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(word, tie('json')),
      ),
    })).json;
    fc.assert(
      fc.property(nearly, (source) => typeof publish({ pages: source }, context).ok === 'boolean'),
      { numRuns: 1_000 },
    );
  });

  test('[Q2] refuses what is no JSON document of bearable size and depth', () => {
    expect(codesIn(null)).toEqual(['not-json']);
    expect(codesIn([])).toEqual(['not-json']);
    expect(codesIn({ pages: [undefined] })).toContain('not-json');
    expect(codesIn({ pages: Number.NaN })).toContain('not-json');
    expect(codesIn({ title: '\ud800' })).toContain('bad-text');
    expect(codesIn(JSON.parse('{"pages": [], "__proto__": {"x": 1}}'))).toContain('unsafe-key');
    expect(codesIn(JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`))).toContain('too-deep');
    expect(codesIn({ pages: new Array(1_000_000).fill(0) })).toEqual(['too-large']);
    const page = {
      elements: Array.from({ length: 250 }, (_, index) =>
        question({ name: `q${index}`, title: 'x'.repeat(5_000) }),
      ),
    };
    expect(codesIn({ pages: [page] })).toEqual(['too-large']);
  });

  test('[Q3] takes the types of the subset and says why others are refused', () => {
    expect(faultsOf(withElements({ type: 'imagepicker', name: 'h' }))[0]).toMatchObject({
      code: 'refused-type',
      facts: { reason: 'remote' },
    });
    expect(codesIn(withElements({ type: 'slider', name: 'f' }))).toContain('refused-type');
    expect(codesIn(withElements({ type: 'magic', name: 'f' }))).toContain('unknown-type');
    expect(codesIn(withElements({ name: 'f' }))).toContain('unknown-type');
    expect(faultsOfQuestion({ inputType: 'datetime' })).toContain('unknown-type');
  });

  test('[Q4] refuses unknown, unsafe and misshapen properties by name', () => {
    expect(faultsOfQuestion({ isRequierd: true })).toEqual(['unknown-property']);
    expect(faultsOfQuestion({ isRequired: 'true' })).toEqual(['wrong-shape']);
    expect(faultsOfQuestion({ min: 3 })).toEqual(['unknown-property']);
    expect(faultsOfQuestion({ choicesByUrl: { url: 'x' } })).toEqual(['refused-property']);
    expect(faultsOfQuestion({ maskType: 'pattern' })).toEqual(['refused-property']);
    expect(codesIn({ pages: [], completedHtml: '<script>' })).toContain('refused-property');
    expect(faultsOfQuestion({ validators: [{ type: 'magic' }] })).toEqual(['unknown-type']);
    expect(faultsOfQuestion({ validators: [{ type: 'numeric', least: 1 }] })).toEqual(['unknown-property']);
    expect(faultsOfQuestion({ inputType: 'number', min: 5, max: 1 })).toEqual(['bounds-crossed']);
    expect(faultsOfQuestion({ inputType: 'date', min: '2022-02-30' })).toEqual(['wrong-shape']);
    expect(codesIn(withElements({ type: 'expression', name: 'e' }))).toEqual(['missing-property']);
  });

  test('[Q5] texts may be written in the languages of the pack', () => {
    expect(faultsOfQuestion({ title: { default: 'x', 'zh-cn': '好' } })).toEqual([]);
    expect(faultsOfQuestion({ title: { default: 'x' } })).toEqual([]);
    expect(faultsOfQuestion({ title: { fr: 'x' } })).toEqual(['unknown-locale']);
    expect(faultsOfQuestion({ title: { default: 3 } })).toEqual(['wrong-shape']);
    expect(faultsOfQuestion({ title: 'x'.repeat(limits.text + 1) })).toEqual(['text-too-long']);
  });

  test('[Q6] names are plain words, free, and one of a kind in their scope whatever the case', () => {
    for (const name of ['', '1a', 'a-b', 'a b', 'a.b', '名', 'x'.repeat(61), 7, null])
      expect(faultsOfQuestion({ name })).toContain('bad-name');
    for (const name of ['constructor', 'Prototype', 'panel', 'P', 'prev', 'length', 'toString']) {
      expect(faultsOfQuestion({ name })).toEqual(['reserved-name']);
    }
    expect(codesIn(withElements(question({ name: 'a' }), question({ name: 'A' })))).toEqual([
      'duplicate-name',
    ]);
    const list = (name: string) => ({
      type: 'paneldynamic',
      name,
      templateElements: [question({ name: 'a' })],
    });
    expect(codesIn(withElements(question({ name: 'a' }), list('one'), list('two')))).toEqual([]);
  });

  test('[Q7] a code list becomes choices and stays named', () => {
    const published = publish(
      withElements({ type: 'dropdown', name: 'sex', codeList: 'SEX', choices: ['old'] }),
      context,
    );
    if (!published.ok) throw new Error(JSON.stringify(published.refusal));
    expect(published.value.source).toEqual(
      withElements({ type: 'dropdown', name: 'sex', codeList: 'SEX', choices: codeLists.SEX?.items }),
    );
    expect(publish(published.value.source, context)).toEqual(published);
  });

  test('[Q8] choices differ, and there are some', () => {
    const choices = (...given: unknown[]) =>
      codesIn(withElements({ type: 'dropdown', name: 'd', choices: given }));
    expect(choices()).toEqual(['no-choices']);
    expect(choices('1', 1)).toEqual(['duplicate-choice']);
    expect(choices('a', { value: 'A ' })).toEqual(['duplicate-choice']);
    expect(choices({ text: 'no value' })).toEqual(['wrong-shape']);
    expect(choices({ value: 1, html: '<b>' })).toEqual(['refused-property']);
    expect(
      codesIn(withElements({ type: 'checkbox', name: 'd', choices: ['other'], showOtherItem: true })),
    ).toEqual(['duplicate-choice']);
    expect(choices(...Array.from({ length: limits.choices + 1 }, (_, index) => index))).toEqual([
      'too-many-choices',
    ]);
  });

  test('[Q15] keeps to the limits of pages, questions, nesting and answers', () => {
    expect(codesIn({ pages: [] })).toEqual(['no-questions']);
    expect(codesIn({ pages: Array.from({ length: limits.pages + 1 }, () => ({ elements: [] })) })).toContain(
      'too-many-pages',
    );
    const many = Array.from({ length: limits.questions + 1 }, (_, index) => question({ name: `q${index}` }));
    expect(
      codesIn({ pages: [{ elements: many.slice(0, 1_600) }, { elements: many.slice(1_600) }] }),
    ).toContain('too-many-questions');
    const panels = Array.from({ length: limits.panels + 1 }).reduce<object>(
      (inner) => ({ type: 'panel', elements: [inner] }),
      question({}),
    );
    expect(codesIn(withElements(panels))).toContain('nested-too-deep');
    const nested = (depth: number): object => ({
      type: 'paneldynamic',
      name: `l${depth}`,
      templateElements: depth === 0 ? [question({})] : [nested(depth - 1)],
    });
    expect(codesIn(withElements(nested(1)))).toEqual([]);
    expect(codesIn(withElements(nested(2)))).toContain('nested-too-deep');
    const wide = (items: unknown[]) => ({
      type: 'paneldynamic',
      name: 'w',
      maxPanelCount: 200,
      templateElements: items,
    });
    const full = wide(many.slice(0, 400));
    expect(codesIn(withElements(full))).toEqual(['too-many-answers']);
    expect(codesIn(withElements({ ...wide([question({})]), keyName: 'nobody' }))).toEqual([
      'unknown-key-name',
    ]);
  });

  test('[Q16] a fault has one of the listed codes and exactly its facts', () => {
    const facts = new Map<FaultCode, readonly string[]>(faultCodes.map(({ code, facts }) => [code, facts]));
    expect(facts.size).toBe(faultCodes.length);
    const seen = faultsOf({
      title: { fr: 'x' },
      pages: [
        {
          name: '!',
          elements: [
            question({ name: 'P' }),
            { type: 'slider', name: 'h' },
            question({ name: 'z', visibleIf: '{n} = 1', min: 1 }),
            question({ name: 'y', enableIf: '(' }),
          ],
        },
      ],
      cookieName: 'x',
    });
    for (const fault of seen)
      expect(Object.keys(fault.facts).sort()).toEqual([...(facts.get(fault.code as FaultCode) ?? [])].sort());
    expect(seen.length).toBeGreaterThan(6);
  });

  test('[Q16] the page on questionnaires lists every code, function and type', () => {
    const page = readFileSync(new URL('../../docs/questionnaires.md', import.meta.url), 'utf8');
    const words = [...faultCodes, ...violationCodes].map(({ code }) => code);
    for (const word of [...words, ...functionNames, ...questionTypes])
      expect(page, word).toMatch(new RegExp(`\`${word}[(\`]`));
  });
});
