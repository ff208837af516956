import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RouteName, routes } from '#forms/wire/routes.ts';
import { aSubmission, openWorld, type PersonName, people, places, type World } from '#tests/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.call('collector', 'submit', {}, aSubmission());
});
afterAll(() => world.close());

const unit = `${places.village}-H1`;
const submission = '018462fb-0000-7000-8000-000000000000';
const page = {
  unit,
  questionnaire: 'home',
  contentHash: 'a'.repeat(64),
  page: 1,
  sha256: 'b'.repeat(64),
  size: 10,
  type: 'image/jpeg',
};
/** A body of the right shape for every route that takes one: a refusal must come from permission, not from the shape. */
const bodies: { readonly [Name in RouteName]?: object } = {
  requestBlob: { sha256: '0'.repeat(64), size: 1, type: 'image/png' },
  requestPicture: { sha256: '0'.repeat(64), size: 1, type: 'image/png' },
  keepPicture: {},
  submit: aSubmission({ unit: `${places.village}-H2` }),
  reveal: { reason: 'a good reason' },
  revealPrevious: { reason: 'a good reason' },
  openFinding: { unit, questionnaire: 'home', comment: 'Look again.' },
  requestScan: page,
  keepBlob: {},
  attachScan: {},
  saveDraft: { source: {}, revision: 99 },
  publish: { revision: 99 },
  askExtension: {
    stage: 'homes-entry',
    questionnaires: ['home'],
    villages: [places.village],
    until: 0,
    reason: 'a good reason',
  },
  decideExtension: { decision: 'grant', why: 'a good reason' },
  askAnnex: {
    corrections: [{ village: places.village, unit, questionnaire: 'home', answers: {} }],
    reason: 'a good reason',
  },
  decideAnnex: { decision: 'decline', why: 'a good reason' },
  proposeCalendar: { calendar: {}, basedOn: 0, reason: 'a good reason' },
  decideCalendar: { decision: 'decline', why: 'a good reason' },
  issueFindings: { findings: [{ village: places.village, id: submission }], text: 'Look again.' },
  answerFinding: { kind: 'confirm' },
  returnFinding: { text: 'Not enough.' },
  decideFinding: { kind: 'accept' },
  runChecks: {},
  revealFacts: { reason: 'prefill' },
  handInList: { columns: ['idNo'], rows: [], basedOn: 0, reason: 'a good reason' },
  startFlow: { id: submission, workflow: 'none' },
  moveFlow: { id: submission, revision: 1, to: 'end' },
  hearPhone: { unsent: 3, drafts: 1 },
  readNotices: { upTo: 0 },
  askAdmissions: { late: [{ village: places.village, submission }], reason: 'a good reason' },
  decideAdmissions: {
    late: [{ village: places.village, submission }],
    decision: 'admit',
    why: 'a good reason',
  },
};
/** Who gets past the permission check, for every route: everybody else is refused with 403. */
const allowed: { readonly [Name in RouteName]?: readonly PersonName[] } = {
  campaign: ['collector', 'neighbour', 'town', 'district', 'designer', 'auditor'],
  edition: ['collector', 'neighbour', 'town', 'district', 'designer', 'auditor'],
  requestPicture: ['designer'],
  keepPicture: ['designer'],
  picture: ['collector', 'neighbour', 'town', 'district', 'designer', 'auditor'],
  submit: ['collector'], // P25: the small pack is filled in by collectors
  work: ['collector', 'town', 'district', 'auditor'],
  record: ['collector', 'town', 'district', 'auditor'],
  reveal: ['collector', 'town', 'district'],
  previous: ['collector', 'town', 'district', 'auditor'],
  revealPrevious: ['collector', 'town', 'district'],
  revealFacts: ['collector', 'town', 'district'],
  openFinding: ['town', 'district'],
  findings: ['collector', 'town', 'district', 'auditor'],
  finding: ['collector', 'town', 'district', 'auditor'],
  findingFile: ['collector', 'town', 'district', 'auditor'],
  issueFindings: ['town'],
  answerFinding: ['collector', 'town'],
  returnFinding: ['town', 'district'],
  decideFinding: ['town'],
  checks: ['collector', 'neighbour', 'town', 'district', 'designer', 'auditor'],
  runChecks: ['town', 'district'],
  checkRun: ['collector', 'town', 'district', 'auditor'],
  lists: ['town', 'district', 'auditor'],
  handInList: ['town', 'district'],
  workflows: ['collector', 'neighbour', 'town', 'district', 'designer', 'auditor'],
  flows: ['collector', 'town', 'district', 'auditor'],
  unitFlows: ['collector', 'town', 'district', 'auditor'],
  flowFile: ['collector', 'town', 'district', 'auditor'],
  startFlow: ['collector', 'town', 'district'],
  moveFlow: ['collector', 'town', 'district'],
  requestBlob: ['collector', 'town'],
  keepBlob: ['collector', 'town'],
  blob: ['collector', 'town', 'district', 'auditor'],
  requestScan: ['collector', 'town'],
  attachScan: ['collector', 'town'],
  scans: ['collector', 'town', 'district', 'auditor'],
  progress: ['collector', 'town', 'district', 'auditor'],
  gates: ['collector', 'town', 'district', 'auditor'],
  quarantine: ['town', 'district', 'auditor'],
  extensions: ['collector', 'town', 'district', 'auditor'],
  askExtension: ['collector', 'town'],
  decideExtension: ['town', 'district'],
  calendarChanges: ['collector', 'neighbour', 'town', 'district', 'designer', 'auditor'],
  proposeCalendar: ['town', 'district', 'designer'],
  decideCalendar: ['district'],
  notices: ['collector', 'neighbour', 'town', 'district', 'designer', 'auditor'],
  readNotices: ['collector', 'neighbour', 'town', 'district', 'designer', 'auditor'],
  rehearsal: ['collector', 'town', 'district', 'auditor'],
  hearPhone: ['collector', 'town'],
  evidence: ['town', 'district', 'auditor'],
  askAdmissions: ['town'],
  decideAdmissions: ['district'],
  questionnaires: ['designer'],
  draft: ['designer'],
  saveDraft: ['designer'],
  publish: ['designer'],
  seals: ['collector', 'neighbour', 'town', 'district', 'designer', 'auditor'],
  sealFile: ['town', 'district', 'auditor'],
  annexes: ['collector', 'neighbour', 'town', 'district', 'designer', 'auditor'],
  askAnnex: ['town', 'district'],
  annex: ['district'],
  decideAnnex: ['district'],
  annexFile: ['town', 'district', 'auditor'],
  audit: ['district', 'auditor'],
};
/** One of a kind is enough: the second officer of the town holds what the first one does. */
const kinds = (Object.keys(people) as PersonName[]).filter((name) => name !== 'townChief');
const params = {
  annex: 'x',
  unit,
  edition: 1,
  scan: 'x',
  blob: 'x.png',
  picture: 'x.png',
  seal: 'all',
  file: 'manifest.json',
  extension: 'x',
  change: 'x',
  finding: 'x',
  list: 'x',
  workflow: 'x',
  submission,
};
const guarded = (Object.keys(routes) as RouteName[]).filter(
  (name) => !['open', 'signed-in'].includes(routes[name].verb),
);

