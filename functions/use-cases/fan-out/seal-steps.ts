/**
 * A seal as many functions at once: cut, close what is still open, begin, seal each piece, write the manifest, verify each piece from
 * the written files, announce. Any step may come twice; one that was killed is simply called again (S5).
 */
import * as z from 'zod';
import { manifestPath } from '#forms/seal/layout.ts';
import { villageChecker } from '#forms/seal/verify-village.ts';
import type { Ports } from '../../ports.ts';
import { sealTools, sha256Hex } from '../../store/bytes.ts';
import * as keys from '../../store/keys.ts';
import { doneWrite } from '../../store/progress.ts';
import { sealFilesIn, sealFolder } from '../../store/seal-files.ts';
import * as sealKeys from '../../store/seal-keys.ts';
import { readSeal, readSummaries, type SealFault, type StoredSeal } from '../../store/seals.ts';
import { allOf } from '../../store/village.ts';
import { inLanes } from '../lanes.ts';
import { DeadlineNotMet, type FoundDeadline } from '../run-scheduled-deadline.ts';
import { announceSeal, markFailed } from '../seal/announce-seal.ts';
import { faultOf, writeManifest } from '../seal/finish-seal.ts';
import { beginSeal, type SealPorts } from '../seal-campaign.ts';
import { sealOneVillage } from '../seal-village.ts';
import { freezePiece } from './freeze-steps.ts';
import { cutDeadline, knownDeadline, pieceShape, villagesOfPiece } from './piece.ts';

/** What no second try mends: the store or the written files contradict themselves. */
export class SealFailed extends Error {
  override readonly name = 'SealFailed';
}

type Done = { readonly outcome: 'done' };
const done: Done = { outcome: 'done' };

/** Villages of a piece that are read and written at the same time: while one waits for the network another computes. */
const atOnce = 4;

const begin =
  (event: unknown) =>
  async (ports: SealPorts): Promise<Done> => {
    const { campaign, deadline } = await knownDeadline(event, 'seal', ports);
    const begun = await beginSeal({ campaign: campaign.id, seal: deadline.id })(ports);
    if (begun.ok) return done;
    ports.journal.info('seal-run', {
      campaign: campaign.id,
      seal: deadline.id,
      outcome: begun.refusal.outcome,
    });
    throw new DeadlineNotMet(`${deadline.id}: ${begun.refusal.outcome}`);
  };

const begunSeal = async ({ campaign, deadline }: FoundDeadline, { table }: Pick<Ports, 'table'>) => {
  const seal = await readSeal(table, campaign.id, deadline.id);
  if (!seal) throw new DeadlineNotMet(`${deadline.id} has not begun`);
  return seal;
};

const failing = async (
  campaign: string,
  seal: StoredSeal,
  why: SealFault,
  ports: SealPorts,
): Promise<never> => {
  if (why.code === 'busy') throw new DeadlineNotMet(`${seal.seal}: the store is busy`);
  await markFailed(campaign, seal, why, ports);
  throw new SealFailed(`${seal.seal}: ${why.code}`);
};

const sealPiece =
  (event: unknown) =>
  async (ports: SealPorts): Promise<Done> => {
    const piece = pieceShape.parse(event);
    const found = await knownDeadline(piece, 'seal', ports);
    const seal = await begunSeal(found, ports);
    const villages = await villagesOfPiece(ports.table, piece);
    const outcomes = await inLanes(
      villages,
      atOnce,
      (village) => sealOneVillage(found.campaign, seal, village)(ports),
      (outcome) => !outcome.ok,
    );
    const refused = outcomes.find((outcome) => !outcome.ok);
    return refused ? failing(found.campaign.id, seal, refused.refusal, ports) : done;
  };

const write =
  (event: unknown) =>
  async (ports: SealPorts): Promise<Done> => {
    const found = await knownDeadline(event, 'seal', ports);
    const { campaign } = found;
    const seal = await begunSeal(found, ports);
    const summaries = await readSummaries(ports.table, campaign.id, seal.seal);
    if (summaries.length !== seal.villages)
      throw new DeadlineNotMet(`${summaries.length} of ${seal.villages} villages are sealed`);
    const written = await writeManifest(campaign, seal, summaries)(ports);
    return written.ok ? done : failing(campaign.id, seal, written.refusal, ports);
  };

const manifestHash = async (campaign: string, seal: string, { seals }: Pick<Ports, 'seals'>) => {
  const bytes = await seals.get(sealFolder(campaign, seal) + manifestPath);
  if (!bytes) throw new DeadlineNotMet(`${seal} has no manifest yet`);
  return sha256Hex(bytes);
};

/** What held is noted under the manifest that it held against. */
const verifyPiece =
  (event: unknown) =>
  async (ports: SealPorts): Promise<Done> => {
    const piece = pieceShape.parse(event);
    const found = await knownDeadline(piece, 'seal', ports);
    const { campaign } = found;
    const { seals, table, signer } = ports;
    const seal = await begunSeal(found, ports);
    if (seal.state === 'sealed') return done;
    const files = sealFilesIn(seals, campaign.id, seal.seal);
    const check = villageChecker(files, await signer.publicKey(), sealTools);
    const villages = await villagesOfPiece(table, piece);
    for (const { code } of villages) {
      const failure = await check(code);
      if (failure) await failing(campaign.id, seal, faultOf(failure), ports);
    }
    const manifest = await manifestHash(campaign.id, seal.seal, ports);
    const key = sealKeys.verifiedKey(campaign.id, seal.seal, piece.first);
    await table.transact([{ put: { ...key, villages: villages.length, manifest } }]);
    return done;
  };

const noteShape = z.object({ villages: z.number(), manifest: z.string() });

/** S6: announced when every village held against this very manifest, and everything above the villages is verified here. */
const end =
  (event: unknown) =>
  async (ports: SealPorts): Promise<Done> => {
    const found = await knownDeadline(event, 'seal', ports);
    const { campaign, deadline } = found;
    const seal = await begunSeal(found, ports);
    if (seal.state !== 'sealed') {
      const manifest = await manifestHash(campaign.id, seal.seal, ports);
      const notes = await allOf(
        ports.table,
        keys.campaignPk(campaign.id),
        sealKeys.verifiedPrefix(seal.seal),
      );
      const held = notes.map((note) => noteShape.parse(note)).filter((note) => note.manifest === manifest);
      const villages = held.reduce((sum, note) => sum + note.villages, 0);
      if (villages !== seal.villages)
        throw new DeadlineNotMet(`${villages} of ${seal.villages} villages are verified`);
      const { outcome } = await announceSeal(campaign, seal)({ ...ports, hands: alreadyVerified });
      if (outcome === 'failed') throw new SealFailed(seal.seal);
      if (outcome !== 'sealed') throw new DeadlineNotMet(`${seal.seal}: ${outcome}`);
    }
    await ports.table.transact([doneWrite(campaign.id, deadline, ports.clock.now())]);
    return done;
  };

const alreadyVerified = { atOnce: 1, verifyVillage: async () => undefined };

export const sealSteps = {
  cut: cutDeadline('seal'),
  freeze: freezePiece,
  begin,
  seal: sealPiece,
  write,
  verify: verifyPiece,
  end,
} as const;
