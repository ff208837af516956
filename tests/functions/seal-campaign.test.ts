import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leavesPath, linesPath, parseLeaves } from '#forms/seal/layout.ts';
import { parseManifest, software } from '#forms/seal/manifest.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import type { Blobs, Item } from '#functions/ports.ts';
import { gunzip, sha256 } from '#functions/store/bytes.ts';
import * as keys from '#functions/store/keys.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import { readSeal } from '#functions/store/seals.ts';
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
      'flows-match',
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
    expect(sealed.includes(Buffer.from(stored?.body as Uint8Array))).toBe(true);
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
