/** The cross-checks of the forms that only some households have: monitored ones, and those whose members changed. */
import type { BrokenAnswers, NearMiss } from './broken-answers.ts';

/** Everything that is asked only when the risk was cleared, taken away. */
const notCleared = Object.fromEntries(
  [
    ...['clearMonth', 'clearMode', 'stableMonths', 'clearStory', 'clearVisitDate', 'clearMeetingDate'],
    ...['clearPublicFrom', 'clearPublicTo', 'clearTownDate', 'clearCountyDate', 'clearSigned'],
    ...[
      'afterDropout',
      'afterHousing',
      'afterUninsured',
      'afterWater',
      'afterSize',
      'afterWage',
      'afterProperty',
    ],
    ...['afterTransfer', 'afterBusiness', 'afterCost', 'afterClaim', 'afterSelfPay'],
  ].map((name) => [name, undefined]),
);
const takenBack = {
  hasRollback: true,
  rollbackKind: '01',
  rollbackReason: ['01'],
  foundDate: '2022-10-20',
  foundBy: '05',
  rollbackVisitDate: '2022-10-20',
  rollbackMeetingDate: '2022-10-21',
  rollbackTownDate: '2022-10-24',
  rollbackCountyDate: '2022-10-26',
  rollbackSigned: true,
  rollbackStory: '务工停了两个月，收入没有稳定，按程序回退，继续监测帮扶。',
};

export const moAnnual: readonly BrokenAnswers[] = [
  { why: 'unstable but never lifted out', change: { householdType: '02' }, at: 'category' },
  { why: 'on the edge but lifted out', change: { category: '02' }, at: 'category' },
  { why: 'identified next century', change: { identifyMonth: '2099-01' }, at: 'identifyMonth' },
  { why: 'a risk twice', change: { risk2: '01' }, at: 'risk2' },
  { why: 'which disaster', change: { risk2: '04' }, at: 'disasterKind' },
  { why: 'which other risk', change: { risk2: '11' }, at: 'riskRemark' },
  { why: 'hardly a word on what happened', change: { riskStory: '生病住院' }, at: 'riskStory' },
  { why: 'kept by the allowance, yet able', change: { isBottomLine: true }, at: 'isBottomLine' },
  { why: 'no consent', change: { consentSigned: false }, at: 'consentSigned' },
  { why: 'applied before the clue', change: { applyDate: '2022-02-28' }, at: 'applyDate' },
  {
    why: 'approved before the town looked',
    change: { countyApproveDate: '2022-03-09' },
    at: 'countyApproveDate',
  },
  { why: 'a notice of four days', change: { publicTo: '2022-03-08' }, at: 'publicTo' },
  { why: 'a step left out', change: { meetingDate: undefined, meetingVotes: undefined }, at: 'meetingDate' },
  { why: 'votes as a word', change: { meetingVotes: '全部' }, at: 'meetingVotes' },
  { why: 'none and one', change: { exclusions: ['01', '07'] }, at: 'exclusions' },
  { why: 'excluded without a word', change: { exclusions: ['03'] }, at: 'exclusionNote' },
  { why: 'unsafe water is no risk', change: { water: true }, at: 'water' },
  { why: 'unsafe housing is no risk', change: { housing: true }, at: 'housing' },
  { why: 'income after the identification', change: { incomeTo: '2022-04' }, at: 'incomeTo' },
  { why: 'a measure of another kind', change: { 'measures[0].family': '01' }, at: 'measures[0].option' },
  {
    why: 'against a risk that is not there',
    change: { 'measures[0].forRisk': '09' },
    at: 'measures[0].forRisk',
  },
  {
    why: 'a measure before the identification',
    change: { 'measures[0].startMonth': '2022-02' },
    at: 'measures[0].startMonth',
  },
  { why: 'which other measure', change: { 'measures[0].option': '0706' }, at: 'measures[0].optionRemark' },
  { why: 'development carried out by nobody', change: { 'measures[1].done': false }, at: 'devMeasureState' },
  {
    why: 'cleared after five months',
    change: { identifyMonth: '2022-03', clearMonth: '2022-08' },
    at: 'clearMonth',
  },
  {
    why: 'cleared though nobody can work',
    change: { hasLabour: false, devMeasureState: undefined },
    at: 'clearMode',
  },
  {
    why: 'cleared without a measure',
    change: { measures: [], devMeasureState: '02', devMeasureReason: '没有' },
    at: 'clearMode',
  },
  { why: 'stable for five months', change: { stableMonths: 5 }, at: 'stableMonths' },
  { why: 'a clearing notice of four days', change: { clearPublicTo: '2022-10-06' }, at: 'clearPublicTo' },
  { why: 'cleared with unsafe water', change: { afterWater: true }, at: 'afterWater' },
  { why: 'cleared unsigned', change: { clearSigned: false }, at: 'clearSigned' },
  {
    why: 'taken back what is not cleared',
    change: { ...notCleared, cleared: false, ...takenBack },
    at: 'rollbackKind',
  },
  {
    why: 'taken off without a notice',
    change: { ...takenBack, rollbackKind: '03' },
    at: 'rollbackPublicFrom',
  },
];
export const moAnnualRight: readonly NearMiss[] = [
  { why: 'not cleared', change: { ...notCleared, cleared: false } },
  {
    why: 'just begun: the later steps are still open',
    change: {
      ...notCleared,
      cleared: false,
      meetingDate: undefined,
      meetingVotes: undefined,
      publicFrom: undefined,
      publicTo: undefined,
      objection: undefined,
      townReviewDate: undefined,
      countyApproveDate: undefined,
      announceDate: undefined,
      planDate: undefined,
    },
  },
  { why: 'a notice of five days', change: { clearPublicTo: '2022-10-07' } },
  { why: 'cleared after six months', change: { clearMonth: '2022-09' } },
  {
    why: 'vanished by itself, nobody able to work',
    change: { hasLabour: false, devMeasureState: undefined, clearMode: '02' },
  },
  { why: 'unsafe water among the risks', change: { water: true, risk3: '10' } },
  { why: 'taken back', change: takenBack },
  {
    why: 'taken off with a notice',
    change: {
      ...takenBack,
      rollbackKind: '03',
      rollbackPublicFrom: '2022-10-21',
      rollbackPublicTo: '2022-10-26',
    },
  },
];

