import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Violation } from '#forms/answers/answers.ts';
import * as keys from '#functions/store/keys.ts';
import { freezeGates } from '#functions/use-cases/freeze-gates.ts';
import { aSubmission, openWorld, places, type World } from '#tests/support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const submit = (changes: Parameters<typeof aSubmission>[0] = {}) =>
  world.call('collector', 'submit', {}, aSubmission(changes));
const tally = async () =>
  (await world.call('town', 'progress', { area: places.town })).body.tallies.find(
    (line: { village: string; questionnaire: string }) =>
      line.village === places.village && line.questionnaire === 'home',
  );
const late = async () => (await world.call('town', 'quarantine', { area: places.town })).body.late;

describe('accepted', () => {
  test('[W11] a submission becomes a record, counted once, with a signed receipt', async () => {
    const { status, body } = await submit();
    expect(status).toBe(201);
    expect(body.outcome).toBe('accepted');
    expect(body.receipt).toMatchObject({
      outcome: 'accepted',
      version: 1,
      unit: `${places.village}-H1`,
      at: '2022-11-05T02:00:00.000Z',
    });
    expect(body.receipt.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(body.receipt.signature).toMatch(/^[0-9a-f]{128}$/);
    expect(await tally()).toMatchObject({ units: 3, records: 1, submissions: 1, late: 0 });
    const work = await world.call('collector', 'work');
    expect(work.body.records).toMatchObject([
      { unit: `${places.village}-H1`, questionnaire: 'home', version: 1, receipt: body.receipt.code },
    ]);
  });

  test('[W5] sent again it gets the same receipt, even after the freeze', async () => {
    const envelope = aSubmission();
    const first = await world.call('collector', 'submit', {}, envelope);
    const again = await world.call('collector', 'submit', {}, envelope);
    world.setClock('2022-11-30T10:00');
    await freezeGates({ campaign: 'small' })(world.ports);
    const muchLater = await world.call('collector', 'submit', {}, envelope);
    for (const reply of [again, muchLater]) {
      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({ outcome: 'already-have-it', receipt: first.body.receipt });
    }
    expect(await tally()).toMatchObject({ records: 1, submissions: 1 });
  });

  test('[W5] the same id with other content is refused', async () => {
    const envelope = aSubmission();
    await world.call('collector', 'submit', {}, envelope);
    const other = await world.call(
      'collector',
      'submit',
      {},
      { ...envelope, answers: { ...envelope.answers, size: 4 } },
    );
    expect([other.status, other.body.problem]).toEqual([409, 'submission-id-reused']);
  });

  test('[W5] thirty deliveries of one submission at once make one record', async () => {
    const envelope = aSubmission();
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => world.call('collector', 'submit', {}, envelope)),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(replies.map(({ body }) => JSON.stringify(body.receipt))).size).toBe(1);
    expect(await tally()).toMatchObject({ records: 1, submissions: 1 });
  });

  test('[W10] a content hash other than the server computes is refused', async () => {
    const { status, body } = await submit({ contentHash: '0'.repeat(64) });
    expect([status, body.problem]).toEqual([422, 'content-hash-differs']);
    expect((await submit({ contentHash: body.facts.expected })).status).toBe(201);
  });

  test('[W7] of two edits of one version the second is told and kept', async () => {
    await submit();
    const mine = await submit({ basedOn: 1, answers: { head: '李长根', size: 4 } });
    const theirs = aSubmission({ basedOn: 1, answers: { head: '李长根', size: 5 } });
    const refused = await world.call('collector', 'submit', {}, theirs);
    expect(mine.body.receipt.version).toBe(2);
    expect(refused.status).toBe(409);
    expect(refused.body).toEqual({ problem: 'moved-on', facts: { version: 2, basedOn: 1 } });
    const kept = await world.ports.table.get(keys.movedOnKey('small', places.village, theirs.id));
    expect(kept).toMatchObject({ submission: theirs.id, basedOn: 1, found: 2, by: 'p-collector' });
    expect(await tally()).toMatchObject({ records: 1, submissions: 2 });
  });

  test('[W7] a first record where there is one already is told so', async () => {
    await submit();
    expect((await submit()).body).toEqual({ problem: 'moved-on', facts: { version: 1, basedOn: 0 } });
  });
});

describe('refused', () => {
  test('[W8] every violation by path and code, and nothing written', async () => {
    const { status, body } = await submit({ answers: { size: 'three', water: 'sea', surprise: 1 } });
    expect([status, body.problem]).toEqual([422, 'answers-refused']);
    const violations: readonly Violation[] = body.facts.violations;
    expect(violations.map(({ at, code, facts }) => `${at || facts.key} ${code}`).sort()).toEqual([
      'head required',
      'size wrong-type',
      'surprise unknown-key',
      'water not-a-choice',
    ]);
    expect(await tally()).toMatchObject({ records: 0, submissions: 0, late: 0 });
    expect((await world.call('collector', 'work')).body.records).toEqual([]);
  });

  test('[P3] a forged village, an unknown unit, a unit of another kind, an edition that is not', async () => {
    const forged = await submit({ village: places.neighbour });
    const unknown = await submit({ unit: `${places.village}-H99` });
    const elsewhere = await submit({ unit: `${places.neighbour}-H1` });
    const kind = await submit({ unit: `${places.village}-V` });
    const edition = await submit({ edition: 7 });
    const questionnaire = await submit({ questionnaire: 'castle' });
    expect(
      [forged, unknown, elsewhere, kind, edition, questionnaire].map(({ body }) => body.problem),
    ).toEqual([
      'not-allowed',
      'no-such-unit',
      'no-such-unit',
      'wrong-unit-kind',
      'no-such-edition',
      'no-such-questionnaire',
    ]);
  });

  test('[W1] another wire version is told so', async () => {
    const { status, body } = await submit({ wire: 99 });
    expect([status, body.problem]).toEqual([426, 'client-too-old']);
  });
});

