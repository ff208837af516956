/** A correction annex with whatever else is at hand: the seal that it corrects, and annexes among which the one before it may be. */
import { annexPath, parseAnnex } from '#forms/seal/annex.ts';
import type { SealFiles } from '#forms/seal/report.ts';
import type { PublicKey } from '#forms/seal/signature.ts';
import { type AnnexReport, verifyAnnex } from '#forms/seal/verify-annex.ts';

export interface AtHand {
  readonly key: PublicKey;
  readonly seal: SealFiles | undefined;
  /** Bytes of `annex.json`, of any annexes. */
  readonly heads: readonly Uint8Array[];
}
/** `head`: to be among the heads at hand when the next annex comes. */
export type HandedAnnex = AnnexReport & { readonly head?: Uint8Array };

const placeOf = (head: Uint8Array) => {
  const annex = parseAnnex(head);
  if (!annex.ok) return undefined;
  const { campaign, seal, number } = annex.value;
  return { of: `${campaign} ${seal.id}`, number };
};

/** S23. */
export const verifyHanded = async (files: SealFiles, { key, seal, heads }: AtHand): Promise<HandedAnnex> => {
  const head = await files.read(annexPath);
  const own = head && placeOf(head);
  const previous = heads.find((other) => {
    const place = placeOf(other);
    return own && place?.of === own.of && place.number === own.number - 1;
  });
  const report = await verifyAnnex(files, key, {
    ...(seal ? { seal } : {}),
    ...(previous ? { previous } : {}),
  });
  return { ...report, ...(head ? { head } : {}) };
};
