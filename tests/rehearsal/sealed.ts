/** The auditor's part: the sealed files alone, the command that anyone can run, and what it says when one byte is wrong. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Report } from './report.ts';
import type { World } from './world.ts';

export const projectFolder = new URL('../../', import.meta.url).pathname;

/** `npx xiangbiao …` as a person types it. */
const xiangbiao = (...args: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) =>
    execFile(
      'npx',
      ['xiangbiao', ...args],
      { cwd: projectFolder, env: { ...process.env, LANG: 'en_GB.UTF-8' }, maxBuffer: 1 << 24 },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : error ? 1 : 0,
          output: stdout + stderr,
        }),
    ),
  );

/** Every sealed file through the API, as a district officer downloads it. */
export const downloadSeal = async (world: World, folder: string, report: Report): Promise<string> => {
  const { body } = await world.district.call('seals', { campaign: world.campaign.id });
  const [seal] = body.seals;
  const target = join(folder, 'seal');
  for (const path of seal.files as string[]) {
    const file = join(target, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(
      file,
      await world.district.bytes('sealFile', {
        campaign: world.campaign.id,
        seal: seal.id,
        file: path.replaceAll('/', '~'),
      }),
    );
  }
  report.step(
    `${seal.files.length} sealed files downloaded: ${seal.records} records, ${seal.scans} signed pages, ${seal.late} late`,
  );
  return target;
};

interface Line {
  readonly kind: string;
  readonly unit: string;
  readonly questionnaire: string;
  readonly submission?: string;
  readonly version?: number;
  readonly acceptedAt?: string;
}

const linesOf = async (folder: string, list: string, villages: readonly string[]): Promise<Line[]> => {
  const lines: Line[] = [];
  for (const village of villages) {
    const bytes = await readFile(join(folder, list, `${village}.ndjson.gz`)).catch(() => undefined);
    if (bytes)
      lines.push(
        ...gunzipSync(bytes)
          .toString('utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Line),
      );
  }
  return lines;
};

/** The first seal of a calendar may take only some groups; the others are still being collected. */
const isSealed = ({ campaign }: World, questionnaire: string): boolean => {
  const group = campaign.questionnaires.find(({ id }) => id === questionnaire)?.group ?? '';
  return campaign.calendar.seals[0]?.groups.includes(group) ?? false;
};

/** Read with nothing of ours: gunzip, JSON, counting. */
export const compareWithReceipts = async (world: World, folder: string, report: Report): Promise<void> => {
  const villages = world.collectors.map(({ area }) => area);
  const records = (await linesOf(folder, 'villages', villages)).filter(({ kind }) => kind === 'record');
  const late = await linesOf(folder, 'late', villages);
  const wrong: string[] = [];
  const promised = [...world.ledger.newest].filter(([, { questionnaire }]) => isSealed(world, questionnaire));
  for (const [key, receipt] of promised) {
    const found = records.filter((line) => `${line.unit}/${line.questionnaire}` === key);
    if (found.length !== 1 || found[0]?.submission !== receipt.submission)
      wrong.push(`${key}: ${found.length} lines`);
  }
  if (records.length !== promised.length)
    wrong.push(`${records.length} records, ${promised.length} receipts`);
  report.check(
    'S10',
    'every accepted record is in the seal, exactly once, in its newest version',
    wrong,
    records.length,
  );
  const missing = world.ledger.quarantined
    .filter(({ why }) => why !== 'closed') // those came when the seal had been made
    .filter(({ submission }) => late.filter((line) => line.submission === submission).length !== 1)
    .map(({ code }) => code);
  report.check('S11', 'everything quarantined is in the marked list', missing, late.length);
};

export const verifyAsAuditor = async (world: World, folder: string, report: Report): Promise<void> => {
  const verdict = await xiangbiao('verify', folder);
  report.step(`npx xiangbiao verify: exit ${verdict.code}`);
  report.check(
    'S6',
    'the seal verifies from its files and the public key alone',
    verdict.code === 0 ? [] : [verdict.output.slice(-300)],
    1,
  );

  const [receipt] = [...world.ledger.newest.values()];
  if (!receipt) throw new Error('no receipt to look for');
  const file = join(dirname(folder), 'receipt.json');
  await writeFile(file, JSON.stringify(receipt));
  const inclusion = await xiangbiao('verify', folder, '--record', file);
  const forged = join(dirname(folder), 'forged.json');
  await writeFile(
    forged,
    JSON.stringify({
      ...receipt,
      leafHash: receipt.leafHash.replace(/^../, (two) => (two === '00' ? '01' : '00')),
    }),
  );
  const notThere = await xiangbiao('verify', folder, '--record', forged);
  const wrong = [
    ...(inclusion.code === 0
      ? []
      : [`a true receipt: exit ${inclusion.code} ${inclusion.output.slice(-200)}`]),
    ...(notThere.code !== 0 ? [] : ['a forged receipt passed']),
  ];
  report.check('S8', 'a receipt proves that its record is in, a forged one proves nothing', wrong, 2);
  await flipOneByte(world, folder, report);
};

const flipOneByte = async (world: World, folder: string, report: Report): Promise<void> => {
  const damaged = join(dirname(folder), 'damaged');
  await cp(folder, damaged, { recursive: true });
  const village = world.collectors[0]?.area ?? '';
  const leaves = (await readFile(join(damaged, 'villages', `${village}.leaves`), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const place = Math.floor(leaves.length / 2);
  const before = leaves.slice(0, place).reduce((sum: number, leaf: { bytes: number }) => sum + leaf.bytes, 0);
  const path = join(damaged, 'villages', `${village}.ndjson.gz`);
  const bytes = await readFile(path);
  const at = before + Math.floor(leaves[place].bytes / 2);
  bytes.writeUInt8((bytes.readUInt8(at) ^ 1) & 0xff, at);
  await writeFile(path, bytes);
  const verdict = await xiangbiao('verify', damaged);
  report.step(`one byte flipped in ${village}: exit ${verdict.code}`);
  const named = verdict.code === 1 && verdict.output.includes(leaves[place].unit);
  report.check(
    'S6',
    'one flipped byte is found and its record named',
    named ? [] : [`exit ${verdict.code}: ${verdict.output.slice(-300)}`],
    leaves[place].unit,
  );
};
