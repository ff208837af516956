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
