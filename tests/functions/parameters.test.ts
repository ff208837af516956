/** The pack's figures reach everybody who judges: the server, the browser, the publish gate. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inspectAnswers } from '#forms/answers/check-answers.ts';
import { evaluationFor } from '#forms/campaign/evaluation.ts';
import { type PackFiles, parsePack } from '#forms/campaign/pack.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { smallPackFiles } from '#tests/support/small-pack.ts';
import { aSubmission, openWorld, type World } from '#tests/support/world.ts';

const withFigures = (parameters: object, maxValueExpression = '{P.mostAtHome}'): PackFiles => {
  const size = { type: 'text', name: 'size', inputType: 'number', maxValueExpression };
  const remark = { type: 'comment', name: 'remark', requiredIf: '{prev.size} notempty' };
  return {
    ...smallPackFiles,
    'pack.json': { ...smallPackFiles['pack.json'], parameters },
    'home.json': { pages: [{ elements: [size, remark] }] },
    'code-lists.json': {},
  };
};

const packOf = (files: PackFiles) => {
  const parsed = parsePack(files);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};

let world: World;
beforeEach(async () => {
  world = await openWorld({ pack: packOf(withFigures({ mostAtHome: 4 })) });
});
afterEach(() => world.close());

test('[A31] server and browser judge by the same parameters', async () => {
  const submit = (size: number) => world.call('collector', 'submit', {}, aSubmission({ answers: { size } }));
  expect(await submit(4)).toMatchObject({ status: 201 });
  const refused = await submit(5);
  expect(refused).toMatchObject({ status: 422, body: { problem: 'answers-refused' } });
  const { body: campaign } = await world.call('collector', 'campaign');
  expect(campaign.parameters).toEqual({ mostAtHome: 4 });
  const { body: edition } = await world.call('collector', 'edition', { edition: 1 });
  const seen = inspectAnswers(edition as Edition, { size: 5 }, evaluationFor(campaign, 0));
  expect(seen).toEqual(refused.body.facts.violations);
  expect(seen).toMatchObject([{ at: 'size', code: 'too-large-number', facts: { limit: 4 } }]);
});

test('[A31] the round before is there when it is handed in, and else nothing is', async () => {
  const { body: campaign } = await world.call('collector', 'campaign');
  const { body: edition } = await world.call('collector', 'edition', { edition: 1 });
  const found = (prev?: { size: number }) =>
    inspectAnswers(edition as Edition, { size: 1 }, evaluationFor(campaign, 0, prev)).map(({ at }) => at);
  expect(found()).toEqual([]);
  expect(found({ size: 3 })).toEqual(['remark']);
});

test('[Q26] a pack whose questionnaire names a figure that it does not have is refused', () => {
  const codes = (parameters: object, expression?: string) => {
    const parsed = parsePack(withFigures(parameters, expression));
    return parsed.ok ? [] : parsed.refusal.map(({ code, facts }) => [code, facts.name]);
  };
  expect(codes({ MOSTathome: 4 })).toEqual([]);
  expect(codes({ mostAtHome: 4 }, '{prev.size} + {prev.shed.area}')).toEqual([]);
  expect(codes({})).toEqual([['unknown-reference', 'P.mostAtHome']]);
  expect(codes({ mostAtHome: 4 }, '{P.mostAtHome.more}')).toEqual([
    ['unknown-reference', 'P.mostAtHome.more'],
  ]);
  expect(codes({ mostAtHome: 4, mostathome: 5 })).toEqual([['wrong-shape', undefined]]);
  expect(codes({ 'most at home': 4 })).toContainEqual(['wrong-shape', undefined]);
});

test('[Q26] the editor’s publication is held to the campaign’s figures', async () => {
  const publishing = async (maxValueExpression: string, revision: number) => {
    const source = withFigures({}, maxValueExpression)['home.json'];
    await world.call('designer', 'saveDraft', {}, { source, revision });
    return world.call('designer', 'publish', {}, { revision: revision + 1 });
  };
  expect(await publishing('{P.mostEver}', 0)).toMatchObject({ status: 422 });
  expect(await publishing('{P.mostAtHome} + 1', 1)).toMatchObject({ status: 201 });
});
