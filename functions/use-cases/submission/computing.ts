/** The computing of a submission in this thread: verdict, checks, canonical bytes, hashes, gzip, signature. */
import type { EvaluationContext, Violation } from '#forms/answers/answers.ts';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { mostViolations } from '#forms/answers/judge.ts';
import type { SealedRecord } from '#forms/campaign/submission.ts';
import { dossierContext, recordHits, violationsOfHits } from '#forms/checks/record-checks.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { canonicalJsonWith } from '#forms/seal/canonical-json.ts';
import type { Computing, Draft, DrawnUp, Judged, Judging, Ports, Signer } from '../../ports.ts';
import { gzip, leafHashOf, sha256 } from '../../store/bytes.ts';
import { refusingChecksOf } from '../../store/campaign-checks.ts';
import { signReceipt } from './sign-receipt.ts';

export const computeInPlace = (signer: Signer): Computing => {
  const drawUp = async ({ canonical, ...facts }: Draft): Promise<DrawnUp> => {
    const text = canonicalJsonWith({ ...facts.record }, 'answers', canonical);
    const leafHash = leafHashOf(text);
    const receipt = await signReceipt({ ...facts, leafHash }, signer);
    return { body: gzip(text), leafHash, receipt };
  };
  const judge = async (judging: Judging): Promise<Judged> => {
    const { edition, answers, evaluation, checking, accepting } = judging;
    const verdict = checkAnswers(edition, answers, evaluation, sha256);
    if (!verdict.ok) return verdict;
    const found = checking ? foundBy(checking, edition, verdict.answers, evaluation) : [];
    const draft = found.length === 0 && accepting ? acceptedDraft(accepting, verdict) : undefined;
    return { ...verdict, found, ...(draft ? { drawnUp: await drawUp(draft) } : {}) };
  };
  return { judge, drawUp };
};

const acceptedDraft = (
  { record, claimed }: NonNullable<Judging['accepting']>,
  { canonical, contentHash }: { readonly canonical: Uint8Array; readonly contentHash: string },
): Draft | undefined =>
  claimed === undefined || claimed === contentHash
    ? draftOf({ ...record, contentHash }, canonical)
    : undefined;

export const draftOf = (record: Omit<SealedRecord, 'answers'>, canonical: Uint8Array): Draft => ({
  outcome: 'accepted',
  record,
  canonical,
  version: record.version,
  at: record.acceptedAt,
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
