/** The cross-checks of the forms about villages, their work teams and rural building. */
import type { BrokenAnswers, NearMiss } from './broken-answers.ts';

export const workTeam: readonly BrokenAnswers[] = [
  {
    why: 'a number that fails its check',
    change: { 'members[1].idNo': '990000199009230029' },
    at: 'members[1].idNo',
  },
  {
    why: 'the same person twice',
    change: { 'members[3].idNo': '990000198406120030' },
    at: 'members[3].idNo',
  },
  {
    why: 'ended on the day it began',
    change: { 'members[2].endDate': '2021-06-01' },
    at: 'members[2].endDate',
  },
  { why: 'why it ended', change: { 'members[2].endReason': undefined }, at: 'members[2].endReason' },
  {
    why: '29 days in February',
    change: { 'members[0].months[4].days': 29 },
    at: 'members[0].months[4].days',
  },
  {
    why: '31 days in November',
    change: { 'members[0].months[1].days': 31 },
    at: 'members[0].months[1].days',
  },
  {
    why: 'days and leave over the month',
    change: { 'members[0].months[3].days': 28 },
    at: 'members[0].months[3].days',
  },
  {
    why: 'leave without a reason',
    change: { 'members[0].months[3].leaveReason': undefined },
    at: 'members[0].months[3].leaveReason',
  },
  {
    why: 'in the village before the post',
    change: { 'members[3].months[0].month': '2022-02' },
    at: 'members[3].months[0].month',
  },
  {
    why: 'in the village after the post',
    change: { 'members[2].endDate': '2022-01-31' },
    at: 'members[2].months[4].month',
  },
  {
    why: 'a month twice',
    change: { 'members[0].months[1].month': '2021-10' },
    at: 'members[0].months[1].month',
  },
  {
    why: 'a month of the year before',
    change: { 'members[0].months[0].month': '2021-09' },
    at: 'members[0].months[0].month',
  },
  { why: 'nobody in the team', change: { members: [] }, at: 'members[0].name' },
];
export const workTeamRight: readonly NearMiss[] = [
  { why: '28 days in February', change: { 'members[0].months[4].days': 28 } },
  { why: '31 days in December', change: { 'members[0].months[2].days': 31 } },
  { why: 'began on the last day of a month', change: { 'members[3].since': '2022-03-31' } },
  { why: 'few days are no refusal', change: { 'members[1].months[0].days': 3 } },
  { why: 'a secretary outside the party is no refusal', change: { 'members[0].politicalStatus': '13' } },
];

export const rcHousehold: readonly BrokenAnswers[] = [
  { why: 'a number that fails its check', change: { headIdNo: '990000196803150019' }, at: 'headIdNo' },
  { why: 'far more people than registered', change: { residentSize: 13 }, at: 'residentSize' },
  { why: 'an empty house with people', change: { residence: '03' }, at: 'residence' },
  { why: 'gravel but hard', change: { roadType: '02' }, at: 'roadHardened' },
  { why: 'safe water below standard', change: { waterProblems: ['03'] }, at: 'waterProblems' },
  { why: 'no problem and a problem', change: { waterProblems: ['01', '02'] }, at: 'waterProblems' },
  { why: 'sanitary without a toilet', change: { toiletKind: '04' }, at: 'toiletKind' },
  { why: 'which clean energy', change: { cleanCookingKind: undefined }, at: 'cleanCookingKind' },
  { why: 'which other energy', change: { cleanCookingKind: ['06'] }, at: 'cleanCookingOther' },
  { why: 'unsafe of grade B', change: { dangerHouse: true, houseGrade: 'B' }, at: 'houseGrade' },
  { why: 'nothing missing and a road', change: { problems: ['01', '99'] }, at: 'problems' },
  { why: 'what is missing', change: { problemText: undefined }, at: 'problemText' },
  { why: 'lived in, no word on power', change: { power: undefined, powerStable: undefined }, at: 'power' },
];
export const rcHouseholdRight: readonly NearMiss[] = [
  { why: 'five more than registered', change: { residentSize: 12 } },
  { why: 'nothing missing', change: { problems: ['99'], problemText: undefined } },
  {
    why: 'empty for long: the rest may be left out',
    change: {
      residence: '03',
      residentSize: 0,
      power: undefined,
      powerStable: undefined,
      sewage: undefined,
      shower: undefined,
      toiletUsable: undefined,
    },
  },
  { why: 'unsafe of grade D', change: { dangerHouse: true, houseGrade: 'D' } },
  {
    why: 'inside the house, so not asked about the yard',
    change: { toiletIndoor: true, toiletYard: undefined },
  },
];

export const rcNaturalVillage: readonly BrokenAnswers[] = [
  { why: 'fewer people than households', change: { hukouPopulation: 63 }, at: 'hukouPopulation' },
  { why: 'fewer living there than households', change: { residentPopulation: 40 }, at: 'residentPopulation' },
  { why: 'more roads than households', change: { roadHouseholds: 65 }, at: 'roadHouseholds' },
  { why: 'taps without tap water', change: { tapWater: false }, at: 'tapHouseholds' },
  { why: 'more toilets than households', change: { sanitaryHouseholds: 65 }, at: 'sanitaryHouseholds' },
  { why: 'more in danger than households', change: { hazardHouseholds: 65 }, at: 'hazardHouseholds' },
  { why: 'how many lamps', change: { lightCount: undefined }, at: 'lightCount' },
];
export const rcNaturalVillageRight: readonly NearMiss[] = [
  { why: 'one person in each household', change: { hukouPopulation: 64 } },
  { why: 'a road to every door', change: { roadHouseholds: 64 } },
  { why: 'no tap water at all', change: { tapWater: false, tapHouseholds: 0 } },
];

export const rcVillage: readonly BrokenAnswers[] = [
  { why: 'an area code of eleven digits', change: { code: '99000010000' }, at: 'code' },
  { why: 'more large ones than there are', change: { largeNaturalVillages: 7 }, at: 'largeNaturalVillages' },
  { why: 'more roads than large ones', change: { largeRoad: 5 }, at: 'largeRoad' },
  { why: 'taps over households', change: { tapHouseholds: 413 }, at: 'tapHouseholds' },
  { why: 'flush and dry over sanitary', change: { dryHouseholds: 32 }, at: 'dryHouseholds' },
  { why: 'flush over sanitary', change: { flushHouseholds: 372, dryHouseholds: 0 }, at: 'flushHouseholds' },
  { why: 'waste in more than there are', change: { garbageVillages: 7 }, at: 'garbageVillages' },
  { why: 'year of an approved plan', change: { planYear: undefined }, at: 'planYear' },
  { why: 'unsafe over households', change: { dangerHouseholds: 413 }, at: 'dangerHouseholds' },
  { why: 'nothing about problems', change: { problemText: undefined }, at: 'problemText' },
];
export const rcVillageRight: readonly NearMiss[] = [
  { why: 'every household has a tap', change: { tapHouseholds: 412 } },
  { why: 'all sanitary toilets flush', change: { flushHouseholds: 371, dryHouseholds: 0 } },
  { why: 'no plan, no year', change: { planState: '04', planYear: undefined } },
];
