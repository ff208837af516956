/** What the demo sends comes in: no error among the checks of rows and records refuses it. */
import { expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { dueFor } from '#forms/campaign/due.ts';
import { checksOf } from '#forms/campaign/pack-checks.ts';
import { dossierContext, recordChecks, recordHits, violationsOfHits } from '#forms/checks/record-checks.ts';
import { sha256 } from '#forms/seal/hash.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { generateTownship } from '#functions/server/demo/generate-township.ts';
import { collecting, demoPlan, editionIn, shippedPack, shippedPacks } from '#tests/support/shipped-packs.ts';

test.each(shippedPacks)('[K31, C56] no check of %s refuses what its demo sends', (id) => {
  const pack = shippedPack(id);
  const [plan, context] = [demoPlan(id), collecting(pack)];
  const { units, sheets } = generateTownship(plan, { seed: 'c', villages: 4, units: 120 });
  const sent = [...units, ...sheets].flatMap((unit) =>
    pack.questionnaires
      .filter((questionnaire) => dueFor(questionnaire, unit))
      .map(({ id: questionnaire }) => ({ unit, questionnaire })),
  );
  const checks = new Map(
    pack.questionnaires.map((one) => [one.id, recordChecks(checksOf(pack), pack, editionIn(pack, one.id))]),
  );
  const refused = sent.flatMap(({ unit, questionnaire }) => {
    const own = checks.get(questionnaire);
    const answers = generateAnswers({ plan, questionnaire, unit, seed: 'c', today: context.today });
    const verdict = checkAnswers(editionIn(pack, questionnaire), answers, context, sha256);
    if (!verdict.ok || own === undefined) throw new Error(`${unit.id} ${questionnaire} is not accepted`);
    return violationsOfHits(
      recordHits(own, { unit, answers: verdict.answers }, dossierContext(pack, context.now)),
    );
  });
  expect(refused).toEqual([]);
  expect([...checks.values()].some(({ compiled }) => compiled.length > 0)).toBe(true);
});
