/** Units on their way through workflows, sealed as they stood at the seal's instant, on real stores over HTTP. */
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '#forms/json.ts';
import { areaRoots } from '#forms/seal/area-roots.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { hexOf, sha256Hex } from '#forms/seal/hash.ts';
import { leavesBytes, leavesPath, linesPath, newlineMember, parseLeaves } from '#forms/seal/layout.ts';
import { type Manifest, manifestBytes, parseManifest } from '#forms/seal/manifest.ts';
import { leafHash, merkleRoot } from '#forms/seal/merkle.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import type { Ports } from '#functions/ports.ts';
import { gunzip, gzip, sealTools, storedMember } from '#functions/store/bytes.ts';
import { flowKey } from '#functions/store/keys.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import { type FlowWorld, openFlowWorld } from '#tests/support/flow-world.ts';
import { copyFiles, type FileMap, mapFiles, withFile } from '#tests/support/seal/file-map.ts';
import { home, unitOf } from '#tests/support/sheet-world.ts';
import { places } from '#tests/support/world.ts';

let world: FlowWorld;
beforeEach(async () => {
  world = await openFlowWorld();
  await world.submit({ answers: { ...home, size: 6 }, basedOn: 0 });
  await world.run();
  expect((await world.move('collector', 'look', { note: 'Two families.' })).status).toBe(200);
});
afterEach(() => world.close());

const instant = '2022-11-26T00:00:01';
const files = () => sealFilesIn(world.ports.seals, 'small', 'all');
const sealed = async (): Promise<FileMap> => {
  world.setClock(instant);
  await runDeadlines()(world.ports);
  return copyFiles(files());
};
const verify = async (map: FileMap) =>
  verifySeal(mapFiles(map), await world.ports.signer.publicKey(), sealTools);
const manifestOf = (map: FileMap): Manifest => {
  const parsed = parseManifest(map.get('manifest.json') ?? new Uint8Array());
  if (!parsed.ok) throw new Error(parsed.refusal.says);
  return parsed.value;
};
const path = linesPath('flows', places.village);
const lines = (map: FileMap) =>
  gunzipSync(map.get(path) ?? new Uint8Array())
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The folder under another manifest, its roots added up and signed anew: a signer who cheats, or one of an older version. */
const signed = async (map: FileMap, change: (manifest: Manifest) => Manifest): Promise<FileMap> => {
  const manifest = change(manifestOf(map));
  const { towns, districts, root } = areaRoots(manifest.villages);
  const areas = manifest.areas.map((area) => ({
    ...area,
    root: [...towns, ...districts].find(({ code }) => code === area.code)?.root ?? '',
  }));
  const bytes = manifestBytes({ ...manifest, root, areas });
  return new Map([...map, ['manifest.json', bytes], ['manifest.sig', await world.ports.signer.sign(bytes)]]);
};

/** One more entry, after the instant. */
const goOn = async () => {
  const key = flowKey('small', places.village, unitOf(1), 'large');
  const item = await world.ports.table.get(key);
  if (!item || !Array.isArray(item.history)) throw new Error('no flow');
  const later = { at: world.ports.clock.now(), kind: 'move', step: 'look', to: 'decide' };
  const history = [...item.history, later];
  expect(await world.ports.table.transact([{ put: { ...item, history } }])).toBe('done');
};

