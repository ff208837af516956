/** The product's own `npm start` in another process, on a free port and a folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface RunningServer {
  readonly url: string;
  /** Lines on standard error so far. */
  readonly errors: readonly string[];
  stop(): Promise<void>;
  /** SIGKILL: nothing is finished, nothing is closed. */
  kill(): Promise<void>;
}

const root = new URL('../../', import.meta.url).pathname;

export const startServerProcess = async (args: readonly string[]): Promise<RunningServer> => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'functions/server/main.ts', '--port', '0', ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const exited = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /Xiangbiao\s+(http:\S+)/.exec(line);
      if (found?.[1]) resolve(found[1]);
    });
    exited.then(() => reject(new Error(`the server did not start:\n${errors.join('\n')}`)));
  });
  const end = (signal: 'SIGTERM' | 'SIGKILL') => async () => {
    child.kill(signal);
    await exited;
  };
  return { url, errors, stop: end('SIGTERM'), kill: end('SIGKILL') };
};
