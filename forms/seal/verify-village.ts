/** One village of a seal against the manifest: its lists, their counts, their roots. Villages do not depend on one another. */

import type { Manifest, SealedVillage } from './manifest.ts';
import { openSeal } from './open-seal.ts';
import type { SealFailure, SealFiles, SealTools } from './report.ts';
import type { PublicKey } from './signature.ts';
import { type ListContext, verifyList } from './verify-list.ts';

export const listContext = (files: SealFiles, manifest: Manifest, tools: SealTools): ListContext => ({
  files,
  manifest,
  listed: new Map(manifest.files.map((file) => [file.path, file])),
  tools,
});

/** S6: what is wrong with this village, or nothing. */
export const villageFailure = async (
  context: ListContext,
  { code: village, records, scans, root, late, flows }: SealedVillage,
): Promise<SealFailure | undefined> => {
  const main = await verifyList(context, 'villages', village);
  if (!main.ok) return main.refusal;
  const quarantine = await verifyList(context, 'late', village);
  if (!quarantine.ok) return quarantine.refusal;
  const onTheWay = await verifyList(context, 'flows', village);
  if (!onTheWay.ok) return onTheWay.refusal;
  const pairs = [
    ['records', records, main.value.records],
    ['scans', scans, main.value.scans],
    ['late', late.count, quarantine.value.late],
    ['flows', flows?.count ?? 0, onTheWay.value.flows],
  ] as const;
  for (const [says, expected, got] of pairs)
    if (expected !== got) return { code: 'counts-differ', facts: { village, says, expected, got } };
  if (root !== main.value.root)
    return { code: 'root-differs', facts: { village, expected: root, got: main.value.root } };
  if (late.root !== quarantine.value.root)
    return { code: 'root-differs', facts: { village, expected: late.root, got: quarantine.value.root } };
  if (flows && flows.root !== onTheWay.value.root)
    return { code: 'root-differs', facts: { village, expected: flows.root, got: onTheWay.value.root } };
  return undefined;
};

/** S18: for hands that are given a folder and a key, and then one village after the other. The folder is opened once. */
export const villageChecker = (files: SealFiles, publicKey: PublicKey, tools: SealTools) => {
  const opened = openSeal(files, publicKey);
  let context: ListContext | undefined;
  return async (code: string): Promise<SealFailure | undefined> => {
    const manifest = await opened;
    if (!manifest.ok) return manifest.refusal;
    context ??= listContext(files, manifest.value, tools);
    const village = manifest.value.villages.find((candidate) => candidate.code === code);
    return village
      ? villageFailure(context, village)
      : { code: 'counts-differ', facts: { village: code, says: 'villages' } };
  };
};
