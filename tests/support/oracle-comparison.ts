/** Our verdict beside that of survey-core, with every difference that a numbered rule knows taken out (A13, A28). */
import { isDeepStrictEqual } from 'node:util';
import type { EvaluationContext, Violation } from '#forms/answers/answers.ts';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import type { Json, JsonObject } from '#forms/json.ts';
import { compiledOf } from '#forms/questionnaire/compiled.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { changed } from './changed.ts';
import { codeClass, isNothing, settled, surveyOpinion } from './survey-oracle.ts';

/** Where the answer of a violation's question is: under its `valueName`, if it has one. */
const placeOf = (edition: Edition, at: string): string => {
  const name = /^\w+/.exec(at)?.[0] ?? '';
  const question = compiledOf(edition).root.questions.find((one) => one.name === name);
  return (question?.answer ?? name) + at.slice(name.length);
};

/** A4: survey-core takes a choice that is not offered out of the answers without a word; the engine refuses it. */
const withoutUnoffered = (edition: Edition, answers: JsonObject, context: EvaluationContext): JsonObject => {
  const verdict = checkAnswers(edition, answers, context);
  const unoffered = verdict.ok
    ? undefined
    : verdict.violations.find(({ code }) => code === 'choice-not-offered');
  if (unoffered === undefined) return answers;
  const place = placeOf(edition, unoffered.at);
  return withoutUnoffered(edition, changed(answers, { [place]: undefined }), context);
};

/**
 * A28: survey-core's interface keeps people to these, its validation does not. Bounds on the number of choices: it looks at
 * the lower one only; rankings: it adds what is missing.
 */
const strict = new Set(['too-many-choices', 'text-too-long', 'not-ranked']);

const valueAt = (answers: Json, place: string): unknown =>
  place
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .reduce<unknown>((value, step) => (value as { [name: string]: unknown } | undefined)?.[step], answers);

/** A28: a required list wants an answer in it; survey-core is content with items in which nothing is answered. */
const isEmptyList = (edition: Edition, { at, code }: Violation, answers: JsonObject): boolean => {
  const value = code === 'required' ? valueAt(answers, placeOf(edition, at)) : undefined;
  return Array.isArray(value) && value.length > 0;
};

const isStrict = (edition: Edition, violation: Violation, answers: JsonObject): boolean =>
  (strict.has(violation.code) && !('validator' in violation.facts)) ||
  isEmptyList(edition, violation, answers);

/** A28: in a matrix survey-core marks the first of two equal keys as well. */
const placesOf = (edition: Edition, { at, code, facts }: Violation): readonly string[] => {
  const parts = /^(.*)\[\d+\]\.(\w+)$/.exec(at);
  if (code !== 'repeated-key' || parts === null || !isGrid(edition, parts[1] ?? '')) return [at];
  return [at, `${parts[1]}[${Number(facts.first) - 1}].${parts[2]}`];
};

const isGrid = (edition: Edition, path: string): boolean => {
  let scope = compiledOf(edition).root;
  let kind = '';
  for (const name of path.replaceAll(/\[\d+\]/g, '').split('.')) {
    const question = scope.questions.find((one) => one.name === name);
    kind = question?.kind ?? '';
    scope = question?.items ?? scope;
  }
  return kind === 'matrixdynamic';
};

/** A9: items that are there only because a list must not be shorter are not kept; survey-core keeps them empty. */
const withoutEmptyLists = (value: Json | undefined): Json | undefined => {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => withoutEmptyLists(item) ?? null);
    return items.some((item) => !isNothing(item)) ? items : undefined;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, withoutEmptyLists(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined)) as JsonObject;
};

/** A28: what is missing is said once; survey-core adds that too little was chosen. */
const saidOnce = (errors: readonly string[]): readonly string[] =>
  errors.filter((error) => !(error.endsWith(' rule') && errors.includes(error.replace(/rule$/, 'required'))));

interface Opinion {
  readonly ok: boolean;
  readonly errors: readonly string[];
  readonly answers: Json | undefined;
}

export interface Comparison {
  /** What was judged in the end. */
  readonly answers: JsonObject;
  readonly outcome: 'same' | 'stricter' | 'different';
  readonly ours: Opinion;
  readonly theirs: Opinion | undefined;
}

/** What of our verdict is compared, and with which answers; `strict` says that a rule makes us stricter, so that it is not. */
export const ourOpinion = (
  edition: Edition,
  given: JsonObject,
  context: EvaluationContext,
): { readonly answers: JsonObject; readonly ours: Opinion; readonly strict: boolean } => {
  const answers = withoutUnoffered(edition, given, context);
  const verdict = checkAnswers(edition, answers, context);
  const violations = verdict.ok ? [] : verdict.violations;
  const places = violations.flatMap((violation) =>
    placesOf(edition, violation).map((at) => `${at} ${codeClass(violation.code)}`),
  );
  const ours = {
    ok: verdict.ok,
    errors: saidOnce([...new Set(places)].sort()),
    answers: verdict.ok ? withoutEmptyLists(settled(verdict.answers)) : undefined,
  };
  return { answers, ours, strict: violations.some((one) => isStrict(edition, one, answers)) };
};

export const compareWithSurvey = (
  edition: Edition,
  given: JsonObject,
  context: EvaluationContext,
): Comparison => {
  const { answers, ours, strict } = ourOpinion(edition, given, context);
  if (strict) return { answers, outcome: 'stricter', ours, theirs: undefined };
  const opinion = surveyOpinion(edition, answers, context);
  const theirs = {
    ok: opinion.ok,
    errors: saidOnce(opinion.errors),
    answers: opinion.ok ? withoutEmptyLists(opinion.answers) : undefined,
  };
  return { answers, outcome: isDeepStrictEqual(ours, theirs) ? 'same' : 'different', ours, theirs };
};
