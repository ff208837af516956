/** Child processes under measurement, and what Linux says about them: resident memory and processor time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Window } from './connections.ts';

export interface Measured {
  readonly pid: number;
  readonly url: string;
  readonly port: number;
  /** Lines on standard error so far. */
  readonly errors: readonly string[];
  stop(): Promise<void>;
}

const root = new URL('../../../', import.meta.url).pathname;

/** What Node is given besides the script. */
export interface Given {
  readonly flags?: readonly string[];
  readonly environment?: { readonly [name: string]: string };
}

/** Starts a script that prints its address, TypeScript or a bundle. */
export const startMeasured = async (
  script: string,
  args: readonly string[] = [],
  { flags = [], environment = {} }: Given = {},
): Promise<Measured> => {
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...flags, ...loader, script, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const exited = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (found) resolve(found[0]);
    });
    exited.then(() => reject(new Error(`${script} did not start:\n${errors.join('\n')}`)));
  });
  return {
    pid: child.pid ?? 0,
    url,
    port: Number(new URL(url).port),
    errors,
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
};

export interface Memory {
  /** Megabytes resident. */
  readonly resident: number;
  /** Of these, pages of the store's file: page cache that the kernel lends and takes back. */
  readonly store: number;
}

export const memoryOf = (pid: number): Memory => {
  const maps = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  const megabytes = (map: string) => Number(/^Rss:\s+(\d+) kB/m.exec(map)?.[1] ?? 0) / 1024;
  const sum = (some: readonly string[]) => some.reduce((total, map) => total + megabytes(map), 0);
  return { resident: sum(maps), store: sum(maps.filter((map) => /^\S+ .*\/data\.mdb\n/.test(map))) };
};

/** Linux counts processor time in hundredths of a second. */
const tick = 0.01;

/** Seconds of processor time that a process has used. */
const processorTimeOf = (pid: number | 'self'): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * tick;
};

/** Seconds of processor time that the whole machine has used, with what the host took away. */
const machineTime = (): number => {
  const [, user, nice, system, , , irq, softirq, steal] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  ).split(/\s+/);
  return [user, nice, system, irq, softirq, steal].reduce((sum, field) => sum + Number(field ?? 0), 0) * tick;
};

export interface MeasuredWindow extends Window {
  /** Seconds of processor time of the measured process. */
  readonly processor: number;
  /** Processors that were busy with what is not ours. */
  readonly foreign: number;
}

/** Other work comes in bursts: a window begins between two of them, or after this time all the same. */
const patienceMs = 5_000;
const glanceMs = 250;

const quiet = async (): Promise<void> => {
  const until = performance.now() + patienceMs;
  for (let busy = 1; busy > 0.15 && performance.now() < until; ) {
    const [machine, own, began] = [machineTime(), processorTimeOf('self'), performance.now()];
    await sleep(glanceMs);
    const seconds = (performance.now() - began) / 1000;
    busy = (machineTime() - machine - (processorTimeOf('self') - own)) / seconds;
  }
};

/** Runs a window; without `pid` what is measured runs in this process. */
export const measured = async (
  pid: number | undefined,
  run: () => Promise<Window>,
): Promise<MeasuredWindow> => {
  await quiet();
  const times = () => ({
    machine: machineTime(),
    own: processorTimeOf('self'),
    other: pid === undefined ? 0 : processorTimeOf(pid),
  });
  const before = times();
  const window = await run();
  const after = times();
  const [own, other] = [after.own - before.own, after.other - before.other];
  return {
    ...window,
    processor: pid === undefined ? own : other,
    foreign: Math.max(0, (after.machine - before.machine - own - other) / window.seconds),
  };
};
