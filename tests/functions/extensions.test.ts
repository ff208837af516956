/** Extensions over HTTP: who asks, who decides, what the gates do, and what comes between. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { type InterruptedTable, interruptedTable, puts } from '#tests/support/interrupted.ts';
import { aSubmission, openWorld, type PersonName, places, type World } from '#tests/support/world.ts';

const at = (local: string) => Date.parse(`${local}+08:00`);
let table: InterruptedTable;
let world: World;
beforeEach(async () => {
  table = interruptedTable();
  world = await openWorld({ table });
});
afterEach(() => world.close());

const wanted = {
  stage: 'homes-entry',
  questionnaires: ['home'],
  villages: [places.village],
  until: at('2022-11-12T12:00'),
  reason: 'the bridge is under water',
};
const ask = (person: PersonName, changes: object = {}, area = places.village) =>
  world.call(person, 'askExtension', { area }, { ...wanted, ...changes });
const decide = (person: PersonName, extension: { id: string; area: string }, decision = 'grant') =>
  world.call(
    person,
    'decideExtension',
    { area: extension.area, extension: extension.id },
    { decision, why: 'seen on the spot' },
  );
const granted = async (changes: object = {}, asker: PersonName = 'collector') => {
  const asked = await ask(asker, changes, asker === 'collector' ? places.village : places.town);
  return decide('district', asked.body);
};
const gate = async (village = places.village) =>
  (await world.call('town', 'gates', { area: village })).body.gates[0];
const send = (changes: Parameters<typeof aSubmission>[0] = {}) =>
  world.call('collector', 'submit', {}, aSubmission(changes));
const household = (number: number) => ({ unit: `${places.village}-H${number}` });

describe('asking and deciding', () => {
  test('[G12, P19] a collector asks, the town grants, and the gate stands open longer', async () => {
    const asked = await ask('collector');
    expect(asked).toMatchObject({
      status: 201,
      body: { state: 'asked', askedBy: 'p-collector', area: places.village },
    });
    expect(await gate()).toMatchObject({ closesAt: at('2022-11-11T00:00') });
    const decision = await decide('town', asked.body);
    expect(decision).toMatchObject({
      status: 200,
      body: { state: 'granted', gates: 1, decidedBy: 'p-town' },
    });
    expect(await gate()).toMatchObject({
      closesAt: wanted.until,
      extension: asked.body.id,
      right: 'collect',
    });
    expect(await gate(places.neighbour)).toMatchObject({ closesAt: at('2022-11-11T00:00') });
  });

  test('[P19] what a town officer asks for, the district decides: nobody in the same area, nobody for themselves', async () => {
    const { body } = await ask('town', {}, places.village);
    expect(body.area).toBe(places.town);
    for (const person of ['town', 'townChief'] as const)
      expect((await decide(person, body)).body.problem).toBe('needs-someone-else');
    expect((await decide('district', body)).status).toBe(200);
  });

  test.each(['neighbour', 'designer', 'auditor', 'otherTown', 'nobody', 'district'] as const)(
    '[P3, P19] %s does not ask for this village',
    async (person) => {
      expect((await ask(person)).status).toBe(403);
    },
  );

  test.each(['collector', 'neighbour', 'designer', 'auditor', 'otherTown', 'nobody'] as const)(
    '[P3, P19] %s does not decide',
    async (person) => {
      const { body } = await ask('collector');
      expect((await decide(person, body)).status).toBe(403);
      expect(await gate()).toMatchObject({ closesAt: at('2022-11-11T00:00') });
    },
  );

  test('[P2] nobody asks for a village beside their own', async () => {
    const { status, body } = await ask('collector', { villages: [places.village, places.neighbour] });
    expect([status, body.problem]).toEqual([404, 'no-such-area']);
    expect((await ask('town', { villages: [places.village, places.neighbour] }, places.town)).status).toBe(
      201,
    );
  });

  test.each([
    ['no-such-stage', { stage: 'nothing' }],
    ['not-begun', { stage: 'homes-correct', until: at('2022-11-16T00:00') }],
    ['not-longer', { until: at('2022-11-11T00:00') }],
    ['past-seal', { until: at('2022-11-26T00:01') }],
  ])('[G12, G13] refused as %s', async (why, changes) => {
    expect((await ask('collector', changes)).body).toEqual({ problem: 'extension-refused', facts: { why } });
  });

  test('[G12] only questionnaires of the group whose stage goes on', async () => {
    const { body } = await ask('collector', { questionnaires: ['home', 'place'] });
    expect(body).toEqual({ problem: 'no-such-questionnaire', facts: { questionnaire: 'place' } });
    expect((await ask('collector', { reason: ' ' })).body.problem).toBe('wrong-shape');
  });

  test('[G15] decided once; the same again changes nothing, another decision is refused', async () => {
    const { body } = await ask('collector');
    await decide('district', body);
    const revision = (await gate()).revision;
    expect((await decide('district', body)).body).toMatchObject({ state: 'granted', gates: 1 });
    expect((await decide('district', body, 'decline')).body.problem).toBe('decided-already');
    expect((await gate()).revision).toBe(revision);
    const declined = await ask('collector');
    expect((await decide('town', declined.body, 'decline')).body).toMatchObject({
      state: 'declined',
      gates: 0,
    });
    expect((await decide('town', declined.body)).body.problem).toBe('decided-already');
  });

  test('[G16] everybody concerned sees it with its reason, nobody beside them; the audit log has both words', async () => {
    await granted();
    const shown = {
      reason: wanted.reason,
      why: 'seen on the spot',
      askedBy: 'p-collector',
      decidedBy: 'p-district',
    };
    expect((await world.call('collector', 'work')).body.extensions).toMatchObject([shown]);
    for (const [person, area] of [
      ['collector', places.village],
      ['town', places.town],
      ['district', places.district],
      ['auditor', places.district],
    ] as const) {
      const { body } = await world.call(person, 'extensions', { area });
      expect(body.extensions).toMatchObject([shown]);
      expect(body.people['p-collector']).toBe('Collector');
    }
    expect((await world.call('neighbour', 'extensions', { area: places.neighbour })).body.extensions).toEqual(
      [],
    );
    expect((await world.call('neighbour', 'extensions', { area: places.village })).status).toBe(403);
    const { lines } = (await world.call('district', 'audit')).body;
    expect(lines.map(({ verb }: { verb: string }) => verb).sort()).toEqual([
      'extension.ask',
      'extension.grant',
    ]);
  });
});

describe('the deadline under an extension', () => {
  test('[G14] holds to the millisecond with nobody awake, then the calendar goes on', async () => {
    await granted();
    world.setClock('2022-11-12T11:59:59.999');
    expect((await send()).status).toBe(201);
    world.setClock('2022-11-12T12:00');
    const late = await send(household(2));
    expect([late.status, late.body.receipt.why]).toEqual([202, 'frozen']);
    const correction = await send({ basedOn: 1, answers: { head: '李', size: 4 } });
    expect(correction.status).toBe(201);
    expect(await gate()).toMatchObject({ stage: 'homes-correct', closesAt: at('2022-11-16T00:00') });
  });

  test('[G14] what meets the gate while an extension comes is not sent away', async () => {
    const { body } = await ask('collector');
    world.setClock('2022-11-11T08:00');
    table.between = (writes) => {
      if (!puts(writes, 'LATE#')) return undefined;
      return decide('district', body).then(() => undefined);
    };
    expect((await send()).status).toBe(201);
  });

  test('[G14] opens again what was frozen when it was asked for', async () => {
    world.setClock('2022-11-11T10:00');
    await runDeadlines()(world.ports);
    expect((await send()).status).toBe(202);
    await granted();
    expect((await send(household(2))).status).toBe(201);
  });

  test('[G14, G3] triggers of the calendar leave it alone, its own end moves it, once', async () => {
    await granted();
    world.setClock('2022-11-11T00:00');
    const run = await runDeadlines()(world.ports);
    expect(run).toMatchObject({ failed: 0, next: wanted.until });
    expect(await gate()).toMatchObject({ stage: 'homes-entry', closesAt: wanted.until });
    expect(await gate(places.neighbour)).toMatchObject({ stage: 'homes-correct' });
    world.setClock('2022-11-12T12:00');
    expect(await runDeadlines()(world.ports)).toMatchObject({ ran: 1, failed: 0 });
    expect(await gate()).toMatchObject({ stage: 'homes-correct' });
    expect(await runDeadlines()(world.ports)).toMatchObject({ ran: 0, failed: 0 });
  });

  test('[G15] killed in the middle of a grant: the next run carries out what is missing, once', async () => {
    const asked = await ask('town', { villages: [places.village, places.neighbour] }, places.town);
    table.between = (writes) => (puts(writes, 'EXTENDED#') ? Promise.resolve('busy') : undefined);
    expect((await decide('district', asked.body)).body).toMatchObject({ state: 'granted', gates: 1 });
    expect(await gate(places.village)).toMatchObject({ closesAt: at('2022-11-11T00:00') });
    await runDeadlines()(world.ports);
    await runDeadlines()(world.ports);
    for (const village of [places.village, places.neighbour])
      expect(await gate(village)).toMatchObject({ closesAt: wanted.until, revision: 2 });
  });

  test('[G15] carried out after its end, it does nothing', async () => {
    const { body } = await ask('collector');
    table.between = (writes) => (puts(writes, 'EXTENDED#') ? Promise.resolve('busy') : undefined);
    await decide('district', body);
    world.setClock('2022-11-12T12:00');
    await runDeadlines()(world.ports);
    expect(await gate()).toMatchObject({ stage: 'homes-correct' });
    world.setClock('2022-11-11T12:00');
    expect((await decide('district', body)).body).toMatchObject({ gates: 0 });
    expect((await gate()).stage).toBe('homes-correct');
  });

  test('[G15] a gate that moves between reading and writing is read again', async () => {
    await send();
    world.setClock('2022-11-11T00:00');
    const { body } = await ask('collector');
    table.between = (writes) => {
      if (!puts(writes, 'EXTENDED#')) return undefined;
      return send({ basedOn: 1, answers: { head: '李', size: 4 } }).then(() => undefined);
    };
    expect((await decide('district', body)).body.gates).toBe(1);
    expect(await gate()).toMatchObject({ extension: body.id, revision: 3 });
  });
});
