/** A seal as pages ask about it: its files are read and its records recomputed in a worker of its own. */
import { useEffect, useMemo } from 'react';
import type { SealProgress } from '#forms/seal/report.ts';
import { ConnectionLost, ProblemError } from '../api.ts';
import type { Failed, SaidByWorker, SealSource, SealWorks, WorkName } from './seal-work.ts';

export interface SealReader {
  /** Throws ProblemError or ConnectionLost, like `call`, when the files come from the server. */
  ask<Name extends WorkName>(
    what: Name,
    asks: SealWorks[Name]['asks'],
    onProgress?: (progress: SealProgress) => void,
  ): Promise<SealWorks[Name]['gives']>;
  close(): void;
}

interface Waiting {
  readonly resolve: (gives: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: SealProgress) => void) | undefined;
}

const errorOf = (failed: Failed): Error => {
  if (failed.kind === 'problem') return new ProblemError(failed.code, { ...failed.facts }, failed.status);
  return failed.kind === 'lost' ? new ConnectionLost() : new Error(failed.message);
};

/** The worker begins with the first question. */
export const readSeal = (source: SealSource): SealReader => {
  let worker: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, Waiting>();
  const take = ({ data }: MessageEvent<SaidByWorker>) => {
    const asked = waiting.get(data.id);
    if ('progress' in data) return asked?.onProgress?.(data.progress);
    waiting.delete(data.id);
    if ('gives' in data) asked?.resolve(data.gives as never);
    else asked?.reject(errorOf(data.failed));
  };
  const started = () => {
    const made = new Worker(new URL('./seal-worker.ts', import.meta.url), { type: 'module' });
    made.addEventListener('message', take);
    made.addEventListener('error', () => {
      for (const { reject } of waiting.values()) reject(new ConnectionLost()); // its file could not be fetched
      waiting.clear();
      worker = undefined;
    });
    return made;
  };
  return {
    ask: (what, asks, onProgress) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject, onProgress });
        const first = worker ? {} : { source };
        worker ??= started();
        worker.postMessage({ id, what, asks, ...first });
      }),
    close: () => {
      worker?.terminate();
      worker = undefined;
      waiting.clear();
    },
  };
};

/** One reader for as long as the source stays the same; it ends with the page. */
export const useSealReader = (source: SealSource): SealReader => {
  const reader = useMemo(() => readSeal(source), [source]);
  useEffect(() => () => reader.close(), [reader]);
  return reader;
};
