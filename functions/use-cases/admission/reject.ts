/** A rejection changes no record: it is a decision with a reason that the sender sees, and that the seal keeps. */
import { ok, type Result, refuse } from '#forms/result.ts';
import type { AdmissionState } from '#forms/wire/deadlines.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import { admissionState } from '../../store/admissions.ts';
import { tallyKey } from '../../store/keys.ts';
import { unsealedGate } from '../open-gate.ts';
import type { SubmissionPorts } from '../submission/delivery.ts';
import type { Case } from './case.ts';
import { besideDecision, decidedState, decisionWrite } from './decision-write.ts';

/** G19. */
export const reject =
  (decided: Case) =>
  async (ports: SubmissionPorts): Promise<Result<AdmissionState, Problem>> => {
    const { campaign, one, late } = decided;
    const place = { campaign: campaign.id, village: one.village, questionnaire: late.state.questionnaire };
    const outcome = await ports.table.transact([
      decisionWrite(decided, { outcome: 'rejected' }, ports.dice),
      unsealedGate(place),
      { add: tallyKey(campaign.id, place.village, place.questionnaire), amounts: { decided: 1 } },
      ...besideDecision(decided, 'rejected', ports),
    ]);
    if (outcome === 'done') return ok(admissionState(decidedState(decided, { outcome: 'rejected' })));
    if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
    return refuse(
      outcome.refused === 0
        ? problem('decided-already', { decision: '' })
        : problem('sealed-already', { seal: '' }),
    );
  };
