/** What each cross-check of the shipped questionnaires is there to catch: a change to the example, and where it is refused. */
import * as visit from './broken-household-forms.ts';
import * as monitored from './broken-monitored-forms.ts';
import * as ofTown from './broken-town-forms.ts';
import * as ofVillages from './broken-village-forms.ts';
import type { Changes } from './changed.ts';

export interface BrokenAnswers {
  readonly why: string;
  readonly change: Changes;
  readonly at: string;
}

/** A change to the example that looks like one of those, and is right. */
export interface NearMiss {
  readonly why: string;
  readonly change: Changes;
}

const people: readonly BrokenAnswers[] = [
  { why: 'two heads', change: { 'members[1].relation': '01' }, at: 'members' },
  { why: 'no head', change: { 'members[0].relation': '28' }, at: 'members' },
  { why: 'two spouses', change: { 'members[3].relation': '02' }, at: 'members' },
  {
    why: 'a number that fails its check',
    change: { 'members[0].idNo': '990000196803150019' },
    at: 'members[0].idNo',
  },
  { why: 'a number used twice', change: { 'members[6].idNo': '990000197008200025' }, at: 'members[6].idNo' },
  { why: 'a man as daughter', change: { 'members[2].relation': '04' }, at: 'members[2].relation' },
  { why: 'a woman as son', change: { 'members[3].relation': '03' }, at: 'members[3].relation' },
  {
    why: 'a child in the party',
    change: { 'members[4].politicalStatus': '01' },
    at: 'members[4].politicalStatus',
  },
  { why: 'healthy and ill', change: { 'members[0].health': ['01', '02'] }, at: 'members[0].health' },
  { why: 'no certificate', change: { 'members[1].health': ['04'] }, at: 'members[1].disabilityCertNo' },
  { why: 'a child who can work', change: { 'members[4].laborSkill': '01' }, at: 'members[4].laborSkill' },
  { why: 'work without ability', change: { 'members[6].workMonths': 3 }, at: 'members[6].workMonths' },
  { why: 'thirteen months', change: { 'members[0].workMonths': 13 }, at: 'members[0].workMonths' },
  { why: 'more post than work', change: { 'members[0].workMonths': 6 }, at: 'members[0].publicPostMonths' },
  { why: 'no place of work', change: { 'members[2].workCounty': undefined }, at: 'members[2].workCounty' },
  { why: 'insured twice', change: { 'members[0].employeeMedical': true }, at: 'members[0].employeeMedical' },
  {
    why: 'self-pay over total',
    change: { 'members[1].medicalSelfPay': 2600.01 },
    at: 'members[1].medicalSelfPay',
  },
  {
    why: 'allowance and support',
    change: { 'members[1].dibaoStatus': '02', 'members[1].tekunStatus': '03' },
    at: 'members[1].tekunStatus',
  },
  {
    why: 'not at school for illness but healthy',
    change: {
      'members[4].inSchool': false,
      'members[4].schoolStatus': undefined,
      'members[4].schoolName': undefined,
      'members[4].education': '02',
      'members[4].dropoutReason': '01',
    },
    at: 'members[4].dropoutReason',
  },
];

const secondHead = { 'members[0].relation': '02', 'members[1].relation': '01' };
const gone = (member: number) => ({
  [`members[${member}].memberState`]: '02',
  [`members[${member}].removeReason`]: 'D01',
  [`members[${member}].changeDate`]: '2022-09-10',
});

