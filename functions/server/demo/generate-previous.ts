/**
 * What the invented units answered a year ago: the same people, other amounts, and nothing that is signed or dated anew every
 * year. It went through the engine then, as everything that is sealed has.
 */
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { stagesOf } from '#forms/campaign/calendar.ts';
import { dueFor } from '#forms/campaign/due.ts';
import { evaluationFor } from '#forms/campaign/evaluation.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Pack, PackQuestionnaire } from '#forms/campaign/pack.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { PreviousAnswers } from '#forms/wire/units.ts';
import { sha256 } from '../../store/bytes.ts';
import type { DemoPlan } from './demo-plan.ts';
import { generateAnswers } from './generate-answers.ts';
import { seededDice } from './seeded-dice.ts';
import { isSketched } from './sketch-unit.ts';
import { variedAnswers } from './vary-answers.ts';

export interface PreviousRound {
  readonly pack: Pack;
  readonly plan: DemoPlan;
  /** Those that are there when the campaign opens. */
  readonly units: readonly Unit[];
  readonly seed: string;
}

/** Of every questionnaire that begins with the round before; a unit whose other amounts do not add up was not there then. */
export const generatePrevious = (round: PreviousRound): readonly PreviousAnswers[] =>
  round.pack.questionnaires
    .filter(({ prefill }) => prefill !== undefined)
    .flatMap((questionnaire) =>
      round.units.flatMap((unit): readonly PreviousAnswers[] => {
        const answers = dueFor(questionnaire, unit) ? answersBefore(round, questionnaire, unit) : undefined;
        return answers === undefined ? [] : [{ unit: unit.id, questionnaire: questionnaire.id, answers }];
      }),
    );

const answersBefore = (
  { pack, plan, seed }: PreviousRound,
  { id: questionnaire, group }: PackQuestionnaire,
  unit: Unit,
): JsonObject | undefined => {
  const stage = stagesOf(pack.calendar, group)[0];
  const edition = pack.editions.find((candidate) => candidate.questionnaire === questionnaire);
  if (!stage || !edition) return undefined;
  const now = (stage.from + stage.to) / 2;
  const today = dateAt(now, pack.calendar.timeZone);
  const { vary = [], before: otherwise = [], beforeIf } = plan.questionnaires[questionnaire] ?? {};
  if (beforeIf !== undefined && !isSketched(plan, unit, beforeIf)) return undefined;
  // From one year to the next amounts differ less than from one household to the other.
  const scales = vary.flatMap((change) =>
    change.by === 'scale' ? [{ ...change, spread: change.spread / 3 }] : [],
  );
  const thisYear = generateAnswers({ plan, questionnaire, unit, seed, today, before: true });
  const dice = seededDice(`${seed}/${unit.id}/before`);
  const before = variedAnswers(thisYear, [...scales, ...otherwise], dice, today);
  const verdict = checkAnswers(edition, before, evaluationFor(pack, now), sha256);
  if (!verdict.ok) return undefined;
  const dated = vary.flatMap((change) => (change.by === 'recent-date' ? [change.at] : []));
  return Object.fromEntries(Object.entries(verdict.answers).filter(([name]) => !dated.includes(name)));
};
