/** The pool of threads: every job once, what is held goes over once, and what one job or thread does is its own affair. */
import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { numbering, SentValues } from '#functions/adapters/threads/sent-values.ts';
import { openThreads, type Threads, type ThreadsOptions } from '#functions/adapters/threads/threads.ts';
import { inLanes } from '#functions/use-cases/lanes.ts';
import type { HeldInTests } from '#tests/support/jobs-thread.ts';

type Pool = Threads<unknown, HeldInTests>;
const opened: Pool[] = [];
afterEach(async () => {
  for (const pool of opened.splice(0)) await pool.rest();
});

const entry = new URL('../support/jobs-thread.ts', import.meta.url);
const open = (options: Partial<ThreadsOptions> = {}): Pool => {
  const pool = openThreads<unknown, HeldInTests>({ entry, data: 'got', threads: 1, ...options });
  opened.push(pool);
  return pool;
};
const statuses = async (jobs: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(jobs)).map((one) => ('value' in one ? one.value : one.reason.name));

test('[S17] every job is done once, more of them than threads; a fault is thrown where the job was given', async () => {
  const pool = open({ threads: 2 });
  const jobs = Array.from({ length: 20 }, (_, index) => String(index));
  const done = await Promise.all(jobs.map((job) => pool.run<string>(job)));
  expect(done).toEqual(jobs.map((job) => `got ${job}`));
  const fault = { name: 'RangeError', message: 'told to', stack: expect.stringContaining('jobs-thread') };
  await expect(pool.run('fail')).rejects.toMatchObject(fault);
  expect(await pool.run('again')).toBe('got again');
});

test('[S17] a thread that dies fails what it had in hand and nothing else; after a rest there are new ones', async () => {
  const pool = open({ jobsEach: 2 });
  const outcomes = await statuses(['die', 'with it', 'waits', 'too'].map((job) => pool.run(job)));
  expect(outcomes).toEqual(['ThreadEnded', 'ThreadEnded', 'got waits', 'got too']);
  expect(await pool.run('next')).toBe('got next');
  await pool.rest();
  expect(await pool.run('rested')).toBe('got rested');
});

test('[S17] a thread that cannot open ends with the reason, and so does the one after it', async () => {
  const pool = open({ data: 'closed' });
  const reason = { name: 'ThreadEnded', cause: { name: 'RangeError', message: 'cannot open' } };
  await expect(pool.run('first')).rejects.toMatchObject(reason);
  await expect(pool.run('second')).rejects.toMatchObject(reason);
});

test('[N24] what cannot be copied fails alone, on its way there and on its way back', async () => {
  const pool = open({ jobsEach: 8 });
  const value = { large: true };
  const broken = { function: () => 'no data' };
  const outcomes = await statuses([
    pool.run(broken, { value }), // names the value first
    pool.run('one', { value }),
    pool.run('two', { value: broken }),
    pool.run('answer with a function'),
    pool.run('three', { value }),
  ]);
  expect(outcomes).toMatchObject([
    'DataCloneError',
    { job: 'one', value, known: false },
    'DataCloneError',
    'DataCloneError',
    { job: 'three', value },
  ]);
});

test('[N24] a held value goes over once to each thread, and comes with every job that names it', async () => {
  const pool = open({ threads: 2, jobsEach: 1 });
  const value = { list: [1, 2, 3] };
  const ask = () => Promise.all([pool.run('left', { value }), pool.run('right', { value })]);
  const known = (known: boolean) => ['left', 'right'].map((job) => ({ job, value, known }));
  expect(await ask()).toEqual(known(false));
  expect(await ask()).toEqual(known(true));
  expect(await pool.run('like it', { value: { list: [1, 2, 3] } })).toMatchObject({ known: false });
});

test('[N24] a thread holds so many values and forgets the one that was needed longest ago', async () => {
  const pool = open({ heldEach: 2 });
  const values = { a: { a: 1 }, b: { b: 1 }, c: { c: 1 } };
  const known: boolean[] = [];
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b', 'a'] as const)
    known.push((await pool.run<{ known: boolean }>('', { value: values[name] })).known);
  expect(known).toEqual([false, false, true, false, true, false, true]);
});

test('[N24] whatever is asked and whatever fails, a job finds its values and the thread holds no more than it may', () => {
  const job = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 });
  const message = fc.record({ jobs: fc.array(job, { minLength: 1, maxLength: 4 }), fails: fc.boolean() });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 30 }), fc.integer({ min: 3, max: 6 }), (messages, most) => {
      const values = Array.from({ length: 6 }, (_, index) => ({ index }));
      const sent = new SentValues(numbering(), most);
      const thread = new Map<number, unknown>();
      for (const { jobs, fails } of messages) {
        const toSend = jobs.map((needs, id) => ({
          ...{ id, job: needs },
          held: Object.fromEntries(needs.map((index) => [String(index), values[index]])),
        }));
        const handed = sent.message(toSend);
        if (fails) {
          sent.failed();
          continue;
        }
        sent.went();
        for (const [number, value] of handed.whole) thread.set(number, value);
        for (const { job: needs, held } of handed.jobs)
          for (const index of needs as number[])
            expect(thread.get(held[String(index)] ?? -1)).toBe(values[index]);
        for (const number of handed.forget) thread.delete(number);
        expect(thread.size).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test('[N24] a thread that is told to does one job after the other, also of one message', async () => {
  const pool = open({ entry: new URL('../support/turns-thread.ts', import.meta.url), jobsEach: 4 });
  const outcomes = await Promise.all([1, 2, 3, 4, 5].map((job) => pool.run(job)));
  expect(outcomes).toEqual([0, 1, 2, 3, 4].map((before) => ({ begun: before, ended: before })));
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
