/** The computing of a submission in this thread: verdict, checks, canonical bytes, hashes, gzip, signature. */
import type { EvaluationContext, Violation } from '#forms/answers/answers.ts';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { mostViolations } from '#forms/answers/judge.ts';
import { dossierContext, recordHits, violationsOfHits } from '#forms/checks/record-checks.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { canonicalJsonWith } from '#forms/seal/canonical-json.ts';
import type { Computing, Judging, Ports, Signer } from '../../ports.ts';
import { gzip, leafHashOf, sha256 } from '../../store/bytes.ts';
import { refusingChecksOf } from '../../store/campaign-checks.ts';
import { signReceipt } from './sign-receipt.ts';

export const computeInPlace = (signer: Signer): Computing => ({
  judge: async ({ edition, answers, evaluation, checking }) => {
    const verdict = checkAnswers(edition, answers, evaluation, sha256);
    if (!verdict.ok) return verdict;
    return { ...verdict, found: checking ? foundBy(checking, edition, verdict.answers, evaluation) : [] };
  },
  drawUp: async ({ canonical, ...facts }) => {
    const text = canonicalJsonWith({ ...facts.record }, 'answers', canonical);
    const leafHash = leafHashOf(text);
    const receipt = await signReceipt({ ...facts, leafHash }, signer);
    return { body: gzip(text), leafHash, receipt };
  },
});

export const computingOf = ({ computing, signer }: Pick<Ports, 'computing' | 'signer'>): Computing =>
  computing ?? computeInPlace(signer);

type Checking = NonNullable<Judging['checking']>;

const foundBy = (
  { campaign, pack, unit }: Checking,
  edition: Edition,
  answers: JsonObject,
  { now, prev }: EvaluationContext,
): readonly Violation[] => {
  const own = refusingChecksOf(campaign, pack, edition);
  const hits = recordHits(own, { unit, answers, prev }, dossierContext(campaign, now));
  return violationsOfHits(hits).slice(0, mostViolations);
};
