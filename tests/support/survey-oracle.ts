/**
 * What survey-core 3.0.0 says about answers: the oracle that the engine is compared with. A fresh model each time, because a
 * used one remembers; validated twice, because computed answers settle late; no network, no images, a fixed today.
 */
import { ChoicesRestful, type Question, type SurveyModel, settings } from 'survey-core';
import type { EvaluationContext } from '#forms/answers/answers.ts';
import { variablesOf } from '#forms/answers/variables.ts';
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

interface Inner {
  /** From the question to the one inside it: `[2].idNo`, `.row.column`. */
  readonly step: string;
  readonly question: Question;
}

type Cells = {
  readonly cells: readonly { readonly column: { readonly name: string }; readonly question: Question }[];
  readonly detailPanel: { readonly questions: readonly Question[] } | null;
  ensureDetailPanel(): void;
};

/** A row's cells, and what stands in the panel under it, which survey-core makes for shown rows only. */
const inRow = (cellsOf: Cells, row: string): readonly Inner[] => {
  cellsOf.ensureDetailPanel();
  const { cells, detailPanel } = cellsOf;
  return [
    ...cells.map((cell) => ({ step: `${row}.${cell.column.name}`, question: cell.question })),
    ...(detailPanel?.questions ?? []).map((question) => ({ step: `${row}.${question.name}`, question })),
  ];
};

/** What stands inside lists, matrices and fields, as survey-core shows it. */
const innerOf = (question: Question): readonly Inner[] => {
  const whole = question as unknown as {
    readonly visiblePanels: readonly { readonly questions: readonly Question[] }[];
    readonly visibleRows: readonly (Cells & { readonly rowName: string })[];
    readonly items: readonly { readonly name: string; readonly editor: Question }[];
  };
  switch (question.getType()) {
    case 'paneldynamic':
      return whole.visiblePanels.flatMap(({ questions }, index) =>
        questions.map((inner) => ({ step: `[${index}].${inner.name}`, question: inner })),
      );
    case 'matrixdynamic':
      return whole.visibleRows.flatMap((row, index) => inRow(row, `[${index}]`));
    case 'matrixdropdown':
      return whole.visibleRows.flatMap((row) => inRow(row, `.${row.rowName}`));
    case 'multipletext':
      return whole.items.map(({ name, editor }) => ({ step: `.${name}`, question: editor }));
    default:
      return [];
  }
};

