/** Extensions where a seal is near, over HTTP. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as keys from '#functions/store/keys.ts';
import { freezeGates } from '#functions/use-cases/freeze-gates.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
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

describe('before a seal', () => {
  const upToSeal = { until: at('2022-11-26T00:00') };

  test('[G13] an extension up to the instant of the seal: closed then, sealed with what came, and the history tells', async () => {
    await granted(upToSeal);
    world.setClock('2022-11-25T23:59:59.999');
    expect((await send()).status).toBe(201);
    world.setClock('2022-11-26T00:00');
    expect((await send(household(2))).body.outcome).toBe('quarantined');
    world.setClock('2022-11-26T00:00:01');
    expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
    expect((await world.call('district', 'seals')).body.seals).toMatchObject([
      { state: 'sealed', records: 1, late: 1 },
    ]);
    const { body } = await world.call('district', 'sealFile', { seal: 'all', file: 'manifest.json' });
    const [village] = JSON.parse(JSON.stringify(body)).villages;
    const moves = village.gates.find(
      ({ questionnaire }: { questionnaire: string }) => questionnaire === 'home',
    ).moves;
    expect(moves).toMatchObject([
      {
        stage: 'homes-entry',
        extension: { askedBy: 'p-collector', decidedBy: 'p-district', reason: wanted.reason },
      },
      { stage: 'closed' },
    ]);
  });

  test('[G13] once sealing has begun nothing is asked for or granted any more', async () => {
    const { body } = await ask('collector', upToSeal);
    world.setClock('2022-11-26T00:00');
    await runDeadlines()(world.ports);
    world.setClock('2022-11-25T12:00'); // a clock that is set back is no way around it
    expect((await ask('collector', upToSeal)).body.problem).toBe('sealed-already');
    expect((await decide('district', body)).body).toMatchObject({ facts: { why: 'sealed' } });
    expect(await gate()).toMatchObject({ right: 'none', stage: 'closed' });
  });

  test('[G13] a grant that is carried out while a seal begins opens nothing', async () => {
    const { body } = await ask('collector', upToSeal);
    table.between = (writes) => {
      if (!puts(writes, 'EXTENDED#')) return undefined;
      const sealed = async () => {
        world.setClock('2022-11-26T00:00');
        await freezeGates({ campaign: 'small' })(world.ports);
        await sealCampaign({ campaign: 'small', seal: 'all' })(world.ports);
        world.setClock('2022-11-25T12:00');
        return undefined;
      };
      return sealed();
    };
    await decide('district', body);
    expect(await gate()).toMatchObject({ right: 'none', stage: 'closed' });
    expect((await world.call('district', 'seals')).body.seals).toMatchObject([{ state: 'sealed' }]);
    expect(await world.ports.table.get(keys.extendedKey('small', places.village, body.id))).toBeDefined();
  });
});
