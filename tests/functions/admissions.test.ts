/** Quarantine over HTTP: evidence, request, decision, and what the sender, the store and the seal are told. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { type InterruptedTable, interruptedTable, puts } from '#tests/support/interrupted.ts';
import { aSubmission, openWorld, type PersonName, places, type World } from '#tests/support/world.ts';

let table: InterruptedTable;
let world: World;
beforeEach(async () => {
  table = interruptedTable();
  world = await openWorld({ table });
});
afterEach(() => world.close());

type Envelope = ReturnType<typeof aSubmission>;
const household = (number: number) => `${places.village}-H${number}`;
const send = async (changes: Partial<Envelope> = {}) => {
  const envelope = aSubmission(changes);
  return { envelope, ...(await world.call('collector', 'submit', {}, envelope)) };
};
/** In quarantine since the gate of the first stage closed. */
const lateOne = async (changes: Partial<Envelope> = {}) => {
  world.setClock('2022-11-11T08:00');
  const sent = await send(changes);
  expect(sent.body.outcome).toBe('quarantined');
  return sent.envelope;
};
const named = (...envelopes: readonly Envelope[]) =>
  envelopes.map(({ id, village }) => ({ village, submission: id }));
const ask = (person: PersonName, ...envelopes: readonly Envelope[]) =>
  world.call(
    person,
    'askAdmissions',
    { area: places.town },
    { late: named(...envelopes), reason: 'no signal' },
  );
const decide = (person: PersonName, decision: 'admit' | 'reject', ...envelopes: readonly Envelope[]) =>
  world.call(
    person,
    'decideAdmissions',
    { area: places.town },
    { late: named(...envelopes), decision, why: 'seen on paper' },
  );
const problems = (reply: Awaited<ReturnType<typeof decide>>) =>
  reply.body.outcomes.map(({ problem }: { problem?: { problem: string } }) => problem?.problem ?? 'done');
const work = async () => (await world.call('collector', 'work')).body;
const tally = async () =>
  (await world.call('town', 'progress', { area: places.village })).body.tallies.find(
    ({ questionnaire }: { questionnaire: string }) => questionnaire === 'home',
  );

describe('evidence', () => {
  test('[G8, G17] what the device says, what the server knows, and what letting it in would meet', async () => {
    const { envelope } = {
      envelope: await lateOne({
        capturedAt: Date.parse('2022-11-10T17:40:00+08:00'),
        sinceServerTime: 3_600_000,
      }),
    };
    const { status, body } = await world.call('town', 'evidence', { submission: envelope.id });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      why: 'frozen',
      gate: { stage: 'homes-entry', right: 'collect', closesAt: Date.parse('2022-11-11T00:00:00+08:00') },
      receivedAt: Date.parse('2022-11-11T08:00:00+08:00'),
      capturedAt: Date.parse('2022-11-10T17:40:00+08:00'),
      heardAt: Date.parse('2022-11-11T07:00:00+08:00'),
      basedOn: 0,
      version: 0,
      people: { 'p-collector': 'Collector' },
    });
    expect(body.answers.idNo).toBe('990*************1X'.replace(/\*+/, '*'.repeat(13)));
    expect((await world.call('town', 'evidence', { submission: aSubmission().id })).body.problem).toBe(
      'no-such-late',
    );
  });

  test.each(['collector', 'neighbour', 'otherTown', 'designer'] as const)(
    '[P3] not for %s',
    async (person) => {
      const envelope = await lateOne();
      expect((await world.call(person, 'evidence', { submission: envelope.id })).status).toBe(403);
    },
  );
});

