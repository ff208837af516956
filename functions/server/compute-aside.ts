/**
 * Submissions computed beside: engine, canonical bytes, hashes, gzip and signature of a submission take more of a processor
 * than all of HTTP and store, so on a machine with several processors they have threads of their own. A thread that dies
 * fails what it had in hand, which the phones send again, and is replaced.
 */
import { availableParallelism } from 'node:os';
import type { EvaluationContext } from '#forms/answers/answers.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition, Parameters } from '#forms/questionnaire/questionnaire.ts';
import { openThreads } from '../adapters/threads/threads.ts';
import type { Computing, Draft, DrawnUp, Judging } from '../ports.ts';
import { type WithoutAnswers, withAnswers } from './sent-verdict.ts';

export interface ComputeThreadData {
  /** Folder of the signing key. */
  readonly keys: string;
}

type Checking = NonNullable<Judging['checking']>;

export type ComputeJob =
  | {
      readonly answers: JsonObject;
      readonly evaluation: Omit<EvaluationContext, 'parameters'>;
      readonly accepting: Judging['accepting'];
      readonly unit: Checking['unit'] | undefined;
    }
  | { readonly draft: Draft };

/** Editions and campaigns are kept as they were read (functions/store/campaign.ts), so the same one is the same object. */
export interface HeldForComputing {
  readonly edition?: Edition;
  readonly parameters?: Parameters | undefined;
  readonly campaign?: Checking['campaign'] | undefined;
  readonly pack?: Checking['pack'] | undefined;
}

export interface ComputeAside {
  readonly computing: Computing;
  stop(): Promise<void>;
}

/** Each costs some 30 MB; one keeps up with what one processor can answer. */
const mostThreads = 3;
/** So many large submissions lie in a thread's memory at a time; with fewer it would wait for the next between two. */
const jobsEach = 32;
/** What it makes is gone with the answer, so the heap need not grow. The flags of `npm start` win over these (decision 0008). */
const limits = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 512 };

const spareProcessors = (): number => Math.min(availableParallelism() - 1, mostThreads);

/** Nothing on a machine with one processor: a second thread would only cost there. */
export const computeAside = (
  data: ComputeThreadData,
  threads = spareProcessors(),
): ComputeAside | undefined => {
  if (threads < 1) return undefined;
  const entry = new URL('./compute-thread.ts', import.meta.url);
  const pool = openThreads<ComputeJob, HeldForComputing>({ entry, data, threads, jobsEach, limits });
  return {
    computing: {
      judge: async ({ edition, answers, evaluation: { parameters, ...evaluation }, checking, accepting }) =>
        withAnswers(
          await pool.run<WithoutAnswers>(
            { answers, evaluation, accepting, unit: checking?.unit },
            { edition, parameters, campaign: checking?.campaign, pack: checking?.pack },
          ),
        ),
      drawUp: (draft) => pool.run<DrawnUp>({ draft }),
    },
    stop: () => pool.rest(),
  };
};
