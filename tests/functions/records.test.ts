import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aSubmission, openWorld, places, type World } from '#tests/support/world.ts';

let world: World;
let contentHash: string;
const unit = `${places.village}-H1`;
beforeEach(async () => {
  world = await openWorld();
  contentHash = (await world.call('collector', 'submit', {}, aSubmission())).body.receipt.contentHash;
});
afterEach(() => world.close());

describe('records', () => {
  test('[P6] identity numbers are masked', async () => {
    const { body } = await world.call('town', 'record', { unit });
    expect(body.masked).toBe(true);
    expect(body.people).toEqual({ 'p-collector': 'Collector' });
    expect(body.answers).toMatchObject({ head: '李长根', size: 3 });
    expect(body.answers.idNo).not.toContain('19680315');
  });

  test('[P6] revealed with a reason, which is in the audit log', async () => {
    const { body } = await world.call('town', 'reveal', { unit }, { reason: 'compare with the register' });
    expect([body.masked, body.answers.idNo]).toEqual([false, '99010119680315001X']);
    const audit = await world.call('auditor', 'audit');
    expect(audit.body.lines).toMatchObject([
      {
        who: 'p-town',
        verb: 'record.reveal',
        on: `${places.village}/${unit}/home`,
        why: 'compare with the register',
      },
    ]);
  });

  test('[P6] no reason, no numbers; and an auditor reveals nothing', async () => {
    const without = await world.call('town', 'reveal', { unit }, { reason: ' ' });
    expect([without.status, without.body.problem]).toEqual([400, 'wrong-shape']);
    expect((await world.call('auditor', 'reveal', { unit }, { reason: 'curiosity' })).body.problem).toBe(
      'not-allowed',
    );
    expect((await world.call('auditor', 'audit')).body.lines).toEqual([]);
  });
});

describe('signed pages', () => {
  const page = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);
  const sha256 = createHash('sha256').update(page).digest('hex');
  const request = (changes: object = {}) =>
    world.call(
      'collector',
      'requestScan',
      {},
      {
        unit,
        questionnaire: 'home',
        contentHash,
        page: 1,
        sha256,
        size: page.length,
        type: 'image/jpeg',
        ...changes,
      },
    );
  const upload = (ticket: { url: string; headers: Record<string, string> }, bytes: Uint8Array<ArrayBuffer>) =>
    world.request(new URL(ticket.url).pathname, { method: 'PUT', headers: ticket.headers, body: bytes });

  test('[G9] a page is uploaded, checked by the store, bound to the content', async () => {
    const ticket = await request();
    expect(ticket.status).toBe(201);
    const early = await world.call('collector', 'attachScan', { scan: ticket.body.scan }, {});
    expect(early.body.problem).toBe('not-uploaded');
    expect((await upload(ticket.body.upload, page)).status).toBeLessThan(300);
    const attached = await world.call('collector', 'attachScan', { scan: ticket.body.scan }, {});
    expect([attached.status, attached.body.contentHash]).toEqual([201, contentHash]);
    expect((await world.call('collector', 'attachScan', { scan: ticket.body.scan }, {})).status).toBe(201);
    const { body } = await world.call('town', 'progress', { area: places.town });
    expect(
      body.tallies.find(
        (line: { questionnaire: string; village: string }) =>
          line.questionnaire === 'home' && line.village === places.village,
      ).signed,
    ).toBe(1);
    const scans = await world.call('town', 'scans', { unit });
    expect(scans.body.scans).toMatchObject([{ page: 1, sha256, size: page.length, type: 'image/jpeg' }]);
    const file = await world.app.request(new URL(scans.body.scans[0].download).pathname);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(page);
  });

  test('[G9] a correction leaves the old pages behind and asks for new ones', async () => {
    const ticket = await request();
    await upload(ticket.body.upload, page);
    await world.call('collector', 'attachScan', { scan: ticket.body.scan }, {});
    await world.call(
      'collector',
      'submit',
      {},
      aSubmission({ basedOn: 1, answers: { head: '李长根', size: 4 } }),
    );
    const work = await world.call('collector', 'work');
    expect(work.body.records).toMatchObject([{ version: 2, pages: 0 }]);
    const { body } = await world.call('town', 'progress', { area: places.town });
    expect(body.tallies.map(({ signed }: { signed: number }) => signed)).toEqual([0, 0, 0, 0]);
    expect((await request()).body).toMatchObject({ problem: 'content-signed-differs' });
  });

  test('[G9] other bytes than announced are refused, and nothing is attached', async () => {
    const ticket = await request();
    const other = page.slice();
    other[5] = 99;
    const refused = await upload(ticket.body.upload, other);
    expect([refused.status, refused.body.problem]).toEqual([422, 'wrong-checksum']);
    expect((await world.call('collector', 'attachScan', { scan: ticket.body.scan }, {})).body.problem).toBe(
      'not-uploaded',
    );
  });

  test('[G9] wrong type, too large, too many pages, unknown record', async () => {
    expect((await request({ type: 'text/html' })).body.problem).toBe('wrong-file-type');
    expect((await request({ size: 16 * 1024 * 1024 })).body.problem).toBe('file-too-large');
    expect((await request({ page: 3 })).body.problem).toBe('too-many-pages');
    expect((await request({ unit: `${places.village}-H2` })).body.problem).toBe('no-such-record');
    expect((await world.call('neighbour', 'requestScan', {}, {})).body.problem).toBe('wrong-shape');
  });

  test('[G9] after the freeze no page comes in, not even one that was allowed before', async () => {
    const ticket = await request();
    await upload(ticket.body.upload, page);
    world.setClock('2022-11-22T10:00');
    const attached = await world.call('collector', 'attachScan', { scan: ticket.body.scan }, {});
    expect([attached.status, attached.body.problem]).toEqual([409, 'gate-closed']);
    expect((await request()).body.problem).toBe('gate-closed');
  });
});
