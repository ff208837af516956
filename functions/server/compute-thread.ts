/** A thread that computes submissions for the thread that answers requests; compute-aside.ts has what they say to each other. */
import { parentPort, workerData } from 'node:worker_threads';
import { readLocalSigner } from '../adapters/keys/local-signer.ts';
import type { DrawnUp, Judged } from '../ports.ts';
import { computeInPlace } from '../use-cases/submission/computing.ts';
import type { Answer, Asked, Held, ThreadData } from './compute-aside.ts';

const { keys } = workerData as ThreadData;
const computing = computeInPlace(await readLocalSigner(keys));
const kept = new Map<number, unknown>();

const held = <Value>({ number, whole }: Held<Value>): Value => {
  if (whole !== undefined) kept.set(number, whole);
  if (!kept.has(number)) throw new Error(`number ${number} never came`);
  return kept.get(number) as Value;
};

const computed = (asked: Asked[number]): Promise<Judged | DrawnUp> => {
  if ('draft' in asked) return computing.drawUp(asked.draft);
  const { answers, edition, parameters, evaluation, checking, accepting } = asked;
  return computing.judge({
    edition: held(edition),
    answers,
    evaluation: { ...evaluation, ...(parameters ? { parameters: held(parameters) } : {}) },
    ...(accepting ? { accepting } : {}),
    ...(checking
      ? { checking: { campaign: held(checking.campaign), pack: held(checking.pack), unit: checking.unit } }
      : {}),
  });
};

const answerTo = async (asked: Asked[number]): Promise<Answer> => {
  try {
    return { id: asked.id, computed: await computed(asked) };
  } catch (error) {
    return { id: asked.id, error: error instanceof Error ? error : new Error(String(error)) };
  }
};

parentPort?.on('message', async (all: Asked) => {
  for (const asked of all) parentPort?.postMessage(await answerTo(asked));
});
