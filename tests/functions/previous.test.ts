/** The round before: written at the opening, read like records, and known to the engine. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Pack, parsePack } from '#forms/campaign/pack.ts';
import type { PreviousAnswers } from '#forms/wire/units.ts';
import { openCampaign } from '#functions/use-cases/open-campaign.ts';
import { smallPackFiles } from '#tests/support/small-pack.ts';
import { aSubmission, openWorld, places, type World } from '#tests/support/world.ts';

const { village } = places;
const unit = `${village}-H1`;
const idNo = '99010119680315001X';

/** A head count below last year's wants a remark. */
const packWithLastYear = (): Pack => {
  const [page] = smallPackFiles['home.json'].pages;
  const elements = (page?.elements ?? []).map((element) =>
    element.name === 'remark' ? { ...element, requiredIf: '{size} < {prev.size}' } : element,
  );
  const parsed = parsePack({ ...smallPackFiles, 'home.json': { pages: [{ name: 'main', elements }] } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};
const lastYear: PreviousAnswers = {
  unit,
  questionnaire: 'home',
  answers: { head: '李长根', idNo, size: 4, gone: '99010119680315001X' },
};

let world: World;
beforeEach(async () => {
  const neighbours = [1, 2, 3].map((order) => ({ ...lastYear, unit: `${places.neighbour}-H${order}` }));
  world = await openWorld({ pack: packWithLastYear(), previous: [lastYear, ...neighbours] });
});
afterEach(() => world.close());

describe('reading', () => {
  test('[P26] masked without a reason, and without what no question asks any more', async () => {
    const { status, body } = await world.call('collector', 'previous');
    expect(status).toBe(200);
    expect(body).toEqual({
      previous: [
        { unit, questionnaire: 'home', answers: { head: '李长根', idNo: '990*************1X', size: 4 } },
      ],
      masked: true,
    });
    expect(JSON.stringify(body)).not.toContain(idNo);
  });

  test('[P26] whole with a reason, which is in the audit log', async () => {
    const { body } = await world.call('collector', 'revealPrevious', {}, { reason: 'prefill' });
    expect(body).toMatchObject({ previous: [{ unit, answers: { idNo } }], masked: false });
    expect(body.previous[0].answers).not.toHaveProperty('gone');
    const { body: audit } = await world.call('auditor', 'audit');
    expect(audit.lines[0]).toMatchObject({
      who: 'p-collector',
      verb: 'record.reveal',
      on: `${village}/previous`,
      why: 'prefill',
    });
    expect((await world.call('collector', 'revealPrevious', {}, { reason: '' })).body.problem).toBe(
      'wrong-shape',
    );
  });

  test('[P26] only by who may read, or reveal, records of that village', async () => {
    const reason = { reason: 'prefill' };
    expect((await world.call('neighbour', 'previous')).status).toBe(403);
    expect((await world.call('neighbour', 'revealPrevious', {}, reason)).status).toBe(403);
    expect((await world.call('auditor', 'previous')).status).toBe(200);
    expect((await world.call('auditor', 'revealPrevious', {}, reason)).status).toBe(403);
    expect((await world.call('designer', 'previous')).status).toBe(403);
  });

  test('[W37] a village with more than one reply holds is read piece by piece, each unit once', async () => {
    const units = Array.from({ length: 250 }, (_, order) => `${village}-H${1000 + order}`);
    const many = units.map((id) => ({ ...lastYear, unit: id }));
    const area = { code: village, level: 'village' as const, name: 'Village', parent: places.town };
    const about = { kind: 'household', village, name: 'N', address: '', order: 1 };
    await openCampaign({
      id: 'large',
      pack: packWithLastYear(),
      area: places.town,
      areas: [area],
      units: units.map((id) => ({ ...about, id })),
      previous: many,
    })(world.ports);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { body } = await world.request(
        `/api/campaigns/large/areas/${village}/previous${after ? `?after=${encodeURIComponent(after)}` : ''}`,
        { headers: { 'x-test-person': 'collector' } },
      );
      seen.push(...body.previous.map((one: PreviousAnswers) => one.unit));
      after = body.next;
    } while (after !== undefined);
    expect(seen).toEqual(units);
  });
});

test('[W37] the engine knows what this very unit answered the year before', async () => {
  const answers = { head: '李长根', idNo, size: 3 };
  const refused = await world.call('collector', 'submit', {}, aSubmission({ answers }));
  expect(refused.body.facts.violations).toMatchObject([{ at: 'remark', code: 'required' }]);
  const explained = aSubmission({ answers: { ...answers, remark: 'Moved out.' } });
  expect((await world.call('collector', 'submit', {}, explained)).status).toBe(201);
  const other = aSubmission({ unit: `${village}-H2`, answers });
  expect((await world.call('collector', 'submit', {}, other)).status).toBe(201);
});

test('[W37] a round before of a unit that is not there is a fault of whoever opens', async () => {
  const stray = { ...lastYear, unit: `${village}-H99` };
  await expect(openWorld({ previous: [stray] })).rejects.toThrow('lacks');
});
