/** Seals that are signed as they should be, but do not hold what a seal must hold. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LeafEntry } from '#forms/seal/layout.ts';
import type { Manifest } from '#forms/seal/manifest.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import { gunzip, sha256 } from '#functions/store/bytes.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import { copyFiles, type FileMap, mapFiles } from '#tests/support/seal/file-map.ts';
import { type Line, resealed } from '#tests/support/seal/reseal.ts';
import {
  campaign,
  collect,
  homesSeal,
  openSealWorld,
  type SealWorld,
  villages,
} from '#tests/support/seal/seal-world.ts';

let world: SealWorld;
let sealed: FileMap;
const [one] = villages;

beforeAll(async () => {
  world = await openSealWorld();
  await collect(world);
  await world.goTo('2031-12-11T00:01');
  await sealCampaign(homesSeal)(world.ports);
  sealed = await copyFiles(sealFilesIn(world.ports.seals, campaign, 'homes-seal'));
});
afterAll(() => world.close());

type Change = Parameters<typeof resealed>[3];
const cheated = async (
  change: Change,
  changeManifest?: (manifest: Manifest) => Manifest,
  changeEntries?: Parameters<typeof resealed>[5],
) => {
  const { signer } = world.ports;
  const files = await resealed(sealed, one, signer, change, changeManifest, changeEntries);
  const report = await verifySeal(mapFiles(files), await signer.publicKey(), { gunzip, sha256 });
  return report.failure;
};
const at = (lines: Line[], index: number): Line => {
  const line = lines[index];
  if (!line) throw new Error(`no line ${index}`);
  return line;
};
const swapped = (lines: Line[], index: number, line: Line | string) =>
  lines.toSpliced(index, 1, line as Line);

describe('a signer who cheats', () => {
  test('sealing again without a change is valid: what follows is found for what was changed', async () => {
    expect(await cheated((lines) => lines)).toBeUndefined();
  });

  test('[S10] the same record twice, or lines out of order', async () => {
    expect(await cheated((lines) => [at(lines, 0), ...lines])).toMatchObject({
      code: 'out-of-order',
      facts: { line: 2 },
    });
    const newer = (lines: Line[]) => ({ ...at(lines, 0), version: 2 });
    expect(await cheated((lines) => [at(lines, 0), newer(lines), ...lines.slice(1)])).toMatchObject({
      code: 'out-of-order',
    });
    expect(await cheated((lines) => [...lines].reverse())).toMatchObject({ code: 'out-of-order' });
  });

  test('[S6] leaves that are not those of the lines', async () => {
    const change = (changes: Partial<LeafEntry>) =>
      cheated(
        (lines) => lines,
        undefined,
        (entries) => entries.map((entry, index) => (index === 3 ? { ...entry, ...changes } : entry)),
      );
    expect(await change({ leaf: 'ab'.repeat(32) })).toMatchObject({
      code: 'leaf-differs',
      facts: { line: 4 },
    });
    expect(await change({ unit: 'h-3' })).toMatchObject({ code: 'entry-differs', facts: { line: 4 } });
    expect(await change({ kind: 'late' })).toMatchObject({ code: 'entry-differs', facts: { line: 4 } });
    const none = await cheated(
      (lines) => lines,
      undefined,
      (entries) => entries.slice(0, -1),
    );
    expect(none?.code).toBe('bytes-after-last-record');
  });

  test('[S10] a signed page without its record', async () => {
    expect(await cheated((lines) => lines.toSpliced(1, 1))).toMatchObject({
      code: 'scan-without-record',
      facts: { line: 2, unit: 'h-2' },
    });
  });

  test('[S2] a record that is not written canonically', async () => {
    const pretty = (lines: Line[]) => swapped(lines, 5, JSON.stringify(at(lines, 5)).replace('{', '{ '));
    expect(await cheated(pretty)).toMatchObject({ code: 'not-canonical', facts: { line: 6 } });
  });

  test('[S3] a record without its nonce', async () => {
    const bare = ({ nonce: _, ...line }: Line) => line;
    expect(await cheated((lines) => swapped(lines, 0, bare(at(lines, 0))))).toMatchObject({
      code: 'not-a-record',
    });
  });

  test('[S6] answers that do not have their content code, an unknown edition, another village', async () => {
    const first = async (changes: Line) =>
      (await cheated((lines) => swapped(lines, 0, { ...at(lines, 0), ...changes })))?.code;
    expect(await first({ answers: { head: '另' } })).toBe('content-hash-differs');
    expect(await first({ edition: 9 })).toBe('edition-unknown');
    expect(await first({ sourceHash: 'ab'.repeat(32) })).toBe('edition-unknown');
    expect(await first({ village: '990101101002' })).toBe('entry-differs');
    expect(await first({ campaign: 'other' })).toBe('entry-differs');
    expect(await first({ questionnaire: 'place' })).toBe('entry-differs');
  });

  test('[S1] a record accepted at the instant of the seal, or a gate that was open', async () => {
    const atSeal = (lines: Line[]) =>
      swapped(lines, 0, { ...at(lines, 0), acceptedAt: '2031-12-10T16:00:00.000Z' });
    expect(await cheated(atSeal)).toMatchObject({ code: 'accepted-after-seal', facts: { line: 1 } });
    const open = (manifest: Manifest): Manifest => ({
      ...manifest,
      villages: manifest.villages.map((village) => ({
        ...village,
        gates: village.gates.map((gate) =>
          gate.questionnaire === 'land' ? { ...gate, right: 'collect' } : gate,
        ),
      })),
    });
    expect(await cheated((lines) => lines, open)).toMatchObject({
      code: 'gate-open',
      facts: { village: one, questionnaire: 'land' },
    });
  });

  test('[S12] counts and roots that do not follow from the lines', async () => {
    const same = (lines: Line[]) => lines;
    const changed = async (change: (manifest: Manifest) => Manifest) => (await cheated(same, change))?.code;
    expect(await changed((manifest) => ({ ...manifest, root: '00'.repeat(32) }))).toBe('root-differs');
    expect(await changed((manifest) => ({ ...manifest, counts: { ...manifest.counts, records: 6 } }))).toBe(
      'counts-differ',
    );
    const village = (changes: Partial<Manifest['villages'][number]>) => (manifest: Manifest) => ({
      ...manifest,
      villages: manifest.villages.map((found) => (found.code === one ? { ...found, ...changes } : found)),
    });
    expect(await changed(village({ records: 2 }))).toBe('counts-differ');
    expect(await changed(village({ root: '00'.repeat(32) }))).toBe('root-differs');
    expect(await changed((manifest) => ({ ...manifest, areas: manifest.areas.slice(1) }))).toBe(
      'root-differs',
    );
    expect(
      await changed((manifest) => ({ ...manifest, villages: [...manifest.villages, ...manifest.villages] })),
    ).toBe('counts-differ');
  });
});
