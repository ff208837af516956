import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSubmission, openWorld, type World } from '#tests/support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const draft = async () => (await world.call('designer', 'draft')).body;
const withQuestion = (source: { pages: { name: string; elements: object[] }[] }, question: object) => ({
  ...source,
  pages: source.pages.map((page) => ({ ...page, elements: [...page.elements, question] })),
});
const save = (source: object, revision: number) =>
  world.call('designer', 'saveDraft', {}, { source, revision });
const publish = (revision: number) => world.call('designer', 'publish', {}, { revision });

test('[W12] a question is added, published, and collectors get the new edition while the old one still counts', async () => {
  const { source, revision } = await draft();
  expect(revision).toBe(0);
  const saved = await save(withQuestion(source, { type: 'boolean', name: 'well', title: 'Own well?' }), 0);
  expect(saved.body.revision).toBe(1);
  const published = await publish(1);
  expect([published.status, published.body.edition]).toEqual([201, 2]);
  const campaign = await world.call('collector', 'campaign');
  expect(campaign.body.questionnaires.find(({ id }: { id: string }) => id === 'home').edition).toBe(2);
  const edition = await world.call('collector', 'edition', { edition: 2 });
  expect(JSON.stringify(edition.body.source)).toContain('Own well?');
  const { answers } = aSubmission();
  const fresh = await world.call(
    'collector',
    'submit',
    {},
    aSubmission({ edition: 2, answers: { ...answers, well: true } }),
  );
  expect(fresh.status).toBe(201);
  const unit = `${fresh.body.receipt.village}-H2`;
  expect((await world.call('collector', 'submit', {}, aSubmission({ unit, edition: 1 }))).status).toBe(201);
  const again = await world.call(
    'collector',
    'submit',
    {},
    aSubmission({ unit, edition: 1, answers: { ...answers, well: true } }),
  );
  expect(again.body.problem).toBe('answers-refused');
});

test('[W12] two designers: the second is told that the draft moved on', async () => {
  const { source } = await draft();
  expect((await save(source, 0)).status).toBe(200);
  const second = await save(source, 0);
  expect([second.status, second.body]).toEqual([409, { problem: 'draft-moved-on', facts: { revision: 1 } }]);
  expect((await publish(7)).body.problem).toBe('draft-moved-on');
});

test('[W12] a draft with faults is kept but not published, every fault named', async () => {
  const { source } = await draft();
  await save(
    withQuestion(withQuestion(source, { type: 'html', name: 'x', html: '<b>' }), {
      type: 'text',
      name: 'head',
    }),
    0,
  );
  const refused = await publish(1);
  expect([refused.status, refused.body.problem]).toEqual([422, 'questionnaire-refused']);
  expect(refused.body.facts.faults.length).toBeGreaterThanOrEqual(2);
  expect((await world.call('collector', 'campaign')).body.questionnaires[0].edition).toBe(1);
  expect((await draft()).revision).toBe(1);
});

test('[W12] publishing what is there already makes no edition', async () => {
  const { source } = await draft();
  expect((await publish(1)).body.problem).toBe('nothing-to-publish');
  await save(source, 0);
  expect((await publish(1)).body.problem).toBe('nothing-to-publish');
});

test('[W12] the list tells editions, drafts and records', async () => {
  await world.call('collector', 'submit', {}, aSubmission());
  const { source } = await draft();
  await save(source, 0);
  const { body } = await world.call('designer', 'questionnaires');
  expect(body).toMatchObject([
    { id: 'home', edition: 1, records: 1, draft: { revision: 1, savedBy: 'Designer' } },
    { id: 'place', edition: 1, records: 0 },
  ]);
});