describe('gates', () => {
  test('[G1] one millisecond decides, without any scheduler', async () => {
    world.setClock('2022-11-10T23:59:59.999');
    expect((await submit()).status).toBe(201);
    world.setClock('2022-11-11T00:00:00.000');
    const { status, body } = await submit({ unit: `${places.village}-H2` });
    expect([status, body.outcome, body.receipt.why]).toEqual([202, 'quarantined', 'frozen']);
  });

  test('[G2] a gate that the freeze has moved stops a commit whose clock is behind', async () => {
    world.setClock('2022-11-25T00:00');
    await freezeGates({ campaign: 'small' })(world.ports);
    world.setClock('2022-11-05T10:00');
    expect((await submit()).body.receipt.why).toBe('not-open-yet');
  });

  test('[G4] before its stage a submission is kept as not open yet', async () => {
    world.setClock('2022-10-31T23:59');
    expect((await submit()).body.receipt.why).toBe('not-open-yet');
    expect(await late()).toMatchObject([{ why: 'not-open-yet', unitName: 'Household 1' }]);
  });

  test('[G5] when only corrections may come, a first record is quarantined', async () => {
    await submit();
    world.setClock('2022-11-12T10:00');
    await freezeGates({ campaign: 'small' })(world.ports);
    expect((await submit({ unit: `${places.village}-H2` })).body.receipt.why).toBe('corrections-only');
    expect((await submit({ basedOn: 1, answers: { head: '李长根', size: 4 } })).status).toBe(201);
  });

  test('[G6] under a finding one correction passes, once, for that record only', async () => {
    await submit();
    await submit({ unit: `${places.village}-H2` });
    world.setClock('2022-11-17T10:00');
    await freezeGates({ campaign: 'small' })(world.ports);
    const correction = { basedOn: 1, answers: { head: '李长根', size: 4 } };
    expect((await submit(correction)).body.receipt.why).toBe('finding-needed');
    const finding = await world.call(
      'town',
      'openFinding',
      {},
      { unit: `${places.village}-H1`, questionnaire: 'home', at: 'size', comment: 'Count again.' },
    );
    expect(finding.status).toBe(201);
    const other = await submit({ ...correction, unit: `${places.village}-H2`, finding: finding.body.id });
    expect(other.body.receipt.why).toBe('finding-needed');
    expect((await submit({ ...correction, finding: finding.body.id })).status).toBe(201);
    const work = await world.call('collector', 'work');
    expect(work.body.findings).toMatchObject([{ id: finding.body.id, state: 'corrected', at: 'size' }]);
    expect((await submit({ ...correction, basedOn: 2, finding: finding.body.id })).body.receipt.why).toBe(
      'finding-needed',
    );
  });

  test('[G7] reading lets nothing through, finding or not', async () => {
    await submit();
    const finding = await world.call(
      'town',
      'openFinding',
      {},
      { unit: `${places.village}-H1`, questionnaire: 'home', comment: 'Again.' },
    );
    world.setClock('2022-11-22T10:00');
    await freezeGates({ campaign: 'small' })(world.ports);
    expect((await submit({ basedOn: 1, finding: finding.body.id })).body.receipt.why).toBe('read-only');
    world.setClock('2022-11-26T10:00');
    await freezeGates({ campaign: 'small' })(world.ports);
    expect((await submit({ basedOn: 1, finding: finding.body.id })).body.receipt.why).toBe('closed');
  });

  test('[G8] quarantine keeps what the device says and what the server knows, once', async () => {
    world.setClock('2022-11-12T10:00');
    const envelope = aSubmission({
      capturedAt: Date.parse('2022-11-09T10:00:00+08:00'),
      sinceServerTime: 5000,
    });
    const first = await world.call('collector', 'submit', {}, envelope);
    const again = await world.call('collector', 'submit', {}, envelope);
    expect(again.body).toEqual(first.body);
    expect(first.body.receipt).toMatchObject({
      outcome: 'quarantined',
      version: 0,
      at: '2022-11-12T02:00:00.000Z',
    });
    expect(await late()).toHaveLength(1);
    expect(await late()).toMatchObject([
      {
        submission: envelope.id,
        why: 'frozen',
        capturedAt: envelope.capturedAt,
        receivedAt: Date.parse('2022-11-12T10:00:00+08:00'),
      },
    ]);
    expect(await tally()).toMatchObject({ records: 0, late: 1 });
  });

  test('[G8] a device clock that says nonsense changes nothing', async () => {
    expect((await submit({ capturedAt: Number.MAX_SAFE_INTEGER })).status).toBe(201);
    world.setClock('2022-11-12T10:00');
    expect((await submit({ unit: `${places.village}-H2`, capturedAt: -1, sinceServerTime: 0 })).status).toBe(
      202,
    );
  });

  test('[G3] freezing again and again moves nothing a second time', async () => {
    world.setClock('2022-11-12T10:00');
    const runs = await Promise.all([1, 2, 3].map(() => freezeGates({ campaign: 'small' })(world.ports)));
    expect(runs.reduce((sum, { moved }) => sum + moved, 0)).toBe(2);
    const { body } = await world.call('town', 'gates', { area: places.town });
    const revisions = body.gates
      .filter(({ questionnaire }: { questionnaire: string }) => questionnaire === 'home')
      .map(({ revision }: { revision: number }) => revision);
    expect(revisions).toEqual([2, 2]);
  });
});
