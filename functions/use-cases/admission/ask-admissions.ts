/** A town asks that quarantined submissions be let in, with one reason for one or many. Each is a matter of its own. */
import type { Notice } from '#forms/notice/notice.ts';
import { askingArea, type Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { AdmissionsReply, AskAdmissions } from '#forms/wire/deadlines.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports, Write } from '../../ports.ts';
import { admissionItem, admissionState, type StoredAdmission } from '../../store/admissions.ts';
import type { Campaign } from '../../store/campaign.ts';
import { campaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { tell } from '../notice/tell.ts';
import { decidersOf } from '../notice/whom.ts';
import { unsealedGate } from '../open-gate.ts';
import { type LateOne, outside, readLate, sealReached } from './late-submission.ts';

export interface AskingAdmissions extends AskAdmissions {
  readonly campaign: string;
  readonly area: string;
}
type Needs = Pick<Ports, 'table' | 'clock' | 'dice' | 'notices'>;
/** What one ask has in common for all that it names. */
interface Asked extends Pick<StoredAdmission, 'reason' | 'area' | 'askedBy' | 'askedAt'> {
  /** Whoever may decide is told once, with the first that was taken (G41). */
  readonly telling: readonly Write[];
}
type Outcome = AdmissionsReply['outcomes'][number];

/** G17, P19. */
export const askAdmissions =
  (person: Person, { campaign: id, area, late, reason }: AskingAdmissions) =>
  async (ports: Needs): Promise<Result<AdmissionsReply, Problem>> => {
    const found = await campaignFor(person, 'admission.ask', id, area, ports.table);
    if (!found.ok) return found;
    const refusal = outside(area, late);
    if (refusal) return refuse(refusal);
    const askedAt = ports.clock.now();
    const asking = {
      reason,
      area: askingArea(person, 'admission.ask', area) ?? area,
      askedBy: person.id,
      askedAt,
    };
    const deciders = await decidersOf(ports.table, 'admission.decide', { by: person.id, area: asking.area });
    const notice: Notice = {
      id: ports.dice.id(askedAt),
      kind: 'admissions-asked',
      at: askedAt,
      facts: { village: asking.area, count: late.length, reason },
    };
    const telling = tell(id, deciders, notice, ports);
    const outcomes: Outcome[] = [];
    for (const one of late) {
      const isTold = outcomes.some(({ admission }) => admission !== undefined);
      const asked = { ...asking, telling: isTold ? [] : telling };
      outcomes.push(await askOne(person, found.value, one, asked, ports));
    }
    return ok({ outcomes });
  };

const askOne = async (
  person: Person,
  campaign: Campaign,
  one: LateOne,
  { telling, ...asking }: Asked,
  ports: Needs,
): Promise<Outcome> => {
  const { table } = ports;
  const { village, submission } = one;
  const late = await readLate(table, campaign.id, one);
  if (!late) return { submission, problem: problem('no-such-late', { submission }) };
  const { unit, questionnaire } = late.state;
  const seal = await sealReached(table, campaign, { village, questionnaire }, asking.askedAt);
  if (seal !== undefined) return { submission, problem: problem('sealed-already', { seal }) };
  const admission: StoredAdmission = { submission, unit, questionnaire, ...asking, state: 'asked' };
  const note = {
    campaign: campaign.id,
    verb: 'admission.ask',
    on: `${village}/${unit}/${questionnaire}/${submission}`,
    why: asking.reason,
  };
  const outcome = await table.transact([
    { put: admissionItem(campaign.id, village, admission), when: [{ attribute: 'pk', is: 'absent' }] },
    unsealedGate({ campaign: campaign.id, village, questionnaire }),
    auditWrite(person, note, ports),
    ...telling,
  ]);
  if (outcome === 'done') return { submission, admission: admissionState(admission) };
  if (outcome === 'busy') return { submission, problem: problem('busy', { seconds: 5 }) };
  if (outcome.refused === 0) return { submission, problem: problem('asked-already', { submission }) };
  return { submission, problem: problem('sealed-already', { seal: '' }) };
};
