/**
 * What survey-core 3.0.0 says about answers: the oracle that the engine is compared with. A fresh model each time, because a
 * used one remembers; validated twice, because computed answers settle late; no network, no images, a fixed today.
 */
import { ChoicesRestful, type Question, type SurveyModel, settings } from 'survey-core';
import type { EvaluationContext } from '#forms/answers/answers.ts';
import type { Json, JsonObject } from '#forms/json.ts';
import { compiledOf } from '#forms/questionnaire/compiled.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { changed } from './changed.ts';
import { surveyModel } from './survey-model.ts';

(globalThis as { Image?: unknown }).Image ??= class {};
(ChoicesRestful.prototype as unknown as { sendRequest: () => void }).sendRequest = () => undefined;

export interface Opinion {
  readonly ok: boolean;
  /** `path code-class`, sorted, without repeats. */
  readonly errors: readonly string[];
  readonly answers: Json;
}

const classes: { readonly [type: string]: string } = {
  required: 'required',
  otherempty: 'other',
  keyduplicationerror: 'key',
};

/** The finer codes of the engine fall together into what survey-core tells apart. */
export const codeClass = (code: string): string =>
  ({ required: 'required', 'other-not-described': 'other', 'repeated-key': 'key' })[code] ?? 'rule';

const errorsOf = (question: Question, prefix: string): readonly string[] => {
  const at = prefix + question.name;
  const inside = question.getType() === 'paneldynamic' ? panelsOf(question) : [];
  return [
    ...question.errors.map((error) => `${at} ${classes[error.getErrorType()] ?? 'rule'}`),
    ...inside.flatMap((panel, index) =>
      panel.questions.flatMap((inner) => errorsOf(inner, `${at}[${index}].`)),
    ),
  ];
};

/** Nothing, empty texts and lists, and what JSON cannot hold are no answers on either side. */
export const settled = (value: unknown): Json | undefined => {
  if (
    value === undefined ||
    value === null ||
    value === '' ||
    (typeof value === 'number' && !Number.isFinite(value))
  ) {
    return undefined;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => settled(item) ?? null);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value !== 'object') return Object.is(value, -0) ? 0 : (value as Json);
  const members = Object.entries(value)
    .map(([key, member]) => [key, settled(member)] as const)
    .filter(([, member]) => member !== undefined);
  return Object.fromEntries(members) as JsonObject;
};

const freshModel = (edition: Edition, answers: Json, context: EvaluationContext): SurveyModel => {
  const [year, month, date] = context.today.split('-').map(Number);
  settings.onDateCreated = (created, reason, value) =>
    value === undefined && reason.startsWith('function')
      ? new Date(Number(year), Number(month) - 1, Number(date), 12)
      : created;
  const model = surveyModel(edition);
  for (const [name, value] of Object.entries(context.variables ?? {})) model.setVariable(name, value);
  model.data = structuredClone(answers);
  model.validate(true);
  model.validate(true);
  return model;
};

interface Shown {
  readonly path: string;
  /** As in the order of evaluation: without positions. */
  readonly node: string;
  readonly visible: boolean;
}

const questionsIn = (questions: readonly Question[], path: string, node: string): readonly Shown[] =>
  questions.flatMap((question) => {
    const own = { path: path + question.name, node: node + question.name };
    const visible = question.isVisible && question.isParentVisible;
    const panels = question.getType() === 'paneldynamic' ? panelsOf(question) : [];
    return [
      { ...own, visible },
      {
        ...own,
        path: `${own.path}-Comment`,
        visible: visible && (question.isOtherSelected || question.showCommentArea),
      },
      ...panels.flatMap((panel, index) =>
        questionsIn(panel.questions, `${own.path}[${index}].`, `${own.node}.`),
      ),
    ];
  });

const panelsOf = (question: Question): readonly { readonly questions: readonly Question[] }[] =>
  (question as unknown as { readonly visiblePanels: readonly { readonly questions: readonly Question[] }[] })
    .visiblePanels;

const isGiven = (answers: JsonObject, path: string): boolean =>
  path
    .replaceAll('[', '.')
    .replaceAll(']', '')
    .split('.')
    .reduce<unknown>((value, step) => (value as { [name: string]: unknown } | undefined)?.[step], answers) !==
  undefined;

/** The answers that are given and not shown, and first among them in the order of evaluation. */
const nextHidden = (edition: Edition, answers: JsonObject, context: EvaluationContext): readonly string[] => {
  const model = freshModel(edition, answers, context);
  const order = compiledOf(edition).order.map((path) => path.join('.'));
  const hidden = questionsIn(
    model.pages.flatMap((page) => page.questions),
    '',
    '',
  ).filter(({ visible, path }) => !visible && isGiven(answers, path));
  model.dispose();
  const first = Math.min(...hidden.map(({ node }) => order.indexOf(node)));
  return hidden.filter(({ node }) => order.indexOf(node) === first).map(({ path }) => path);
};

/**
 * A6: survey-core judges with hidden answers still in place and drops them at the end; the engine never looks at them. So
 * the oracle takes them out one question at a time, each after those that it depends on, and judges what is left.
 */
export const surveyOpinion = (edition: Edition, given: JsonObject, context: EvaluationContext): Opinion => {
  let answers = given;
  for (
    let hidden = nextHidden(edition, answers, context);
    hidden.length > 0;
    hidden = nextHidden(edition, answers, context)
  ) {
    answers = changed(answers, Object.fromEntries(hidden.map((path) => [path, undefined])));
  }
  const model = freshModel(edition, answers, context);
  const questions = model.pages.flatMap((page) => page.questions);
  const errors = [...new Set(questions.flatMap((question) => errorsOf(question, '')))].sort();
  model.doComplete();
  const kept = settled(model.data) ?? {};
  model.dispose();
  return { ok: errors.length === 0, errors, answers: kept };
};