describe('letting in', () => {
  test('[G17, W11] an ordinary submission of its sender, with the trace, counted once', async () => {
    const envelope = await lateOne();
    expect(problems(await ask('town', envelope))).toEqual(['done']);
    expect((await work()).records).toEqual([]);
    const { body } = await decide('district', 'admit', envelope);
    const [{ admission }] = body.outcomes;
    expect(admission).toMatchObject({
      state: 'admitted',
      askedBy: 'p-town',
      decidedBy: 'p-district',
      why: 'seen on paper',
    });
    const after = await work();
    expect(after.records).toMatchObject([
      { unit: household(1), version: 1, by: 'p-collector', receipt: admission.receipt },
    ]);
    expect(after.late).toMatchObject([
      { submission: envelope.id, admission: { state: 'admitted', reason: 'no signal' } },
    ]);
    expect(await tally()).toMatchObject({ records: 1, submissions: 1, late: 1, decided: 1 });
  });

  test('[G19, W13, W5] every copy of it still gets the receipt of quarantine', async () => {
    world.setClock('2022-11-11T08:00');
    const first = await send();
    await ask('town', first.envelope);
    await decide('district', 'admit', first.envelope);
    const again = await world.call('collector', 'submit', {}, first.envelope);
    expect([again.status, again.body.receipt]).toEqual([202, first.body.receipt]);
    expect(await tally()).toMatchObject({ submissions: 1, late: 1 });
  });

  test('[G17] a correction that was late goes on top of the version that it started from', async () => {
    await send();
    world.setClock('2022-11-17T08:00'); // corrections need a finding now
    const late = await send({ basedOn: 1, answers: { head: '李', size: 5 } });
    expect(late.body.receipt.why).toBe('frozen');
    await ask('town', late.envelope);
    expect(problems(await decide('district', 'admit', late.envelope))).toEqual(['done']);
    expect((await work()).records).toMatchObject([{ version: 2 }]);
  });

  test('[G17] a record that moved on is named, not forced', async () => {
    await send();
    world.setClock('2022-11-11T08:00');
    const late = await send({ unit: household(1) });
    expect(late.body.receipt.why).toBe('frozen');
    await ask('town', late.envelope);
    const { body } = await decide('district', 'admit', late.envelope);
    expect(body.outcomes[0].problem).toEqual({ problem: 'moved-on', facts: { version: 1, basedOn: 0 } });
    expect((await work()).records).toMatchObject([{ version: 1 }]);
    expect((await work()).late[0].admission.state).toBe('asked');
    expect(await tally()).toMatchObject({ submissions: 1, decided: 0 });
  });

  test('[G17] many under one reason; each is decided by itself', async () => {
    const [one, two] = [await lateOne(), await lateOne({ unit: household(2) })];
    const never = aSubmission();
    expect(problems(await ask('town', one, two, never))).toEqual(['done', 'done', 'no-such-late']);
    expect(problems(await ask('town', one))).toEqual(['asked-already']);
    expect(problems(await decide('district', 'admit', one, never, two))).toEqual([
      'done',
      'no-such-late',
      'done',
    ]);
    expect(problems(await decide('district', 'reject', one, two))).toEqual([
      'decided-already',
      'decided-already',
    ]);
    expect((await work()).records.length).toBe(2);
  });

  test('[G17] nothing that nobody asked for; two decisions at once are one', async () => {
    const envelope = await lateOne();
    expect(problems(await decide('district', 'admit', envelope))).toEqual(['not-asked']);
    await ask('town', envelope);
    let inner: string[] = [];
    table.between = (writes) => {
      if (!puts(writes, 'SUB#')) return undefined;
      return decide('district', 'reject', envelope).then((reply) => {
        inner = problems(reply);
        return undefined;
      });
    };
    expect(problems(await decide('district', 'admit', envelope))).toEqual(['decided-already']);
    expect(inner).toEqual(['done']);
    expect((await work()).records).toEqual([]);
    expect(await tally()).toMatchObject({ submissions: 0, decided: 1 });
  });

  test.each(['collector', 'neighbour', 'town', 'otherTown', 'designer', 'auditor', 'nobody'] as const)(
    '[P3, P19] %s lets nothing in',
    async (person) => {
      const envelope = await lateOne();
      await ask('town', envelope);
      expect((await decide(person, 'admit', envelope)).status).toBe(403);
      expect((await work()).records).toEqual([]);
    },
  );

  test('[P2] nobody asks beside their own area', async () => {
    const envelope = await lateOne();
    const reply = await world.call(
      'town',
      'askAdmissions',
      { area: places.neighbour },
      { late: named(envelope), reason: 'no signal' },
    );
    expect([reply.status, reply.body.problem]).toEqual([404, 'no-such-area']);
    expect((await ask('collector', envelope)).status).toBe(403);
    expect((await ask('otherTown', envelope)).status).toBe(403);
  });

  test('[G19] a rejection reaches whoever sent, with its reason', async () => {
    const envelope = await lateOne();
    await ask('town', envelope);
    expect(problems(await decide('district', 'reject', envelope))).toEqual(['done']);
    const { late, records } = await work();
    expect(records).toEqual([]);
    expect(late).toMatchObject([
      { admission: { state: 'rejected', why: 'seen on paper', decidedBy: 'p-district' } },
    ]);
    expect(await tally()).toMatchObject({ records: 0, late: 1, decided: 1 });
    const { lines } = (await world.call('district', 'audit')).body;
    expect(lines.map(({ verb }: { verb: string }) => verb).sort()).toEqual([
      'admission.ask',
      'admission.reject',
    ]);
  });
});

