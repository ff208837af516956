/** Starts the processes full of phones and gathers what they were told. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { projectFolder } from '#tests/rehearsal/sealed.ts';
import type { Told } from './phones.ts';

export interface Phones {
  begin(): void;
  /** Every receipt that any phone was given; rejects when a process ends otherwise. */
  finished(): Promise<readonly Told[]>;
}

export interface PhonesWanted {
  readonly url: string;
  readonly villages: number;
  readonly processes: number;
  readonly seconds: number;
}

interface Process {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly done: Promise<void>;
}

const startProcess = (args: readonly string[], told: Told[]): Process => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/storms/real/phones.ts', ...args], {
    cwd: projectFolder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const heard = new Map<string, () => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as Told | 'ready' | 'done';
    if (typeof message === 'string') heard.get(message)?.();
    else told.push(message);
  });
  const said = (word: string) =>
    new Promise<void>((resolve, reject) => {
      heard.set(word, resolve);
      child.once('exit', (code) => reject(new Error(`a client process ended with ${code} before "${word}"`)));
    });
  const [ready, done] = [said('ready'), said('done')];
  done.catch(() => undefined); // asked for later, in finished()
  return { child, ready, done };
};

export const startPhones = async ({ url, villages, processes, seconds }: PhonesWanted): Promise<Phones> => {
  const told: Told[] = [];
  const started = Array.from({ length: processes }, (_, share) =>
    startProcess(
      [
        ...['--url', url, '--villages', String(villages), '--seconds', String(seconds)],
        ...['--share', String(share), '--of', String(processes)],
      ],
      told,
    ),
  );
  await Promise.all(started.map(({ ready }) => ready));
  return {
    begin: () => {
      for (const { child } of started) child.stdin?.write('begin\n');
    },
    finished: async () => {
      await Promise.all(started.map(({ done }) => done));
      return told;
    },
  };
};
