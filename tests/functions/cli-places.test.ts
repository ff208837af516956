/** `xiangbiao verify` for seals that lie in a bucket or a zip, are many villages large, or stand in a chain. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linesPath } from '#forms/seal/layout.ts';
import { s3Blobs } from '#functions/adapters/s3/blobs.ts';
import { run } from '#functions/cli/xiangbiao.ts';
import { sealFilesIn, typeOf } from '#functions/store/seal-files.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import { campaign as manyCampaign, seal as manySeal } from '#tests/bench/seal/campaign.ts';
import { type S3StandIn, startS3StandIn } from '#tests/support/s3-stand-in.ts';
import { openDataFolder, portsIn } from '#tests/support/seal/bench-world.ts';
import { copyFiles, type FileMap, withFile } from '#tests/support/seal/file-map.ts';
import {
  campaign,
  collect,
  homesSeal,
  openSealWorld,
  placesSeal,
  type SealWorld,
} from '#tests/support/seal/seal-world.ts';
import { writeFolder } from '#tests/support/seal/write-folder.ts';

const project = new URL('../../', import.meta.url).pathname;
let world: SealWorld;
let scratch: string;
let s3: S3StandIn;
let receipt: string;

const verify = async (...args: readonly string[]) => {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    language: 'en',
    print: (line: string) => out.push(line),
    complain: (line: string) => err.push(line),
  } as const;
  const code = await run(['verify', ...args], terminal);
  return { code, out: out.join('\n'), err: err.join('\n') };
};
const sealed = (seal: string): Promise<FileMap> => copyFiles(sealFilesIn(world.ports.seals, campaign, seal));
const written = async (name: string, files: FileMap): Promise<string> => {
  await writeFolder(join(scratch, name), files);
  return join(scratch, name);
};
const flipped = (files: FileMap, path: string): FileMap => {
  const bytes = Uint8Array.from(files.get(path) ?? []);
  bytes[30] = (bytes[30] ?? 0) ^ 1;
  return withFile(files, path, bytes);
};

beforeAll(async () => {
  world = await openSealWorld();
  const { first } = await collect(world);
  receipt = first.code;
  await world.goTo('2031-12-11T00:01');
  await sealCampaign(homesSeal)(world.ports);
  await world.goTo('2031-12-21T00:01');
  await sealCampaign(placesSeal)(world.ports);
  scratch = await mkdtemp(join(tmpdir(), 'xiangbiao-places-'));
  s3 = await startS3StandIn();
  process.env.AWS_ENDPOINT_URL_S3 = s3.url;
  process.env.AWS_REGION = 'cn-north-1';
  process.env.AWS_ACCESS_KEY_ID = 'id';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
});
afterAll(async () => {
  for (const name of ['AWS_ENDPOINT_URL_S3', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
    delete process.env[name];
  await s3.stop();
  await world.close();
  await rm(scratch, { recursive: true, force: true });
});

describe('in a bucket', () => {
  const put = async (prefix: string, files: FileMap) => {
    const blobs = s3Blobs({ client: s3.client, bucket: 'seals' });
    for (const [path, bytes] of files) await blobs.put(prefix + path, bytes, { type: typeOf(path) });
  };

  test('[S19] read where it was written, with a receipt proven there', async () => {
    await put('c/homes-seal/', await sealed('homes-seal'));
    await put('c/homes-seal-2/', withFile(await sealed('homes-seal'), 'manifest.json', new Uint8Array([1])));
    for (const url of ['s3://seals/c/homes-seal', 's3://seals/c/homes-seal/']) {
      const { code, out } = await verify(url, '--record', receipt);
      expect(out).toContain('VALID. Nothing has been changed');
      expect(out).toContain('was replaced before the seal by version 2');
      expect(code).toBe(0);
    }
  });

  test('[S19] a changed object is named as in a folder', async () => {
    const [, lines = ''] = [...(await sealed('homes-seal')).keys()].filter((path) =>
      path.startsWith('villages/'),
    );
    await put('broken/', flipped(await sealed('homes-seal'), lines));
    const { code, out } = await verify('s3://seals/broken');
    expect(code).toBe(1);
    expect(out).toContain(lines);
  });

  test('[S19] nothing there, and no access: exit 2 and the reason', async () => {
    expect(await verify('s3://seals/nowhere')).toMatchObject({ code: 2 });
    process.env.AWS_SECRET_ACCESS_KEY = '';
    process.env.AWS_ACCESS_KEY_ID = '';
    const { code, err } = await verify('s3://seals/c/homes-seal');
    process.env.AWS_ACCESS_KEY_ID = 'id';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
    expect(code).toBe(2);
    expect(err).toMatch(/s3:\/\/seals\/c\/homes-seal cannot be read \(\w+\)/);
  });
});

describe('the chain', () => {
  test('[S20] the seal before it is followed back, under the same key, to the first', async () => {
    const [homes, places] = [
      await written('homes', await sealed('homes-seal')),
      await written('places', await sealed('places-seal')),
    ];
    const alone = await verify(places);
    expect(alone.out).toContain('It names the seal “homes-seal” as the one before it (not looked at here)');
    const { code, out } = await verify(places, '--previous', homes);
    expect(out).toContain('It follows on the seal “homes-seal”.');
    expect(out).toContain('It is the first seal of the campaign.');
    expect(out).not.toContain('not looked at here');
    expect(code).toBe(0);
  });

  test('[S20] another seal in its place, one that was changed, and one too many are refused', async () => {
    const files = await sealed('homes-seal');
    const places = await written('places-2', await sealed('places-seal'));
    expect((await verify(places, '--previous', places)).out).toContain('is not the one that it names');
    const changed = await written('changed', flipped(files, 'manifest.json'));
    expect((await verify(places, '--previous', changed)).out).toContain('is not by key');
    const homes = await written('homes-2', files);
    const { code, out } = await verify(places, '--previous', homes, '--previous', homes);
    expect(out).toContain('is not the one that it names');
    expect(code).toBe(1);
    expect(await verify(places, '--previous', join(scratch, 'nowhere'))).toMatchObject({ code: 2 });
  });
});

describe('in a zip', () => {
  test('[S16] stored, deflated, and not a zip at all', async () => {
    const files = await sealed('homes-seal');
    for (const level of [0, 6] as const) {
      const zip = join(scratch, `seal-${level}.zip`);
      await writeFile(zip, zipSync(Object.fromEntries(files), { level }));
      expect(await verify(zip)).toMatchObject({ code: 0, err: '' });
    }
    const cut = join(scratch, 'cut.zip');
    await writeFile(cut, zipSync(Object.fromEntries(files), { level: 0 }).slice(0, -400));
    expect(await verify(cut)).toMatchObject({ code: 2 });
  });
});

test('[S17] a seal of many villages is verified by threads, from a folder and from a zip', async () => {
  const data = await openDataFolder(30);
  const ports = await portsIn(data.data);
  await sealCampaign({ campaign: manyCampaign, seal: manySeal })(ports);
  const files = await copyFiles(sealFilesIn(ports.seals, manyCampaign, manySeal));
  await ports.table.close();
  await data.remove();
  const [good, bad] = [await written('many', files), join(scratch, 'many.zip')];
  const broken = flipped(files, linesPath('villages', data.codes[28] ?? ''));
  await writeFile(bad, zipSync(Object.fromEntries(broken), { level: 0 }));
  // As people call it: the threads must find their loader from anywhere.
  const said = await new Promise<string>((resolve) =>
    execFile(
      process.execPath,
      [join(project, 'functions/cli/xiangbiao.js'), 'verify', good],
      { cwd: tmpdir(), env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '' } },
      (_, out, err) => resolve(out + err),
    ),
  );
  expect(said).toContain('VALID. Nothing has been changed');
  const { code, out } = await verify(bad);
  expect(code).toBe(1);
  expect(out).toContain(data.codes[28]);
});
