/**
 * Valid answers of an invented unit: one of the pack's hand-written templates, with names filled in and amounts, dates and
 * identity numbers varied as the plan says. Computed questions are left out: the engine computes them.
 */
import type { Json, JsonObject } from '#forms/json.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { DemoPlan } from './demo-plan.ts';
import { type FillText, textFiller } from './fill-text.ts';
import { templateFor } from './generate-township.ts';
import { seededDice } from './seeded-dice.ts';
import { variedAnswers } from './vary-answers.ts';

const filled = (value: Json, fill: FillText): Json => {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((item: Json) => filled(item, fill));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, fill)]));
};

export interface AnswersWanted {
  readonly plan: DemoPlan;
  readonly questionnaire: string;
  readonly unit: Unit;
  readonly seed: string;
  /** The campaign's day, YYYY-MM-DD: nothing is signed later. */
  readonly today: string;
}

/** Throws when the plan has no templates for the questionnaire. */
export const generateAnswers = ({ plan, questionnaire, unit, seed, today }: AnswersWanted): JsonObject => {
  const template = templateFor(plan, questionnaire, unit.id, seed);
  const dice = seededDice(`${seed}/${unit.id}/${questionnaire}`);
  const answers = filled(template.answers as JsonObject, textFiller({ words: plan.words, dice, unit }));
  return variedAnswers(answers as JsonObject, plan.questionnaires[questionnaire]?.vary ?? [], dice, today);
};
