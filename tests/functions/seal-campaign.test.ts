import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leavesPath, linesPath, parseLeaves } from '#forms/seal/layout.ts';
import { parseManifest, software } from '#forms/seal/manifest.ts';
import { checkReceiptInSeal, findCodeInSeal } from '#forms/seal/receipt-in-seal.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import type { Blobs, Item, Ports } from '#functions/ports.ts';
import { gunzip, gzip, sha256 } from '#functions/store/bytes.ts';
import * as keys from '#functions/store/keys.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import { readSeal } from '#functions/store/seals.ts';
import { listSeals, readSealFile } from '#functions/use-cases/read-seals.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import { sealVillage } from '#functions/use-cases/seal-village.ts';
import {
  area,
  type Collected,
  campaign,
  collect,
  homesSeal,
  openSealWorld,
  placesSeal,
  type SealWorld,
  villages,
} from '#tests/support/seal/seal-world.ts';
import packageJson from '../../package.json' with { type: 'json' };

let world: SealWorld;
let collected: Collected;
beforeEach(async () => {
  world = await openSealWorld();
  collected = await collect(world);
});
afterEach(() => world.close());

const tools = { gunzip, sha256 };
const [one, two, three] = villages;
const files = (seal: string) => sealFilesIn(world.ports.seals, campaign, seal);
const textOf = async (seal: string, path: string) => {
  const bytes = await files(seal).read(path);
  if (!bytes) throw new Error(`no ${path}`);
  return gunzipSync(bytes).toString('utf8');
};
const verified = async (seal: string) => verifySeal(files(seal), await world.ports.signer.publicKey(), tools);
const manifestOf = async (seal: string) => {
  const parsed = parseManifest((await files(seal).read('manifest.json')) ?? new Uint8Array());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};
const afterDeadline = () => world.goTo('2031-12-11T00:01');

describe('refusals', () => {
  test('[S1] no seal before its instant', async () => {
    await world.goTo('2031-12-10T23:59');
    expect(await sealCampaign(homesSeal)(world.ports)).toMatchObject({ outcome: 'too-early' });
    expect(await files('homes-seal').list()).toEqual([]);
  });

  test('[S1] no seal while one gate of its groups is open anywhere; other groups do not matter', async () => {
    await afterDeadline();
    const key = keys.gateKey(campaign, three, 'land');
    const closed = (await world.ports.table.get(key)) as Item;
    await world.ports.table.transact([{ put: { ...closed, right: 'read', stage: 'fix' } }]);
    const first = { village: three, questionnaire: 'land', stage: 'fix', right: 'read' };
    expect(await sealCampaign(homesSeal)(world.ports)).toEqual({ outcome: 'gates-open', open: 1, first });
    await world.ports.table.transact([{ delete: key }]);
    expect(await sealCampaign(homesSeal)(world.ports)).toMatchObject({
      outcome: 'gates-open',
      first: { stage: 'missing' },
    });
    expect(await files('homes-seal').list()).toEqual([]);
    await world.ports.table.transact([{ put: closed }]);
    expect(await sealCampaign(homesSeal)(world.ports)).toMatchObject({ outcome: 'sealed' });
  });

  test('[S1] a village alone is not sealed before the seal has begun', async () => {
    expect(await sealVillage({ ...homesSeal, village: one })(world.ports)).toMatchObject({ ok: false });
  });

  test('unknown campaigns and seals are told apart', async () => {
    expect(await sealCampaign({ campaign: 'none', seal: 'x' })(world.ports)).toEqual({
      outcome: 'no-such-campaign',
    });
    expect(await sealCampaign({ campaign, seal: 'x' })(world.ports)).toEqual({ outcome: 'no-such-seal' });
  });
});

