/**
 * `npm run bench -- engine`: what a verdict costs, beside the cheapest thing that can be done with the same body (JSON.parse)
 * and beside a fresh survey-core model, in one run: the ratios are judged, the microseconds belong to the machine. The engine
 * runs as the submit function runs it: bundled and minified.
 *
 * Options: --rounds of measuring (60).
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { checkAnswers } from '#forms/answers/check-answers.ts';
import type { publish } from '#forms/questionnaire/publish.ts';
import { context } from '#tests/support/checking.ts';
import { surveyOpinion } from '#tests/support/survey-oracle.ts';
import { bundleEngine, bytesOfSubmit, coldVerdict } from './engine/bundles.ts';
import { hostileBodies } from './engine/hostile-bodies.ts';
import { household, householdQuestionnaire, longQuestionnaire } from './engine/household.ts';
import { sideBySide } from './engine/side-by-side.ts';
import { median, spread, tableOf } from './intake/figures.ts';

const { values: wanted } = parseArgs({ options: { rounds: { type: 'string', default: '60' } } });
const rounds = Number(wanted.rounds);
const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-bench-'));
const goals: { readonly goal: string; readonly met: boolean }[] = [];
const judge = (goal: string, met: boolean): void => {
  goals.push({ goal, met });
};
const quiet = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** Answers that somebody gave: every leaf but the members of one choice list. */
const answersIn = (json: unknown): number => {
  if (typeof json !== 'object' || json === null) return 1;
  const members = Object.values(json);
  const isOne = Array.isArray(json) && members.every((member) => typeof member !== 'object');
  return isOne ? 1 : members.reduce<number>((sum, member) => sum + answersIn(member), 0);
};

interface Engine {
  readonly checkAnswers: typeof checkAnswers;
  readonly publish: typeof publish;
}

try {
  const { checkAnswers: check, publish: publishing } = (await import(await bundleEngine(folder))) as Engine;
  const publishContext = { questionnaire: 'household', edition: 1, codeLists: {}, locales: ['en'] };
  const published = publishing(householdQuestionnaire, publishContext);
  if (!published.ok) throw new Error(JSON.stringify(published.refusal));
  const edition = published.value;

  // ── honest households ──────────────────────────────────────────────────────────────────────────────────────────
  const sizes = [1, 5, 8, 60];
  const bodies = sizes.map((members) => JSON.stringify(household(members)));
  const parsed = bodies.map((body) => JSON.parse(body) as unknown);
  for (const raw of parsed) {
    const verdict = check(edition, raw, context, quiet);
    if (!verdict.ok) throw new Error(JSON.stringify(verdict.violations.slice(0, 5)));
  }
  const measured = sideBySide(
    rounds,
    sizes.flatMap((_, index) => [
      () => JSON.parse(bodies[index] ?? ''),
      () => check(edition, parsed[index], context, quiet),
    ]),
  );
  const rows = sizes.map((members, index) => {
    const [parse = [], verdict = []] = measured.slice(2 * index);
    const ratios = verdict.map((time, round) => time / (parse[round] ?? Number.NaN));
    return {
      members,
      bytes: Buffer.byteLength(bodies[index] ?? ''),
      answers: answersIn(parsed[index]),
      parse,
      verdict,
      ratios,
    };
  });
  console.log('decode, evaluate, normalise, hash; medians (least … most)\n');
  console.log(
    tableOf([
      ['members', 'answers', 'bytes', 'JSON.parse µs', 'verdict µs', 'times JSON.parse', 'µs a member'],
      ...rows.map(({ members, answers, bytes, parse, verdict, ratios }) => [
        String(members),
        String(answers),
        String(bytes),
        spread(parse, 1),
        spread(verdict, 1),
        spread(ratios, 1),
        (median(verdict) / members).toFixed(1),
      ]),
    ]),
  );
  const of = (members: number) => rows[sizes.indexOf(members)] ?? rows[0];
  const five = median(of(5)?.ratios ?? []);
  judge(`5 members: at most 25 × JSON.parse (${five.toFixed(1)})`, five <= 25);
  // Pairs of one round: what else the machine did then fell on both.
  const eight = of(8)?.verdict ?? [];
  const growths = (of(60)?.verdict ?? []).map((time, round) => time / 60 / ((eight[round] ?? 0) / 8));
  const growth = median(growths);
  judge(`60 members cost at most 1.3 × what 8 do, a member (${growth.toFixed(2)})`, growth <= 1.3);

  // ── survey-core ────────────────────────────────────────────────────────────────────────────────────────────────
  const answers = household(5);
  const models = Array.from({ length: 7 }, () => {
    const began = performance.now();
    const opinion = surveyOpinion(edition, answers, context);
    if (!opinion.ok) throw new Error(`survey-core refuses: ${opinion.errors.join()}`);
    return (performance.now() - began) * 1000;
  }).slice(2);
  const faster = median(models) / median(of(5)?.verdict ?? []);
  console.log(`\nfresh survey-core model, 5 members: ${spread(models.map((time) => time / 1000))} ms`);
  judge(`at least 500 × faster than a fresh survey-core model (${faster.toFixed(0)})`, faster >= 500);

  // ── hostile bodies ─────────────────────────────────────────────────────────────────────────────────────────────
  const honest = JSON.stringify(household(60));
  const attacks = hostileBodies(honest.length);
  const times = sideBySide(Math.ceil(rounds / 3), [
    () => check(edition, JSON.parse(honest), context, quiet),
    ...attacks.map(
      ({ body }) =>
        () =>
          check(edition, JSON.parse(body), context, quiet),
    ),
  ]);
  const base = median(times[0] ?? []);
  console.log(
    `\nhostile bodies of ${honest.length} bytes beside an honest one (${base.toFixed(0)} µs), with JSON.parse\n`,
  );
  const costs = attacks.map(({ name, body }, index) => ({
    name,
    share: (median(times[index + 1] ?? []) / base) * (honest.length / body.length),
  }));
  console.log(tableOf(costs.map(({ name, share }) => [name, `${share.toFixed(2)} ×`])));
  const worst = Math.max(...costs.map(({ share }) => share));
  judge(`the worst hostile body costs at most 20 × an honest one (${worst.toFixed(2)})`, worst <= 20);

  // ── publish ────────────────────────────────────────────────────────────────────────────────────────────────────
  for (const questions of [300, 2_000]) {
    const source = longQuestionnaire(questions);
    const [took = []] = sideBySide(7, [
      () => {
        if (!publishing(source, publishContext).ok) throw new Error('not published');
      },
    ]);
    console.log(
      `\npublish of ${questions} questions: ${spread(
        took.map((time) => time / 1000),
        1,
      )} ms`,
    );
  }
  judge('2,000 questions are published', true);

  // ── the submit function ────────────────────────────────────────────────────────────────────────────────────────
  const bytes = await bytesOfSubmit(folder);
  judge(`the submit function is at most 400 kB minified (${(bytes / 1000).toFixed(0)} kB)`, bytes <= 400_000);
  const cold = await coldVerdict(folder, edition, answers);
  console.log(
    `\nfrom process start to the first verdict of the submit function's code: ${spread(cold.engine)} ms; the same with survey-core: ${spread(cold.survey)} ms`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

console.log(`\n${goals.map(({ goal, met }) => `${met ? 'met   ' : 'MISSED'} ${goal}`).join('\n')}`);
process.exit(goals.every(({ met }) => met) ? 0 : 1);
