/**
 * The one engine that server and browser share: from unknown JSON and an edition to a verdict. Limits, strict decode,
 * evaluation, judgement, normalised answers, canonical bytes and their hash. Never throws on any input.
 */
import { sha256 as pureSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { compiledOf } from '../questionnaire/compiled.ts';
import type { Edition } from '../questionnaire/questionnaire.ts';
import { canonicalJson } from '../seal/canonical-json.ts';
import type { EvaluationContext, Verdict, Violation } from './answers.ts';
import { fill } from './fill.ts';
import { judge } from './judge.ts';
import { withinLimits } from './limits.ts';
import { answersOf } from './scope.ts';

/** SHA-256 of bytes. Node's and the browser's own are faster than the portable one that is used by default. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** The verdict on a whole set of answers. Throws only when the edition was compiled by another version of the engine. */
export const checkAnswers = (
  edition: Edition,
  raw: unknown,
  context: EvaluationContext,
  sha256: Sha256 = pureSha256,
): Verdict => {
  const compiled = compiledOf(edition);
  const limited = withinLimits(raw, compiled);
  if ('violation' in limited) return { ok: false, violations: [limited.violation] };
  const root = fill(compiled, limited.raw, context);
  const violations = judge(root, context);
  if (violations.length > 0) return { ok: false, violations };
  const answers = answersOf(root);
  const canonical = canonicalJson(answers);
  return { ok: true, answers, canonical, contentHash: bytesToHex(sha256(canonical)) };
};

/**
 * What is still missing or wrong in answers that are being filled in, in the order of the questionnaire. The same engine
 * and the same codes; nothing is refused and nothing is hashed.
 */
export const inspectAnswers = (
  edition: Edition,
  draft: unknown,
  context: EvaluationContext,
): readonly Violation[] => {
  const compiled = compiledOf(edition);
  const limited = withinLimits(draft, compiled);
  if ('violation' in limited) return [limited.violation];
  return judge(fill(compiled, limited.raw, context), context);
};

/** Paths of the questions that are shown for these answers, such as `members[0].idNo`, in the order of the questionnaire. */
export const shownQuestions = (
  edition: Edition,
  draft: unknown,
  context: EvaluationContext,
): readonly string[] => {
  const compiled = compiledOf(edition);
  const limited = withinLimits(draft, compiled);
  return 'violation' in limited ? [] : shownIn(fill(compiled, limited.raw, context));
};

const shownIn = (scope: ReturnType<typeof fill>): readonly string[] =>
  scope.compiled.questions.flatMap(({ name }) => {
    if (!scope.shown.has(name)) return [];
    return [scope.prefix + name, ...(scope.lists.get(name) ?? []).flatMap(shownIn)];
  });
