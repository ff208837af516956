/** Receipts against a seal, and the seal as the API hands it out. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkReceiptInSeal, findCodeInSeal } from '#forms/seal/receipt-in-seal.ts';
import type { Item } from '#functions/ports.ts';
import { gunzip, sha256 } from '#functions/store/bytes.ts';
import * as keys from '#functions/store/keys.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import { listSeals, readSealFile } from '#functions/use-cases/read-seals.ts';
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

const tools = { gunzip, sha256 };
const [one, two] = villages;
const auditor = { id: 'p-a', name: 'Auditor', grants: [{ role: 'auditor', area } as const] };
const files = (seal: string) => sealFilesIn(world.ports.seals, campaign, seal);
const afterDeadline = () => world.goTo('2031-12-11T00:01');

describe('receipts', () => {
  test('[S8] in the seal, replaced, in quarantine, not there: each is told with its proof or its reason', async () => {
    await afterDeadline();
    await sealCampaign(homesSeal)(world.ports);
    const after = await world.tooLate(two, 'h-9', 'home', { head: 'after' });
    const key = await world.ports.signer.publicKey();
    const check = (receipt: Collected['first']) =>
      checkReceiptInSeal(files('homes-seal'), receipt, key, tools);
    expect(await check(collected.second)).toMatchObject({ state: 'in-seal', found: { line: 2, version: 2 } });
    expect(await check(collected.first)).toMatchObject({
      state: 'superseded',
      found: { line: 2, version: 2 },
    });
    expect(await check(collected.late)).toMatchObject({
      state: 'in-quarantine',
      found: { line: 1, list: 'late' },
    });
    expect(await check(collected.place)).toEqual({ state: 'not-in-seal', why: 'questionnaire-not-sealed' });
    expect(await check(after)).toEqual({ state: 'not-in-seal', why: 'after-sealing' });
    expect(await check({ ...collected.second, version: 3 })).toEqual({ state: 'receipt-forged' });
    expect(await check({ ...collected.second, key: '0'.repeat(16) })).toMatchObject({
      state: 'receipt-of-another-key',
    });
    const byCode = (code: string) => findCodeInSeal(files('homes-seal'), code, key, tools);
    expect(await byCode(collected.second.code)).toMatchObject([{ state: 'in-seal', found: { unit: 'h-2' } }]);
    expect(await byCode(collected.first.code)).toMatchObject([{ state: 'superseded' }]);
    expect(await byCode(collected.late.code)).toMatchObject([{ state: 'in-quarantine' }]);
    expect(await byCode(after.code)).toEqual([{ state: 'not-in-seal', why: 'no-such-record' }]);
  });

  test('[S8] a genuine receipt for something that the seal holds otherwise is a contradiction', async () => {
    await afterDeadline();
    const { table } = world.ports;
    const kept = await table.get(keys.submissionKey(campaign, one, collected.second.submission));
    const forgotten = collected.second;
    // The store is set back to the first version, as if the second had never been accepted.
    const record = (await table.get(keys.recordKey(campaign, one, 'h-2', 'home'))) as Item;
    const { submission, leafHash, contentHash } = collected.first;
    await table.transact([
      { delete: { pk: String(kept?.pk), sk: String(kept?.sk) } },
      { put: { ...record, version: 1, submission, leafHash, contentHash } },
    ]);
    expect(await sealCampaign(homesSeal)(world.ports)).toMatchObject({ outcome: 'sealed' });
    const verdict = await checkReceiptInSeal(
      files('homes-seal'),
      forgotten,
      await world.ports.signer.publicKey(),
      tools,
    );
    expect(verdict).toMatchObject({ state: 'contradicted', found: { version: 1 } });
  });
});

describe('reading', () => {
  test('[S9] seals are listed as planned, then with root and files', async () => {
    const planned = await listSeals(auditor, campaign)(world.ports);
    expect(planned.ok && planned.value.seals.map(({ state, villages: n }) => [state, n])).toEqual([
      ['planned', 3],
      ['planned', 3],
    ]);
    await afterDeadline();
    await sealCampaign(homesSeal)(world.ports);
    const done = await listSeals(auditor, campaign)(world.ports);
    const [seal] = done.ok ? done.value.seals : [];
    expect(seal).toMatchObject({ state: 'sealed', villagesDone: 3, records: 5, scans: 3, late: 1 });
    expect(seal?.files).toEqual([
      'editions/home-1.json',
      'editions/land-1.json',
      `late/${two}.leaves`,
      `late/${two}.ndjson.gz`,
      'manifest.json',
      'manifest.sig',
      'public-key.json',
      ...villages.flatMap((code) => [`villages/${code}.leaves`, `villages/${code}.ndjson.gz`]),
    ]);
  });

  test('[S9] a sealed file is readable for who may, once the seal is done, and never by climbing out', async () => {
    const read = (path: string, person = auditor as Parameters<typeof readSealFile>[0]) =>
      readSealFile(person, campaign, 'homes-seal', path)(world.ports);
    const problemOf = async (path: string, person?: Parameters<typeof readSealFile>[0]) => {
      const result = await read(path, person);
      return result.ok ? undefined : result.refusal.problem;
    };
    expect(await problemOf('manifest.json')).toBe('not-sealed-yet');
    await afterDeadline();
    await sealCampaign(homesSeal)(world.ports);
    const manifest = await read('manifest.json');
    expect(manifest.ok && manifest.value.type).toBe('application/json');
    expect(await problemOf('../homes-seal/manifest.json')).toBe('no-such-seal');
    expect(await problemOf('./manifest.json')).toBe('no-such-seal');
    expect(await problemOf('none.json')).toBe('no-such-seal');
    const collector = { id: 'p-c', name: 'C', grants: [{ role: 'collector', area: one } as const] };
    expect(await problemOf('manifest.json', collector)).toBe('not-allowed');
  });
});
