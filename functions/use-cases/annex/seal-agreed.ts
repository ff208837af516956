/** An annex that was agreed to becomes a sealed one; called by whoever agrees, or where the store tells of it. */
import { ok, type Result, refuse } from '#forms/result.ts';
import type { AnnexState } from '#forms/wire/annexes.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports } from '../../ports.ts';
import { annexItem, readAnnex } from '../../store/annexes.ts';
import { type Campaign, readCampaign } from '../../store/campaign.ts';
import { annexOfKey } from '../../store/seal-keys.ts';
import { toldKeys } from '../../store/told-keys.ts';
import { type AgreedAnnex, sealAnnex } from './seal-annex.ts';

type Needs = Pick<Ports, 'table' | 'seals' | 'signer' | 'journal'>;

export const sealAgreed =
  (campaign: Campaign, annex: AnnexState) =>
  async (ports: Needs): Promise<Result<AnnexState, Problem>> => {
    const made = await sealAnnex(campaign, annex as AgreedAnnex)(ports);
    if (!made.ok) {
      if (made.refusal === 'waits') return refuse(problem('busy', { seconds: 5 }));
      const { code, facts } = made.refusal;
      ports.journal.error('annex-failed', { campaign: campaign.id, annex: annex.id, code, says: facts.says });
      return refuse(problem('annex-failed', { why: code }));
    }
    const done: AnnexState = { ...annex, ...made.value, state: 'sealed' };
    const outcome = await ports.table.transact([
      {
        put: annexItem(campaign.id, done),
        when: [{ attribute: 'state', is: 'in', values: ['agreed', 'sealed'] }],
      },
    ]);
    if (outcome !== 'done') return refuse(problem('busy', { seconds: 5 }));
    ports.journal.info('annex-sealed', { campaign: campaign.id, seal: annex.seal, number: annex.number });
    return ok(done);
  };

/** Thrown so that whoever told tells again. */
export class AnnexNotSealed extends Error {
  override readonly name = 'AnnexNotSealed';
}

/** What the store tells of annexes that were written: those that are agreed to are sealed, the others left alone. */
export const sealTold =
  (event: unknown) =>
  async (ports: Needs): Promise<{ readonly sealed: number }> => {
    let sealed = 0;
    for (const key of toldKeys(event)) {
      const place = annexOfKey(key);
      const campaign = place && (await readCampaign(ports.table, place.campaign));
      const annex = place && (await readAnnex(ports.table, place.campaign, place.seal, place.annex));
      if (!campaign || annex?.state !== 'agreed') continue;
      const outcome = await sealAgreed(campaign, annex)(ports);
      if (!outcome.ok) throw new AnnexNotSealed(`${annex.seal}/${annex.id}: ${outcome.refusal.problem}`);
      sealed++;
    }
    return { sealed };
  };
