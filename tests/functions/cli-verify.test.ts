/** The command as people type it, in a process of its own, on files alone. */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '#forms/json.ts';
import { leavesPath, linesPath, parseLeaves } from '#forms/seal/layout.ts';
import { publicKeyFile } from '#forms/seal/signature.ts';
import { english } from '#functions/cli/sentences-en.ts';
import { chinese } from '#functions/cli/sentences-zh.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import { copyFiles, type FileMap } from '#tests/support/seal/file-map.ts';
import {
  type Collected,
  campaign,
  collect,
  homesSeal,
  openSealWorld,
  type SealWorld,
  villages,
} from '#tests/support/seal/seal-world.ts';
import { writeFolder } from '#tests/support/seal/write-folder.ts';

const project = new URL('../../', import.meta.url).pathname;
const bin = join(project, 'functions/cli/xiangbiao.js');
const [one] = villages;

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
const execute = (file: string, args: readonly string[], lang: string): Promise<Run> =>
  new Promise((resolve) =>
    execFile(
      file,
      [...args],
      { cwd: project, env: { ...process.env, LANG: lang, LC_ALL: '' } },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    ),
  );
const xiangbiao = (...args: readonly string[]) => execute(process.execPath, [bin, ...args], 'en_GB.UTF-8');

let world: SealWorld;
let collected: Collected;
let sealed: FileMap;
let scratch: string;
let folder: string;
let fingerprint: string;

const json = async (name: string, value: unknown) => {
  const path = join(scratch, name);
  await writeFile(path, JSON.stringify(value));
  return path;
};

beforeAll(async () => {
  world = await openSealWorld();
  collected = await collect(world);
  await world.goTo('2031-12-11T00:01');
  await sealCampaign(homesSeal)(world.ports);
  sealed = await copyFiles(sealFilesIn(world.ports.seals, campaign, 'homes-seal'));
  scratch = await mkdtemp(join(tmpdir(), 'xiangbiao-cli-'));
  folder = join(scratch, 'seal');
  await writeFolder(folder, sealed);
  fingerprint = (await world.ports.signer.publicKey()).fingerprint;
});
afterAll(async () => {
  await world.close();
  await rm(scratch, { recursive: true, force: true });
});

describe('verify', () => {
  test('[S16] a folder that holds: exit 0, what was checked, and whose key it was', async () => {
    const { code, out, err } = await xiangbiao('verify', folder);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Seal “Homes” of Rehearsal');
    expect(out).toContain('sealed 2031-12-11 00:01 (Asia/Shanghai)');
    expect(out).toContain('All 5 records and 3 signed pages of 3 villages are unchanged.');
    expect(out).toContain('VALID.');
    expect(out).toContain(`No --key was given`);
    expect(out).toContain(fingerprint);
  });

  test('[S16] npx xiangbiao works from a clone', async () => {
    const { code, out } = await execute('npx', ['xiangbiao', 'verify', folder], 'en_GB.UTF-8');
    expect([code, out.includes('VALID.')]).toEqual([0, true]);
  });

  test('[S16] a zip, with the seal in a folder inside it and what desktops add', async () => {
    const zip = join(scratch, 'seal.zip');
    const entries = [...sealed].map(([path, bytes]) => [`homes/${path}`, bytes] as const);
    const debris = [
      ['__MACOSX/homes/._manifest.json', new Uint8Array(3)],
      ['homes/.DS_Store', new Uint8Array(3)],
    ] as const;
    await writeFile(zip, zipSync(Object.fromEntries([...entries, ...debris])));
    expect(await xiangbiao('verify', zip)).toMatchObject({ code: 0 });
  });

  test('[S16] in Chinese where the terminal is', async () => {
    const { out } = await execute(process.execPath, [bin, 'verify', folder], 'zh_CN.UTF-8');
    expect(out).toContain('封存“住户”——演练');
    expect(out).toContain('有效：自封存以来没有任何改动。');
  });

  test('[S16] a flipped byte: exit 1, with file, line, unit and questionnaire', async () => {
    const damaged = join(scratch, 'damaged');
    await cp(folder, damaged, { recursive: true });
    const path = join(damaged, linesPath('villages', one));
    await chmod(path, 0o644);
    const leaves = parseLeaves(sealed.get(leavesPath('villages', one)) ?? new Uint8Array()) ?? [];
    const bytes = await readFile(path);
    bytes[(leaves[0]?.bytes ?? 0) + 40] = (bytes[(leaves[0]?.bytes ?? 0) + 40] ?? 0) ^ 1;
    await writeFile(path, bytes);
    const { code, out } = await xiangbiao('verify', damaged);
    expect(code).toBe(1);
    expect(out).toContain('✗ This record is not the one that was sealed.');
    expect(out).toMatch(
      /file +villages\/990101101001\.ndjson\.gz\n +line +2 \(record\)\n +village +990101101001\n +unit +h-2\n +questionnaire +home\nNOT VALID\.\n$/,
    );
  });

  test('[S16] the key: by fingerprint, by file, and refused when it is another', async () => {
    const key = await world.ports.signer.publicKey();
    const file = join(scratch, 'key.json');
    await writeFile(file, publicKeyFile(key));
    for (const given of [fingerprint, file]) {
      const { code, out } = await xiangbiao('verify', folder, '--key', given);
      expect(code).toBe(0);
      expect(out).toContain(`It is the key that you named: ${fingerprint}.`);
      expect(out).not.toContain('No --key');
    }
    const other = await xiangbiao('verify', folder, '--key', '0123456789abcdef');
    expect(other.code).toBe(1);
    expect(other.out).toContain('another key');
    expect(await xiangbiao('verify', folder, '--key', join(scratch, 'none'))).toMatchObject({
      code: 2,
      out: '',
    });
  });

  test('[S16] what cannot be read, and wrong usage: exit 2', async () => {
    expect(await xiangbiao('verify', join(scratch, 'nowhere'))).toMatchObject({ code: 2, out: '' });
    expect(await xiangbiao('verify', project)).toMatchObject({ code: 2, out: '' }); // no manifest there
    expect(await xiangbiao('verify', folder, '--record', 'nothing')).toMatchObject({ code: 2, out: '' });
    for (const args of [
      [],
      ['verify'],
      ['verify', folder, 'more'],
      ['seal', folder],
      ['verify', folder, '--force'],
    ]) {
      const { code, err } = await xiangbiao(...args);
      expect([code, err.startsWith('Usage:')]).toEqual([2, true]);
    }
    const help = await xiangbiao('--help');
    expect([help.code, help.out.startsWith('Usage:')]).toEqual([0, true]);
  });
});

