/** Publishing in tests: faults of a few questions as short lines. */
import { publish } from '#forms/questionnaire/publish.ts';
import type { CodeLists, Fault } from '#forms/questionnaire/questionnaire.ts';

export const codeLists: CodeLists = {
  SEX: {
    title: 'Sex',
    items: [
      { value: '1', text: { default: 'Man', 'zh-cn': '男' } },
      { value: '2', text: 'Woman' },
    ],
  },
};

export const context = { questionnaire: 'q', edition: 1, codeLists, locales: ['zh-CN', 'en'] };

export const faultsOf = (source: unknown): readonly Fault[] => {
  const published = publish(source, context);
  return published.ok ? [] : published.refusal;
};

export const codesIn = (source: unknown): readonly string[] => faultsOf(source).map(({ code }) => code);

export const withElements = (...elements: unknown[]): unknown => ({ pages: [{ name: 'p', elements }] });

/** A text question called `q`, with other properties. */
export const question = (properties: object): object => ({ type: 'text', name: 'q', ...properties });

export const faultsOfQuestion = (properties: object): readonly string[] =>
  codesIn(withElements(question(properties)));

/** Codes for a condition that stands beside a question called `other`. */
export const visibleIf = (expression: string, ...others: unknown[]): readonly string[] =>
  codesIn(withElements(question({ name: 'other' }), question({ visibleIf: expression }), ...others));