describe('a seal', () => {
  test('[S6] verifies from its files, and only then counts as sealed', async () => {
    await afterDeadline();
    const outcome = await sealCampaign(homesSeal)(world.ports);
    expect(outcome).toMatchObject({ outcome: 'sealed', villages: 3, records: 5, scans: 3, late: 1 });
    const report = await verified('homes-seal');
    expect(report.failure).toBeUndefined();
    expect(report.checks.map(({ code }) => code)).toEqual([
      'signature-valid',
      'files-complete',
      'first-seal',
      'gates-closed',
      'editions-match',
      'records-match',
      'quarantine-matches',
      'roots-match',
    ]);
    expect(await readSeal(world.ports.table, campaign, 'homes-seal')).toMatchObject({
      state: 'sealed',
      records: 5,
    });
  });

  test('[S10] holds every record once in its newest version, its pages behind it, in order; any gunzip reads it', async () => {
    await afterDeadline();
    await sealCampaign(homesSeal)(world.ports);
    const lines = (await textOf('homes-seal', linesPath('villages', one))).trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line));
    expect(
      told.map(({ kind, unit, questionnaire, version, page }) => [
        kind,
        unit,
        questionnaire,
        version ?? page,
      ]),
    ).toEqual([
      ['record', 'h-10', 'home', 1],
      ['record', 'h-2', 'home', 2],
      ['scan', 'h-2', 'home', 1],
      ['scan', 'h-2', 'home', 1],
      ['scan', 'h-2', 'home', 2],
      ['record', 'h-2', 'land', 1],
    ]);
    const leaves = parseLeaves(
      (await files('homes-seal').read(leavesPath('villages', one))) ?? new Uint8Array(),
    );
    expect(leaves?.[1]).toMatchObject({
      leaf: collected.second.leafHash,
      earlier: [collected.first.leafHash],
    });
  });

  test('[S2] the sealed bytes are the ones stored at acceptance, not made again', async () => {
    await afterDeadline();
    await sealCampaign(homesSeal)(world.ports);
    const { submission, unit } = collected.second;
    expect(unit).toBe('h-2');
    const stored = await world.ports.table.get(keys.submissionKey(campaign, one, submission));
    const sealed = Buffer.from((await files('homes-seal').read(linesPath('villages', one))) ?? []);
    expect(sealed.includes(stored?.body as Uint8Array)).toBe(true);
  });

  test('[S11] quarantine is a list of its own: what came before sealing began, none of what came after', async () => {
    await afterDeadline();
    await sealCampaign(homesSeal)(world.ports);
    await world.tooLate(two, 'h-9', 'home', { head: 'after' });
    expect(await sealCampaign(homesSeal)(world.ports)).toMatchObject({ outcome: 'already-sealed', late: 1 });
    const late = (await textOf('homes-seal', linesPath('late', two))).trimEnd().split('\n');
    expect(late.map((line) => JSON.parse(line).submission)).toEqual([collected.late.submission]);
    expect(await files('homes-seal').list()).not.toContain(linesPath('late', one));
  });

  test('[S4] the manifest tells areas, counts, editions, gates with their moves, pack, software and signer', async () => {
    await afterDeadline();
    await sealCampaign(homesSeal)(world.ports);
    const manifest = await manifestOf('homes-seal');
    expect(manifest).toMatchObject({
      campaign,
      area,
      seal: { id: 'homes-seal', at: '2031-12-10T16:00:00.000Z', groups: ['homes'] },
      sealedAt: '2031-12-10T16:01:00.000Z',
      counts: { villages: 3, records: 5, scans: 3, late: 1 },
      pack: { id: 'rehearsal-pack', version: '1' },
      previous: null,
    });
    expect(manifest.areas.map(({ code, name, size }) => [code, name, size])).toEqual([
      ['990101000000', 'District', 2],
      ['990101101000', 'Town One', 2],
      ['990101102000', 'Town Two', 1],
    ]);
    expect(manifest.questionnaires.map(({ id }) => id)).toEqual(['home', 'land']);
    expect(manifest.editions.map(({ questionnaire }) => questionnaire)).toEqual(['home', 'land']);
    expect(manifest.villages[0]?.gates[0]).toMatchObject({
      questionnaire: 'home',
      stage: 'closed',
      right: 'none',
      moves: [
        { stage: 'fix', right: 'read' },
        { stage: 'closed', right: 'none', at: '2031-12-10T16:01:00.000Z' },
      ],
    });
    expect(manifest.signer.fingerprint).toBe((await world.ports.signer.publicKey()).fingerprint);
    expect(software).toBe(`${packageJson.name} ${packageJson.version}`);
  });

  test('[S7] the second seal of a campaign names the first, and the link is checked', async () => {
    await afterDeadline();
    const first = await sealCampaign(homesSeal)(world.ports);
    await world.goTo('2031-12-21T00:00');
    await sealCampaign(placesSeal)(world.ports);
    const manifest = await manifestOf('places-seal');
    expect(manifest.previous).toMatchObject({ id: 'homes-seal', root: 'root' in first ? first.root : '' });
    const previous = await files('homes-seal').read('manifest.json');
    if (!previous) throw new Error('no manifest');
    const key = await world.ports.signer.publicKey();
    const linked = await verifySeal(files('places-seal'), key, { ...tools, previous });
    expect(linked.checks.map(({ code }) => code)).toContain('previous-linked');
    const other = await verifySeal(files('places-seal'), key, { ...tools, previous: previous.slice(1) });
    expect(other.failure?.code).toBe('previous-differs');
  });

  test('[S14] every file is put under a lock until the retention ends', async () => {
    await afterDeadline();
    const until = new Set<number | undefined>();
    const seals: Blobs = {
      ...world.ports.seals,
      put: (key, bytes, options) => {
        until.add(options.retainUntil);
        return world.ports.seals.put(key, bytes, options);
      },
    };
    await sealCampaign(homesSeal)({ ...world.ports, seals });
    expect([...until]).toEqual([Date.parse('2041-12-10T16:01:00Z')]);
  });
});

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
    const manifest = await manifestOf('homes-seal');
    expect(manifest.sealedAt).toBe('2031-12-10T16:02:00.000Z'); // when it first began
    expect((await verified('homes-seal')).valid).toBe(true);
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
    expect((await verified('homes-seal')).valid).toBe(true);
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
    expect(await sealCampaign(homesSeal)(world.ports)).toMatchObject({ outcome: 'sealed' });
  });
});

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

const auditor = { id: 'p-a', name: 'Auditor', grants: [{ role: 'auditor', area } as const] };

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
    expect(await problemOf('../places-seal/manifest.json')).toBe('no-such-seal');
    expect(await problemOf('none.json')).toBe('no-such-seal');
    const collector = { id: 'p-c', name: 'C', grants: [{ role: 'collector', area: one } as const] };
    expect(await problemOf('manifest.json', collector)).toBe('not-allowed');
  });
});