describe('who may', () => {
  test('[P4] this table speaks of every guarded route', () => {
    expect(Object.keys(allowed).sort()).toEqual([...guarded].sort());
  });

  for (const name of guarded)
    test(`[P3, P4] ${name}`, async () => {
      for (const person of kinds) {
        const { status } = await world.call(person, name, params, bodies[name]);
        const expected = allowed[name]?.includes(person) ? 'let in' : 'refused';
        expect(`${person} ${status === 403 ? 'refused' : 'let in'}`).toBe(`${person} ${expected}`);
        expect(status).toBeLessThan(500);
      }
      expect((await world.call(undefined, name, params, bodies[name])).status).toBe(401);
    });

  test('[P7] who may not look cannot tell what exists', async () => {
    const there = await world.call('nobody', 'campaign');
    const notThere = await world.call('nobody', 'campaign', { campaign: 'no-such' });
    expect([there.status, notThere.status]).toEqual([403, 403]);
    const [record, noRecord] = [
      await world.call('neighbour', 'record', { unit }),
      await world.call('neighbour', 'record', { unit: 'X9' }),
    ];
    expect(record.body).toEqual(noRecord.body);
  });

  test('[P5] a collector sees the campaign, its own village and the areas around it', async () => {
    const { body } = await world.call('collector', 'campaign');
    expect(body.areas.map(({ code }: { code: string }) => code).sort()).toEqual([
      places.district,
      places.town,
      places.village,
    ]);
  });
});