/** Looking into a hidden list makes its items, and that takes the errors of others away. */
const errorsOf = (question: Question, at: string): readonly string[] => {
  if (!question.isVisible || !question.isParentVisible) return [];
  return [
    ...question.errors.map((error) => `${at} ${classes[error.getErrorType()] ?? 'rule'}`),
    ...innerOf(question).flatMap(({ step, question: inner }) => errorsOf(inner, at + step)),
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
    // A34: totals are shown, not kept.
    .filter(([key, member]) => !key.endsWith('-total') && member !== undefined && !isNothing(member));
  return Object.fromEntries(members) as JsonObject;
};

/** A23: rows and fields without answers are not kept. Items of a list are. */
export const isNothing = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** A28: survey-core takes rows and fields without answers for an answer to what is around them. */
const withoutNothing = <Answers extends Json>(answers: Answers): Answers => {
  if (Array.isArray(answers)) return (answers as readonly Json[]).map(withoutNothing) as unknown as Answers;
  if (typeof answers !== 'object' || answers === null) return answers;
  const members = Object.entries(answers).map(
    ([key, member]) => [key, withoutNothing(member as Json)] as const,
  );
  return Object.fromEntries(members.filter(([, member]) => !isNothing(member))) as unknown as Answers;
};

const freshModel = (edition: Edition, answers: Json, context: EvaluationContext): SurveyModel => {
  const [year, month, date] = context.today.split('-').map(Number);
  settings.onDateCreated = (created, reason, value) =>
    value === undefined && reason.startsWith('function')
      ? new Date(Number(year), Number(month) - 1, Number(date), 12)
      : created;
  const model = surveyModel(edition);
  for (const [name, value] of Object.entries(variablesOf(context))) model.setVariable(name, value);
  model.data = structuredClone(answers);
  model.validate(true);
  // Panels under rows are there since then, as if somebody had opened them; nobody has looked at their conditions yet.
  model.runExpressions();
  model.validate(true);
  return model;
};

interface Shown {
  /** Where the answer is. */
  readonly path: string;
  /** As in the order of evaluation: without positions. */
  readonly node: string;
  readonly visible: boolean;
}

const questionsIn = (question: Question, path: string, node: string, shown: boolean): readonly Shown[] => {
  const visible = shown && question.isVisible && question.isParentVisible;
  const commented = visible && (question.isOtherSelected || question.showCommentArea);
  const inner = innerOf(question);
  return [
    { path, node, visible },
    { path: `${path}-Comment`, node, visible: commented },
    ...hiddenRows(question).map((row) => ({ path: `${path}.${row}`, node, visible: false })),
    ...inner.flatMap(({ step, question: one }) => {
      const name = step.slice(step.lastIndexOf('.') + 1);
      const own = step.slice(0, step.length - name.length) + keyOf(one, name);
      return questionsIn(one, path + own, `${node}.${name}`, visible);
    }),
  ];
};

/** Key of the answer; a cell's question has no name of its own. */
const keyOf = (question: Question, name: string): string =>
  question.name === name ? question.getValueName() : name;

/** Rows of a matrix that its conditions hide. */
const hiddenRows = (question: Question): readonly string[] => {
  if (!['matrix', 'matrixdropdown'].includes(question.getType())) return [];
  const { rows, visibleRows } = question as unknown as {
    readonly rows: readonly { readonly value: unknown }[];
    readonly visibleRows: readonly { readonly name?: string; readonly rowName?: string }[];
  };
  const shown = new Set(visibleRows.map(({ name, rowName }) => String(rowName ?? name)));
  return rows.map(({ value }) => String(value)).filter((row) => !shown.has(row));
};

const isGiven = (answers: JsonObject, path: string): boolean =>
  path
    .replaceAll('[', '.')
    .replaceAll(']', '')
    .split('.')
    .reduce<unknown>((value, step) => (value as { [name: string]: unknown } | undefined)?.[step], answers) !==
  undefined;

/** Lists that share their items are one in the order of evaluation. */
const firstOf = (edition: Edition, name: string): string =>
  compiledOf(edition).root.questions.find((one) => one.name === name)?.sharesWith ?? name;

/** The answers that are given and not shown, and first among them in the order of evaluation. */
const hiddenIn = (model: SurveyModel, edition: Edition, answers: JsonObject): readonly string[] => {
  const order = compiledOf(edition).order.map((path) => path.join('.'));
  const all = model.pages
    .flatMap((page) => page.questions)
    .flatMap((question) =>
      questionsIn(question, question.getValueName(), firstOf(edition, question.name), true),
    );
  // Questions may share a value: it is hidden when all of them are.
  const shown = new Set(all.filter(({ visible }) => visible).map(({ path }) => path));
  const hidden = all.filter(({ visible, path }) => !visible && !shown.has(path) && isGiven(answers, path));
  const first = Math.min(...hidden.map(({ node }) => order.indexOf(node)));
  return hidden.filter(({ node }) => order.indexOf(node) === first).map(({ path }) => path);
};

const errorsIn = (model: SurveyModel): readonly string[] => {
  const questions = model.pages.flatMap((page) => page.questions);
  return [...new Set(questions.flatMap((question) => errorsOf(question, question.name)))].sort();
};

/**
 * A6: survey-core judges with hidden answers still in place and drops them at the end; the engine never looks at them. So
 * the oracle takes them out one question at a time, each after those that it depends on, and judges what is left.
 */
export const surveyOpinion = (edition: Edition, given: JsonObject, context: EvaluationContext): Opinion => {
  let answers = withoutNothing(given);
  for (;;) {
    const model = freshModel(edition, answers, context);
    // Before anything hidden is looked at.
    const errors = errorsIn(model);
    const hidden = hiddenIn(model, edition, answers);
    if (hidden.length === 0) {
      model.doComplete();
      const kept = settled(model.data) ?? {};
      model.dispose();
      return { ok: errors.length === 0, errors, answers: kept };
    }
    model.dispose();
    for (const path of hidden) if (isGiven(answers, path)) answers = changed(answers, { [path]: undefined });
    answers = withoutNothing(answers);
  }
};