const nobodyJoined = {
  addReason: undefined,
  newName: undefined,
  newIdType: undefined,
  newIdNo: undefined,
  newRelation: undefined,
};
const headDied = {
  ...nobodyJoined,
  changeKind: '02',
  removeReason: 'D01',
  member: '测试甲',
  memberRelation: '01',
  newHead: '测试丙',
  stopHandled: true,
  evidence: '死亡证明',
};

export const memberChange: readonly BrokenAnswers[] = [
  { why: 'born after the change', change: { eventDate: '2022-09-17' }, at: 'eventDate' },
  {
    why: 'newborn of one year',
    change: { newIdNo: '990000201509010050', newRelation: '07' },
    at: 'eventDate',
  },
  { why: 'a daughter as son', change: { newRelation: '03' }, at: 'newRelation' },
  { why: 'a second head', change: { newRelation: '01' }, at: 'newRelation' },
  { why: 'changed tomorrow', change: { eventDate: '2099-01-01' }, at: 'eventDate' },
  { why: 'a number that fails its check', change: { newIdNo: '990000202209180045' }, at: 'newIdNo' },
  { why: 'other reasons are told', change: { addReason: 'A99' }, at: 'reasonNote' },
  { why: 'the last one left', change: { ...headDied, newHead: undefined, sizeBefore: 1 }, at: 'sizeBefore' },
  { why: 'the head died, no new one', change: { ...headDied, newHead: undefined }, at: 'newHead' },
  { why: 'died, and is still paid', change: { ...headDied, stopHandled: undefined }, at: 'stopHandled' },
  { why: 'the dead is the new head', change: { ...headDied, newHead: '测试甲' }, at: 'newHead' },
  {
    why: 'a correction of nothing',
    change: {
      ...nobodyJoined,
      changeKind: '03',
      member: '测试乙',
      memberRelation: '02',
      fixField: '文化程度',
      fixBefore: '小学',
      fixAfter: '小学',
    },
    at: 'fixAfter',
  },
  { why: 'no document', change: { evidence: undefined }, at: 'evidence' },
];
export const memberChangeRight: readonly NearMiss[] = [
  { why: 'registered some days after birth', change: { eventDate: '2022-09-30' } },
  {
    why: 'no number yet',
    change: { newIdType: '99', newIdNo: undefined, newBirthTyped: '2022-09-18', newSexTyped: '2' },
  },
  { why: 'the head died, a new one named', change: headDied },
  {
    why: 'married in from another household',
    change: { addReason: 'A02', newIdNo: '990000199702080085', newRelation: '05' },
  },
  {
    why: 'the household ended',
    change: { ...nobodyJoined, changeKind: '05', householdEnd: '01', sizeBefore: 1 },
  },
];
