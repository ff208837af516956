/** Seals as people see them: planned, in the making, done; and the sealed files as they were written. */
import type { SealPlan } from '#forms/campaign/calendar.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { SealState, SealsReply } from '#forms/wire/shapes.ts';
import type { Ports } from '../ports.ts';
import { hexOf } from '../store/bytes.ts';
import { type Campaign, villagesOf } from '../store/campaign.ts';
import { villagesDone } from '../store/progress.ts';
import { sealFilesIn, sealFolder, typeOf } from '../store/seal-files.ts';
import { readSeal, readSeals, type StoredSeal } from '../store/seals.ts';
import { heldCampaignFor, wholeCampaignFor } from './access.ts';

type Needs = Pick<Ports, 'table' | 'seals' | 'signer'>;

export const listSeals =
  (person: Person, id: string) =>
  async (ports: Needs): Promise<Result<SealsReply, Problem>> => {
    const found = await heldCampaignFor(person, 'seal.read', id, ports.table);
    if (!found.ok) return found;
    const campaign = found.value;
    const stored = await readSeals(ports.table, id);
    const seals = await Promise.all(
      campaign.calendar.seals.map((plan) =>
        stateOf(
          campaign,
          plan,
          stored.find(({ seal }) => seal === plan.id),
          ports,
        ),
      ),
    );
    const { algorithm, bytes, fingerprint } = await ports.signer.publicKey();
    return ok({ seals, publicKey: { algorithm, hex: hexOf(bytes), fingerprint } });
  };

const stateOf = async (
  campaign: Campaign,
  { id, title, at, groups }: SealPlan,
  stored: StoredSeal | undefined,
  { table, seals }: Needs,
): Promise<SealState> => {
  const plan = { id, title, at, groups };
  if (!stored) {
    const villages = (await villagesOf(table, campaign.id)).length;
    return { ...plan, state: 'planned', villagesDone: 0, villages };
  }
  const { state, villages, sealedAt, root = '', records = 0, scans = 0, late = 0 } = stored;
  if (state !== 'sealed')
    return {
      ...plan,
      state,
      villages,
      villagesDone: await villagesDone(table, campaign.id, { kind: 'seal', id }),
    };
  const files = [...(await sealFilesIn(seals, campaign.id, id).list())].sort();
  return { ...plan, state, villages, villagesDone: villages, sealedAt, records, scans, late, root, files };
};

export interface SealFileReply {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** S9: a file of a seal that has been verified; while it is in the making there is nothing to read. */
export const readSealFile =
  (person: Person, campaign: string, seal: string, path: string) =>
  async ({ table, seals }: Needs): Promise<Result<SealFileReply, Problem>> => {
    const found = await wholeCampaignFor(person, 'seal.download', campaign, table);
    if (!found.ok) return found;
    if (!found.value.calendar.seals.some(({ id }) => id === seal))
      return refuse(problem('no-such-seal', { seal }));
    const stored = await readSeal(table, campaign, seal);
    if (stored?.state !== 'sealed') return refuse(problem('not-sealed-yet', { seal }));
    const bytes = isInside(path) ? await seals.get(sealFolder(campaign, seal) + path) : undefined;
    return bytes ? ok({ bytes, type: typeOf(path) }) : refuse(problem('no-such-seal', { seal }));
  };

/** A path comes from outside: segments of plain names only, nothing that climbs. */
const isInside = (path: string): boolean =>
  path.split('/').every((segment) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(segment));
