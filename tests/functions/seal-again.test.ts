/** Seals that are killed, run twice or written wrongly, and stores that contradict themselves. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseManifest } from '#forms/seal/manifest.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import type { Blobs, Item, Ports } from '#functions/ports.ts';
import { gunzip, gzip, sha256 } from '#functions/store/bytes.ts';
import * as keys from '#functions/store/keys.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import { readSeal } from '#functions/store/seals.ts';
import { listSeals } from '#functions/use-cases/read-seals.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import {
  area,
  type Collected,
  campaign,
  collect,
  homesSeal,
  openSealWorld,
  type SealWorld,
  villages,
} from '#tests/support/seal/seal-world.ts';

let world: SealWorld;
let collected: Collected;
beforeEach(async () => {
  world = await openSealWorld();
  collected = await collect(world);
});
afterEach(() => world.close());

const [one] = villages;
const auditor = { id: 'p-a', name: 'Auditor', grants: [{ role: 'auditor', area } as const] };
const files = () => sealFilesIn(world.ports.seals, campaign, 'homes-seal');
const verified = async () => verifySeal(files(), await world.ports.signer.publicKey(), { gunzip, sha256 });
const afterDeadline = () => world.goTo('2031-12-11T00:01');

/** Blobs whose nth write fails, as a process that is killed there. */
const failingAt = (blobs: Blobs, nth: number): Blobs => {
  let writes = 0;
  return {
    ...blobs,
    put: async (...args) => {
      writes += 1;
      if (writes === nth) throw new Error('killed');
      return blobs.put(...args);
    },
  };
};

describe('again and again', () => {
  test('[S5] killed at any write it continues, and the roots come out the same', async () => {
    await afterDeadline();
    let killed = 0;
    let outcome: Awaited<ReturnType<ReturnType<typeof sealCampaign>>> | undefined;
    for (let nth = 1; outcome === undefined; nth++) {
      await world.goTo(`2031-12-11T00:${String(nth + 1).padStart(2, '0')}`);
      const ports: Ports = { ...world.ports, seals: failingAt(world.ports.seals, 2) };
      outcome = await sealCampaign(homesSeal)(ports).catch(() => undefined);
      if (outcome === undefined) killed += 1;
    }
    expect(killed).toBeGreaterThan(5);
    expect(outcome).toMatchObject({ outcome: 'sealed', records: 5 });
    const manifest = parseManifest((await files().read('manifest.json')) ?? new Uint8Array());
    expect(manifest.ok && manifest.value.sealedAt).toBe('2031-12-10T16:02:00.000Z'); // when it first began
    expect((await verified()).valid).toBe(true);
  });

  test('[S11] what comes too late while a killed seal waits to go on stays out of it', async () => {
    await afterDeadline();
    const killed = { ...world.ports, seals: failingAt(world.ports.seals, 1) };
    await expect(sealCampaign(homesSeal)(killed)).rejects.toThrow('killed');
    await world.goTo('2031-12-11T00:05');
    await world.tooLate(one, 'h-9', 'home', { head: 'later' });
    expect(await sealCampaign(homesSeal)(world.ports)).toMatchObject({ outcome: 'sealed', late: 1 });
  });

  test('[S5] two at once give one seal', async () => {
    await afterDeadline();
    const outcomes = await Promise.all([
      sealCampaign(homesSeal)(world.ports).catch(() => undefined),
      sealCampaign(homesSeal)(world.ports).catch(() => undefined),
    ]);
    const again = await sealCampaign(homesSeal)(world.ports);
    const roots = [...outcomes, again].flatMap((outcome) =>
      outcome && 'root' in outcome ? [outcome.root] : [],
    );
    expect(new Set(roots).size).toBe(1);
    expect((await verified()).valid).toBe(true);
  });

  test('[S6] what was written wrongly is found before it is announced', async () => {
    await afterDeadline();
    const seals: Blobs = {
      ...world.ports.seals,
      put: (key, bytes, options) => {
        const written = Uint8Array.from(bytes);
        if (key.endsWith(`${one}.ndjson.gz`)) written[30] = (written[30] ?? 0) ^ 1;
        return world.ports.seals.put(key, written, options);
      },
    };
    const outcome = await sealCampaign(homesSeal)({ ...world.ports, seals });
    expect(outcome).toMatchObject({
      outcome: 'failed',
      why: { code: 'record-differs', facts: { line: 1, unit: 'h-10', village: one } },
    });
    expect(await readSeal(world.ports.table, campaign, 'homes-seal')).toMatchObject({ state: 'failed' });
    expect(world.journalled.join()).toContain('seal-failed');
    const listed = await listSeals(auditor, campaign)(world.ports);
    expect(listed.ok && listed.value.seals[0]).toMatchObject({ state: 'failed', villagesDone: 3 });
    expect(listed.ok && listed.value.seals[0]?.root).toBeUndefined();
  });

  test('[S13] a store that contradicts itself is not sealed: changed bytes, lost pointers, orphaned pages', async () => {
    await afterDeadline();
    const { table } = world.ports;
    const broken = async (key: { pk: string; sk: string }, changes: Partial<Item> | undefined) => {
      const item = (await table.get(key)) as Item;
      await table.transact([changes ? { put: { ...item, ...changes } as Item } : { delete: key }]);
      const outcome = await sealCampaign(homesSeal)(world.ports);
      await table.transact([{ put: item }]);
      return outcome;
    };
    const submission = keys.submissionKey(campaign, one, collected.second.submission);
    const record = keys.recordKey(campaign, one, 'h-2', 'home');
    const where = { village: one, unit: 'h-2', questionnaire: 'home' };
    const body = gzip(new TextEncoder().encode('{}'));
    expect(await broken(submission, { body })).toMatchObject({
      why: { code: 'stored-bytes-differ', facts: where },
    });
    expect(await broken(submission, undefined)).toMatchObject({ why: { code: 'record-without-submission' } });
    expect(await broken(record, undefined)).toMatchObject({
      why: { code: 'submission-not-in-record', facts: where },
    });
    expect(await broken(record, { version: 1, submission: collected.first.submission })).toMatchObject({
      why: { code: 'submission-not-in-record' },
    });
    const [first, second] = [collected.first, collected.second].map(({ submission: id }) =>
      keys.submissionKey(campaign, one, id),
    );
    if (!first || !second) throw new Error('two versions');
    const gone = await Promise.all([record, first, second].map((key) => table.get(key)));
    await table.transact([{ delete: record }, { delete: first }, { delete: second }]);
    expect(await sealCampaign(homesSeal)(world.ports)).toMatchObject({
      why: { code: 'scan-without-record', facts: where },
    });
    await table.transact(gone.flatMap((put) => (put ? [{ put }] : [])));
    expect(await sealCampaign(homesSeal)(world.ports)).toMatchObject({ outcome: 'sealed' });
  });
});
