/** Changing the calendar of a running campaign over HTTP: who proposes, who decides, what the gates and the phones do. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import * as keys from '#functions/store/keys.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { proposing, setEnd } from '#tests/support/proposing.ts';
import { aSubmission, openWorld, type PersonName, people, places, type World } from '#tests/support/world.ts';

const at = (local: string) => Date.parse(`${local}+08:00`);
let world: World;
let { propose, decide } = {} as ReturnType<typeof proposing>;
const open = async (options: Parameters<typeof openWorld>[0] = {}) => {
  world = await openWorld(options);
  ({ propose, decide } = proposing(world));
};
afterEach(() => world.close());

const later = (draft: Parameters<typeof setEnd>[0]) => setEnd(draft, 'homes-entry', '2022-11-12 24:00');
const sooner = (draft: Parameters<typeof setEnd>[0]) => setEnd(draft, 'homes-entry', '2022-11-08 24:00');
const gates = async () => (await world.call('town', 'gates', { area: places.town })).body.gates;
const home = async (village = places.village) =>
  (await gates()).find(
    (gate: { village: string; questionnaire: string }) =>
      gate.village === village && gate.questionnaire === 'home',
  );
const send = (changes: Parameters<typeof aSubmission>[0] = {}) =>
  world.call('collector', 'submit', {}, aSubmission(changes));
const household = (number: number) => ({ unit: `${places.village}-H${number}` });
const approved = async (edit = later, changes: object = {}) => {
  const { body } = await propose('town', edit, changes);
  return decide('district', body.id);
};

describe.each([
  ['memory', () => ({ table: memoryTable() })],
  ['LMDB', () => ({})],
])('on %s', (_, options) => {
  beforeEach(() => open(options()));

  test('[G30, C24] a later end: proposed, approved, and it stands on every gate of the group', async () => {
    const proposal = await propose('town', later);
    expect(proposal).toMatchObject({
      status: 201,
      body: {
        state: 'proposed',
        proposedBy: people.town.id,
        change: {
          deadlines: [
            {
              kind: 'stage-end',
              id: 'homes-entry',
              from: at('2022-11-11T00:00'),
              to: at('2022-11-13T00:00'),
            },
          ],
          gates: [{ group: 'homes' }],
        },
      },
    });
    expect(await home()).toMatchObject({ closesAt: at('2022-11-11T00:00'), revision: 1 });
    const decision = await decide('district', proposal.body.id);
    expect(decision).toMatchObject({
      status: 200,
      body: { state: 'in-force', gates: 2, decidedBy: people.district.id },
    });
    for (const village of [places.village, places.neighbour])
      expect(await home(village)).toMatchObject({ closesAt: at('2022-11-13T00:00'), revision: 2 });
    expect(
      (await gates()).filter(({ questionnaire }: { questionnaire: string }) => questionnaire === 'place'),
    ).toMatchObject([{ revision: 1 }, { revision: 1 }]);
    world.setClock('2022-11-12T23:59:59.999');
    expect((await send()).status).toBe(201);
    world.setClock('2022-11-13T00:00');
    expect((await send(household(2))).body.receipt.why).toBe('frozen');
    expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0, next: at('2022-11-16T00:00') });
    expect(await home()).toMatchObject({ stage: 'homes-correct' });
  });

  test('[G31, G1] a nearer end holds to the millisecond with nobody awake', async () => {
    expect((await approved(sooner)).body).toMatchObject({ state: 'in-force', gates: 2 });
    world.setClock('2022-11-08T23:59:59.999');
    expect((await send()).status).toBe(201);
    world.setClock('2022-11-09T00:00');
    expect((await send(household(2))).body.receipt.why).toBe('frozen');
    expect((await send({ basedOn: 1, answers: { head: '李', size: 4 } })).status).toBe(201);
  });

  test('[G30, S1] what is sealed is sealed at its new time, and its gates never move again', async () => {
    await approved((draft) => {
      setEnd(draft, 'homes-read', '2022-11-23 24:00');
      setEnd(draft, 'places-entry', '2022-11-23 24:00');
      for (const seal of draft.seals) seal.at = '2022-11-23 24:00';
    });
    world.setClock('2022-11-24T00:00:01');
    expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
    expect((await world.call('district', 'seals')).body.seals).toMatchObject([{ state: 'sealed' }]);
    const before = await gates();
    const refused = await propose(
      'town',
      (draft) => {
        setEnd(draft, 'homes-read', '2022-11-28 24:00');
        for (const seal of draft.seals) seal.at = '2022-11-28 24:00';
      },
      { basedOn: 1 },
    );
    expect(refused.body.problem).toBe('calendar-refused');
    expect(refused.body.facts.faults.map(({ code }: { code: string }) => code)).toContain('is-sealed');
    expect(await gates()).toEqual(before);
  });
});

describe('who', () => {
  beforeEach(() => open());

  test.each(['collector', 'neighbour', 'auditor', 'otherTown', 'nobody'] as const)(
    '[P3, P34] %s proposes nothing',
    async (person) => {
      expect((await propose(person, later)).status).toBe(403);
    },
  );

  test.each(['collector', 'town', 'townChief', 'otherTown', 'designer', 'auditor', 'nobody'] as const)(
    '[P3, P34] %s does not decide',
    async (person) => {
      const { body } = await propose('town', later);
      expect((await decide(person, body.id)).status).toBe(403);
      expect((await home()).closesAt).toBe(at('2022-11-11T00:00'));
    },
  );

  test('[P34] whoever proposed does not decide, but may withdraw; nobody else withdraws', async () => {
    const { body } = await propose('district', later);
    expect((await decide('district', body.id)).body.problem).toBe('another-second-person');
    expect((await decide('town', body.id, 'withdraw')).body.problem).toBe('another-second-person');
    expect((await decide('district', body.id, 'withdraw')).body).toMatchObject({ state: 'withdrawn' });
    expect((await home()).revision).toBe(1);
  });

  test('[P35] everybody who sees the calendar sees what was proposed and decided; the audit log has both', async () => {
    await approved();
    for (const person of ['collector', 'town', 'district', 'designer', 'auditor'] as PersonName[]) {
      const { body } = await world.call(person, 'calendarChanges');
      expect(body.changes).toMatchObject([
        { state: 'in-force', reason: 'the road is closed until Friday', why: 'agreed by telephone' },
      ]);
      expect(body.people).toMatchObject({ [people.town.id]: 'Town officer' });
    }
    expect((await world.call('nobody', 'calendarChanges')).status).toBe(403);
    const { lines } = (await world.call('district', 'audit')).body;
    expect(lines.map(({ verb }: { verb: string }) => verb).sort()).toEqual([
      'calendar.approve',
      'calendar.propose',
    ]);
  });
});

describe('what may be proposed', () => {
  beforeEach(() => open());

  test('[C10] every fault at once, each at its place', async () => {
    const { status, body } = await propose('town', (draft) => {
      setEnd(draft, 'homes-entry', '2022-11-31 24:00');
      for (const seal of draft.seals) seal.at = 'soon';
    });
    expect(status).toBe(422);
    expect(body.facts.faults.map(({ at: place }: { at: string }) => place)).toEqual(
      expect.arrayContaining(['/stages/0/to', '/stages/1/from', '/seals/0/at']),
    );
  });

  test('[C27] not the same calendar, not from an older one', async () => {
    const same = await propose('town', () => undefined);
    expect(same.body.facts.faults).toEqual([{ at: '', code: 'nothing-moves', facts: {} }]);
    expect((await propose('town', later, { basedOn: 3 })).body).toEqual({
      problem: 'calendar-moved-on',
      facts: { revision: 0 },
    });
    expect((await propose('town', later, { reason: ' ' })).body.problem).toBe('wrong-shape');
  });

  test('[C27] what was proposed before another change is overtaken', async () => {
    const first = await propose('town', later);
    expect((await approved(sooner)).body.state).toBe('in-force');
    expect((await decide('district', first.body.id)).body.problem).toBe('calendar-moved-on');
    const { changes } = (await world.call('town', 'calendarChanges')).body;
    expect(changes.map(({ state }: { state: string }) => state).sort()).toEqual(['in-force', 'overtaken']);
    expect((await world.call('town', 'campaign')).body.calendar.revision).toBe(1);
    const next = await propose(
      'town',
      (draft) => {
        sooner(draft);
        setEnd(draft, 'homes-correct', '2022-11-17 24:00');
      },
      { basedOn: 1 },
    );
    expect((await decide('district', next.body.id)).body).toMatchObject({ state: 'in-force', gates: 0 });
  });

  test('[C22] what was proposed in time and is decided too late is refused', async () => {
    const { body } = await propose('town', later);
    world.setClock('2022-11-10T23:51');
    const decision = await decide('district', body.id);
    expect(decision.body.facts.faults).toEqual([
      { at: '/stages/0/to', code: 'too-soon', facts: { stage: 'homes-entry', minutes: 10 } },
    ]);
    expect((await home()).revision).toBe(1);
  });

  test('[G32] decided once; the same again changes nothing, another decision is refused', async () => {
    const { body } = await propose('town', later);
    await decide('district', body.id);
    expect((await decide('district', body.id)).body).toMatchObject({ state: 'in-force', gates: 2 });
    expect((await decide('district', body.id, 'decline')).body.problem).toBe('decided-already');
    expect((await home()).revision).toBe(2);
    const declined = await propose('town', sooner, { basedOn: 1 });
    expect((await decide('district', declined.body.id, 'decline')).body.state).toBe('declined');
    expect((await decide('district', declined.body.id)).body.problem).toBe('decided-already');
    expect((await decide('district', 'nothing')).body.problem).toBe('no-such-change');
  });
});

describe('phones and extensions', () => {
  beforeEach(() => open());

  test('[G33] the next work reply has the changed deadline', async () => {
    const gate = async () =>
      (await world.call('collector', 'work')).body.gates.find(
        ({ questionnaire }: { questionnaire: string }) => questionnaire === 'home',
      );
    expect(await gate()).toMatchObject({ closesAt: at('2022-11-11T00:00') });
    await approved();
    expect(await gate()).toMatchObject({ closesAt: at('2022-11-13T00:00') });
  });

  const extend = async (until: string) => {
    const asked = await world.call(
      'collector',
      'askExtension',
      {},
      {
        stage: 'homes-entry',
        questionnaires: ['home'],
        villages: [places.village],
        until: at(until),
        reason: 'the bridge is under water',
      },
    );
    const path = { extension: asked.body.id };
    await world.call('district', 'decideExtension', path, { decision: 'grant', why: 'seen on the spot' });
  };

  test('[G30, G14] a gate under an extension follows at its end', async () => {
    await extend('2022-11-11T12:00');
    expect((await approved()).body).toMatchObject({ state: 'in-force', gates: 1 });
    expect(await home()).toMatchObject({ closesAt: at('2022-11-11T12:00') });
    world.setClock('2022-11-11T12:00');
    expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
    expect(await home()).toMatchObject({ stage: 'homes-entry', closesAt: at('2022-11-13T00:00') });
    expect(await home()).not.toHaveProperty('extension');
  });

  test('[C25, G13] no seal comes before the end of an extension', async () => {
    await extend('2022-11-25T12:00');
    const { body } = await propose('town', (draft) => {
      setEnd(draft, 'homes-read', '2022-11-24 24:00');
      setEnd(draft, 'places-entry', '2022-11-24 24:00');
      for (const seal of draft.seals) seal.at = '2022-11-24 24:00';
    });
    expect(body.facts.faults).toEqual([
      { at: '/seals/0/at', code: 'seal-before-extension', facts: { seal: 'all' } },
    ]);
  });
});

test('[G31] the history of a gate says under which calendar it moved', async () => {
  await open();
  await approved();
  const { items } = await world.ports.table.query(keys.villagePk('small', places.village), {
    prefix: `${keys.gateHistoryPrefix}home#`,
    limit: 10,
  });
  expect(items).toMatchObject([{ revision: 2, calendar: 1, closesAt: at('2022-11-13T00:00') }]);
});
