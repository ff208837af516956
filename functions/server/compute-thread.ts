/** A thread that computes submissions for the thread that answers requests; compute-aside.ts has what they say to each other. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Verdict } from '#forms/answers/answers.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { readLocalSigner } from '../adapters/keys/local-signer.ts';
import type { DrawnUp } from '../ports.ts';
import { computeInPlace } from '../use-cases/submission/computing.ts';
import type { Answer, Asked, ThreadData } from './compute-aside.ts';

const { keys } = workerData as ThreadData;
const computing = computeInPlace(await readLocalSigner(keys));
/** Large and immutable: each comes once. */
const editions = new Map<number, Edition>();

const computed = ({ work, edition: told }: Asked): Promise<Verdict | DrawnUp> => {
  if ('canonical' in work) return computing.drawUp(work);
  if (told?.whole) editions.set(told.number, told.whole);
  const edition = editions.get(told?.number ?? 0);
  if (!edition) throw new Error(`edition ${told?.number} never came`);
  return computing.judge({ ...work, edition });
};

const answerTo = async (asked: Asked): Promise<Answer> => {
  try {
    return { id: asked.id, computed: await computed(asked) };
  } catch (error) {
    return { id: asked.id, error: error instanceof Error ? error : new Error(String(error)) };
  }
};

parentPort?.on('message', async (asked: Asked) => parentPort?.postMessage(await answerTo(asked)));
