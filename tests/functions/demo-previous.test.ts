/** The round before of the invented townships. */
import { expect, test } from 'vitest';
import type { JsonObject } from '#forms/json.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { generatePrevious } from '#functions/server/demo/generate-previous.ts';
import { generateTownship } from '#functions/server/demo/generate-township.ts';
import { collecting, demoPlan, type ShippedPack, shippedPack } from '#tests/support/shipped-packs.ts';

const roundOf = (id: ShippedPack, seed: string) => {
  const [pack, plan] = [shippedPack(id), demoPlan(id)];
  const { units, sheets } = generateTownship(plan, { seed, villages: 3, units: 450 });
  return { pack, plan, units, sheets, previous: generatePrevious({ pack, plan, units, seed }) };
};
const membersOf = ({ members = [] }: JsonObject) => members as readonly JsonObject[];
const numbersOf = (answers: JsonObject) => membersOf(answers).map(({ idNo }) => idNo);

test('[C17] a year ago the same households lived there, with other amounts and nothing dated anew', () => {
  const { pack, plan, units, previous } = roundOf('township-2022', 'a');
  const prefilled = pack.questionnaires.filter(({ prefill }) => prefill !== undefined).map(({ id }) => id);
  expect([...new Set(previous.map(({ questionnaire }) => questionnaire))].sort()).toEqual(
    [...prefilled].sort(),
  );
  const { today } = collecting(pack);
  let changed = 0;
  const households = previous.filter(({ questionnaire }) => questionnaire === 'tphAnnual');
  expect(households.length).toBeGreaterThan(50);
  for (const { unit: id, questionnaire, answers } of households) {
    const unit = units.find((one) => one.id === id);
    if (!unit) throw new Error(`nobody knows ${id}`);
    const now = generateAnswers({ plan, questionnaire, unit, seed: 'a', today });
    for (const change of plan.questionnaires[questionnaire]?.vary ?? [])
      if (change.by === 'recent-date') expect(answers).not.toHaveProperty([change.at]);
    if (Object.entries(now).some(([name, value]) => typeof value === 'number' && answers[name] !== value))
      changed++;
  }
  expect(changed).toBeGreaterThan(households.length / 2);
});

test('[C29] who came in the year was not there before, who left or died was, and each has a sheet that says so', () => {
  const { pack, plan, units, sheets, previous } = roundOf('township-2022', 'a');
  const { today } = collecting(pack);
  const told = new Set<string>();
  for (const { unit: id, questionnaire, answers } of previous) {
    const unit = units.find((one) => one.id === id);
    if (questionnaire !== 'tphAnnual' || !unit) continue;
    const answersTo = (about: string, of = unit) =>
      generateAnswers({ plan, questionnaire: about, unit: of, seed: 'a', today });
    const now = answersTo(questionnaire);
    const sheet = sheets.find(({ parent, kind }) => parent === id && kind === 'change-sheet');
    const { changeKind, newIdNo, member, removeReason } = sheet ? answersTo('memberChange', sheet) : {};
    expect(numbersOf(answers)).toEqual(numbersOf(now).filter((number) => number !== newIdNo));
    const gone = membersOf(now).filter(({ memberState }) => memberState === '02');
    const left = changeKind === '02' ? [{ name: member, removeReason }] : [];
    expect(gone.map((one) => ({ name: one.name, removeReason: one.removeReason }))).toEqual(left);
    expect(membersOf(answers).some(({ memberState }) => memberState === '02')).toBe(false);
    if (typeof changeKind === 'string') told.add(changeKind);
  }
  expect([...told].sort()).toEqual(['01', '02', '03']);
});

test('[C29] nobody was monitored before the day on which the household was identified', () => {
  const { plan, units, previous } = roundOf('township-2022', 'a');
  const before = new Map(previous.map((one) => [`${one.unit} ${one.questionnaire}`, one.answers]));
  const monitored = units.filter(({ attributes }) => attributes?.monitorCategory !== undefined);
  const since = monitored.map((unit) => {
    const { identifyMonth } = generateAnswers({
      plan,
      questionnaire: 'moAnnual',
      unit,
      seed: 'a',
      today: '2022-10-20',
    });
    expect(before.has(`${unit.id} moAnnual`)).toBe(String(identifyMonth) <= '2021-09');
    return identifyMonth;
  });
  expect(since.length).toBeGreaterThan(8);
});

test('[C17] the same seed gives the same round before', () => {
  expect(roundOf('township-2022', 'a').previous).toEqual(roundOf('township-2022', 'a').previous);
});
