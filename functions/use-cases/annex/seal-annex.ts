/**
 * Seals an annex that two people agreed to: its files under the lock of the seal that it corrects, verified from where they were
 * written before anybody is told. Killed anywhere it is done again, and comes to the same bytes.
 */
import { isoOf } from '#forms/campaign/local-time.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import {
  type Annex,
  annexBytes,
  annexPath,
  annexSignaturePath,
  annexVersion,
  correctionsPath,
} from '#forms/seal/annex.ts';
import { manifestPath, publicKeyPath } from '#forms/seal/layout.ts';
import { software } from '#forms/seal/manifest.ts';
import { merkleStream } from '#forms/seal/merkle.ts';
import { publicKeyFile, verifySignature } from '#forms/seal/signature.ts';
import { type AnnexFailure, verifyAnnex } from '#forms/seal/verify-annex.ts';
import type { AnnexState } from '#forms/wire/annexes.ts';
import type { Ports, PublicKey } from '../../ports.ts';
import { correctionsOf, type StoredCorrection } from '../../store/annexes.ts';
import { bytesOfHex, hexOf, sha256, sha256Hex } from '../../store/bytes.ts';
import type { Campaign } from '../../store/campaign.ts';
import {
  annexFilesIn,
  annexFolder,
  retainUntil,
  sealFilesIn,
  sealFolder,
  writeOnce,
} from '../../store/seal-files.ts';
import { readSeal, type StoredSeal } from '../../store/seals.ts';

type Needs = Pick<Ports, 'table' | 'seals' | 'signer'>;

/** An annex that has its number and its second person. */
export type AgreedAnnex = AnnexState &
  Required<Pick<AnnexState, 'number' | 'decidedBy' | 'decidedAt' | 'why'>>;

export interface SealedAnnex {
  readonly root: string;
  /** SHA-256 of its head. */
  readonly hash: string;
}

/** S22, S23, S25. `waits` when the annex before it is not sealed yet. */
export const sealAnnex =
  (campaign: Campaign, annex: AgreedAnnex) =>
  async (ports: Needs): Promise<Result<SealedAnnex, AnnexFailure | 'waits'>> => {
    const { table, seals, signer } = ports;
    const seal = await readSeal(table, campaign.id, annex.seal);
    const manifest = await seals.get(sealFolder(campaign.id, annex.seal) + manifestPath);
    if (!seal || !manifest) throw new Error(`seal ${annex.seal} of ${campaign.id} is gone`);
    const previous =
      annex.number === 1
        ? undefined
        : await seals.get(annexFolder(campaign.id, annex.seal, annex.number - 1) + annexPath);
    if (annex.number > 1 && !previous) return refuse('waits');
    const lines = await correctionsOf(table, campaign.id, annex);
    const key = await signer.publicKey();
    const content = Buffer.concat(lines.flatMap(({ bytes }) => [bytes, newline]));
    const head = annexBytes(headOf({ campaign, annex, seal, manifest, previous, lines, content, key }));
    const folder = annexFolder(campaign.id, annex.seal, annex.number);
    const until = retainUntil(seal.sealedAt, campaign.retentionYears);
    const write = (path: string, bytes: Uint8Array) => writeOnce(seals, folder + path, bytes, until);
    await write(correctionsPath, content);
    await write(publicKeyPath, publicKeyFile(key));
    await write(annexPath, head);
    const there = await seals.get(folder + annexSignaturePath);
    if (!there || !verifySignature(there, head, key))
      await write(annexSignaturePath, await signer.sign(head));
    const report = await verifyAnnex(annexFilesIn(seals, campaign.id, annex.seal, annex.number), key, {
      sha256,
      seal: sealFilesIn(seals, campaign.id, annex.seal),
      ...(previous ? { previous } : {}),
    });
    if (report.failure || !report.annex)
      return refuse(report.failure ?? { code: 'annex-unreadable', facts: {} });
    return ok({ root: report.annex.root, hash: sha256Hex(head) });
  };

const newline = Uint8Array.of(0x0a);

interface Parts {
  readonly campaign: Campaign;
  readonly annex: AgreedAnnex;
  readonly seal: StoredSeal;
  readonly manifest: Uint8Array;
  readonly previous: Uint8Array | undefined;
  readonly lines: readonly StoredCorrection[];
  readonly content: Uint8Array;
  readonly key: PublicKey;
}

const headOf = ({ campaign, annex, seal, manifest, previous, lines, content, key }: Parts): Annex => {
  const tree = merkleStream(sha256);
  for (const { entry } of lines) tree.add(bytesOfHex(entry.leaf));
  return {
    format: 'xiangbiao-annex',
    version: annexVersion,
    campaign: campaign.id,
    title: campaign.title,
    area: campaign.area,
    seal: { id: seal.seal, root: seal.root ?? '', manifest: sha256Hex(manifest) },
    number: annex.number,
    previous: previous ? sha256Hex(previous) : null,
    reason: annex.reason,
    askedBy: annex.askedBy,
    askedAt: isoOf(annex.askedAt),
    agreedBy: annex.decidedBy,
    agreedAt: isoOf(annex.decidedAt),
    why: annex.why,
    software,
    root: hexOf(tree.root()),
    corrections: lines.map(({ entry }) => entry),
    lines: { bytes: content.length, sha256: sha256Hex(content) },
    signer: { algorithm: key.algorithm, fingerprint: key.fingerprint },
  };
};
