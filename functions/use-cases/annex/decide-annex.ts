/** Somebody else agrees to an annex, which seals it, or declines. Deciding the same again is no harm: what an agreement left undone is done. */
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { AnnexState, DecideAnnex } from '#forms/wire/annexes.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports, Test, Write } from '../../ports.ts';
import { annexItem, readAnnex } from '../../store/annexes.ts';
import type { Campaign } from '../../store/campaign.ts';
import * as sealKeys from '../../store/seal-keys.ts';
import { wholeCampaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { sealAgreed } from './seal-agreed.ts';

export interface DecidingAnnex extends DecideAnnex {
  readonly campaign: string;
  readonly seal: string;
  readonly annex: string;
}
type Needs = Pick<Ports, 'table' | 'seals' | 'signer' | 'clock' | 'dice' | 'journal' | 'annexes'>;

/** S21. */
export const decideAnnex =
  (person: Person, deciding: DecidingAnnex) =>
  async (ports: Needs): Promise<Result<AnnexState, Problem>> => {
    const { campaign: id, seal, annex: annexId, decision } = deciding;
    const found = await wholeCampaignFor(person, 'annex.decide', id, ports.table);
    if (!found.ok) return found;
    const annex = await readAnnex(ports.table, id, seal, annexId);
    if (!annex) return refuse(problem('no-such-annex', { annex: annexId }));
    if (annex.askedBy === person.id) return refuse(problem('another-second-person'));
    if (annex.state === 'asked') return decide(person, deciding, annex, found.value, ports);
    if (annex.state === 'agreed' && decision === 'agree') return sealed(found.value, annex, ports);
    const same = decision === 'agree' ? annex.state === 'sealed' : annex.state === 'declined';
    return same ? ok(annex) : refuse(problem('decided-already', { decision: annex.state }));
  };

const decide = async (
  person: Person,
  { decision, why }: DecidingAnnex,
  annex: AnnexState,
  campaign: Campaign,
  ports: Needs,
): Promise<Result<AnnexState, Problem>> => {
  const { table, clock } = ports;
  const word = { decidedBy: person.id, decidedAt: clock.now(), why };
  const { number, count } = await nextNumber(campaign.id, annex.seal, ports);
  const decided: AnnexState =
    decision === 'agree'
      ? { ...annex, ...word, state: 'agreed', number }
      : { ...annex, ...word, state: 'declined' };
  const outcome = await table.transact([
    { put: annexItem(campaign.id, decided), when: [{ attribute: 'state', is: '=', value: 'asked' }] },
    auditWrite(
      person,
      { campaign: campaign.id, verb: `annex.${decision}`, on: `${annex.seal}/${annex.id}`, why },
      ports,
    ),
    ...(decision === 'agree' ? [count] : []),
  ]);
  if (outcome === 'done') return decision === 'agree' ? sealed(campaign, decided, ports) : ok(decided);
  if (outcome !== 'busy' && outcome.refused === 0) {
    const earlier = await readAnnex(table, campaign.id, annex.seal, annex.id);
    return refuse(problem('decided-already', { decision: earlier?.state ?? '' }));
  }
  return refuse(problem('busy', { seconds: 5 })); // another annex took the number
};

/** S22: numbers have no gap; each is taken once. */
const nextNumber = async (
  campaign: string,
  seal: string,
  { table }: Pick<Ports, 'table'>,
): Promise<{ readonly number: number; readonly count: Write }> => {
  const key = sealKeys.annexCountKey(campaign, seal);
  const taken = Number((await table.get(key))?.taken ?? 0);
  const when: readonly Test[] =
    taken === 0 ? [{ attribute: 'pk', is: 'absent' }] : [{ attribute: 'taken', is: '=', value: taken }];
  return { number: taken + 1, count: { put: { ...key, taken: taken + 1 }, when } };
};

/** Here and now, or by the function that the store tells of it; told anew, because a write that changes nothing is not told. */
const sealed = async (
  campaign: Campaign,
  annex: AnnexState,
  ports: Needs,
): Promise<Result<AnnexState, Problem>> => {
  if (ports.annexes !== 'elsewhere') return sealAgreed(campaign, annex)(ports);
  const put = { ...annexItem(campaign.id, annex), toldAt: ports.clock.now() };
  const outcome = await ports.table.transact([
    { put, when: [{ attribute: 'state', is: '=', value: 'agreed' }] },
  ]);
  return outcome === 'busy' ? refuse(problem('busy', { seconds: 5 })) : ok(annex);
};
