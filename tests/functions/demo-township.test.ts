import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { customFunctions } from '#forms/answers/functions/custom.ts';
import { dueFor } from '#forms/campaign/due.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import { fits, isNewUnitId } from '#forms/campaign/unit.ts';
import type { JsonObject } from '#forms/json.ts';
import { sha256 } from '#forms/seal/hash.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { generatePeople, generateTownship } from '#functions/server/demo/generate-township.ts';
import { withCheckDigit } from '#functions/server/demo/vary-person.ts';
import {
  collecting,
  demoPlan,
  editionIn,
  questionnaireIds,
  shippedPacks,
  shippedPackWithWaiting,
} from '#tests/support/shipped-packs.ts';

const idNumberValid = customFunctions.find(({ name }) => name === 'idNumberValid')?.evaluate;

/** A township with the answers of every unit to every questionnaire about its kind, those that wait included. */
const filledTownship = (
  id: (typeof shippedPacks)[number],
  seed: string,
  units: number,
  pack = shippedPackWithWaiting(id),
  context = collecting(pack),
) => {
  const plan = demoPlan(id);
  const township = generateTownship(plan, { seed, villages: 12, units });
  const submissions = [...township.units, ...township.sheets].flatMap((unit) =>
    pack.questionnaires
      .filter((questionnaire) => dueFor(questionnaire, unit))
      .map(({ id: questionnaire }) => ({
        unit,
        questionnaire,
        answers: generateAnswers({ plan, questionnaire, unit, seed, today: context.today }),
      })),
  );
  return { pack, plan, township, context, submissions };
};

const membersOf = (answers: JsonObject) =>
  (answers.members ?? answers.persons ?? []) as readonly JsonObject[];

describe.each(shippedPacks)('demo of %s', (id) => {
  test('[C56] all answers of 200 units and their villages are accepted', () => {
    const { pack, context, submissions } = filledTownship(id, 'a', 200);
    const refused = submissions.flatMap(({ unit, questionnaire, answers }) => {
      const verdict = checkAnswers(editionIn(pack, questionnaire), answers, context, sha256);
      return verdict.ok ? [] : [{ unit: unit.id, questionnaire, violations: verdict.violations }];
    });
    expect(refused).toEqual([]);
    const answered = submissions.map(({ questionnaire }) => questionnaire);
    expect([...new Set(answered)].sort()).toEqual([...questionnaireIds(id)].sort());
  });

  test('[C56] what collectors send on the first days of collecting is accepted then', () => {
    const pack = shippedPackWithWaiting(id);
    const { timeZone, stages } = pack.calendar;
    const now = Math.min(...stages.map((stage) => stage.from)) + 36 * 3_600_000;
    const then = { now, timeZone, today: dateAt(now, timeZone), parameters: pack.parameters };
    const { submissions } = filledTownship(id, 'a', 60, pack, then);
    const collected = submissions.filter(({ questionnaire }) =>
      pack.questionnaires.some((one) => one.id === questionnaire && one.filledBy.includes('collector')),
    );
    const refused = collected.flatMap(({ questionnaire, answers }) => {
      const verdict = checkAnswers(editionIn(pack, questionnaire), answers, then, sha256);
      return verdict.ok ? [] : [{ questionnaire, violations: verdict.violations }];
    });
    expect(refused).toEqual([]);
  });

  test('[C56] nothing that was generated is dropped as hidden: the templates answer just what is asked', () => {
    const { pack, context, submissions } = filledTownship(id, 'b', 40);
    for (const { questionnaire, answers } of submissions) {
      const verdict = checkAnswers(editionIn(pack, questionnaire), answers, context, sha256);
      if (!verdict.ok) throw new Error(JSON.stringify(verdict.violations));
      expect(verdict.answers).toMatchObject(answers);
    }
  });

  test('[C57] the same seed gives the same township, another seed another one', () => {
    const { township, submissions } = filledTownship(id, 'a', 60);
    expect(filledTownship(id, 'a', 60)).toMatchObject({ township, submissions });
    expect(filledTownship(id, 'b', 60).submissions[0]?.answers).not.toEqual(submissions[0]?.answers);
  });

  test('[C57] a village has its people whatever the number of villages', () => {
    const plan = demoPlan(id);
    const first = (villages: number) => {
      const { units } = generateTownship(plan, { seed: 'a', villages, units: villages * 30 });
      return units.filter((unit) => unit.village === units[0]?.village).slice(0, 5);
    };
    expect(first(3)).toEqual(first(7));
  });

  test('[C58] every area code begins with 99 and lies in the area around it', () => {
    const { township, plan } = filledTownship(id, 'a', 60);
    for (const { code, parent, level } of township.areas) {
      expect(code).toMatch(/^99\d{10}$/);
      expect(parent).toBe({ district: undefined, town: plan.district.code, village: plan.town.code }[level]);
    }
    expect(new Set(township.areas.map(({ code }) => code)).size).toBe(14);
  });

  test('[C58] the units asked for are there, spread unevenly, each with its own id', () => {
    const { township, plan } = filledTownship(id, 'a', 200);
    const kind = plan.units.find(({ each }) => each === 'many')?.kind;
    const many = township.units.filter((unit) => unit.kind === kind);
    expect(many).toHaveLength(200);
    const kinds = plan.units.filter(({ each }) => each === 'village');
    const inEachVillage = kinds.reduce((sum, { perVillage }) => sum + perVillage, 0);
    expect(new Set(township.units.map((unit) => unit.id)).size).toBe(200 + 12 * inEachVillage);
    const villages = township.areas.filter(({ level }) => level === 'village').map(({ code }) => code);
    const perVillage = villages.map((village) => many.filter((unit) => unit.village === village));
    expect(new Set(perVillage.map((units) => units.length)).size).toBeGreaterThan(3);
    for (const units of perVillage)
      expect(units.map(({ order }) => order)).toEqual(units.map((_, index) => index + 1));
  });

  test('[C58] the size of a unit is the number of people in its answers', () => {
    const { submissions, plan } = filledTownship(id, 'a', 100);
    const leading = plan.units.map(({ ledBy }) => ledBy);
    for (const { unit, answers, questionnaire } of submissions)
      if (leading.includes(questionnaire))
        expect(membersOf(answers).filter(({ memberState }) => memberState !== '02')).toHaveLength(
          unit.size ?? 0,
        );
  });

  test('[C58] the register says of a unit only what its kind has, and a sheet belongs to a unit of the right kind', () => {
    const { township, pack } = filledTownship(id, 'a', 100);
    const codesOf = (list: string) => pack.codeLists[list]?.items.map(({ value }) => value) ?? [];
    for (const unit of [...township.units, ...township.sheets]) {
      const kind = pack.unitKinds.find((candidate) => candidate.id === unit.kind);
      for (const [name, value] of Object.entries(unit.attributes ?? {})) {
        const attribute = kind?.attributes?.find((candidate) => candidate.id === name);
        expect(attribute && fits(attribute, value, codesOf)).toBe(true);
      }
      const parent = township.units.find((candidate) => candidate.id === unit.parent);
      expect(parent?.kind).toBe(kind?.parent);
      if (unit.parent) expect(isNewUnitId(unit.id, { parent: unit.parent }, unit.village)).toBe(true);
    }
  });

  test('[C58] each role has somebody, each village a collector', () => {
    const { plan, township } = filledTownship(id, 'a', 12);
    const people = generatePeople(plan, township.areas);
    expect(new Set(people.map(({ role }) => role)).size).toBe(5);
    const collectors = people.filter(({ role }) => role === 'collector').map(({ area }) => area);
    const villages = township.areas.filter(({ level }) => level === 'village').map(({ code }) => code);
    expect(collectors).toEqual(villages);
    expect(new Set(people.map(({ userName }) => userName)).size).toBe(people.length);
  });
});