const household: readonly BrokenAnswers[] = [
  { why: 'size differs', change: { sizeAnnual: 6 }, at: 'sizeAnnual' },
  { why: 'half a person', change: { sizeAnnual: 7.5 }, at: 'sizeAnnual' },
  { why: 'exit before identification', change: { identifiedYear: 2018 }, at: 'povertyExitYear' },
  { why: 'no telephone number', change: { hhPhone: '12345' }, at: 'hhPhone' },
  { why: 'a short account', change: { bankAccount: '99001234' }, at: 'bankAccount' },
  { why: 'unsafe by grade only', change: { houseGrade: 'C' }, at: 'houseGrade' },
  { why: 'safe water below standard', change: { waterProblems: ['03'] }, at: 'waterProblems' },
  { why: 'no problem and a problem', change: { waterProblems: ['01', '06'] }, at: 'waterProblems' },
  { why: 'irrigated over arable', change: { irrigatedArea: 5.01 }, at: 'irrigatedArea' },
  { why: 'cement but not hard', change: { roadHardened: false }, at: 'roadHardened' },
  { why: 'no link and a link', change: { benefitLink: ['04', '07'] }, at: 'benefitLink' },
  { why: 'no support and support', change: { industryAidType: ['08', '09'] }, at: 'industryAidType' },
  { why: 'a tenth of a cent', change: { wageOther: 0.001 }, at: 'wageOther' },
  { why: 'signed tomorrow', change: { signDate: '2099-01-01' }, at: 'signDate' },
  { why: 'one copy', change: { copiesKept: false }, at: 'copiesKept' },
  { why: 'signed by whom', change: { isProxySign: true }, at: 'proxyReason' },
  { why: 'other fuel', change: { fuel: '05' }, at: 'fuelOther' },
  { why: 'the head in the second place', change: { ...secondHead }, at: 'members' },
  { why: 'the head is gone', change: { ...gone(0) }, at: 'members[0].memberState' },
  { why: 'gone before the day that counts', change: { ...gone(6) }, at: 'sizeAnnual' },
  {
    why: 'joined after the day that counts',
    change: { 'members[5].changeDate': '2022-10-02' },
    at: 'sizeAnnual',
  },
  {
    why: 'why somebody left',
    change: { ...gone(6), 'members[6].removeReason': undefined },
    at: 'members[6].removeReason',
  },
  {
    why: 'a spell that ends before it begins',
    change: { 'members[2].works[0].endMonth': '2021-11' },
    at: 'members[2].works[0].endMonth',
  },
  {
    why: 'a spell without an employer',
    change: { 'members[2].works[0].employer': undefined },
    at: 'members[2].works[0].employer',
  },
  { why: 'a helper without a telephone', change: { 'helpers[0].phone': undefined }, at: 'helpers[0].phone' },
];
const householdRight: readonly NearMiss[] = [
  { why: 'gone after the day that counts', change: { ...gone(6), 'members[6].changeDate': '2022-10-02' } },
  { why: 'gone before it, and not counted', change: { ...gone(6), sizeAnnual: 6 } },
  {
    why: 'never on the register',
    change: {
      householdType: '02',
      alleviatedAttr: undefined,
      identifiedYear: undefined,
      povertyExitYear: undefined,
    },
  },
  { why: 'a spell that goes on', change: { 'members[2].works[0].endMonth': undefined } },
];

const village: readonly BrokenAnswers[] = [
  { why: 'fewer people than households', change: { population: 411 }, at: 'population' },
  { why: 'no year of exit', change: { exitYear: undefined }, at: 'exitYear' },
  { why: 'more out of poverty than live', change: { exitHouseholds: 413 }, at: 'exitHouseholds' },
  { why: 'fewer people than monitored', change: { monitorPopulation: 5 }, at: 'monitorPopulation' },
  { why: 'more uncleared than monitored', change: { unclearedHouseholds: 7 }, at: 'unclearedHouseholds' },
  { why: 'more away than able', change: { migrantWorkers: 743 }, at: 'migrantWorkers' },
  { why: 'irrigated over arable', change: { irrigatedArea: 2310.51 }, at: 'irrigatedArea' },
  { why: 'part over total', change: { collectiveOperating: 18.4216 }, at: 'collectiveOperating' },
  { why: 'more cooperatives than watched', change: { coopHouseholds: 65 }, at: 'coopHouseholds' },
  { why: 'more groups with a road', change: { groupsRoad: 7 }, at: 'groupsRoad' },
  { why: 'taps over households', change: { tapWaterHouseholds: 413 }, at: 'tapWaterHouseholds' },
  { why: 'none and one', change: { mainIndustry: ['01', '09'] }, at: 'mainIndustry' },
];

