/** A round that begins where the sealed one ended. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { linesPath } from '#forms/seal/layout.ts';
import type { SealFiles } from '#forms/seal/report.ts';
import { readPreviousAnswers } from '#functions/store/previous.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import { openCampaign } from '#functions/use-cases/open-campaign.ts';
import { previousFromSeal } from '#functions/use-cases/previous-from-seal.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import {
  campaign,
  collect,
  homesSeal,
  openSealWorld,
  type SealWorld,
  villages,
} from '#tests/support/seal/seal-world.ts';
import { smallPack } from '#tests/support/small-pack.ts';

let world: SealWorld;
beforeEach(async () => {
  world = await openSealWorld();
  await collect(world);
  await world.goTo('2031-12-11T00:01');
  await sealCampaign(homesSeal)(world.ports);
});
afterEach(() => world.close());

const sealed = (): SealFiles => sealFilesIn(world.ports.seals, campaign, 'homes-seal');

test('[W39] the newest version of every sealed record becomes the round before, and nothing from quarantine', async () => {
  const key = await world.ports.signer.publicKey();
  const previous = await previousFromSeal(sealed(), key);
  if (!previous.ok) throw new Error(JSON.stringify(previous.refusal));
  expect(previous.value.length).toBeGreaterThan(1);
  const places = previous.value.map(({ unit, questionnaire }) => `${unit} ${questionnaire}`);
  expect(new Set(places).size).toBe(places.length);
  const [village] = villages;
  const units = [...new Set(previous.value.map(({ unit }) => unit))];
  await openCampaign({
    id: 'next',
    pack: smallPack(),
    area: village,
    areas: [{ code: village, level: 'village', name: 'Village' }],
    units: units.map((id) => ({ id, kind: 'household', village, name: id, address: '', order: 1 })),
    previous: previous.value,
  })(world.ports);
  for (const { unit, questionnaire, answers } of previous.value)
    expect(await readPreviousAnswers(world.ports.table, 'next', { village, unit, questionnaire })).toEqual(
      answers,
    );
});

test('[W39] a seal that does not verify, or is signed with another key, gives nothing', async () => {
  const key = await world.ports.signer.publicKey();
  const [village] = villages;
  const path = linesPath('villages', village);
  const bent: SealFiles = {
    list: () => sealed().list(),
    read: async (wanted) => {
      const bytes = await sealed().read(wanted);
      return wanted === path ? bytes?.map((byte, index) => (index === 20 ? byte ^ 1 : byte)) : bytes;
    },
  };
  expect(await previousFromSeal(bent, key)).toMatchObject({ ok: false });
  const other = { ...key, bytes: key.bytes.map((byte) => byte ^ 1) };
  expect(await previousFromSeal(sealed(), other)).toMatchObject({ ok: false });
});
