/** Who is told that something waits for their word, and that another calendar is in force. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { grantsOf, putGrant, removeGrant } from '#functions/adapters/accounts/grants.ts';
import type { Notices, SentNotice } from '#functions/ports.ts';
import { changesToTell } from '#functions/store/calendar-changes.ts';
import { holdersOf } from '#functions/store/holders.ts';
import { decideCalendar } from '#functions/use-cases/calendar/decide-calendar.ts';
import { runBackground } from '#functions/use-cases/run-background.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { type InterruptedTable, interruptedTable, puts } from '#tests/support/interrupted.ts';
import { type Draft, proposing, setEnd } from '#tests/support/proposing.ts';
import { aSubmission, openWorld, type PersonName, people, places, type World } from '#tests/support/world.ts';

let table: InterruptedTable;
let world: World;
let { propose, decide } = {} as ReturnType<typeof proposing>;
const held: readonly PersonName[] = ['collector', 'neighbour', 'town', 'townChief', 'district', 'auditor'];
beforeEach(async () => {
  table = interruptedTable();
  world = await openWorld({ table });
  ({ propose, decide } = proposing(world));
  for (const name of held)
    for (const grant of people[name].grants) await putGrant(table, people[name].id, grant);
  await putGrant(table, 'p-deputy', { role: 'district-officer', area: places.district });
});
afterEach(() => world.close());

const at = (local: string) => Date.parse(`${local}+08:00`);
const later = (draft: Draft) => setEnd(draft, 'homes-entry', '2022-11-12 24:00');
const told = async (person: PersonName) =>
  (await world.call(person, 'notices')).body.notices as { kind: string; at: number; facts: object }[];
const kinds = async (person: PersonName) => (await told(person)).map(({ kind }) => kind);
const toldOutside = async () => {
  const { items } = await table.query('C#small#Pp-deputy', { prefix: 'NOTICE#', limit: 10 });
  return items.map(({ kind }) => kind);
};
const extension = (changes: object = {}) => ({
  stage: 'homes-entry',
  questionnaires: ['home'],
  villages: [places.village],
  until: at('2022-11-12T12:00'),
  reason: 'the bridge is under water',
  ...changes,
});

describe('what waits for a word', () => {
  test('[G41] an extension that a village asks for is told to its town, with the reason', async () => {
    await world.call('collector', 'askExtension', { area: places.village }, extension());
    for (const person of ['town', 'townChief'] as const)
      expect(await told(person)).toMatchObject([
        { kind: 'extension-asked', facts: { village: places.village, reason: 'the bridge is under water' } },
      ]);
    for (const person of ['collector', 'neighbour', 'district', 'auditor'] as const)
      expect(await kinds(person)).toEqual([]);
  });

  test('[G41] what the town asks for is told to the district, not to the colleague, who may not decide', async () => {
    await world.call('town', 'askExtension', { area: places.town }, extension());
    expect(await kinds('district')).toEqual(['extension-asked']);
    expect(await toldOutside()).toEqual(['extension-asked']);
    for (const person of ['town', 'townChief'] as const) expect(await kinds(person)).toEqual([]);
  });

  test('[G41] late ones are asked for in one go and told once', async () => {
    world.setClock('2022-11-11T08:00');
    const late = [];
    for (const unit of [1, 2]) {
      const envelope = aSubmission({ unit: `${places.village}-H${unit}` });
      await world.call('collector', 'submit', {}, envelope);
      late.push({ village: places.village, submission: envelope.id });
    }
    await world.call('town', 'askAdmissions', { area: places.town }, { late, reason: 'no signal' });
    expect(await told('district')).toMatchObject([{ kind: 'admissions-asked', facts: { count: 2 } }]);
    await world.call('town', 'askAdmissions', { area: places.town }, { late, reason: 'again' });
    expect(await kinds('district')).toEqual(['admissions-asked']);
  });

  test('[G41] a proposed calendar is told to the district, never to whoever proposed; a refusal to the proposer', async () => {
    const { body } = await propose('district', later);
    expect(await kinds('district')).toEqual([]);
    expect(await toldOutside()).toEqual(['calendar-proposed']);
    await decide('district', body.id, 'withdraw');
    const second = await propose('town', later);
    expect(await told('district')).toMatchObject([{ kind: 'calendar-proposed', facts: { count: 1 } }]);
    await decide('district', second.body.id, 'decline');
    expect(await told('town')).toMatchObject([
      { kind: 'calendar-declined', facts: { why: 'agreed by telephone' } },
    ]);
  });

  test('[G41] what was refused, or never written, is told to nobody', async () => {
    await world.call('town', 'askExtension', { area: places.town }, extension({ reason: ' ' }));
    await propose('town', () => undefined);
    table.between = (writes) => (puts(writes, 'CALCHANGE#') ? Promise.resolve('busy' as const) : undefined);
    expect((await propose('town', later)).body.problem).toBe('busy');
    expect(await kinds('district')).toEqual([]);
  });
});

describe('another calendar in force', () => {
  const inForce = async (edit = later) => decide('district', (await propose('town', edit)).body.id);

  test('[G40] is told to collectors, towns, district and proposer, once each, with both ends and the reason', async () => {
    expect((await inForce()).body.state).toBe('in-force');
    for (const person of ['collector', 'neighbour', 'town', 'townChief'] as const) {
      const [notice, ...more] = await told(person);
      expect(notice).toMatchObject({
        kind: 'deadline-moved',
        facts: {
          stage: 'homes-entry',
          was: at('2022-11-11T00:00'),
          until: at('2022-11-13T00:00'),
          why: 'the road is closed until Friday',
        },
      });
      expect(more).toEqual([]);
    }
    expect([...(await toldOutside())].sort()).toEqual(['calendar-proposed', 'deadline-moved']);
    expect(await kinds('auditor')).toEqual([]);
    await runBackground(runDeadlines)(world.ports);
    expect(await kinds('collector')).toEqual(['deadline-moved']);
  });

  test('[G40] a milestone is no matter of those who write', async () => {
    await inForce((draft) => {
      const half = { id: 'half', title: 'Half', group: 'homes', at: '2022-11-09 12:00', share: 0.5 };
      draft.milestones = [...draft.milestones, half];
    });
    expect(await kinds('collector')).toEqual([]);
    expect(await kinds('town')).toEqual(['calendar-changed']);
  });

  test('[G40] killed while it is told: in force all the same, the next run tells the rest, nobody twice', async () => {
    const { body } = await propose('town', later);
    let letters = 0;
    const { transact } = table;
    table.transact = (writes) =>
      puts(writes, 'NOTICE#') && ++letters > 2 ? Promise.reject(new Error('killed')) : transact(writes);
    await decide('district', body.id);
    table.transact = transact;
    expect((await world.call('town', 'calendarChanges')).body.changes[0].state).toBe('in-force');
    expect(await changesToTell(table, 'small')).toHaveLength(1);
    await runBackground(runDeadlines)(world.ports);
    for (const person of ['collector', 'neighbour', 'town'] as const)
      expect(await kinds(person)).toEqual(['deadline-moved']);
    expect(await changesToTell(table, 'small')).toEqual([]);
  });

  test('[G40, G22] leaves the app in both languages, in words', async () => {
    const sent: SentNotice[] = [];
    const notices: Notices = { deliver: async (notice) => void sent.push(notice) };
    const { body } = await propose('town', later);
    const deciding = { campaign: 'small', change: body.id, decision: 'approve', why: 'agreed' } as const;
    const ports = { ...world.ports, notices };
    await decideCalendar(people.district, deciding)(ports);
    await runBackground(runDeadlines)(ports);
    const letter = sent.find(({ person }) => person === people.collector.id);
    const [first] = letter?.texts ?? [];
    expect(first?.title).toContain('2022-11-12 24:00');
    expect(first?.body).toContain('2022-11-10 24:00');
    expect(letter?.texts.map(({ language }) => language)).toEqual(['zh-CN', 'en']);
    for (const { title, body: said } of letter?.texts ?? [])
      expect(title + said).not.toMatch(/[{}]|undefined/);
  });
});

test('[P27] who holds a role is found from its area, and no longer once it is taken away', async () => {
  const [grant] = people.townChief.grants;
  expect([...(await holdersOf(table, places.town, ['town-officer']))].sort()).toEqual(['p-chief', 'p-town']);
  expect(await holdersOf(table, places.town, ['district-officer', 'collector'])).toEqual([]);
  expect(await holdersOf(table, places.district, ['town-officer'])).toEqual([]);
  await removeGrant(table, 'p-chief', grant);
  expect(await holdersOf(table, places.town, ['town-officer'])).toEqual(['p-town']);
  expect(await grantsOf(table, 'p-chief')).toEqual([]);
});
