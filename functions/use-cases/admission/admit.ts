/**
 * An admission is an ordinary submission under an id of its own: it passes the engine and meets the record's version like every
 * other, only that a person's decision stands where the gate's right would. Nothing is forced: a record that moved on is named.
 */
import { isoOf } from '#forms/campaign/local-time.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { AdmissionState } from '#forms/wire/deadlines.ts';
import { wireVersion } from '#forms/wire/limits.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import { admissionState } from '../../store/admissions.ts';
import * as keys from '../../store/keys.ts';
import { recordOf } from '../../store/village.ts';
import { unsealedGate } from '../open-gate.ts';
import { acceptance } from '../submission/acceptance.ts';
import { type Delivery, judgeDelivery, type SubmissionPorts } from '../submission/delivery.ts';
import { type Case, traceOf } from './case.ts';
import { besideDecision, type Decided, decidedState, decisionWrite } from './decision-write.ts';

/** G17. */
export const admit =
  (decided: Case) =>
  async (ports: SubmissionPorts): Promise<Result<AdmissionState, Problem>> => {
    const { table, dice } = ports;
    const { campaign, one, late, now } = decided;
    const { unit, questionnaire } = late.state;
    const checked = await judgedAgain(decided, ports);
    if (!checked.ok) return checked;
    const delivery = checked.value;
    const recordItem = await table.get(keys.recordKey(campaign.id, one.village, unit, questionnaire));
    const previous = recordItem && recordOf(recordItem);
    const { basedOn } = late.kept;
    if ((previous?.version ?? 0) !== basedOn)
      return refuse(problem('moved-on', { version: previous?.version ?? 0, basedOn }));
    const admittedAs = (receipt: string): Decided => ({
      outcome: 'admitted',
      admitted: { submission: delivery.envelope.id, version: basedOn + 1, receipt },
    });
    const accepted = await acceptance(delivery, previous, [], now, ports, {
      trace: {
        submission: late.state.submission,
        leafHash: late.leafHash,
        receivedAt: isoOf(late.state.receivedAt),
        ...traceOf(decided),
      },
      gate: unsealedGate({ campaign: campaign.id, village: one.village, questionnaire }),
      decision: ({ code }) => decisionWrite(decided, admittedAs(code), dice),
    });
    const outcome = await table.transact([...accepted.writes, ...besideDecision(decided, 'admitted', ports)]);
    if (outcome === 'done') ports.checking?.changed(campaign.id, one.village);
    if (outcome === 'done')
      return ok(admissionState(decidedState(decided, admittedAs(accepted.receipt.code))));
    if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
    const refused = accepted.names[outcome.refused];
    if (refused === 'late') return refuse(problem('decided-already', { decision: '' }));
    if (refused === undefined || refused === 'gate') return refuse(problem('sealed-already', { seal: '' }));
    if (refused === 'parent')
      return refuse(problem('no-such-unit', { unit: delivery.envelope.newUnit?.parent ?? '' }));
    return refuse(problem('busy', { seconds: 1 })); // record or unit moved since we looked
  };

/** The engine once more, by the rules and the date of the day on which it comes in; the sender stays who they were. */
const judgedAgain = (
  { campaign, one, late, now }: Case,
  ports: SubmissionPorts,
): Promise<Result<Delivery, Problem>> => {
  const { unit, questionnaire, by, capturedAt, contentHash } = late.state;
  const { edition, basedOn, answers, explanations, newUnit } = late.kept;
  const envelope: SubmissionEnvelope = {
    wire: wireVersion,
    id: ports.dice.id(now),
    campaign: campaign.id,
    village: one.village,
    unit,
    questionnaire,
    edition,
    basedOn,
    answers,
    contentHash,
    ...(capturedAt === undefined ? {} : { capturedAt }),
    ...(explanations === undefined ? {} : { explanations: [...explanations] }),
    ...(newUnit === undefined ? {} : { newUnit }),
  };
  return judgeDelivery(campaign, { id: by, name: '', grants: [] }, envelope, ports);
};
