/**
 * The one engine that server and browser share: from unknown JSON and an edition to a verdict. Limits, strict decode,
 * evaluation, judgement, normalised answers, canonical bytes and their hash. Never throws on any input.
 */
import { sha256 as pureSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { JsonObject } from '../json.ts';
import { compiledOf } from '../questionnaire/compiled.ts';
import type { Edition } from '../questionnaire/questionnaire.ts';
import { canonicalJson } from '../seal/canonical-json.ts';
import type { EvaluationContext, Verdict, Violation } from './answers.ts';
import { fill } from './fill.ts';
import { pathInto } from './items.ts';
import { judge } from './judge.ts';
import { withinLimits } from './limits.ts';
import { planOf } from './planner.ts';
import { answersOf, newRun, type Run, type Scope } from './scope.ts';

/** SHA-256 of bytes. Node's and the browser's own are faster than the portable one that is used by default. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

interface Filled {
  readonly root: Scope;
  readonly run: Run;
}

const filled = (
  edition: Edition,
  raw: unknown,
  context: EvaluationContext,
): Filled | { readonly violation: Violation } => {
  const compiled = compiledOf(edition);
  const limited = withinLimits(raw, compiled);
  if ('violation' in limited) return limited;
  const plan = planOf(compiled);
  const run = newRun(context, plan.unsorted);
  return { root: fill(plan, limited.raw, run), run };
};

/**
 * RFC 8785 writes members in the order of their names, numbers and texts as ECMAScript does. Answers are made in that order
 * and hold no lone surrogate and no infinity, so that the runtime's own writer gives those very bytes.
 */
const canonicalBytes = (answers: JsonObject, { unsorted }: Run): Uint8Array =>
  unsorted ? canonicalJson(answers) : utf8ToBytes(JSON.stringify(answers));

/** The verdict on a whole set of answers. Throws only when the edition was compiled by another version of the engine. */
export const checkAnswers = (
  edition: Edition,
  raw: unknown,
  context: EvaluationContext,
  sha256: Sha256 = pureSha256,
): Verdict => {
  const outcome = filled(edition, raw, context);
  if ('violation' in outcome) return { ok: false, violations: [outcome.violation] };
  const violations = judge(outcome.root, outcome.run);
  if (violations.length > 0) return { ok: false, violations };
  const answers = answersOf(outcome.root);
  const canonical = canonicalBytes(answers, outcome.run);
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
  const outcome = filled(edition, draft, context);
  return 'violation' in outcome ? [outcome.violation] : judge(outcome.root, outcome.run);
};

/** The same with the answers as they would be normalised, for whoever looks further than the engine: checks do. */
export const inspectWhole = (
  edition: Edition,
  draft: unknown,
  context: EvaluationContext,
): { readonly violations: readonly Violation[]; readonly answers: JsonObject } => {
  const outcome = filled(edition, draft, context);
  if ('violation' in outcome) return { violations: [outcome.violation], answers: {} };
  return { violations: judge(outcome.root, outcome.run), answers: answersOf(outcome.root) };
};

/** Paths of the questions that are shown for these answers, such as `members[0].idNo`, in the order of the questionnaire. */
export const shownQuestions = (
  edition: Edition,
  draft: unknown,
  context: EvaluationContext,
): readonly string[] => {
  const outcome = filled(edition, draft, context);
  return 'violation' in outcome ? [] : shownIn(outcome.root, '');
};

const shownIn = (scope: Scope, prefix: string, questions = scope.plan.questions): readonly string[] =>
  questions.flatMap((question) => {
    const { name, slot, own } = question;
    if (!scope.shown[slot]) return [];
    const inner = scope.inner[slot] ?? [];
    return [prefix + name, ...inner.flatMap((item) => shownIn(item, pathInto(question, item, prefix), own))];
  });
