import { afterEach, expect, test } from 'vitest';
import { openThreads, type Threads } from '#functions/adapters/threads/threads.ts';
import { inLanes } from '#functions/use-cases/lanes.ts';

let threads: Threads<string> | undefined;
afterEach(() => threads?.rest());

const entry = new URL('../support/jobs-thread.ts', import.meta.url);

test('[S17] every job is done once, more of them than threads; a fault is thrown where the job was given', async () => {
  threads = openThreads<string>({ entry, data: 'got', threads: 2 });
  const jobs = Array.from({ length: 20 }, (_, index) => String(index));
  const done = await Promise.all(jobs.map((job) => threads?.run<string>(job)));
  expect(done).toEqual(jobs.map((job) => `got ${job}`));
  await expect(threads.run('fail')).rejects.toThrow('told to');
  expect(await threads.run('again')).toBe('got again');
});

test('[S17] a thread that dies fails what it had in hand and nothing else; after a rest there are new ones', async () => {
  threads = openThreads<string>({ entry, data: 'got', threads: 1 });
  await expect(threads.run('die')).rejects.toMatchObject({ name: 'ThreadEnded' });
  expect(await threads.run('next')).toBe('got next');
  await threads.rest();
  expect(await threads.run('rested')).toBe('got rested');
});

test('[S17] lanes keep the order of outcomes, begin nothing behind a failure and wait for what was begun', async () => {
  let running = 0;
  const seen: number[] = [];
  const work = async (item: number) => {
    seen.push(item);
    expect(++running).toBeLessThanOrEqual(3);
    await new Promise((resolve) => setTimeout(resolve, item === 0 ? 20 : 1));
    running--;
    if (item === 4) throw new Error('four');
    return item * 10;
  };
  expect(await inLanes([0, 1, 2, 3], 3, work)).toEqual([0, 10, 20, 30]);
  seen.length = 0;
  await expect(inLanes([0, 4, 2, 3, 5, 6, 7, 8, 9], 3, work)).rejects.toThrow('four');
  expect(running).toBe(0);
  expect(seen).not.toContain(9);
  expect(await inLanes([1, 2, 3], 1, work, (outcome) => outcome === 20)).toEqual([10, 20]);
});