describe('bad input', () => {
  const post = (
    body: NonNullable<RequestInit['body']>,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ) =>
    world.request(routes.submit.path, {
      method: 'POST',
      body,
      headers: { 'x-test-person': 'collector', ...headers },
    });

  test('[W3] malformed JSON, wrong types, unknown fields: where it is wrong', async () => {
    expect((await post('{"wire":')).body.problem).toBe('not-json');
    expect((await post('null')).body.problem).toBe('wrong-shape');
    expect((await post('[]')).body.problem).toBe('wrong-shape');
    const at = async (changes: object) =>
      (await post(JSON.stringify({ ...aSubmission(), ...changes }))).body.facts.at;
    expect(await at({ id: 'not-a-uuid' })).toBe('id');
    expect(await at({ village: '99' })).toBe('village');
    expect(await at({ basedOn: -1 })).toBe('basedOn');
    expect(await at({ answers: [] })).toBe('answers');
    expect(await at({ unit: '../../etc' })).toBe('unit');
    expect((await post(JSON.stringify({ ...aSubmission(), extra: 1 }))).body.problem).toBe('wrong-shape');
  });

  test('[W3] half a character is no text', async () => {
    const comment = 'broken \ud800 text';
    const { body } = await world.call('town', 'openFinding', {}, { unit, questionnaire: 'home', comment });
    expect([body.problem, body.facts.at]).toEqual(['wrong-shape', 'comment']);
  });

  test('[W3] another content type', async () => {
    const { status, body } = await post('a=1', { 'content-type': 'application/x-www-form-urlencoded' });
    expect([status, body.problem]).toEqual([415, 'wrong-content-type']);
  });

  test('[W2] more than a megabyte of answers is cut off, whatever the length says', async () => {
    const large = JSON.stringify(aSubmission({ answers: { head: 'x'.repeat(1_100_000) } }));
    expect((await post(large)).status).toBe(413);
    const stream = new Blob([large]).stream();
    const chunked = await world.request(routes.submit.path, {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'x-test-person': 'collector', 'content-type': 'application/json' },
    } as RequestInit);
    expect([chunked.status, chunked.body.problem]).toEqual([413, 'too-large']);
    const lying = { 'content-type': 'application/json', 'content-length': '100' };
    expect((await post(large, lying)).status).toBe(413);
  });

  test('[W8] hostile answers are refused, not swallowed', async () => {
    const hostile = [
      '{"__proto__":{"size":1}}',
      `{"head":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      '{"constructor":{"prototype":{}}}',
      '{"head":null,"size":1e999}',
    ];
    for (const answers of hostile) {
      const body = JSON.stringify(aSubmission()).replace(/"answers":\{[^}]*\}/, `"answers":${answers}`);
      const reply = await post(body);
      expect([reply.status, reply.body.problem]).toEqual([422, 'answers-refused']);
    }
  });

  test('[W4] a write from a page of another site', async () => {
    const body = JSON.stringify(aSubmission());
    const headers = { 'content-type': 'application/json' };
    expect((await post(body, { ...headers, 'sec-fetch-site': 'cross-site' })).body.problem).toBe(
      'cross-site',
    );
    expect((await post(body, { ...headers, origin: 'https://elsewhere.example' })).body.problem).toBe(
      'cross-site',
    );
    expect((await post(body, { ...headers, 'sec-fetch-site': 'same-origin' })).status).not.toBe(403);
  });

  test('[W9] a path that is none, a method that is none', async () => {
    expect((await world.request('/api/nothing')).body.problem).toBe('no-such-route');
    expect((await world.request(routes.submit.path, { method: 'DELETE' })).body.problem).toBe(
      'no-such-route',
    );
  });

  test('[W6] without a demo clock there is no clock to move', async () => {
    const { status, body } = await world.call('town', 'moveClock', {}, { now: 0 });
    expect([status, body.problem]).toEqual([404, 'demo-only']);
  });

  test('[W9] a fault of ours gives a trace and no message', async () => {
    const broken = await openWorld();
    broken.ports.clock.now = () => {
      throw new Error('secret answer 99010119680315001X');
    };
    const reply = await broken.call('collector', 'submit', {}, aSubmission()).catch(() => undefined);
    expect(JSON.stringify(reply?.body ?? '')).not.toContain('secret');
    expect(broken.errors.join()).not.toContain('secret');
    await broken.close();
  });
});
