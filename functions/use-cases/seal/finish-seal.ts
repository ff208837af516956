/**
 * The last steps of a seal: editions, manifest, signature, and then everything read back from where it was written and
 * verified by the code that an auditor runs. Only what held is announced.
 */
import { ok, type Result, refuse } from '#forms/result.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { hexOf } from '#forms/seal/hash.ts';
import { editionPath, manifestPath, publicKeyPath, signaturePath } from '#forms/seal/layout.ts';
import { type Manifest, manifestBytes, type SealedFile } from '#forms/seal/manifest.ts';
import type { SealFailure, VerifyHands } from '#forms/seal/report.ts';
import { publicKeyFile, verifySignature } from '#forms/seal/signature.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import type { Ports } from '../../ports.ts';
import { sealTools, sha256 } from '../../store/bytes.ts';
import { type Campaign, readAreas, readEdition } from '../../store/campaign.ts';
import { retainUntil, sealFilesIn, sealFolder, writeOnce } from '../../store/seal-files.ts';
import type { SealFault, StoredSeal, VillageSummary } from '../../store/seals.ts';
import type { SealHands } from './hands.ts';
import { editionsIn, sealManifest } from './seal-manifest.ts';

type Needs = Pick<Ports, 'table' | 'seals' | 'signer'>;
export type CheckNeeds = Pick<Ports, 'seals' | 'signer'> & { readonly hands?: CheckingHands | undefined };
type CheckingHands = Pick<SealHands, 'atOnce' | 'verifyVillage'>;

/** Editions, manifest and signature; what is there already is left as it is. */
export const writeManifest =
  (campaign: Campaign, seal: StoredSeal, summaries: readonly VillageSummary[]) =>
  async ({ table, seals, signer }: Needs): Promise<Result<'written', SealFault>> => {
    const write = (path: string, bytes: Uint8Array) =>
      writeOnce(
        seals,
        sealFolder(campaign.id, seal.seal) + path,
        bytes,
        retainUntil(seal.sealedAt, campaign.retentionYears),
      );
    const editionFiles: SealedFile[] = [];
    for (const { questionnaire, edition } of editionsIn(summaries)) {
      const found = await readEdition(table, campaign.id, questionnaire, edition);
      if (!found) return refuse({ code: 'edition-missing', facts: { questionnaire, edition } });
      const [path, bytes] = [editionPath(questionnaire, edition), canonicalJson(found.source)];
      await write(path, bytes);
      editionFiles.push({ path, bytes: bytes.length, sha256: hexOf(sha256(bytes)) });
    }
    const key = await signer.publicKey();
    const names = new Map((await readAreas(table)).map(({ code, name }) => [code, name]));
    const manifest = sealManifest({ campaign, seal, summaries, editionFiles, names, signer: key });
    const bytes = manifestBytes(manifest);
    await write(publicKeyPath, publicKeyFile(key));
    await write(manifestPath, bytes);
    const folder = sealFolder(campaign.id, seal.seal);
    // ECDSA signatures differ every time: one that is there already and holds is left alone.
    const there = await seals.get(folder + signaturePath);
    if (!there || !verifySignature(there, bytes, key)) await write(signaturePath, await signer.sign(bytes));
    return ok('written');
  };

const verifying = (campaign: string, seal: string, hands: CheckingHands): VerifyHands => ({
  atOnce: hands.atOnce,
  check: (village) => hands.verifyVillage({ campaign, seal, village }),
});

/** S6: the manifest as verified from the written files, or what is wrong with them. */
export const verifyWritten =
  (campaign: Campaign, seal: StoredSeal) =>
  async ({ seals, signer, hands }: CheckNeeds): Promise<Result<Manifest, SealFault>> => {
    const before = seal.previous
      ? await seals.get(sealFolder(campaign.id, seal.previous.id) + manifestPath)
      : undefined;
    const report = await verifySeal(sealFilesIn(seals, campaign.id, seal.seal), await signer.publicKey(), {
      ...sealTools,
      ...(before ? { previous: before } : {}),
      ...(hands ? { hands: verifying(campaign.id, seal.seal, hands) } : {}),
    });
    if (report.valid && report.manifest) return ok(report.manifest);
    return refuse(faultOf(report.failure ?? { code: 'manifest-unreadable', facts: {} }));
  };

/** What a verification found, as it is kept with the seal. */
export const faultOf = ({ code, facts }: SealFailure): SealFault => ({
  code,
  facts: Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string | number] => fact[1] !== undefined),
  ),
});
