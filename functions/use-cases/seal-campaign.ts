/**
 * Seals a campaign: refuses while any gate of its groups is open, then goes village by village, and announces nothing that
 * did not verify. Killed anywhere it is simply run again: what is done is skipped, and the roots come out the same.
 */
import type { SealPlan } from '#forms/campaign/calendar.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { manifestPath } from '#forms/seal/layout.ts';
import type { Ports, Table } from '../ports.ts';
import { hexOf, sha256 } from '../store/bytes.ts';
import { type Campaign, calendarStands, readCampaign, villagesOf } from '../store/campaign.ts';
import { sealFolder } from '../store/seal-files.ts';
import {
  type PreviousSeal,
  readSeal,
  readSeals,
  type SealFault,
  type StoredSeal,
  sealItem,
  type VillageSummary,
} from '../store/seals.ts';
import { inLanes } from './lanes.ts';
import { announceSeal, factsOf, markFailed, type SealFacts } from './seal/announce-seal.ts';
import { writeManifest } from './seal/finish-seal.ts';
import type { SealHands } from './seal/hands.ts';
import { type OpenGate, openGates } from './seal/seal-gates.ts';
import { sealedQuestionnaires, sealOneVillage } from './seal-village.ts';

export interface SealCampaign {
  readonly campaign: string;
  readonly seal: string;
}
export type SealPorts = Pick<Ports, 'table' | 'seals' | 'signer' | 'clock' | 'dice' | 'journal'> & {
  readonly hands?: SealHands | undefined;
};

export type SealRefusal =
  | { readonly outcome: 'no-such-campaign' }
  | { readonly outcome: 'no-such-seal' }
  | { readonly outcome: 'too-early'; readonly at: number }
  /** `open` counts all of them, `first` is one of them. */
  | { readonly outcome: 'gates-open'; readonly open: number; readonly first: OpenGate }
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'failed'; readonly why: SealFault };
export type SealOutcome = ({ readonly outcome: 'sealed' | 'already-sealed' } & SealFacts) | SealRefusal;

/** S1, S5, S6. Throws only when the store or the blobs do; running again continues. */
export const sealCampaign =
  (command: SealCampaign) =>
  async (ports: SealPorts): Promise<SealOutcome> => {
    const begun = await beginSeal(command)(ports);
    if (!begun.ok) return begun.refusal;
    const { campaign, seal, villages } = begun.value;
    if (seal.state === 'sealed') return { outcome: 'already-sealed', ...factsOf(seal) };
    const hands = villages.length < few ? undefined : ports.hands;
    try {
      const outcomes = await inLanes(
        villages,
        hands?.atOnce ?? 1,
        (village): Promise<Result<VillageSummary, SealFault>> =>
          hands
            ? hands.sealVillage({ campaign: campaign.id, seal: seal.seal, village: village.code })
            : sealOneVillage(campaign, seal, village)(ports),
        (outcome) => !outcome.ok,
      );
      const refused = outcomes.find((outcome) => !outcome.ok);
      if (refused) return await markFailed(campaign.id, seal, refused.refusal, ports);
      const summaries = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      const written = await writeManifest(campaign, seal, summaries)(ports);
      if (!written.ok) return await markFailed(campaign.id, seal, written.refusal, ports);
      return await announceSeal(campaign, seal)({ ...ports, hands });
    } finally {
      await hands?.rest();
    }
  };

/** So few villages are done by the time that hands are there. */
const few = 24;

export interface BegunSeal {
  readonly campaign: Campaign;
  readonly seal: StoredSeal;
  readonly villages: readonly { readonly code: string; readonly name: string }[];
}

/** The checks before a seal, and the instant at which it began; before a fan-out over villages. */
export const beginSeal =
  ({ campaign: id, seal: sealId }: SealCampaign) =>
  async (ports: SealPorts): Promise<Result<BegunSeal, SealRefusal>> => {
    const { table, clock, journal } = ports;
    const campaign = await readCampaign(table, id);
    if (!campaign) return refuse({ outcome: 'no-such-campaign' });
    const plan = campaign.calendar.seals.find((candidate) => candidate.id === sealId);
    if (!plan) return refuse({ outcome: 'no-such-seal' });
    const villages = await villagesOf(table, id);
    const there = await readSeal(table, id, sealId);
    if (there?.state === 'sealed') return ok({ campaign, seal: there, villages });
    if (clock.now() < plan.at) return refuse({ outcome: 'too-early', at: plan.at });
    const open = await gatesStillOpen(table, campaign, sealId, villages);
    if (open) return refuse(open);
    const seal = there ?? (await begin(campaign, plan, villages.length, ports));
    if (!seal) return refuse({ outcome: 'busy' });
    journal.info('seal-begun', { campaign: id, seal: sealId, villages: villages.length });
    return ok({ campaign, seal, villages });
  };

const gatesStillOpen = async (
  table: Table,
  campaign: Campaign,
  seal: string,
  villages: BegunSeal['villages'],
): Promise<SealRefusal | undefined> => {
  const questionnaires = sealedQuestionnaires(campaign, seal);
  const open = await inLanes(villages, gatesAtOnce, ({ code }) =>
    openGates(table, campaign.id, code, questionnaires),
  );
  const first = open.find((gates) => gates.length > 0)?.[0];
  const count = open.reduce((sum, gates) => sum + gates.length, 0);
  return first && { outcome: 'gates-open', open: count, first };
};

/** Villages whose gates are read at the same time. */
const gatesAtOnce = 16;

/** Two triggers at once: the first decides the instant, the second takes it over. */
const begin = async (
  campaign: Campaign,
  plan: SealPlan,
  villages: number,
  ports: SealPorts,
): Promise<StoredSeal | undefined> => {
  const { table, clock, dice } = ports;
  const seal: StoredSeal = {
    seal: plan.id,
    state: 'sealing',
    sealedAt: clock.now(),
    villages,
    previous: await previousSeal(campaign.id, ports),
    calendar: campaign.calendar,
    salt: hexOf(dice.bytes(16)),
  };
  const outcome = await table.transact([
    { put: sealItem(campaign.id, seal), when: [{ attribute: 'pk', is: 'absent' }] },
    ...calendarStands(campaign), // G34
  ]);
  return outcome === 'done' ? seal : readSeal(table, campaign.id, plan.id);
};

/** S7: the campaign's latest seal that is done. */
const previousSeal = async (
  campaign: string,
  { table, seals }: Pick<Ports, 'table' | 'seals'>,
): Promise<PreviousSeal | null> => {
  const done = (await readSeals(table, campaign))
    .filter((seal) => seal.state === 'sealed')
    .sort((a, b) => a.sealedAt - b.sealedAt);
  const last = done.at(-1);
  if (last?.root === undefined) return null;
  const bytes = await seals.get(sealFolder(campaign, last.seal) + manifestPath);
  if (!bytes) throw new Error(`the manifest of seal ${last.seal} of ${campaign} is gone`);
  return { id: last.seal, root: last.root, manifest: hexOf(sha256(bytes)) };
};
