import { afterEach, beforeEach, expect, test } from 'vitest';
import { linesPath } from '#forms/seal/layout.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import { villageChecker } from '#forms/seal/verify-village.ts';
import { sealHands } from '#functions/server/seal-hands.ts';
import { sealTools } from '#functions/store/bytes.ts';
import { villagesDone } from '#functions/store/progress.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import type { SealHands } from '#functions/use-cases/seal/hands.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import { campaign, seal } from '#tests/bench/seal/campaign.ts';
import { type DataPorts, openDataFolder, portsIn } from '#tests/support/seal/bench-world.ts';
import { copyFiles, mapFiles, withFile } from '#tests/support/seal/file-map.ts';

let folder: Awaited<ReturnType<typeof openDataFolder>>;
const opened: DataPorts[] = [];
const portsOf = async (data: string) => {
  const ports = await portsIn(data);
  opened.push(ports);
  return ports;
};
beforeEach(async () => {
  folder = await openDataFolder(30);
});
afterEach(async () => {
  for (const { table } of opened.splice(0)) await table.close();
  await folder.remove();
});
const filesOf = ({ seals }: DataPorts) => copyFiles(sealFilesIn(seals, campaign, seal));

test('[S17] threads come to the same bytes as one village after the other, and take part in both halves', async () => {
  const [ports, alone] = [await portsOf(folder.data), await portsOf(folder.copy)];
  const threads = sealHands(folder.data, await ports.signer.publicKey());
  const asked: string[] = [];
  const hands: SealHands = {
    ...threads,
    sealVillage: (piece) => {
      asked.push(`seal ${piece.village}`);
      return threads.sealVillage(piece);
    },
    verifyVillage: (piece) => {
      asked.push(`verify ${piece.village}`);
      return threads.verifyVillage(piece);
    },
  };
  const sealed = await sealCampaign({ campaign, seal })({ ...ports, hands });
  expect(sealed).toMatchObject({ outcome: 'sealed', villages: 30, records: 30 });
  expect(asked).toEqual([
    ...folder.codes.map((code) => `seal ${code}`),
    ...folder.codes.map((code) => `verify ${code}`),
  ]);
  expect(await villagesDone(ports.table, campaign, { kind: 'seal', id: seal })).toBe(30);
  expect(await sealCampaign({ campaign, seal })(alone)).toMatchObject({ outcome: 'sealed' });
  expect(await filesOf(ports)).toEqual(await filesOf(alone));
  expect(ports.errors).toEqual([]);
});

test('[S17] a thread that fails leaves the seal unmade; the next run goes on and announces it', async () => {
  const ports = await portsOf(folder.data);
  const threads = sealHands(folder.data, await ports.signer.publicKey());
  let left = 12;
  const failing: SealHands = {
    ...threads,
    sealVillage: async (piece) => {
      if (left-- === 0) throw new Error('the machine is full');
      return threads.sealVillage(piece);
    },
  };
  await expect(sealCampaign({ campaign, seal })({ ...ports, hands: failing })).rejects.toThrow('full');
  const done = await villagesDone(ports.table, campaign, { kind: 'seal', id: seal });
  expect(done).toBeGreaterThanOrEqual(12);
  expect(done).toBeLessThan(30);
  expect(await sealCampaign({ campaign, seal })({ ...ports, hands: threads })).toMatchObject({
    outcome: 'sealed',
  });
});

test('[S18] of many villages looked at at once, the first wrong one in their order is named, whoever finds theirs first', async () => {
  const ports = await portsOf(folder.data);
  await sealCampaign({ campaign, seal })(ports);
  const files = await filesOf(ports);
  const [, third = '', , sixth = ''] = folder.codes.filter((_, index) => index % 3 > 0);
  const flipped = (village: string) => {
    const bytes = Uint8Array.from(files.get(linesPath('villages', village)) ?? []);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    return bytes;
  };
  const broken = [third, sixth].reduce(
    (map, village) => withFile(map, linesPath('villages', village), flipped(village)),
    files,
  );
  const key = await ports.signer.publicKey();
  const check = villageChecker(mapFiles(broken), key, sealTools);
  const slowest = async (village: string) => {
    const failure = await check(village);
    await new Promise((resolve) => setTimeout(resolve, village === third ? 60 : 1));
    return failure;
  };
  const report = await verifySeal(mapFiles(broken), key, {
    ...sealTools,
    hands: { atOnce: 8, check: slowest },
  });
  expect(report.failure).toMatchObject({ code: 'record-differs', facts: { village: third, line: 1 } });
  const whole = await verifySeal(mapFiles(files), key, {
    ...sealTools,
    hands: { atOnce: 8, check: villageChecker(mapFiles(files), key, sealTools) },
  });
  expect(whole.valid).toBe(true);
});
