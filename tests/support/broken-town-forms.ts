/** The cross-checks of the forms of the town: its second visits, and problems that others told of. */
import type { BrokenAnswers, NearMiss } from './broken-answers.ts';

const overstated = { reNet: 45000, action: '02' };

export const spotCheck: readonly BrokenAnswers[] = [
  { why: 'checked alone', change: { checkers: '测试甲员' }, at: 'checkers' },
  { why: 'checked tomorrow', change: { checkDate: '2099-01-01' }, at: 'checkDate' },
  { why: 'four items compared', change: { checkedFields: 4 }, at: 'checkedFields' },
  { why: 'more differ than were compared', change: { wrongFields: 13 }, at: 'wrongFields' },
  { why: 'an item differs, and no word on it', change: { wrongFields: 1, action: '02' }, at: 'problems' },
  { why: 'signed by somebody else, and no word', change: { signOk: false, action: '02' }, at: 'problems' },
  { why: 'a problem, and nothing follows', change: { wrongFields: 1, problems: '电话不一致' }, at: 'action' },
];
export const spotCheckRight: readonly NearMiss[] = [
  { why: 'an item differs, and is told', change: { wrongFields: 1, problems: '电话不一致', action: '02' } },
  { why: 'less than was written, and told', change: { ...overstated, problems: '务工收入多算了两个月' } },
  {
    why: 'the household lost income',
    change: { origNet: -1200, origPc: -171.43, reNet: 0, action: '02', problems: '亏损' },
  },
];

const nothingMended = {
  rectifyWay: undefined,
  paperFixed: undefined,
  systemFixed: undefined,
  rectifyNote: undefined,
  closedDate: undefined,
};
const notTrue = { ...nothingMended, status: '04', verifyResult: '02', evidence: '医保所证明' };
const untouched = {
  ...nothingMended,
  status: '02',
  verifiedBy: undefined,
  verifyResult: undefined,
  townCheckedBy: undefined,
};

export const issue: readonly BrokenAnswers[] = [
  { why: 'due before it is handed out', change: { deadline: '2022-10-31' }, at: 'deadline' },
  { why: 'due after the last day', change: { deadline: '2022-12-16' }, at: 'deadline' },
  { why: 'verified by nobody', change: { verifiedBy: undefined }, at: 'verifiedBy' },
  { why: 'not true, and no evidence', change: { ...notTrue, evidence: undefined }, at: 'evidence' },
  {
    why: 'true, but mended as not true',
    change: { status: '04', closedDate: undefined },
    at: 'verifyResult',
  },
  { why: 'the system before the papers', change: { paperFixed: false }, at: 'systemFixed' },
  { why: 'hardly a word on what was done', change: { rectifyNote: '已改' }, at: 'rectifyNote' },
  { why: 'closed, nobody in the town looked', change: { townCheckedBy: undefined }, at: 'townCheckedBy' },
  { why: 'closed before it was handed out', change: { closedDate: '2022-10-31' }, at: 'closedDate' },
];
export const issueRight: readonly NearMiss[] = [
  { why: 'not true, with evidence', change: { ...notTrue } },
  { why: 'just handed out', change: { ...untouched } },
];
