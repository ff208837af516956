/** What only a store on disk can promise: it is there again after the end of the process, and says why it cannot open. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiangbiao-lmdb-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Another process that writes batches of eight and says which of them it was told are done. */
const startWriter = (): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'tests/support/lmdb-writer.ts', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

describe('LMDB', () => {
  test('[B13] what was done is there after closing and opening', async () => {
    const first = await openLmdbTable(join(folder, 'new/store'));
    await first.transact([{ put: { pk: 'p', sk: 'a', bytes: new Uint8Array([1, 2]) } }]);
    await first.close();
    const second = await openLmdbTable(join(folder, 'new/store'));
    expect(await second.get({ pk: 'p', sk: 'a' })).toEqual({
      pk: 'p',
      sk: 'a',
      bytes: new Uint8Array([1, 2]),
    });
    await second.close();
  });

  test('[B13] what was done is there, whole, after a killed process', async () => {
    const writer = startWriter();
    const done: number[] = [];
    if (!writer.stdout) throw new Error('the writer has no output');
    for await (const line of createInterface(writer.stdout)) {
      done.push(Number(line));
      if (done.length === 300) break;
    }
    writer.kill('SIGKILL');
    if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
    const table = await openLmdbTable(folder);
    const batches = new Map<number, number>();
    for await (const { batch } of table.scan(0, 1)) {
      batches.set(Number(batch), (batches.get(Number(batch)) ?? 0) + 1);
    }
    await table.close();
    expect(done.filter((batch) => !batches.has(batch))).toEqual([]);
    expect([...batches.values()].filter((items) => items !== 8)).toEqual([]);
  });

  test('[B14] a folder that is a file', async () => {
    await writeFile(join(folder, 'file'), 'x');
    await expect(openLmdbTable(join(folder, 'file'))).rejects.toMatchObject({
      name: 'StoreUnavailable',
      reason: 'not-a-folder',
    });
    await expect(openLmdbTable(join(folder, 'file/store'))).rejects.toMatchObject({ reason: 'not-a-folder' });
  });

  test('[B14] a folder that may not be written', async () => {
    // A place where even the administrator may not create folders.
    await expect(openLmdbTable('/sys/xiangbiao')).rejects.toMatchObject({
      name: 'StoreUnavailable',
      reason: 'not-writable',
    });
  });

  test('[B14] a foreign file in the place of the data', async () => {
    await writeFile(join(folder, 'data.mdb'), Buffer.alloc(8192, 120));
    await expect(openLmdbTable(folder)).rejects.toMatchObject({
      name: 'StoreUnavailable',
      reason: 'not-a-store',
    });
    await writeFile(join(folder, 'data.mdb'), 'short');
    await expect(openLmdbTable(folder)).rejects.toMatchObject({ reason: 'not-a-store' });
  });

  test('[B14] an empty file, as a crash before the first write leaves it, is a new store', async () => {
    await writeFile(join(folder, 'data.mdb'), '');
    const table = await openLmdbTable(folder);
    expect(await table.transact([{ put: { pk: 'p', sk: 'a' } }])).toBe('done');
    await table.close();
  });
});
