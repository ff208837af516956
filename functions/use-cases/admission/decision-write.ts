/** The decision on a quarantined submission as it is stored: its state for people, its canonical line for the seal. */
import type { SealedDecision } from '#forms/campaign/admission.ts';
import type { Json } from '#forms/json.ts';
import type { Notice } from '#forms/notice/notice.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import type { Dice, Ports, Write } from '../../ports.ts';
import { admissionItem, type StoredAdmission } from '../../store/admissions.ts';
import { gzip, hexOf, leafHashOf } from '../../store/bytes.ts';
import { sealKey } from '../../store/keys.ts';
import { auditWrite } from '../audit.ts';
import { tell } from '../notice/tell.ts';
import { type Case, traceOf } from './case.ts';

export interface Decided {
  readonly outcome: SealedDecision['outcome'];
  readonly admitted?: NonNullable<SealedDecision['admitted']> & { readonly receipt: string };
}

export const decidedState = (
  { asked, person, now, why }: Case,
  { outcome, admitted }: Decided,
): StoredAdmission => ({
  ...asked,
  state: outcome,
  decidedBy: person.id,
  decidedAt: now,
  why,
  ...(admitted === undefined ? {} : { admittedAs: admitted.submission, receipt: admitted.receipt }),
});

/** Holds while nobody has decided. */
export const decisionWrite = (decided: Case, { outcome, admitted }: Decided, dice: Dice): Write => {
  const { campaign, one, late } = decided;
  const { submission, unit, questionnaire, contentHash } = late.state;
  const line: SealedDecision = {
    kind: 'decision',
    outcome,
    campaign: campaign.id,
    village: one.village,
    unit,
    questionnaire,
    submission,
    leafHash: late.leafHash,
    contentHash,
    ...traceOf(decided),
    ...(admitted === undefined
      ? {}
      : { admitted: { submission: admitted.submission, version: admitted.version } }),
    nonce: hexOf(dice.bytes(16)),
  };
  const body = canonicalJson(line as unknown as Json);
  const state = decidedState(decided, { outcome, ...(admitted === undefined ? {} : { admitted }) });
  return {
    put: {
      ...admissionItem(campaign.id, one.village, state),
      leafHash: leafHashOf(body),
      body: gzip(body),
    },
    when: [{ attribute: 'state', is: '=', value: 'asked' }],
  };
};

/** What goes with every decision: no seal of the group has begun anywhere (G18), a line in the audit log, a notice to the sender. */
export const besideDecision = (
  { campaign, one, late, person, asked, why, now }: Case,
  outcome: SealedDecision['outcome'],
  ports: Pick<Ports, 'clock' | 'dice' | 'notices'>,
): readonly Write[] => {
  const { unit, questionnaire, submission } = late.state;
  const group = campaign.questionnaires.find(({ id }) => id === questionnaire)?.group ?? '';
  const seal = campaign.calendar.seals.find(({ groups }) => groups.includes(group));
  const note = {
    campaign: campaign.id,
    verb: `admission.${outcome === 'admitted' ? 'admit' : 'reject'}`,
    on: `${one.village}/${unit}/${questionnaire}/${submission}`,
    why,
  };
  const check: readonly Write[] = seal
    ? [{ check: sealKey(campaign.id, seal.id), when: [{ attribute: 'pk', is: 'absent' }] }]
    : [];
  const notice: Notice = {
    id: `${submission}-decided`,
    kind: outcome,
    at: now,
    facts: { village: one.village, unit, questionnaire, receipt: late.state.receipt, why },
  };
  const told = tell(campaign.id, [late.state.by, asked.askedBy], notice, ports);
  return [auditWrite(person, note, ports), ...check, ...told];
};
