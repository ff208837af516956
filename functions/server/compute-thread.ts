/** A thread that computes submissions for the thread that answers requests. */
import { readLocalSigner } from '../adapters/keys/local-signer.ts';
import { serveJobs } from '../adapters/threads/serve-jobs.ts';
import { computeInPlace } from '../use-cases/submission/computing.ts';
import type { ComputeJob, ComputeThreadData, HeldForComputing } from './compute-aside.ts';
import { withoutAnswers } from './sent-verdict.ts';

serveJobs(async ({ keys }: ComputeThreadData) => {
  const { judge, drawUp } = computeInPlace(await readLocalSigner(keys));
  return async (job: ComputeJob, { edition, parameters, campaign, pack }: HeldForComputing) => {
    if ('draft' in job) return drawUp(job.draft);
    const { answers, evaluation, accepting, unit } = job;
    if (!edition) throw new Error('judging takes an edition');
    const judged = await judge({
      edition,
      answers,
      evaluation: { ...evaluation, ...(parameters ? { parameters } : {}) },
      ...(accepting ? { accepting } : {}),
      ...(campaign && pack && unit ? { checking: { campaign, pack, unit } } : {}),
    });
    return withoutAnswers(judged);
  };
}, 'one-by-one');
