/** The round before of the invented townships. */
import { expect, test } from 'vitest';
import type { JsonObject } from '#forms/json.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { generatePrevious } from '#functions/server/demo/generate-previous.ts';
import { generateTownship } from '#functions/server/demo/generate-township.ts';
import { collecting, demoPlan, type ShippedPack, shippedPack } from '#tests/support/shipped-packs.ts';

const roundOf = (id: ShippedPack, seed: string) => {
  const [pack, plan] = [shippedPack(id), demoPlan(id)];
  const { units } = generateTownship(plan, { seed, villages: 3, units: 150 });
  return { pack, plan, units, previous: generatePrevious({ pack, plan, units, seed }) };
};
const membersOf = ({ members = [] }: JsonObject) => members as readonly JsonObject[];

test('[C17] a year ago the same people lived there, with other amounts and nothing dated anew', () => {
  const { pack, plan, units, previous } = roundOf('township-2022', 'a');
  const prefilled = pack.questionnaires.filter(({ prefill }) => prefill !== undefined).map(({ id }) => id);
  expect([...new Set(previous.map(({ questionnaire }) => questionnaire))].sort()).toEqual(
    [...prefilled].sort(),
  );
  const { today } = collecting(pack);
  let changed = 0;
  const households = previous.filter(({ questionnaire }) => questionnaire === 'tphAnnual');
  expect(households.length).toBeGreaterThan(10);
  for (const { unit: id, questionnaire, answers } of households) {
    const unit = units.find((one) => one.id === id);
    if (!unit) throw new Error(`nobody knows ${id}`);
    const now = generateAnswers({ plan, questionnaire, unit, seed: 'a', today });
    expect(membersOf(answers).map(({ idNo }) => idNo)).toEqual(membersOf(now).map(({ idNo }) => idNo));
    for (const change of plan.questionnaires[questionnaire]?.vary ?? [])
      if (change.by === 'recent-date') expect(answers).not.toHaveProperty([change.at]);
    if (Object.entries(now).some(([name, value]) => typeof value === 'number' && answers[name] !== value))
      changed++;
  }
  expect(changed).toBeGreaterThan(households.length / 2);
});

test('[C17] the same seed gives the same round before', () => {
  expect(roundOf('township-2022', 'a').previous).toEqual(roundOf('township-2022', 'a').previous);
});
