/** The form that people see is made of what the engine judges by: the same functions, patterns, figures and words. */
import fc from 'fast-check';
import { FunctionFactory, type Question, type SurveyModel } from 'survey-core';
import { describe, expect, test } from 'vitest';
import { customFunctions } from '#forms/answers/functions/custom.ts';
import { functionNamed, functionNames, isListFunction } from '#forms/answers/functions/registry.ts';
import type { JsonObject } from '#forms/json.ts';
import { phoneModel } from '#web/questionnaire/phone-model.ts';
import { connectFiles, type FileKeeper } from '#web/questionnaire/survey-files.ts';
import { setSurveyToday } from '#web/questionnaire/survey-functions.ts';

const form = (...elements: readonly object[]): SurveyModel =>
  phoneModel({ pages: [{ name: 'p', elements }] } as unknown as JsonObject, 'zh-CN', {
    P: { line: 5 },
    prev: { size: 3 },
  });

/** Answers after survey-core has computed. */
const computed = (expression: string): unknown => {
  const model = form({ type: 'expression', name: 'e', expression });
  model.data = {};
  return model.getValue('e');
};

describe('functions', () => {
  test('[Q30] the gate, the server and the form know the same ones', () => {
    form();
    for (const name of functionNames) {
      expect(FunctionFactory.Instance.hasFunction(name), name).toBe(true);
      expect(isListFunction(name) || functionNamed(name) !== undefined, name).toBe(true);
    }
    for (const one of customFunctions) expect(functionNamed(one.name), one.name).toBe(one);
  });

  test('[Q30] our own give the form what they give the engine', () => {
    expect(computed("birthDateOf('990000196803150018')")).toBe('1968-03-15');
    expect(computed("sexOf('990000196803150018')")).toBe('male');
    expect(computed("ageAt('1968-03-15', '2022-09-30')")).toBe(54);
  });

  test('[A14] whatever asks for a date gets the campaign’s, not the device’s', () => {
    setSurveyToday(() => '2019-02-03');
    expect(computed("age('2000-02-03')")).toBe(19);
    expect(computed('currentYear()')).toBe(2019);
    expect(computed("dateDiff('2019-02-01', today())")).toBe(2);
  });

  test('[A31] parameters and the round before are there', () => {
    expect(computed('{P.line} + {prev.size}')).toBe(8);
  });
});

test('[Q12] patterns of designers run in our own matcher', () => {
  const regex = { type: 'regex', regex: '^[A-Z]{2}\\d+$', caseInsensitive: true };
  const model = form({ type: 'text', name: 'q', validators: [regex] });
  const question = model.getQuestionByName('q') as Question & {
    createRegexValidator(validator: object, pattern: string, flags: string): { test(text: string): boolean };
  };
  const tester = question.createRegexValidator({}, regex.regex, 'i');
  expect(tester).not.toBeInstanceOf(RegExp);
  const sign = fc.constantFrom('A', 'b', '1', '2', '-', ' ');
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 6 }), (text) => {
      expect(tester.test(text)).toBe(/^[A-Z]{2}\d+$/i.test(text));
    }),
  );
  model.setValue('q', 'no');
  expect(model.validate()).toBe(false);
  model.setValue('q', 'ab12');
  expect(model.validate()).toBe(true);
});

test('[Q22] words are shown as our own markup, whatever they say', () => {
  const model = form({
    type: 'html',
    name: 'h',
    html: { default: 'x', 'zh-cn': '# 说明\n- <img onerror=x>' },
  });
  const shown = (model.getQuestionByName('h') as Question & { processedHtml: string }).processedHtml;
  expect(shown).toBe('<h3>说明</h3><ul><li>&lt;img onerror=x&gt;</li></ul>');
});

test('[Q31] columns and fields may say what questions say', () => {
  const own = {
    sensitive: 'phone',
    unitText: { default: 'mu', 'zh-cn': '亩' },
    indicator: { kind: 'state' },
  };
  const column = { name: 'c', cellType: 'text', ...own };
  const coded = { name: 'd', cellType: 'dropdown', codeList: 'SEX', choices: ['1'] };
  const model = form(
    { type: 'matrixdynamic', name: 'm', rowCount: 1, columns: [column, coded] },
    { type: 'multipletext', name: 't', items: [{ name: 'i', ...own }] },
  );
  expect(model.jsonErrors ?? []).toEqual([]);
  const [row] = (
    model.getQuestionByName('m') as Question & {
      visibleRows: { cells: { question: { unitText: string } }[] }[];
    }
  ).visibleRows;
  expect(row?.cells[0]?.question.unitText).toBe('亩');
});

describe('files', () => {
  const keeper = (said: (file: File) => Awaited<ReturnType<FileKeeper['keep']>>): FileKeeper => ({
    keep: async (file) => said(file),
    load: async () => undefined,
  });
  const paper = new File(['x'], 'paper.png', { type: 'image/png' });
  const filing = { type: 'file', name: 'f', storeDataAsText: false, allowMultiple: true };
  type Filing = Question & { loadFiles(files: readonly File[]): void };

  test('[A37] what is chosen is in the answers under the name that the keeper gives, before they are judged', async () => {
    const model = form(filing);
    const files = connectFiles(
      model,
      keeper((file) => ({ reference: `blobs/answers/x/${file.size}.png`, file })),
    );
    (model.getQuestionByName('f') as Filing).loadFiles([paper]);
    await files.settled();
    expect(model.data).toEqual({
      f: [{ name: 'paper.png', type: 'image/png', content: 'blobs/answers/x/1.png' }],
    });
  });

  test('[A37] what cannot be kept is said at the question and is no answer', async () => {
    const model = form(filing);
    const files = connectFiles(
      model,
      keeper(() => ({ refused: 'too large' })),
    );
    const question = model.getQuestionByName('f') as Filing;
    question.loadFiles([paper, paper]);
    await files.settled();
    expect(model.data).toEqual({});
    expect(question.errors.map(({ text }) => text)).toEqual(['too large']);
  });
});
