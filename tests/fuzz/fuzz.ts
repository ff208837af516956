/**
 * `npm run fuzz -- --minutes 10`: the oracle without an end. Random questionnaires drawn from the whole subset and random
 * answers, our verdict beside that of survey-core, as many as the time allows. Every case has a seed: `-- --seed 123` runs
 * that one alone and prints it; `-- --about detailElements` passes over questionnaires without that word.
 * Exits 1 when a case differs or anything throws.
 */
import { parseArgs } from 'node:util';
import { context } from '#tests/support/checking.ts';
import { type Comparison, compareWithSurvey } from '#tests/support/oracle-comparison.ts';
import { randomCase } from '#tests/support/random-case.ts';

const { values: wanted } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    from: { type: 'string' },
    seed: { type: 'string' },
    about: { type: 'string', default: '' },
    answers: { type: 'string', default: '4' },
  },
});

const perQuestionnaire = Number(wanted.answers);
/** Differences after which it is better to look than to go on. */
const enough = 10;

const counts = { same: 0, stricter: 0, different: 0, accepted: 0 };

/** survey-core warns of functions that it does not know; a bare line of it says nothing here. */
console.warn = () => undefined;

const report = (seed: number, { answers, ours, theirs }: Comparison): void => {
  console.log(`\nseed ${seed} differs for ${JSON.stringify(answers)}`);
  console.log(`  ours   ${JSON.stringify(ours)}`);
  console.log(`  theirs ${JSON.stringify(theirs)}`);
};

const run = (seed: number, everything: boolean): void => {
  const { edition, answers } = randomCase(seed, perQuestionnaire, wanted.about);
  if (everything) console.log(JSON.stringify(edition.source, null, 1));
  for (const given of answers) {
    const comparison = compareWithSurvey(edition, given, context);
    counts[comparison.outcome] += 1;
    if (comparison.ours.ok) counts.accepted += 1;
    if (everything || comparison.outcome === 'different') report(seed, comparison);
  }
};

const began = Date.now();
const until = began + Number(wanted.minutes) * 60_000;
let seed = Number(wanted.seed ?? wanted.from ?? began % 1_000_000_000);
const first = seed;
if (wanted.seed !== undefined) run(seed, true);
else {
  for (let said = began; Date.now() < until && counts.different < enough; seed += 1) {
    run(seed, false);
    if (Date.now() - said < 30_000) continue;
    said = Date.now();
    console.log(`${seed - first + 1} questionnaires, ${counts.same + counts.stricter} sets of answers agree`);
  }
}

const seconds = ((Date.now() - began) / 1000).toFixed(0);
console.log(
  `seeds ${first} … ${Math.max(seed - 1, first)}, ${seconds} s: ${counts.same} the same (${counts.accepted} accepted), ` +
    `${counts.stricter} stricter by rule, ${counts.different} different`,
);
process.exit(counts.different > 0 ? 1 : 0);