describe('the seal', () => {
  const sealed = async () => {
    world.setClock('2022-11-26T00:00:01');
    expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
    return (await world.call('district', 'seals')).body.seals[0];
  };

  test('[G19, S11] has the record with its trace, the late ones, and each decision behind them', async () => {
    const [one, two, three] = [
      await lateOne(),
      await lateOne({ unit: household(2) }),
      await lateOne({ unit: household(3) }),
    ];
    await ask('town', one, two, three);
    await decide('district', 'admit', one);
    await decide('district', 'reject', two);
    expect(await sealed()).toMatchObject({ state: 'sealed', records: 1, late: 3 });
    const leaves = await world.ports.seals.get(`small/all/late/${places.village}.leaves`);
    const entries = new TextDecoder()
      .decode(leaves)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.map(({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`)).toEqual([
      `late ${one.id}`,
      `decision ${one.id}`,
      `late ${two.id}`,
      `decision ${two.id}`,
      `late ${three.id}`,
    ]);
  });

  test('[G18] nothing is asked or decided once sealing has begun, whoever asks and whatever the clock says', async () => {
    const [asked, silent] = [await lateOne(), await lateOne({ unit: household(2) })];
    await ask('town', asked);
    await sealed();
    world.setClock('2022-11-25T12:00');
    for (const reply of [
      await ask('town', silent),
      await decide('district', 'admit', asked),
      await decide('district', 'reject', asked),
    ])
      expect(reply.body.outcomes[0].problem).toEqual({ problem: 'sealed-already', facts: { seal: 'all' } });
    expect((await world.call('town', 'evidence', { submission: asked.id })).body.sealed).toBe('all');
    expect((await work()).records).toEqual([]);
  });

  test('[G18] from the instant of the seal on, even while its trigger is late', async () => {
    const envelope = await lateOne();
    await ask('town', envelope);
    world.setClock('2022-11-26T00:00');
    expect(problems(await decide('district', 'admit', envelope))).toEqual(['sealed-already']);
    world.setClock('2022-11-25T23:59:59.999');
    expect(problems(await decide('district', 'admit', envelope))).toEqual(['done']);
    expect(await sealed()).toMatchObject({ state: 'sealed', records: 1 });
  });

  test.each(['admit', 'reject'] as const)(
    '[G18] to %s while sealing begins decides nothing',
    async (decision) => {
      const envelope = await lateOne();
      await ask('town', envelope);
      table.between = (writes) => {
        return puts(writes, 'ADMISSION#') ? sealed().then(() => undefined) : undefined;
      };
      expect(problems(await decide('district', decision, envelope))).toEqual(['sealed-already']);
      expect((await world.call('district', 'seals')).body.seals[0]).toMatchObject({
        state: 'sealed',
        records: 0,
        late: 1,
      });
    },
  );
});
