/** The end of a seal: announced when it verified from its written files, or marked failed with the reason. */
import type { Manifest } from '#forms/seal/manifest.ts';
import type { Ports } from '../../ports.ts';
import type { Campaign } from '../../store/campaign.ts';
import { type SealFault, type StoredSeal, sealItem } from '../../store/seals.ts';
import { type CheckNeeds, verifyWritten } from './finish-seal.ts';

export interface SealFacts {
  readonly root: string;
  readonly villages: number;
  readonly records: number;
  readonly scans: number;
  readonly late: number;
  readonly sealedAt: number;
}
export type SealEnd =
  | ({ readonly outcome: 'sealed' } & SealFacts)
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'failed'; readonly why: SealFault };

type Needs = CheckNeeds & Pick<Ports, 'table' | 'journal'>;

/** S6. The manifest must be written; after a fan-out over villages. */
export const announceSeal =
  (campaign: Campaign, seal: StoredSeal) =>
  async (ports: Needs): Promise<SealEnd> => {
    const verified = await verifyWritten(campaign, seal)(ports);
    if (!verified.ok) return markFailed(campaign.id, seal, verified.refusal, ports);
    const done = sealedState(seal, verified.value);
    const outcome = await ports.table.transact([{ put: sealItem(campaign.id, done) }]);
    if (outcome !== 'done') return { outcome: 'busy' };
    const facts = factsOf(done);
    ports.journal.info('sealed', { campaign: campaign.id, seal: seal.seal, ...facts });
    return { outcome: 'sealed', ...facts };
  };

const sealedState = (seal: StoredSeal, { root, counts }: Manifest): StoredSeal => {
  const { why: _, ...rest } = seal;
  const { records, scans, late } = counts;
  return { ...rest, state: 'sealed', root, records, scans, late };
};

export const factsOf = (seal: StoredSeal): SealFacts => ({
  root: seal.root ?? '',
  villages: seal.villages,
  records: seal.records ?? 0,
  scans: seal.scans ?? 0,
  late: seal.late ?? 0,
  sealedAt: seal.sealedAt,
});

export const markFailed = async (
  campaign: string,
  seal: StoredSeal,
  why: SealFault,
  { table, journal }: Pick<Ports, 'table' | 'journal'>,
): Promise<SealEnd> => {
  if (why.code === 'busy') return { outcome: 'busy' };
  await table.transact([
    {
      put: sealItem(campaign, { ...seal, state: 'failed', why }),
      when: [{ attribute: 'state', is: '<>', value: 'sealed' }],
    },
  ]);
  journal.error('seal-failed', { campaign, seal: seal.seal, code: why.code, ...why.facts });
  return { outcome: 'failed', why };
};
