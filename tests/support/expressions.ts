/** One expression, evaluated by our engine and by survey-core over the same answers. */
import { Model } from 'survey-core';
import { evaluatorFor } from '#forms/answers/expression/evaluator.ts';
import { Moment, textOf } from '#forms/answers/expression/moment.ts';
import type { Value } from '#forms/answers/expression/numbers.ts';
import { planScope } from '#forms/answers/planner.ts';
import { newRun, Scope } from '#forms/answers/scope.ts';
import type { Json } from '#forms/json.ts';
import { newScope as newDraft } from '#forms/questionnaire/draft.ts';
import { commentKind } from '#forms/questionnaire/kinds/text.ts';
import { linkText } from '#forms/questionnaire/link.ts';

const names = ['a', 'b', 'c', 'd', 'n', 'm'];
const context = { now: 0, timeZone: 'Asia/Shanghai', today: '2022-10-20' };

/** A scope that knows the names, without the publish gate around it. */
const draft = newDraft([]);
for (const name of names) {
  draft.questions.push({
    source: {},
    home: draft,
    at: `/${name}`,
    name,
    answer: name,
    key: 'comment',
    kind: commentKind,
    inside: [],
  });
}

const plan = planScope({
  containers: [],
  questions: names.map((name) => ({
    ...{ name, kind: 'comment', rule: null, visible: true, readOnly: false, required: false },
    ...{ inside: [], validators: [] },
  })),
  calculated: [],
});

export const ours = (text: string, values: { readonly [name: string]: Json }): Value => {
  const linked = linkText(text, { scope: draft }, (code, facts) => {
    throw new Error(`${code} ${JSON.stringify(facts)} in ${text}`);
  });
  if (linked === undefined) throw new Error(`not linked: ${text}`);
  const scope = new Scope(plan, {});
  for (const [name, value] of Object.entries(values)) scope.values[plan.slots.get(name) ?? -1] = value;
  return evaluatorFor(linked.expression, plan)(scope, newRun(context));
};

/** A question without an answer is not the same as a name that does not exist; a model that is used twice remembers. */
export const theirs = (text: string, values: { readonly [name: string]: Json }): unknown => {
  const model = new Model({ elements: names.map((name) => ({ type: 'expression', name })) });
  model.data = { ...values };
  return model.runExpression(text);
};

/** Undefined, null and NaN are all "no value" for whoever uses the result. */
export const comparable = (value: unknown): unknown => {
  if (value instanceof Moment) return textOf(value);
  if (value instanceof Date) {
    const pad = (part: number): string => String(part).padStart(2, '0');
    return `${value.getFullYear()}-${pad(value.getMonth() + 1)}-${pad(value.getDate())}`;
  }
  if (value === undefined || value === null || (typeof value === 'number' && Number.isNaN(value)))
    return 'nothing';
  return Object.is(value, -0) ? 0 : value;
};