test('[C58] identity numbers are valid, begin with 99 and belong to one person each', () => {
  const numbers = filledTownship('township-2022', 'a', 800)
    .submissions.flatMap(({ answers }) => membersOf(answers))
    .flatMap(({ idNo }) => (typeof idNo === 'string' ? [idNo] : []));
  expect(numbers.length).toBeGreaterThan(500);
  expect(
    numbers.filter(
      (number) => !number.startsWith('99') || idNumberValid?.([number], { today: '2022-10-20' }) !== true,
    ),
  ).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('[C58] the check digit is that of GB 11643, X included', () => {
  expect(withCheckDigit('99000019880101103')).toBe('99000019880101103X');
  expect(withCheckDigit('99000019680315001')).toBe('990000196803150018');
});

test('[C57] the household is named after its head, and the certificate begins with the identity number', () => {
  const { submissions } = filledTownship('township-2022', 'a', 200);
  const households = submissions.filter(({ questionnaire }) => questionnaire === 'tphAnnual');
  for (const { unit, answers } of households) {
    expect(membersOf(answers)[0]).toMatchObject({ name: unit.name, relation: '01' });
    for (const { disabilityCertNo, idNo } of membersOf(answers))
      if (disabilityCertNo !== undefined) expect(disabilityCertNo).toMatch(new RegExp(`^${idNo}[1-7][1-4]$`));
  }
});

test('[C58] all papers of a household tell the same story', () => {
  const { submissions, pack, context } = filledTownship('township-2022', 'a', 60);
  const answersOf = (unit: string, questionnaire: string): JsonObject => {
    const answers = submissions.find((one) => one.unit.id === unit && one.questionnaire === questionnaire);
    const verdict = checkAnswers(editionIn(pack, questionnaire), answers?.answers, context, sha256);
    if (!verdict.ok) throw new Error(JSON.stringify(verdict.violations));
    return verdict.answers;
  };
  const households = submissions.filter(({ questionnaire }) => questionnaire === 'tphAnnual');
  for (const { unit, answers } of households) {
    const information = answersOf(unit.id, 'tphAnnual');
    const account = answersOf(unit.id, 'incomeDetail');
    expect(account.netPerCapita).toBe(information.netPerCapita);
    expect(account.sumWage).toBe(information.wageIncome);
    expect(answersOf(unit.id, 'rcHousehold').headIdNo).toBe(membersOf(answers)[0]?.idNo);
    const names = membersOf(answers).map(({ name }) => name);
    const lists = [account.rows, answersOf(unit.id, 'policyList').rows] as readonly (readonly JsonObject[])[];
    for (const { member } of lists.flat()) expect(member === undefined || names.includes(member)).toBe(true);
  }
});

test('[C58] what a village has several of is told apart by name', () => {
  const plan = demoPlan('township-2022');
  const several = plan.units.filter(({ perVillage }) => perVillage > 1);
  for (const { kind, perVillage } of several) {
    const { units } = generateTownship(plan, { seed: 'a', villages: 5, units: 0 });
    const ofKind = units.filter((unit) => unit.kind === kind);
    expect(ofKind).toHaveLength(5 * perVillage);
    expect(new Set(ofKind.map(({ village, name }) => `${village} ${name}`)).size).toBe(5 * perVillage);
  }
});