describe('flows in seals', () => {
  test('[S28] stand in a list of their own with all that happened before the instant, counted, under the root', async () => {
    const map = await sealed();
    const report = await verify(map);
    expect(report.failure).toBeUndefined();
    expect(report.checks).toContainEqual({ code: 'flows-match', facts: { flows: 1 } });
    expect(lines(map)).toMatchObject([
      {
        kind: 'flow',
        unit: unitOf(1),
        questionnaire: 'home',
        workflow: 'large',
        history: [{ kind: 'start' }, { kind: 'move', to: 'look', note: 'Two families.' }],
        nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
    const manifest = manifestOf(map);
    expect([manifest.version, manifest.counts.flows]).toEqual([2, 1]);
    const other = manifest.villages.map((village) => ({ ...village, flows: { count: 0, root: '' } }));
    expect(areaRoots(other).root).not.toBe(manifest.root);
  });

  test('[S28] what is added after the instant is not in it, and a seal that goes on comes to the same bytes', async () => {
    world.setClock(instant);
    let puts = 3; // its records' two files and the lines of its flows
    const seals: Ports['seals'] = {
      ...world.ports.seals,
      put: async (...args) => {
        if (puts-- <= 0) throw new Error('killed');
        return world.ports.seals.put(...args);
      },
    };
    await runDeadlines()({ ...world.ports, seals });
    const first = await copyFiles(files());
    expect([...first.keys()]).toContain(path);
    await goOn();
    expect(await sealCampaign({ campaign: 'small', seal: 'all' })(world.ports)).toMatchObject({
      outcome: 'sealed',
    });
    const map = await copyFiles(files());
    for (const [file, bytes] of first) expect(map.get(file), file).toEqual(bytes);
    expect(lines(map)[0].history).toHaveLength(2);
    expect((await verify(map)).valid).toBe(true);
  });

  test('[S28] any changed byte is found, and named by line, unit and kind', async () => {
    const map = await sealed();
    for (const file of [path, leavesPath('flows', places.village)]) {
      const bytes = map.get(file) ?? new Uint8Array();
      expect(bytes.length).toBeGreaterThan(0);
      for (let at = 0; at < bytes.length; at += 5) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const { failure } = await verify(withFile(map, file, changed));
        expect(failure?.facts.file, `${file} ${at}`).toBe(file);
        if (file === path) expect(failure?.facts).toMatchObject({ line: 1, kind: 'flow', unit: unitOf(1) });
      }
    }
    expect((await verify(withFile(map, path, undefined))).failure).toMatchObject({ code: 'file-missing' });
  });

  test('[S28] a signer cannot leave a list away, nor let a flow go on after the instant', async () => {
    const map = await sealed();
    const without = new Map([...map].filter(([file]) => !file.startsWith('flows/')));
    const emptied = await signed(without, (manifest) => ({
      ...manifest,
      files: manifest.files.filter((file) => !file.path.startsWith('flows/')),
    }));
    expect((await verify(emptied)).failure).toMatchObject({ code: 'file-missing' });

    const [flow] = lines(map);
    const body = canonicalJson({
      ...flow,
      history: [
        ...flow.history,
        { at: '2022-11-26T00:00:00.000Z', kind: 'move', step: 'look', to: 'decide' },
      ],
    } as Json);
    const member = Uint8Array.of(...gzip(body), ...newlineMember);
    const [entry] = parseLeaves(map.get(leavesPath('flows', places.village)) ?? new Uint8Array()) ?? [];
    if (!entry) throw new Error('no entry');
    const leaf = leafHash(body);
    const leaves = leavesBytes([
      { ...entry, leaf: hexOf(leaf), bytes: member.length, gzip: sha256Hex(member), number: 3 },
    ]);
    const longer = new Map([...map, [path, member], [leavesPath('flows', places.village), leaves]]);
    const later = await signed(longer, (manifest) => ({
      ...manifest,
      villages: manifest.villages.map((village) =>
        village.code === places.village
          ? { ...village, flows: { count: 1, root: hexOf(merkleRoot([leaf])) } }
          : village,
      ),
      files: manifest.files.map((file) => {
        const bytes = longer.get(file.path);
        return file.path.startsWith('flows/') && bytes
          ? { path: file.path, bytes: bytes.length, sha256: sha256Hex(bytes) }
          : file;
      }),
    }));
    expect((await verify(later)).failure).toMatchObject({
      code: 'accepted-after-seal',
      facts: { kind: 'flow', got: '2022-11-26T00:00:00.000Z' },
    });
  });

  test('[S29] seals of version 1, which have no flows, verify as before; a mixture of both is none', async () => {
    const map = new Map([...(await sealed())].filter(([file]) => !file.startsWith('flows/')));
    const older = await signed(map, (manifest) => {
      const { flows: _, ...counts } = manifest.counts;
      return {
        ...manifest,
        version: 1,
        counts,
        villages: manifest.villages.map(({ flows: _flows, ...village }) => village),
        files: manifest.files.filter((file) => !file.path.startsWith('flows/')),
      };
    });
    const report = await verify(older);
    expect(report.failure).toBeUndefined();
    expect(report.checks.map(({ code }) => code)).not.toContain('flows-match');
    for (const version of [1, 2] as const) {
      const mixed = await signed(version === 1 ? map : older, (manifest) => ({ ...manifest, version }));
      expect((await verify(mixed)).failure).toMatchObject({ code: 'manifest-unreadable' });
    }
    const newer = await signed(older, (manifest) => ({ ...manifest, version: 3 as 2 }));
    expect((await verify(newer)).failure).toMatchObject({ code: 'manifest-version-unknown' });
  });
});

test('[S28, S5] a stored member is gzip, the same everywhere, of any length', () => {
  for (const length of [0, 1, 65_534, 65_535, 65_536, 200_000]) {
    const bytes = Uint8Array.from({ length }, (_, at) => at % 251);
    expect(gunzip(storedMember(bytes))).toEqual(bytes);
  }
  expect(hexOf(storedMember(Uint8Array.of(0x61)))).toBe('1f8b0800000000000003010100feff6143beb7e801000000');
});
