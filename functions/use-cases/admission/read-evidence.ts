/** Everything that is known about one quarantined submission: what the device says, what the server knows, what it holds. */
import { maskSensitive } from '#forms/answers/mask.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { EvidenceReply } from '#forms/wire/deadlines.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports } from '../../ports.ts';
import { admissionState, readAdmission } from '../../store/admissions.ts';
import { readEdition } from '../../store/campaign.ts';
import { recordKey } from '../../store/keys.ts';
import { recordOf } from '../../store/village.ts';
import { campaignFor } from '../access.ts';
import { type LateOne, readLate, sealReached } from './late-submission.ts';

/** G8, G17. */
export const readEvidence =
  (person: Person, campaign: string, one: LateOne) =>
  async ({
    table,
    clock,
  }: Pick<Ports, 'table' | 'clock'>): Promise<Result<Omit<EvidenceReply, 'people'>, Problem>> => {
    const { village, submission } = one;
    const found = await campaignFor(person, 'quarantine.read', campaign, village, table);
    if (!found.ok) return found;
    const late = await readLate(table, campaign, one);
    if (!late) return refuse(problem('no-such-late', { submission }));
    const { contentHash: _, ...state } = late.state;
    const { kept } = late;
    const { unit, questionnaire } = state;
    const [admission, edition, recordItem, sealed] = await Promise.all([
      readAdmission(table, campaign, village, submission),
      readEdition(table, campaign, questionnaire, kept.edition),
      table.get(recordKey(campaign, village, unit, questionnaire)),
      sealReached(table, found.value, { village, questionnaire }, clock.now()),
    ]);
    if (!edition) throw new Error(`edition ${kept.edition} of ${questionnaire} is not there`);
    return ok({
      ...state,
      gate: { ...kept.gate, closesAt: Date.parse(kept.gate.closesAt) },
      ...(kept.sinceServerTime === undefined ? {} : { heardAt: state.receivedAt - kept.sinceServerTime }),
      edition: kept.edition,
      basedOn: kept.basedOn,
      version: recordItem ? recordOf(recordItem).version : 0,
      answers: maskSensitive(edition, kept.answers),
      ...(admission === undefined ? {} : { admission: admissionState(admission) }),
      ...(sealed === undefined ? {} : { sealed }),
    });
  };
