/**
 * A district lets quarantined submissions in or rejects them, one by one or many under one reason. Each is decided in one
 * transaction of its own; what cannot come in any more is named and stays where it is.
 */

import { mayDecide, type Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { AdmissionsReply, DecideAdmissions } from '#forms/wire/deadlines.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import { readAdmission } from '../../store/admissions.ts';
import type { Campaign } from '../../store/campaign.ts';
import { campaignFor } from '../access.ts';
import type { SubmissionPorts } from '../submission/delivery.ts';
import { admit } from './admit.ts';
import type { Case } from './case.ts';
import { type LateOne, outside, readLate, sealReached } from './late-submission.ts';
import { reject } from './reject.ts';

export interface DecidingAdmissions extends DecideAdmissions {
  readonly campaign: string;
  readonly area: string;
}
type Outcome = AdmissionsReply['outcomes'][number];

/** G17 … G19, P19. */
export const decideAdmissions =
  (person: Person, deciding: DecidingAdmissions) =>
  async (ports: SubmissionPorts): Promise<Result<AdmissionsReply, Problem>> => {
    const { campaign: id, area, late, decision, why } = deciding;
    const found = await campaignFor(person, 'admission.decide', id, area, ports.table);
    if (!found.ok) return found;
    const refusal = outside(area, late);
    if (refusal) return refuse(refusal);
    const outcomes: Outcome[] = [];
    for (const one of late) {
      const { submission } = one;
      const opened = await openCase(person, found.value, one, why, ports);
      if (!opened.ok) outcomes.push({ submission, problem: opened.refusal });
      else {
        const decided = await (decision === 'admit' ? admit : reject)(opened.value)(ports);
        outcomes.push({
          submission,
          ...(decided.ok ? { admission: decided.value } : { problem: decided.refusal }),
        });
      }
    }
    return ok({ outcomes });
  };

const openCase = async (
  person: Person,
  campaign: Campaign,
  one: LateOne,
  why: string,
  ports: SubmissionPorts,
): Promise<Result<Case, Problem>> => {
  const { table, clock } = ports;
  const { village, submission } = one;
  const now = clock.now();
  const [late, asked] = await Promise.all([
    readLate(table, campaign.id, one),
    readAdmission(table, campaign.id, village, submission),
  ]);
  if (!late) return refuse(problem('no-such-late', { submission }));
  const seal = await sealReached(table, campaign, { village, questionnaire: late.state.questionnaire }, now);
  if (seal !== undefined) return refuse(problem('sealed-already', { seal }));
  if (!asked) return refuse(problem('not-asked', { submission }));
  if (!mayDecide(person, 'admission.decide', { by: asked.askedBy, area: asked.area }))
    return refuse(problem('needs-someone-else', { verb: 'admission.decide' }));
  if (asked.state !== 'asked') return refuse(problem('decided-already', { decision: asked.state }));
  return ok({ person, campaign, one, late, asked, why, now });
};
