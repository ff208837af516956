/**
 * Prints what the engine says of the oracle's cases, one line each: `-- <questionnaires> <answers>`. On an engine that agrees
 * with survey-core on these cases, another line is another verdict than survey-core's: that is how mutants are noticed
 * without asking survey-core again.
 */
import { context } from '#tests/support/checking.ts';
import { ourOpinion } from '#tests/support/oracle-comparison.ts';
import { randomCase } from '#tests/support/random-case.ts';

const [questionnaires = 0, perQuestionnaire = 0] = process.argv.slice(2).map(Number);

const lineOf = (judge: () => unknown): string => {
  try {
    return JSON.stringify(judge());
  } catch (error) {
    return `threw ${error instanceof Error ? error.name : ''}`;
  }
};

for (let seed = 1; seed <= questionnaires; seed += 1) {
  const { edition, answers } = randomCase(seed, perQuestionnaire);
  for (const given of answers)
    console.log(
      lineOf(() => {
        const { ours, strict } = ourOpinion(edition, given, context);
        return strict ? 'stricter' : ours;
      }),
    );
}
