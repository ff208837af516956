/** A change of the calendar that is interrupted: killed at every write, busy, met by deadlines and by other hands. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as keys from '#functions/store/keys.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { runSealDeadline } from '#functions/use-cases/run-seal-deadline.ts';
import { type InterruptedTable, interruptedTable, puts } from '#tests/support/interrupted.ts';
import { proposing, setEnd } from '#tests/support/proposing.ts';
import { aSubmission, openWorld, places, type World } from '#tests/support/world.ts';

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

const sooner = (draft: Parameters<typeof setEnd>[0]) => setEnd(draft, 'homes-entry', '2022-11-08 24:00');
const later = (draft: Parameters<typeof setEnd>[0]) => setEnd(draft, 'homes-entry', '2022-11-12 24:00');
const homes = async () =>
  (await world.call('town', 'gates', { area: places.town })).body.gates.filter(
    ({ questionnaire }: { questionnaire: string }) => questionnaire === 'home',
  );
const state = async () => (await world.call('town', 'calendarChanges')).body.changes[0].state;
/** The process ends just before the write that is about this. */
const killedAt = async (prefix: string, edit = sooner) => {
  const { body } = await propose('town', edit);
  table.between = (writes) =>
    puts(writes, prefix) && !puts(writes, 'CALCOMING') ? Promise.reject(new Error('killed')) : undefined;
  expect((await decide('district', body.id)).status).toBe(500);
  table.between = undefined;
  return body.id as string;
};

test.each(['GATE#', 'CAMPAIGN', 'CALCHANGE#'])(
  '[G32] killed before it writes %s: the next run goes on, and moves nothing twice',
  async (prefix) => {
    await killedAt(prefix);
    expect(await state()).toBe('approved');
    expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
    expect(await state()).toBe('in-force');
    expect(await homes()).toMatchObject([
      { closesAt: at('2022-11-09T00:00'), revision: 2 },
      { closesAt: at('2022-11-09T00:00'), revision: 2 },
    ]);
    expect(await table.get(keys.comingCalendarKey('small'))).toBeUndefined();
    expect(await runDeadlines()(world.ports)).toMatchObject({ ran: 0, failed: 0 });
  },
);

test('[G32] the same decision again goes on as well', async () => {
  const id = await killedAt('CAMPAIGN');
  expect((await decide('district', id)).body).toMatchObject({ state: 'in-force' });
});

test('[G31] killed before the campaign has it: the nearer deadline holds, and nobody opens it again', async () => {
  await killedAt('CAMPAIGN');
  world.setClock('2022-11-09T00:00');
  const late = await world.call('collector', 'submit', {}, aSubmission());
  expect(late.body.receipt.why).toBe('frozen');
  expect(await homes()).toMatchObject([{ closesAt: at('2022-11-09T00:00') }, {}]);
  await runDeadlines()(world.ports);
  expect(await homes()).toMatchObject([{ stage: 'homes-correct' }, { stage: 'homes-correct' }]);
});

test('[G32] a store that is busy leaves it approved; the next run does the rest', async () => {
  const { body } = await propose('town', later);
  const stillBusy: typeof table.between = (writes) =>
    puts(writes, 'GATE#')
      ? Promise.resolve('busy' as const).then((busy) => {
          table.between = stillBusy;
          return busy;
        })
      : undefined;
  table.between = stillBusy;
  expect((await decide('district', body.id)).body.state).toBe('approved');
  table.between = undefined;
  expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
  expect(await state()).toBe('in-force');
});

test('[C27] while one change is on its way no other is approved', async () => {
  const other = await propose('town', later);
  await killedAt('CAMPAIGN');
  expect((await decide('district', other.body.id)).body.problem).toBe('calendar-moved-on');
});

test('[C27] two people approve two changes at once: one comes', async () => {
  const [one, other] = [await propose('town', later), await propose('town', sooner)];
  table.between = (writes) =>
    puts(writes, 'CALCOMING') ? decide('district', other.body.id).then(() => undefined) : undefined;
  expect((await decide('district', one.body.id)).body.problem).toBe('calendar-moved-on');
  expect(await homes()).toMatchObject([{ closesAt: at('2022-11-09T00:00') }, {}]);
});

test('[G34] no seal begins while an approved change is not in force', async () => {
  await killedAt('CAMPAIGN', later);
  world.setClock('2022-11-26T00:00:01');
  const seal = { kind: 'seal', id: 'all', at: at('2022-11-26T00:00') } as const;
  expect(await runSealDeadline('small', seal)(world.ports)).toBe('not-yet');
  expect(await table.get(keys.sealKey('small', 'all'))).toBeUndefined();
  expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
  expect(await table.get(keys.sealKey('small', 'all'))).toMatchObject({ state: 'sealed' });
});

/** How many transactions an approval takes; the process ends before the one with this number, or the store is busy there. */
const strokes = 6;
const struck = async (edit: typeof sooner, stroke: number, outcome: 'killed' | 'busy') => {
  const { body } = await propose('town', edit);
  let count = 0;
  const { transact } = table;
  table.transact = async (writes) => {
    if (count++ !== stroke) return transact(writes);
    if (outcome === 'busy') return 'busy';
    throw new Error('killed');
  };
  await decide('district', body.id);
  table.transact = transact;
  return body.id as string;
};

test.each(
  Array.from({ length: strokes }, (_, stroke) => stroke).flatMap((stroke) => [
    [stroke, 'killed' as const],
    [stroke, 'busy' as const],
  ]),
)(
  '[G32] write %i of an approval, %s: decided or not, in the end all of it or nothing',
  async (stroke, outcome) => {
    const id = await struck(sooner, stroke, outcome);
    const decided = (await state()) !== 'proposed';
    await runDeadlines()(world.ports);
    const closesAt = at(decided ? '2022-11-09T00:00' : '2022-11-11T00:00');
    for (const gate of await homes()) expect(gate).toMatchObject({ closesAt, revision: decided ? 2 : 1 });
    expect(await state()).toBe(decided ? 'in-force' : 'proposed');
    expect((await decide('district', id)).body.state).toBe('in-force');
    const { lines } = (await world.call('district', 'audit')).body;
    expect(lines.filter(({ verb }: { verb: string }) => verb === 'calendar.approve')).toHaveLength(1);
  },
);
