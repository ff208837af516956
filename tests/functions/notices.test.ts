/** Who is told what: in the app over HTTP, and which notices leave it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Notices, SentNotice } from '#functions/ports.ts';
import { deliverNotices } from '#functions/use-cases/notice/deliver-notices.ts';
import { remind } from '#functions/use-cases/notice/remind.ts';
import { runBackground } from '#functions/use-cases/run-background.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { submitAnswers } from '#functions/use-cases/submit-answers.ts';
import { aSubmission, openWorld, type PersonName, people, places, type World } from '#tests/support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const noticesOf = async (person: PersonName) => (await world.call(person, 'notices')).body;
const kinds = async (person: PersonName) =>
  (await noticesOf(person)).notices.map(({ kind }: { kind: string }) => kind);
const lateOne = async () => {
  world.setClock('2022-11-11T08:00');
  const envelope = aSubmission();
  await world.call('collector', 'submit', {}, envelope);
  return { village: places.village, submission: envelope.id };
};

describe('in the app', () => {
  test('[G21] a collector is told of quarantine and of what became of it, with the reason', async () => {
    const late = [await lateOne()];
    expect(await kinds('collector')).toEqual(['quarantined']);
    await world.call('town', 'askAdmissions', { area: places.town }, { late, reason: 'no signal' });
    world.setClock('2022-11-11T09:00');
    await world.call(
      'district',
      'decideAdmissions',
      { area: places.town },
      { late, decision: 'reject', why: 'made up' },
    );
    expect(await kinds('collector')).toEqual(['rejected', 'quarantined']);
    expect((await noticesOf('collector')).notices[0].facts).toMatchObject({
      questionnaire: 'home',
      why: 'made up',
    });
    expect(await kinds('town')).toEqual(['rejected']);
    expect(await kinds('neighbour')).toEqual([]);
  });

  test('[G21] sent again is told once', async () => {
    world.setClock('2022-11-11T08:00');
    const envelope = aSubmission();
    for (let time = 0; time < 3; time++) await world.call('collector', 'submit', {}, envelope);
    expect(await kinds('collector')).toEqual(['quarantined']);
  });

  test('[G21] an extension: whoever asked, and whose phone was heard in its villages once it holds', async () => {
    await world.call('collector', 'hearPhone', {}, { unsent: 0, drafts: 0 });
    await world.call('neighbour', 'hearPhone', { area: places.neighbour }, { unsent: 0, drafts: 0 });
    const ask = (villages: readonly string[]) =>
      world.call(
        'town',
        'askExtension',
        { area: places.town },
        {
          stage: 'homes-entry',
          questionnaires: ['home'],
          villages,
          until: Date.parse('2022-11-12T00:00:00+08:00'),
          reason: 'flood',
        },
      );
    const decide = async (asked: Awaited<ReturnType<typeof ask>>, decision: string) =>
      world.call(
        'district',
        'decideExtension',
        { area: places.town, extension: asked.body.id },
        { decision, why: 'seen' },
      );
    await decide(await ask([places.village]), 'grant');
    expect(await kinds('town')).toEqual(['extension-granted']);
    expect(await kinds('collector')).toEqual(['extension-granted']);
    expect(await kinds('neighbour')).toEqual([]);
    world.setClock('2022-11-05T11:00');
    await decide(await ask([places.village]), 'decline');
    expect(await kinds('town')).toEqual(['extension-declined', 'extension-granted']);
    expect(await kinds('collector')).toEqual(['extension-granted']);
  });

  test('[G21] how far somebody has read is theirs', async () => {
    await lateOne();
    const { notices, readUpTo } = await noticesOf('collector');
    expect(readUpTo).toBe(0);
    await world.call('collector', 'readNotices', {}, { upTo: notices[0].at });
    expect((await noticesOf('collector')).readUpTo).toBe(notices[0].at);
    expect((await noticesOf('town')).readUpTo).toBe(0);
    expect((await world.call(undefined, 'notices')).status).toBe(401);
    expect((await world.call('nobody', 'notices')).status).toBe(403);
  });
});

describe('before a deadline', () => {
  const heard = (unsent: number, person: PersonName = 'collector', area = places.village) =>
    world.call(person, 'hearPhone', { area }, { unsent, drafts: 0 });
  const told = async (local: string) => {
    world.setClock(local);
    return remind()(world.ports);
  };

  test('[G23] those with unfinished or unsent work, three times, each once', async () => {
    await heard(2);
    expect(await told('2022-11-07T23:59')).toMatchObject({
      told: 0,
      next: Date.parse('2022-11-08T00:00:00+08:00'),
    });
    expect((await told('2022-11-08T00:00')).told).toBe(1);
    expect((await told('2022-11-08T00:00')).told).toBe(0);
    expect((await told('2022-11-10T00:00')).told).toBe(1);
    expect((await told('2022-11-10T22:30')).told).toBe(1);
    expect((await told('2022-11-10T23:59')).told).toBe(0);
    const { notices } = await noticesOf('collector');
    expect(notices.map(({ facts }: { facts: object }) => facts)).toEqual(
      Array(3).fill({
        village: places.village,
        stage: 'homes-entry',
        closesAt: Date.parse('2022-11-11T00:00:00+08:00'),
        unfinished: 3,
        unsent: 2,
      }),
    );
  });

  test('[G23] whoever slept over the earlier ones is told once', async () => {
    await heard(2);
    expect((await told('2022-11-10T23:00')).told).toBe(1);
    expect(await kinds('collector')).toEqual(['deadline-near']);
  });

  test('[G23] nobody who is done, and nobody beside', async () => {
    for (const number of [1, 2, 3])
      await world.call('collector', 'submit', {}, aSubmission({ unit: `${places.village}-H${number}` }));
    await heard(0);
    await heard(0, 'neighbour', places.neighbour);
    expect((await told('2022-11-10T23:00')).told).toBe(1);
    expect(await kinds('collector')).toEqual([]);
    expect(await kinds('neighbour')).toEqual(['deadline-near']);
  });

  test('[G23] under an extension at its own end, not at the calendar’s', async () => {
    const until = Date.parse('2022-11-12T12:00:00+08:00');
    await heard(1);
    const asked = await world.call(
      'collector',
      'askExtension',
      {},
      {
        stage: 'homes-entry',
        questionnaires: ['home'],
        villages: [places.village],
        until,
        reason: 'flood',
      },
    );
    await world.call(
      'town',
      'decideExtension',
      { area: places.village, extension: asked.body.id },
      { decision: 'grant', why: 'seen' },
    );
    expect((await told('2022-11-08T10:00')).told).toBe(0);
    expect((await told('2022-11-10T23:00')).told).toBe(1);
    expect((await told('2022-11-12T11:00')).told).toBe(1);
    const { notices } = await noticesOf('collector');
    const ends = notices.flatMap(({ facts }: { facts: { closesAt?: number } }) => facts.closesAt ?? []);
    expect(ends).toEqual([until, until]);
  });
});

describe('out of the app', () => {
  const sent: SentNotice[] = [];
  let fails = 0;
  const channel: Notices = {
    deliver: async (notice) => {
      if (fails-- > 0) throw new TypeError('down');
      sent.push(notice);
    },
  };
  beforeEach(() => {
    sent.length = 0;
    fails = 0;
  });
  const quarantined = async () => {
    world.setClock('2022-11-11T08:00');
    const ports = { ...world.ports, notices: channel };
    await submitAnswers(people.collector, aSubmission())(ports);
    return ports;
  };

  test('[G22] once, in every language of the campaign, without a word of any household', async () => {
    const ports = await quarantined();
    await world.call('collector', 'contact', {}, { email: 'collector@example.org' });
    expect(await deliverNotices()(ports)).toEqual({ sent: 1, failed: 0 });
    expect(await deliverNotices()(ports)).toEqual({ sent: 0, failed: 0 });
    expect(sent).toMatchObject([
      { kind: 'quarantined', person: 'p-collector', email: 'collector@example.org', campaign: 'small' },
    ]);
    expect(sent[0]?.texts.map(({ language }) => language)).toEqual(['zh-CN', 'en']);
    expect(sent[0]?.texts[1]?.body).toContain('Home (receipt ');
    expect(JSON.stringify(sent)).not.toMatch(/李长根|Household 1|99010119680315001X/);
  });

  test('[G22] what was not taken is tried again after a pause, and given up in the end', async () => {
    const ports = await quarantined();
    fails = 2;
    const first = await deliverNotices()(ports);
    expect(first).toEqual({ sent: 0, failed: 1, next: Date.parse('2022-11-11T08:00:30+08:00') });
    expect(await deliverNotices()(ports)).toMatchObject({ sent: 0, failed: 0 });
    world.setClock('2022-11-11T08:00:30');
    expect(await deliverNotices()(ports)).toMatchObject({
      failed: 1,
      next: Date.parse('2022-11-11T08:01:30+08:00'),
    });
    world.setClock('2022-11-11T08:01:30');
    expect(await deliverNotices()(ports)).toMatchObject({ sent: 1 });
    const again = await quarantined();
    fails = 100;
    for (let day = 12; day < 26; day++) {
      world.setClock(`2022-11-${day}T08:00`);
      await deliverNotices()(again);
    }
    fails = 0;
    expect(await deliverNotices()(again)).toEqual({ sent: 0, failed: 0 });
    expect(world.errors.some((line) => line.includes('p-collector'))).toBe(false);
  });

  test('[G22] without a channel nothing waits anywhere, and a channel that is down delays no deadline', async () => {
    await lateOne();
    expect(await deliverNotices()({ ...world.ports, notices: channel })).toEqual({ sent: 0, failed: 0 });
    const ports = await quarantined();
    fails = 100;
    world.setClock('2022-11-26T00:00:01');
    expect(await runBackground(runDeadlines)(ports)).toMatchObject({ failed: 0 });
    expect((await world.call('district', 'seals')).body.seals).toMatchObject([{ state: 'sealed' }]);
  });

  test('[G22] only oneself says where one’s notices go', async () => {
    expect((await world.call('collector', 'contact', {}, { email: 'x@example.org' })).status).toBe(200);
    expect((await noticesOf('collector')).email).toBe('x@example.org');
    expect((await noticesOf('town')).email).toBeUndefined();
    expect((await world.call('collector', 'contact', {}, { email: 'a@b.cn\r\nBcc: c@d.cn' })).status).toBe(
      400,
    );
    await world.call('collector', 'contact', {}, { email: null });
    expect((await noticesOf('collector')).email).toBeUndefined();
  });
});
