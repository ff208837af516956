/**
 * Computed answers of a changed household, worked out again from what was typed. The engine would drop what it hides and
 * refuse what breaks its bounds; checks must see just that, as data that was imported would bring it.
 */

import type { Answers } from './patched.ts';
import { birthDateIn, sexIn, yearsAt } from './people.ts';

const stateAt = '2022-09-30';

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const cents = (value: number): number => Math.round(value * 100) / 100;
const sumOf = (answers: Answers, ...names: readonly string[]): number =>
  cents(names.reduce((sum, name) => sum + number(answers[name]), 0));

const rowsOf = (answers: Answers, list: string): readonly Answers[] =>
  Array.isArray(answers[list]) ? (answers[list] as readonly Answers[]) : [];

const setOrDrop = (row: Answers, name: string, value: string | number | undefined): void => {
  if (value === undefined) delete row[name];
  else row[name] = value;
};

const settlePerson = (person: Answers): void => {
  const typed = person.idType === '99';
  const sex = typed ? { 1: '男', 2: '女' }[String(person.sexTyped)] : sexIn(person.idNo);
  const birth = typed ? String(person.birthDateTyped ?? '') || undefined : birthDateIn(person.idNo);
  setOrDrop(person, 'sex', sex);
  setOrDrop(person, 'birthDate', birth);
  setOrDrop(person, 'age', birth === undefined ? undefined : yearsAt(birth, stateAt));
};

const perHead = (total: number, size: unknown): number =>
  number(size) > 0 ? cents(total / number(size)) : 0;

const settleHousehold = (answers: Answers): void => {
  const members = rowsOf(answers, 'members');
  members.forEach(settlePerson);
  const present = members.filter((member) => member.memberState === '01');
  answers.sizeCurrent = present.length;
  answers.labourCount = present.filter((one) => ['01', '02', '03'].includes(String(one.laborSkill))).length;
  answers.workerCount = present.filter((one) => number(one.workMonths) > 0).length;
};

const settleTotals = (answers: Answers): void => {
  answers.wageIncome = sumOf(answers, 'wagePublicPost', 'wageOther');
  answers.businessIncome = sumOf(
    answers,
    'plantingIncome',
    'breedingIncome',
    'orchardIncome',
    'otherBusinessIncome',
  );
  const spent = sumOf(answers, 'plantingCost', 'breedingCost', 'orchardCost', 'otherBusinessCost');
  answers.businessCost = Math.max(0, cents(spent - number(answers.costSubsidy)));
  answers.propertyIncome = sumOf(answers, 'propertyDividend', 'propertyOther');
  answers.transferIncome = sumOf(
    answers,
    'familyPlanningGrant',
    'dibaoIncome',
    'tekunIncome',
    'pensionIncome',
    'ecoIncome',
    'industryReward',
    'jobReward',
    'transferOther',
  );
  const gross = sumOf(answers, 'wageIncome', 'businessIncome', 'propertyIncome', 'transferIncome');
  answers.grossIncome = gross;
  answers.netIncome = cents(gross - number(answers.businessCost));
  answers.netPerCapita = perHead(answers.netIncome, answers.sizeAnnual);
  answers.refIncome = cents(
    answers.netIncome + number(answers.claimIncome) - number(answers.compliantSelfPay),
  );
  answers.refPerCapita = perHead(answers.refIncome, answers.sizeAnnual);
};

const settleAccount = (answers: Answers): void => {
  const rows = rowsOf(answers, 'rows');
  const total = (wanted: (row: Answers) => boolean): number =>
    cents(rows.filter(wanted).reduce((sum, row) => sum + number(row.amount), 0));
  const inCategory = (category: string) => total((row) => row.category === category);
  answers.sumWage = inCategory('01');
  answers.sumBusiness = inCategory('02');
  answers.sumProperty = inCategory('03');
  answers.sumTransfer = inCategory('04');
  answers.sumGross = sumOf(answers, 'sumWage', 'sumBusiness', 'sumProperty', 'sumTransfer');
  const subsidy = total((row) => row.incomeItem === 'E9');
  const cost = total((row) => row.category === '05' && row.incomeItem !== 'E9');
  answers.sumCost = Math.max(0, cents(cost - subsidy));
  answers.netIncome = cents(number(answers.sumGross) - answers.sumCost);
  answers.netPerCapita = perHead(answers.netIncome, answers.size);
};

/** Changes `answers` in place. */
export const settle: { readonly [questionnaire: string]: (answers: Answers) => void } = {
  tphAnnual: (answers) => {
    settleHousehold(answers);
    settleTotals(answers);
  },
  incomeDetail: settleAccount,
};
