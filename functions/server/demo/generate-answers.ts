/**
 * Valid answers of an invented unit: one of the pack's hand-written templates, drawn with the unit's sketch in hand, with
 * names filled in and amounts, dates and identity numbers varied as the plan says. Computed questions are left out: the engine
 * computes them. A template may take over what the same unit answers to another questionnaire, so that all papers of a
 * household tell the same story.
 */
import type { Json, JsonObject } from '#forms/json.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { DemoPlan } from './demo-plan.ts';
import { type Drawing, draw } from './draw-value.ts';
import { textFiller } from './fill-text.ts';
import { templateFor } from './generate-township.ts';
import { seededDice } from './seeded-dice.ts';
import { sketchOf } from './sketch-unit.ts';
import { variedAnswers } from './vary-answers.ts';

/** `questionnaire.list[0].question` among answers to other questionnaires; throws when nothing is there. */
const lookUp = (path: string, answersTo: (questionnaire: string) => JsonObject): Json => {
  const [questionnaire = '', ...steps] = path.replaceAll('[', '.').replaceAll(']', '').split('.');
  const found = steps.reduce<Json | undefined>(
    (value, step) => (typeof value === 'object' && value !== null ? (value as JsonObject)[step] : undefined),
    answersTo(questionnaire),
  );
  if (found === undefined) throw new Error(`the demo has no answer at ${path}`);
  return found;
};

export interface AnswersWanted {
  readonly plan: DemoPlan;
  readonly questionnaire: string;
  readonly unit: Unit;
  readonly seed: string;
  /** The campaign's day, YYYY-MM-DD: nothing is signed later. */
  readonly today: string;
  /** Whether it is what the unit answered in the round before: `{before}` in the plan. */
  readonly before?: boolean;
}

/** Throws when the plan has no templates for the questionnaire. */
export const generateAnswers = (wanted: AnswersWanted): JsonObject => {
  const { plan, questionnaire, unit, seed, today, before = false } = wanted;
  const template = templateFor(plan, questionnaire, unit);
  const dice = seededDice(`${seed}/${unit.id}/${questionnaire}`);
  const others = new Map<string, JsonObject>();
  const answersTo = (other: string): JsonObject => {
    const answers = others.get(other) ?? generateAnswers({ ...wanted, questionnaire: other });
    others.set(other, answers);
    return answers;
  };
  const answerAt = (path: string) => lookUp(path, answersTo);
  const text = textFiller({ words: plan.words, dice, unit, answerAt });
  const names = sketchOf(plan, unit, { seed, before });
  const drawing: Drawing = { dice, names, unit, today, text, answerAt };
  const answers = draw(template.answers, drawing);
  return variedAnswers(answers as JsonObject, plan.questionnaires[questionnaire]?.vary ?? [], dice, today);
};