const dwelling: readonly BrokenAnswers[] = [
  { why: 'more bedrooms than rooms', change: { bedrooms: 6 }, at: 'bedrooms' },
  { why: 'none and gas', change: { heating: ['gas', 'none'] }, at: 'heating' },
  { why: 'two reference persons', change: { 'persons[1].relationship': 'reference' }, at: 'persons' },
  { why: 'the same name twice', change: { 'persons[3].fullName': 'Cleo Sample' }, at: 'persons[3].fullName' },
  { why: 'born tomorrow', change: { 'persons[3].birthDate': '2099-01-01' }, at: 'persons[3].birthDate' },
  { why: 'retired at 16', change: { 'persons[2].employment': 'retired' }, at: 'persons[2].employment' },
  { why: 'no e-mail address', change: { email: 'ada' }, at: 'email' },
  { why: 'no telephone number', change: { phone: 'ask Ben' }, at: 'phone' },
];

const block: readonly BrokenAnswers[] = [
  { why: 'more lived in than seen', change: { dwellingsOccupied: 65 }, at: 'dwellingsOccupied' },
  { why: 'walked before the start', change: { walkedOn: '2025-10-19' }, at: 'walkedOn' },
  { why: 'none and flooding', change: { hazards: ['none', 'flood'] }, at: 'hazards' },
  { why: 'which hazard', change: { hazardOther: undefined }, at: 'hazardOther' },
  { why: 'six of five', change: { walkability: 6 }, at: 'walkability' },
];

const commuter = { fullName: 'Ada Sample', commute: 'bike', leavesAt: '07:50', minutes: 20 };
const longForm: readonly BrokenAnswers[] = [
  { why: 'no room', change: { roomCount: 0 }, at: 'roomCount' },
  {
    why: 'listed twice',
    change: { commuters: [{ ...commuter }, { ...commuter }] },
    at: 'commuters[1].fullName',
  },
  {
    why: 'how long',
    change: { commuters: [{ fullName: 'Ada Sample', commute: 'bike', leavesAt: '07:50' }] },
    at: 'commuters[0].minutes',
  },
  {
    why: 'leaves at no time',
    change: { commuters: [{ ...commuter, leavesAt: '25:00' }] },
    at: 'commuters[0].leavesAt',
  },
  { why: 'no telephone number', change: { contactPhone: 'ask Ben' }, at: 'contactPhone' },
];
const longFormRight: readonly NearMiss[] = [
  { why: 'nobody works', change: { commuters: [] } },
  { why: 'works at home', change: { commuters: [{ fullName: 'Ada Sample', commute: 'home' }] } },
];

const callback: readonly BrokenAnswers[] = [
  { why: 'before field work', change: { triedAt: '2025-10-19T23:59' }, at: 'triedAt' },
  { why: 'back after field work', change: { comeBackOn: '2025-11-15' }, at: 'comeBackOn' },
  { why: 'which language', change: { language: undefined }, at: 'language' },
];
const callbackRight: readonly NearMiss[] = [
  { why: 'never again', change: { outcome: 'refused', comeBackOn: undefined, language: undefined } },
];

export const brokenAnswers: { readonly [questionnaire: string]: readonly BrokenAnswers[] } = {
  tphAnnual: [...household, ...people],
  villageAnnual: village,
  incomeDetail: visit.incomeDetail,
  policyList: visit.policyList,
  screening: visit.screening,
  workTeam: ofVillages.workTeam,
  rcHousehold: ofVillages.rcHousehold,
  rcNaturalVillage: ofVillages.rcNaturalVillage,
  rcVillage: ofVillages.rcVillage,
  moAnnual: monitored.moAnnual,
  memberChange: monitored.memberChange,
  spotCheck: ofTown.spotCheck,
  issue: ofTown.issue,
  dwelling,
  longForm,
  callback,
  block,
};

export const nearMisses: { readonly [questionnaire: string]: readonly NearMiss[] } = {
  incomeDetail: visit.incomeDetailRight,
  policyList: visit.policyListRight,
  screening: visit.screeningRight,
  workTeam: ofVillages.workTeamRight,
  rcHousehold: ofVillages.rcHouseholdRight,
  rcNaturalVillage: ofVillages.rcNaturalVillageRight,
  rcVillage: ofVillages.rcVillageRight,
  moAnnual: monitored.moAnnualRight,
  memberChange: monitored.memberChangeRight,
  tphAnnual: householdRight,
  spotCheck: ofTown.spotCheckRight,
  issue: ofTown.issueRight,
  longForm: longFormRight,
  callback: callbackRight,
};
