/** The computing of a submission in this thread: verdict, canonical bytes, hashes, gzip, signature. */
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { canonicalJsonWith } from '#forms/seal/canonical-json.ts';
import type { Computing, Ports, Signer } from '../../ports.ts';
import { gzip, leafHashOf, sha256 } from '../../store/bytes.ts';
import { signReceipt } from './sign-receipt.ts';

export const computeInPlace = (signer: Signer): Computing => ({
  judge: async ({ edition, answers, evaluation }) => checkAnswers(edition, answers, evaluation, sha256),
  drawUp: async ({ canonical, ...facts }) => {
    const text = canonicalJsonWith({ ...facts.record }, 'answers', canonical);
    const leafHash = leafHashOf(text);
    const receipt = await signReceipt({ ...facts, leafHash }, signer);
    return { body: gzip(text), leafHash, receipt };
  },
});

export const computingOf = ({ computing, signer }: Pick<Ports, 'computing' | 'signer'>): Computing =>
  computing ?? computeInPlace(signer);
