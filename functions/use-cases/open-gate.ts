/** The gate as a condition of a writing transaction, in one place: every write of a collector repeats exactly this (G1, G2). */
import type { Right } from '#forms/campaign/calendar.ts';
import type { Instant } from '#forms/json.ts';
import type { Write } from '../ports.ts';
import { gateKey } from '../store/keys.ts';

export interface GateOf {
  readonly campaign: string;
  readonly village: string;
  readonly questionnaire: string;
}

/** Holds while one of the rights holds and `opensAt ≤ now < closesAt`. */
export const openGate = (
  { campaign, village, questionnaire }: GateOf,
  rights: readonly Right[],
  now: Instant,
): Write => ({
  check: gateKey(campaign, village, questionnaire),
  when: [
    { attribute: 'right', is: 'in', values: rights },
    { attribute: 'opensAt', is: '<=', value: now },
    { attribute: 'closesAt', is: '>', value: now },
  ],
});

/** G18: a person's decision stands in for the right, but not for the seal: holds until sealing of the village begins. */
export const unsealedGate = ({ campaign, village, questionnaire }: GateOf): Write => ({
  check: gateKey(campaign, village, questionnaire),
  when: [
    { attribute: 'pk', is: 'present' },
    { attribute: 'sealedAt', is: 'absent' },
  ],
});
