/** The condition under which anything may still be said about a questionnaire of a village: its gate is not closed for good. */
import type { Write } from '../ports.ts';
import type { VillagePlace } from '../store/findings.ts';
import * as keys from '../store/keys.ts';

/** S1. */
export const notClosedForGood = ({ campaign, village }: VillagePlace, questionnaire: string): Write => ({
  check: keys.gateKey(campaign, village, questionnaire),
  when: [{ attribute: 'right', is: '<>', value: 'none' }],
});
