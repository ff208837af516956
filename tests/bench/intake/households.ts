/** Households of the fictional township with a full questionnaire each: what the collectors send, made before the clock runs. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dueFor } from '#forms/campaign/due.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import { type Pack, parsePack } from '#forms/campaign/pack.ts';
import { wireVersion } from '#forms/wire/limits.ts';
import type { SubmissionEnvelope, Unit } from '#forms/wire/shapes.ts';
import { readPackFolder } from '#functions/adapters/files/pack-folder.ts';
import { systemDice } from '#functions/adapters/system/system.ts';
import { type DemoPlan, parseDemoPlan, type Template } from '#functions/server/demo/demo-plan.ts';
import { demoSeed } from '#functions/server/demo/demo-visits.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { generateTownship, type Township } from '#functions/server/demo/generate-township.ts';

export interface Village {
  readonly pack: Pack;
  readonly plan: DemoPlan;
  readonly township: Township;
  readonly questionnaire: string;
  readonly kind: string;
  /** Of the kind that the questionnaire is about, in turn through the villages. */
  readonly units: readonly Unit[];
}

/** The township as the server generates it for the same numbers. */
export const readTownship = async (folder: string, villages: number, units: number): Promise<Village> => {
  const parsed = parsePack(await readPackFolder(folder));
  if (!parsed.ok) throw new Error(`the pack in ${folder} has faults: npm run check tells them`);
  const plan = parseDemoPlan(JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')));
  const [questionnaire] = parsed.value.questionnaires;
  if (!questionnaire) throw new Error('a pack without questionnaires');
  const township = generateTownship(plan, { seed: demoSeed, villages, units });
  return {
    pack: parsed.value,
    plan,
    township,
    questionnaire: questionnaire.id,
    kind: questionnaire.unit,
    units: inTurn(township.units.filter(({ kind }) => kind === questionnaire.unit)),
  };
};

/**
 * Everybody sends the answers of the one household that are nearest to so many, so that every window sends the same work.
 * `remark` is answered at length: the goal speaks of 5 kB, and the shipped households are shorter.
 */
export const withAnswers = (village: Village, wanted: number, remark = ''): Village => {
  const { pack, plan, questionnaire, units } = village;
  const mine = plan.questionnaires[questionnaire];
  const asked = pack.questionnaires.find(({ id }) => id === questionnaire);
  const owing = units.filter((unit) => asked !== undefined && dueFor(asked, unit));
  if (!mine || owing.length === 0) throw new Error(`the demo plan has no answers for ${questionnaire}`);
  const today = dateAt(pack.calendar.stages[0]?.to ?? 0, pack.calendar.timeZone);
  const distance = ({ answers }: Template) => Math.abs(answersIn(answers) - wanted);
  const nearest = owing
    .map((unit): Template => {
      const answers = generateAnswers({ plan, questionnaire, unit, seed: 'intake', today });
      return { weight: 1, answers: (remark ? { ...answers, remark } : answers) as Template['answers'] };
    })
    .reduce((a, b) => (distance(b) < distance(a) ? b : a));
  return {
    ...village,
    units: owing,
    plan: {
      ...plan,
      questionnaires: { ...plan.questionnaires, [questionnaire]: { ...mine, templates: [nearest] } },
    },
  };
};

/** Villages work at the same time, so their households come mixed. */
const inTurn = (units: readonly Unit[]): readonly Unit[] => {
  const position = new Map<string, number>();
  return units
    .map((unit) => {
      const turn = position.get(unit.village) ?? 0;
      position.set(unit.village, turn + 1);
      return { unit, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ unit }) => unit);
};

export const submissionOf = (
  { pack, plan, questionnaire }: Village,
  unit: Unit,
  now: number,
): SubmissionEnvelope => ({
  wire: wireVersion,
  id: systemDice.id(Date.now()),
  campaign: pack.id,
  village: unit.village,
  unit: unit.id,
  questionnaire,
  edition: 1,
  basedOn: 0,
  answers: generateAnswers({
    plan,
    questionnaire,
    unit,
    seed: 'intake',
    today: dateAt(now, pack.calendar.timeZone),
  }),
  capturedAt: now,
});

/** Single values in the answers, however deep. */
export const answersIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, inner: unknown) => sum + answersIn(inner), 0)
    : 1;
