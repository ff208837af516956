/** S20: the campaign's seals before one, each under the same key and each the very one that the next one names. */
import { sha256Hex } from './hash.ts';
import { manifestPath } from './layout.ts';
import type { Manifest } from './manifest.ts';
import { openSeal } from './open-seal.ts';
import type { SealCheck, SealFailure, SealFiles, SealTools } from './report.ts';
import type { PublicKey } from './signature.ts';

export interface ChainReport {
  readonly checks: readonly SealCheck[];
  readonly failure?: SealFailure;
}

/** `earlier`: folders of the seals before `manifest`, the nearest first. Their records are not looked at: verify each for that. */
export const verifyChain = async (
  manifest: Manifest,
  earlier: readonly SealFiles[],
  publicKey: PublicKey,
  tools: Pick<SealTools, 'sha256'> = {},
): Promise<ChainReport> => {
  const checks: SealCheck[] = [];
  let last = manifest;
  for (const files of earlier) {
    const bytes = await files.read(manifestPath);
    const opened = await openSeal(files, publicKey);
    if (!opened.ok || !bytes) {
      const refused = opened.ok ? { code: 'file-missing' as const, facts: {} } : opened.refusal;
      return { checks, failure: { ...refused, facts: { ...refused.facts, says: last.previous?.id ?? '' } } };
    }
    const got = sha256Hex(bytes, tools.sha256);
    const named = last.previous;
    if (named?.manifest !== got || opened.value.campaign !== manifest.campaign) {
      const facts = { says: named?.id ?? '', expected: named?.manifest ?? '', got };
      return { checks, failure: { code: 'previous-differs', facts } };
    }
    checks.push({ code: 'previous-linked', facts: { seal: opened.value.seal.id } });
    last = opened.value;
  }
  checks.push(
    last.previous
      ? { code: 'previous-named', facts: { seal: last.previous.id, root: last.previous.root } }
      : { code: 'first-seal', facts: {} },
  );
  return { checks };
};
