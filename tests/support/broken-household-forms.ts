/** The cross-checks of the forms that go along on a visit: what each refuses, and what comes close and is right. */
import type { BrokenAnswers, NearMiss } from './broken-answers.ts';

export const incomeDetail: readonly BrokenAnswers[] = [
  {
    why: 'quantity times price is not the amount',
    change: { 'rows[0].amount': 35002 },
    at: 'rows[0].amount',
  },
  { why: 'no working out', change: { 'rows[2].note': undefined }, at: 'rows[2].note' },
  { why: 'a working out of one character', change: { 'rows[2].note': '种' }, at: 'rows[2].note' },
  { why: 'whose wages', change: { 'rows[0].member': undefined }, at: 'rows[0].member' },
  { why: 'whose pension', change: { 'rows[5].member': undefined }, at: 'rows[5].member' },
  { why: 'a cost among the wages', change: { 'rows[9].category': '01' }, at: 'rows[9].incomeItem' },
  { why: 'a negative amount', change: { 'rows[3].amount': -1 }, at: 'rows[3].amount' },
  { why: 'no item at all', change: { rows: [] }, at: 'rows' },
  { why: 'half as much again, and no word on it', change: { prevPerCapita: 4890 }, at: 'changeReason' },
  { why: 'a fifth less, and no word on it', change: { prevPerCapita: 9200 }, at: 'changeReason' },
];
export const incomeDetailRight: readonly NearMiss[] = [
  { why: 'a yuan of rounding', change: { 'rows[0].amount': 35001 } },
  { why: 'land has no person', change: { 'rows[6].member': undefined } },
  {
    why: 'nothing earned needs no working out',
    change: { 'rows[4].amount': 0, 'rows[4].price': 0, 'rows[4].note': undefined },
  },
  { why: 'half as much again, exactly', change: { prevPerCapita: 4900 } },
  { why: 'a subsidy above the costs', change: { 'rows[10].incomeItem': 'E9' } },
];

export const policyList: readonly BrokenAnswers[] = [
  { why: 'who has the post', change: { 'rows[0].member': undefined }, at: 'rows[0].member' },
  {
    why: 'ends before it begins',
    change: { 'rows[1].startMonth': '2022-06', 'rows[1].endMonth': '2022-05' },
    at: 'rows[1].endMonth',
  },
  { why: 'begins after the year', change: { 'rows[1].startMonth': '2022-10' }, at: 'rows[1].startMonth' },
  {
    why: 'ended before the year',
    change: { 'rows[1].startMonth': '2020-01', 'rows[1].endMonth': '2021-09' },
    at: 'rows[1].endMonth',
  },
  { why: 'a person for what the household has', change: { 'rows[0].member': '9527' }, at: 'rows[0].member' },
  { why: 'how it is given', change: { 'rows[3].payWay': undefined }, at: 'rows[3].payWay' },
  { why: 'services need a 0', change: { 'rows[7].amount': undefined }, at: 'rows[7].amount' },
];
export const policyListRight: readonly NearMiss[] = [
  { why: 'one month', change: { 'rows[1].startMonth': '2022-06', 'rows[1].endMonth': '2022-06' } },
  { why: 'ended in the first month', change: { 'rows[1].endMonth': '2021-10' } },
  { why: 'no policy at all', change: { rows: [] } },
  {
    why: 'allowance of the whole household',
    change: { 'rows[0].policy': 'ZC01', 'rows[0].member': undefined },
  },
];

const ofMonitored = { sWeakMeasure: undefined, sDibaoOnly: undefined, sMisidentified: undefined };
export const screening: readonly BrokenAnswers[] = [
  { why: 'one visitor', change: { visitors: '测试村干' }, at: 'visitors' },
  { why: 'more at home than there are', change: { sizeHome: 8 }, at: 'sizeHome' },
  { why: 'late without a reason', change: { visitDate: '2022-11-06' }, at: 'lateReason' },
  { why: 'visited tomorrow', change: { visitDate: '2099-01-01' }, at: 'visitDate' },
  { why: 'by telephone without a reason', change: { visitMode: '02' }, at: 'visitModeReason' },
  { why: 'no word on the signals', change: { reason: '没有问题' }, at: 'reason' },
  {
    why: 'a conclusion for monitored households',
    change: { focusGroups: ['01'], riskCleared: undefined, ...ofMonitored },
    at: 'conclusion',
  },
  {
    why: 'at risk, not monitored, nothing begun',
    change: { sNotIncluded: true, conclusion: '01', plan: undefined },
    at: 'conclusion',
  },
  { why: 'taken back what was never cleared', change: { conclusion: '05' }, at: 'conclusion' },
  { why: 'identification without its first day', change: { conclusion: '04' }, at: 'clueDate' },
  { why: 'how much the debt is', change: { sDebt: true }, at: 'debtAmount' },
  { why: 'a water problem called none', change: { sWater: true, waterKind: ['01'] }, at: 'waterKind' },
  { why: 'thirteen months', change: { idleMonths: 13 }, at: 'idleMonths' },
];
export const screeningRight: readonly NearMiss[] = [
  { why: 'the last day of the visits', change: { visitDate: '2022-11-05' } },
  { why: 'all at home', change: { sizeHome: 7 } },
  {
    why: 'nothing found needs no reason',
    change: {
      sOutpatient: false,
      outpatientMonthly: undefined,
      sWork: false,
      idleMonths: undefined,
      workIndustry: undefined,
      conclusion: '01',
      plan: undefined,
      reason: undefined,
    },
  },
  { why: 'at risk and begun', change: { sNotIncluded: true, conclusion: '04', clueDate: '2022-10-18' } },
  {
    why: 'cleared and taken back',
    change: { riskCleared: true, sNoLabourCleared: false, sUnstable: true, conclusion: '05' },
  },
];
