/** A change of the calendar that meets something else on its way: a seal that is being made, an extension that is granted. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as keys from '#functions/store/keys.ts';
import { freezeGates } from '#functions/use-cases/freeze-gates.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { type InterruptedTable, interruptedTable, puts } from '#tests/support/interrupted.ts';
import { type Draft, proposing, setEnd } from '#tests/support/proposing.ts';
import { openWorld, places, type World } from '#tests/support/world.ts';

const at = (local: string) => Date.parse(`${local}+08:00`);
let table: InterruptedTable;
let world: World;
let { propose, decide } = {} as ReturnType<typeof proposing>;
beforeEach(async () => {
  table = interruptedTable();
  world = await openWorld({ table });
  ({ propose, decide } = proposing(world));
});
afterEach(() => world.close());

/** Each group with a seal of its own: homes first. */
const apart = (draft: Draft) => {
  const [seal] = draft.seals;
  if (!seal) throw new Error('no seal');
  draft.seals = [
    { ...seal, groups: ['homes'] },
    { ...seal, id: 'villages', groups: ['places'], at: '2022-11-28 24:00' },
  ];
  setEnd(draft, 'places-entry', '2022-11-27 24:00');
};
const longerPlaces = (draft: Draft) => {
  apart(draft);
  setEnd(draft, 'places-entry', '2022-11-28 24:00');
};
const extension = (until: string) => ({
  stage: 'homes-entry',
  questionnaires: ['home'],
  villages: [places.village],
  until: at(until),
  reason: 'the bridge is under water',
});
const asked = async (until: string) =>
  (await world.call('collector', 'askExtension', {}, extension(until))).body as { id: string };
const grant = ({ id }: { readonly id: string }) =>
  world.call('district', 'decideExtension', { extension: id }, { decision: 'grant', why: 'seen' });
/** Everything ends and is sealed two days earlier. */
const sealSooner = (draft: Draft) => {
  setEnd(draft, 'homes-read', '2022-11-23 24:00');
  setEnd(draft, 'places-entry', '2022-11-23 24:00');
  for (const seal of draft.seals) seal.at = '2022-11-23 24:00';
};

test('[G35] a seal that was interrupted is finished by the calendar it began with, whatever came for other groups', async () => {
  const first = await propose('town', apart);
  expect((await decide('district', first.body.id)).body.state).toBe('in-force');
  world.setClock('2022-11-26T00:00:01');
  table.between = (writes) =>
    puts(writes, keys.sealPrefix) && writes.some((write) => 'put' in write && write.put.state === 'sealed')
      ? Promise.reject(new Error('killed'))
      : undefined;
  expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 1 });
  const manifest = async () =>
    (await world.call('district', 'sealFile', { seal: 'all', file: 'manifest.json' })).body;
  const second = await propose('town', longerPlaces, { basedOn: 1 });
  expect((await decide('district', second.body.id)).body.state).toBe('in-force');
  expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
  expect((await world.call('district', 'seals')).body.seals).toMatchObject([
    { id: 'all', state: 'sealed' },
    { id: 'villages', state: 'planned' },
  ]);
  const { calendar } = JSON.parse(JSON.stringify(await manifest()));
  const stage = calendar.stages.find(({ id }: { id: string }) => id === 'places-entry');
  expect(Date.parse(stage.to)).toBe(at('2022-11-28T00:00'));
});

test('[G36] an extension that is granted between the judgement and the approval is not overrun by a nearer seal', async () => {
  const { body } = await propose('town', sealSooner);
  const wanted = await asked('2022-11-25T12:00');
  table.between = (writes) => (puts(writes, 'CALCOMING') ? grant(wanted).then(() => undefined) : undefined);
  expect((await decide('district', body.id)).body.problem).toBe('calendar-moved-on');
  expect((await decide('district', body.id)).body.facts.faults).toEqual([
    { at: '/seals/0/at', code: 'seal-before-extension', facts: { seal: 'all' } },
  ]);
});

test('[G36] no extension is granted by a calendar that an approved change has overtaken', async () => {
  const { body } = await propose('town', sealSooner);
  const wanted = await asked('2022-11-25T12:00');
  table.between = (writes) =>
    puts(writes, keys.runningExtensionPrefix)
      ? decide('district', body.id).then(({ body: decided }) => {
          expect(decided.state).toBe('in-force');
          return undefined;
        })
      : undefined;
  expect((await grant(wanted)).body.problem).toBe('calendar-moved-on');
  expect((await grant(wanted)).body).toEqual({ problem: 'extension-refused', facts: { why: 'past-seal' } });
});

test('[G36, G34] a seal does not begin behind the back of a change that is approved in that moment', async () => {
  const first = await propose('town', apart);
  await decide('district', first.body.id);
  const { body } = await propose('town', longerPlaces, { basedOn: 1 });
  world.setClock('2022-11-26T00:00:01');
  let begun: unknown;
  table.between = (writes) => {
    if (!puts(writes, keys.sealPrefix)) return undefined;
    return decide('district', body.id).then(async () => {
      begun = await table.get(keys.sealKey('small', 'all'));
      return undefined;
    });
  };
  expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 1 });
  expect(begun).toBeUndefined();
  expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
  expect((await world.call('district', 'seals')).body.seals[0]).toMatchObject({ state: 'sealed' });
});

test('[G37] a gate that the older calendar closed for good meanwhile goes on where the change has it', async () => {
  const { body } = await propose('town', (draft) => {
    setEnd(draft, 'places-entry', '2022-11-26 12:00');
    for (const seal of draft.seals) seal.at = '2022-11-26 12:00';
  });
  world.setClock('2022-11-25T23:40');
  const { transact } = table;
  table.transact = (writes) =>
    puts(writes, keys.gatePrefix) ? Promise.reject(new Error('killed')) : transact(writes);
  expect((await decide('district', body.id)).status).toBe(500);
  table.transact = transact;
  world.setClock('2022-11-26T00:00:01');
  const place = async () =>
    (await world.call('town', 'gates', { area: places.village })).body.gates.find(
      ({ questionnaire }: { questionnaire: string }) => questionnaire === 'place',
    );
  await freezeGates({ campaign: 'small' })(world.ports);
  expect(await place()).toMatchObject({ stage: 'closed' });
  expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
  expect(await place()).toMatchObject({ stage: 'places-entry', closesAt: at('2022-11-26T12:00') });
});
