/**
 * What a questionnaire begins with when somebody opens it: facts that the household told on this visit (W42), then what it
 * answered in the round before (W41). Both are marked until somebody has looked at them. Pure.
 */
import { factQuestion } from '#forms/checks/fact-question.ts';
import type { Fact } from '#forms/checks/facts.ts';
import type { Told } from '#forms/checks/told.ts';
import { isJsonObject, type Json, type JsonObject } from '#forms/json.ts';
import { type Carried, lastRound } from '../offline/database.ts';

export interface Beginnings {
  readonly questionnaire: string;
  /** The edition's source. */
  readonly source: JsonObject;
  readonly answers: JsonObject;
  readonly facts: readonly Fact[];
  /** Everything told about the unit, in any order. */
  readonly told: readonly Told[];
  readonly prefill?: true | readonly string[] | undefined;
  readonly previous?: JsonObject | undefined;
}
export interface Begun {
  readonly answers: JsonObject;
  readonly carried: Carried;
}

const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value.filter(isJsonObject) as readonly JsonObject[]) : [];

/** The questions of a scope, panels looked through; lists are questions. */
const questionsIn = (elements: readonly JsonObject[]): readonly JsonObject[] =>
  elements.flatMap((element) =>
    element.type === 'panel' ? questionsIn(listOf(element.elements)) : [element],
  );

const rootQuestions = (source: JsonObject): readonly JsonObject[] =>
  questionsIn(listOf(source.pages).flatMap((page) => listOf(page.elements)));

/** Figures of a period and the traces of a procedure are asked anew each round; so is what is computed. */
const lasts = (question: JsonObject): boolean => {
  const kind = isJsonObject(question.indicator) ? question.indicator.kind : undefined;
  return kind !== 'statistic' && kind !== 'process' && question.type !== 'expression';
};

/** What of an answer still holds a round later; nothing when none of it does. */
const lasting = (question: JsonObject, value: Json | undefined): Json | undefined => {
  if (value === undefined || !lasts(question)) return undefined;
  const fields = questionsIn(listOf(question.templateElements));
  if (fields.length === 0 || !Array.isArray(value)) return value;
  const items = (value as readonly Json[]).flatMap((item) => {
    if (!isJsonObject(item)) return [];
    const kept = fields.flatMap((field) => {
      const name = String(field.name);
      const answer = lasting(field, (item as JsonObject)[name]);
      return answer === undefined ? [] : [[name, answer] as const];
    });
    return kept.length === 0 ? [] : [Object.fromEntries(kept)];
  });
  return items.length === 0 ? undefined : items;
};

const answersBefore = ({ source, prefill, previous }: Beginnings): JsonObject => {
  if (prefill === undefined || previous === undefined) return {};
  return Object.fromEntries(
    rootQuestions(source).flatMap((question) => {
      const name = String(question.name);
      if (prefill !== true && !prefill.includes(name)) return [];
      const answer = lasting(question, previous[name]);
      return answer === undefined ? [] : [[name, answer] as const];
    }),
  );
};

/** The newest word on each fact that this questionnaire asks too, by its question. */
const factsTold = ({ questionnaire, source, facts, told }: Beginnings): ReadonlyMap<string, Told> => {
  const asked = new Map(rootQuestions(source).map((question) => [String(question.name), question]));
  const found = new Map<string, Told>();
  for (const { questions } of facts) {
    const own = questions.map(factQuestion).find((one) => one.questionnaire === questionnaire);
    if (!own || asked.get(own.question)?.type === 'expression' || !asked.has(own.question)) continue;
    const [newest] = told
      .filter((one) => one.questionnaire !== questionnaire)
      .filter((one) => questions.includes(`${one.questionnaire}.${one.question}`))
      .toSorted((a, b) => b.at - a.at);
    if (newest) found.set(own.question, newest);
  }
  return found;
};

/** Answers that are there stay; everything that is put beside them is marked with where it comes from. */
export const beginWith = (beginnings: Beginnings): Begun => {
  const answers: { [question: string]: Json } = { ...beginnings.answers };
  const carried: { [question: string]: string } = {};
  const put = (question: string, value: Json, from: string) => {
    if (Object.hasOwn(answers, question)) return;
    answers[question] = value;
    carried[question] = from;
  };
  for (const [question, { value, questionnaire }] of factsTold(beginnings))
    put(question, value, questionnaire);
  if (Object.keys(beginnings.answers).length === 0)
    for (const [question, value] of Object.entries(answersBefore(beginnings)))
      put(question, value as Json, lastRound);
  return { answers, carried };
};
