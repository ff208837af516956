/**
 * The files that answers refer to, question by question: a text that only looks like a reference is none. Whoever stores
 * the answers asks whether the files are there; whoever sends them sends the files first (A35).
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { compiledOf } from '../questionnaire/compiled.ts';
import type { Edition } from '../questionnaire/questionnaire.ts';
import type { QuestionPlan, ScopePlan } from './plan.ts';
import { planOf } from './planner.ts';

export interface BlobInAnswers {
  /** Path of the question, as violations have it. */
  readonly at: string;
  readonly reference: string;
}

const textsIn = (value: Json | undefined): readonly string[] => (typeof value === 'string' ? [value] : []);

const inQuestion = (question: QuestionPlan, value: Json, at: string): readonly BlobInAnswers[] => {
  const { compiled, items, own, shape } = question;
  if (items === undefined) {
    const references =
      compiled.kind === 'signaturepad'
        ? textsIn(value)
        : compiled.kind === 'file' && Array.isArray(value)
          ? (value as readonly Json[]).flatMap((file) =>
              isJsonObject(file) ? textsIn(file.content as Json) : [],
            )
          : [];
    return references.map((reference) => ({ at, reference }));
  }
  if (shape === 'record') return inScope(items, value, `${at}.`, own);
  if (shape === 'list')
    return Array.isArray(value)
      ? (value as readonly Json[]).flatMap((item, index) => inScope(items, item, `${at}[${index}].`, own))
      : [];
  return isJsonObject(value)
    ? Object.entries(value as JsonObject).flatMap(([row, cells]) =>
        inScope(items, cells, `${at}.${row}.`, own),
      )
    : [];
};

/** Most questionnaires and most lists have no question for files, and are not looked through for each submission. */
const known = new WeakMap<ScopePlan, boolean>();
const holdsFiles = (plan: ScopePlan): boolean => {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const holds = plan.questions.some(
    ({ compiled: { kind }, items }) =>
      kind === 'signaturepad' || kind === 'file' || (items !== undefined && holdsFiles(items)),
  );
  known.set(plan, holds);
  return holds;
};

const inScope = (
  plan: ScopePlan,
  answers: Json,
  prefix: string,
  questions = plan.questions,
): readonly BlobInAnswers[] => {
  if (!holdsFiles(plan) || !isJsonObject(answers)) return [];
  return questions.flatMap((question) => {
    const value = Object.hasOwn(answers, question.answer) ? (answers[question.answer] as Json) : undefined;
    return value === undefined ? [] : inQuestion(question, value, prefix + question.name);
  });
};

/** Every reference in answers that fit the edition, in its order; what does not fit holds none. */
export const blobsIn = (edition: Edition, answers: JsonObject): readonly BlobInAnswers[] =>
  inScope(planOf(compiledOf(edition)).root, answers, '');