describe('verify --record', () => {
  test('[S16] by receipt and by code: in the seal, replaced, in quarantine', async () => {
    const record = async (given: string) => xiangbiao('verify', folder, '--record', given);
    const second = await record(await json('second.json', collected.second));
    expect(second.code).toBe(0);
    expect(second.out).toMatch(/✓ The record of the receipt is in the seal:\n +file +villages\/990101101001/);
    expect(second.out).toContain(`leads from leaf ${collected.second.leafHash}`);
    const first = await record(await json('first.json', collected.first));
    expect([first.code, first.out.includes('was replaced before the seal by version 2')]).toEqual([0, true]);
    const typed = collected.late.code
      .toLowerCase()
      .replace('-', '')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l');
    const late = await record(typed);
    expect([late.code, late.out.includes('it is in the quarantine of the seal')]).toEqual([0, true]);
  });

  test('[S16] not in the seal, and forged: exit 1', async () => {
    const place = await xiangbiao('verify', folder, '--record', await json('place.json', collected.place));
    expect([place.code, place.out.includes('its questionnaire is not part of the seal')]).toEqual([1, true]);
    const forged = { ...collected.second, version: 7 } as unknown as Json;
    const lie = await xiangbiao('verify', folder, '--record', await json('forged.json', forged));
    expect([lie.code, lie.out.includes('The receipt is forged')]).toEqual([1, true]);
    const unknown = await xiangbiao('verify', folder, '--record', '0000-0000');
    expect([unknown.code, unknown.out.includes('there is no such record')]).toEqual([1, true]);
  });
});

describe('pack check', () => {
  const pack = {
    'pack.json': { id: 'p', version: '1', title: 'P', locales: ['en'], retentionYears: 1 },
  };

  test('[S16] names every fault with its place, exit 1; no pack at all is exit 2', async () => {
    const bad = join(scratch, 'bad-pack');
    await writeFolder(
      bad,
      new Map(Object.entries(pack).map(([path, value]) => [path, Buffer.from(JSON.stringify(value))])),
    );
    const { code, out } = await xiangbiao('pack', 'check', bad);
    expect(code).toBe(1);
    expect(out).toMatch(/^pack\.json#\/unitKinds {2}wrong-shape says=/m);
    expect(out).toContain('The pack cannot be put to work like this.');
    expect(await xiangbiao('pack', 'check', join(scratch, 'nowhere'))).toMatchObject({ code: 2, out: '' });
  });

  test('[S16] a shipped pack has no faults', async () => {
    const { code, out } = await xiangbiao('pack', 'check', join(project, 'forms/packs/household-census'));
    expect([code, out]).toEqual([0, expect.stringContaining('no faults')]);
  });
});

test('[S16] both languages fill in the same facts', () => {
  const factsOf = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const code of Object.keys(english) as (keyof typeof english)[])
    expect([code, factsOf(chinese[code])]).toEqual([code, factsOf(english[code])]);
});
