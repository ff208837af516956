import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import * as keys from '#functions/store/keys.ts';
import { allOf } from '#functions/store/village.ts';
import { runChecks } from '#functions/use-cases/checks/run-checks.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import { home, openSheetWorld, type SheetWorld, unitOf } from '#tests/support/sheet-world.ts';
import { type PersonName, places } from '#tests/support/world.ts';

const checks = [
  homeCheck('big', 'record', '{home.size} > 5', { at: 'size' }),
  homeCheck('four', 'record', '{home.size} = 4', { severity: 'warn' }),
  homeCheck('idle', 'record', '{home.size} > 1', { off: true }),
];
let world: SheetWorld;
beforeEach(async () => {
  const prev = {
    village: places.village,
    unit: unitOf(1),
    questionnaire: 'home',
    answers: { ...home, size: 6 },
  };
  world = await openSheetWorld({ table: memoryTable(), pack: checkedPack(checks), previous: [prev] });
});
afterEach(() => world.close());

const run = async (village = places.village) => {
  const campaign = await readCampaign(world.ports.table, 'small');
  if (!campaign) throw new Error('no campaign');
  return runChecks(campaign, village)(world.ports);
};
const found = async (size = 7, unit = unitOf(1)): Promise<string> => {
  await world.submit({ unit, answers: { ...home, size } });
  await run();
  const { findings } = (await list('town')).body;
  return findings.find((one: { unit: string }) => one.unit === unit).id;
};
const list = (person: PersonName, area = places.town) => world.call(person, 'findings', { area });
const one = (person: PersonName, finding: string, area = places.village) =>
  world.call(person, 'finding', { area, finding });
type Act = 'answerFinding' | 'returnFinding' | 'decideFinding';
const act = (person: PersonName, route: Act, finding: string, body: object, area = places.village) =>
  world.call(person, route, { area, finding }, body);
const issue = { kind: 'issue', text: '请向本人核实', dueAt: 1_700_000_000_000, at: 'size' };

describe('the life of a finding over HTTP', () => {
  test('[K32] handed out, confirmed, corrected: who did what is kept', async () => {
    const id = await found();
    expect((await act('town', 'decideFinding', id, issue)).body).toMatchObject({
      state: 'open',
      comment: issue.text,
      dueAt: issue.dueAt,
      openedBy: 'Town officer',
    });
    expect((await act('collector', 'answerFinding', id, { kind: 'confirm' })).body.state).toBe('confirmed');
    const corrected = await world.submit({ answers: { ...home, size: 3 }, basedOn: 1, finding: id });
    expect(corrected.status).toBe(201);
    await run();
    const { body } = await one('town', id);
    expect(body.finding).toMatchObject({ state: 'closed', closing: 'fixed' });
    expect(body.finding.steps.map(({ kind, by }: { kind: string; by?: string }) => [kind, by])).toEqual([
      ['find', undefined],
      ['issue', 'p-town'],
      ['confirm', 'p-collector'],
      ['correct', 'p-collector'],
      ['clear', undefined],
    ]);
    expect(body.people).toMatchObject({ 'p-town': 'Town officer', 'p-collector': 'Collector' });
  });

  test('[K32] not true, returned, explained, accepted; nothing is left to do', async () => {
    const id = await found();
    await act('town', 'decideFinding', id, issue);
    await act('collector', 'answerFinding', id, { kind: 'deny', text: '户口簿上就是七人' });
    const back = await act('district', 'returnFinding', id, { text: '请附户口簿' });
    expect(back.body).toMatchObject({ state: 'open' });
    await act('collector', 'answerFinding', id, { kind: 'explain', text: '三代同住' });
    const accepted = await act('town', 'decideFinding', id, { kind: 'accept' });
    expect(accepted.body).toMatchObject({ state: 'closed', closing: 'explained' });
    expect((await list('town')).body.findings).toEqual([]);
    const closed = await world.request(`/api/campaigns/small/areas/${places.town}/findings?closed=yes`, {
      headers: { 'x-test-person': 'town' },
    });
    expect(closed.body.findings).toMatchObject([{ id, last: { kind: 'accept' } }]);
  });

  test('[K32] what has no place in its state is refused, and changes nothing', async () => {
    const id = await found();
    const early = await act('town', 'decideFinding', id, { kind: 'accept' });
    expect(early).toMatchObject({
      status: 409,
      body: { problem: 'not-now', facts: { state: 'found', kind: 'accept' } },
    });
    expect((await one('town', id)).body.finding.revision).toBe(1);
    expect((await act('collector', 'answerFinding', id, { kind: 'deny' })).status).toBe(400);
    const unknown = '00000000-0000-8000-8000-000000000000';
    expect((await act('town', 'decideFinding', unknown, issue)).body.problem).toBe('no-such-finding');
  });

  test('[K32] what is closed for good is not spoken of any more', async () => {
    const id = await found();
    const key = keys.gateKey('small', places.village, 'home');
    const gate = await world.ports.table.get(key);
    await world.ports.table.transact([{ put: { ...gate, ...key, right: 'none' } }]);
    expect((await act('town', 'decideFinding', id, issue)).body.problem).toBe('gate-closed');
    expect((await one('town', id)).body.finding.state).toBe('found');
  });

  test('[K33] who may: the village answers, the town decides, the district returns, others read or not', async () => {
    const id = await found();
    await act('town', 'decideFinding', id, issue);
    const refusedTo = async (route: Act, body: object, ...persons: PersonName[]) => {
      for (const person of persons)
        expect([person, (await act(person, route, id, body)).status]).toEqual([person, 403]);
    };
    const deny = { kind: 'deny', text: '不属实' };
    await refusedTo(
      'answerFinding',
      deny,
      'neighbour',
      'district',
      'auditor',
      'designer',
      'otherTown',
      'nobody',
    );
    await refusedTo(
      'decideFinding',
      { kind: 'withdraw', text: 'no' },
      'collector',
      'district',
      'auditor',
      'otherTown',
    );
    await refusedTo('returnFinding', { text: 'no' }, 'collector', 'auditor', 'otherTown');
    for (const person of ['collector', 'town', 'district', 'auditor'] as const)
      expect((await list(person, places.village)).body.findings).toHaveLength(1);
    for (const person of ['neighbour', 'otherTown', 'designer', 'nobody'] as const) {
      expect((await list(person, places.village)).status).toBe(403);
      expect((await one(person, id)).status).toBe(403);
    }
    for (const person of ['collector', 'auditor', 'otherTown'] as const)
      expect((await world.call(person, 'runChecks', { area: places.village }, {})).status).toBe(403);
    expect(
      (
        await world.call(
          'collector',
          'issueFindings',
          {},
          { findings: [{ village: places.village, id }], text: 'xx' },
        )
      ).status,
    ).toBe(403);
  });

  test('[K33] one whole: the answers that it speaks of, the round before beside them, all masked', async () => {
    const id = await found();
    const { body } = await one('auditor', id);
    expect(body).toMatchObject({
      village: places.village,
      unit: { name: 'Household 1' },
      record: { answers: { size: 7 }, version: 1, by: 'p-collector' },
      prev: { size: 6 },
    });
    expect(JSON.stringify(body)).not.toContain(home.idNo);
    expect(body.finding.content).toBeUndefined();
  });
});

describe('many at once', () => {
  test('[K34] each is handed out once, and what cannot be any more is told', async () => {
    const ids = [await found(7), await found(4, unitOf(2)), await found(8, unitOf(3))];
    await act('town', 'decideFinding', ids[0] ?? '', issue);
    const all = ids.map((id) => ({ village: places.village, id }));
    const body = { findings: [...all, ...all], text: '请在周五前核实', dueAt: 1_700_000_000_000 };
    const handed = await world.call('town', 'issueFindings', { area: places.town }, body);
    expect(handed).toMatchObject({ status: 200, body: { issued: 2, skipped: 1 } });
    expect((await world.call('town', 'issueFindings', { area: places.town }, body)).body.issued).toBe(0);
    const { findings } = (await world.call('town', 'progress', { area: places.town })).body;
    const counts = findings.find(({ village }: { village: string }) => village === places.village).counts;
    expect(counts).toMatchObject({ 'open-verify': 2, 'open-warn': 1, 'found-verify': 0 });
  });

  test('[K34] a village of another town stays as it is', async () => {
    const id = await found();
    const body = { findings: [{ village: places.village, id }], text: 'look again' };
    expect((await world.call('otherTown', 'issueFindings', { area: places.town }, body)).status).toBe(403);
    const handed = await world.call('otherTown', 'issueFindings', { area: places.otherTown }, body);
    expect(handed.body.problem).toBe('no-such-area');
    expect((await one('town', id)).body.finding.state).toBe('found');
  });

  test('[K35] whoever sent the record hears of it, with the comment and no answer', async () => {
    const id = await found();
    // The officer's own phone speaks of the village too; nobody hears of what they did themselves.
    await world.call('town', 'hearPhone', {}, { unsent: 0, drafts: 0 });
    await act('town', 'decideFinding', id, issue);
    const told = await world.call('collector', 'notices');
    expect(told.body.notices).toMatchObject([
      { kind: 'findings-issued', facts: { village: places.village, count: 1, comment: issue.text } },
    ]);
    expect((await world.call('town', 'notices')).body.notices).toEqual([]);
  });
});

describe('every check anew', () => {
  const marks = async () =>
    (await allOf(world.ports.table, keys.villagePk('small', places.village), keys.recheckPrefix)).length;

  test('[K36] every unit is looked at, as far as marks are gone, and nothing is found twice', async () => {
    const id = await found();
    const asked = await world.call('town', 'runChecks', { area: places.town }, {});
    expect(asked.status).toBe(202);
    expect(asked.body).toMatchObject({ run: { startedBy: 'p-town', villages: 2, through: 0 } });
    expect(asked.body.waiting).toEqual([{ village: places.village }, { village: places.neighbour }]);
    expect(await run()).toBe(4);
    const after = await world.call('district', 'checkRun', { area: places.town });
    expect(after.body).toMatchObject({ run: { through: 1 }, waiting: [{ village: places.neighbour }] });
    expect((await list('town')).body.findings.map((finding: { id: string }) => finding.id)).toEqual([id]);
  });

  test('[K36] it finds again what was lost', async () => {
    const id = await found();
    await world.ports.table.transact([{ delete: keys.findingKey('small', places.village, id) }]);
    await world.call('town', 'runChecks', { area: places.village }, {});
    await run();
    expect((await one('town', id)).body.finding.state).toBe('found');
  });

  test('[K37] where everything is closed for good, nothing is looked for', async () => {
    await world.submit({ answers: { ...home, size: 7 } });
    const gates = await allOf(world.ports.table, keys.villagePk('small', places.village), keys.gatePrefix);
    for (const gate of gates) await world.ports.table.transact([{ put: { ...gate, right: 'none' } }]);
    expect(await run()).toBe(0);
    expect(await marks()).toBe(0);
    await world.call('town', 'runChecks', { area: places.village }, {});
    expect(await run()).toBe(0);
    expect(await marks()).toBe(0);
    expect((await world.call('town', 'checkRun', { area: places.village })).body.run.through).toBe(1);
    expect((await list('town')).body.findings).toEqual([]);
  });

  test('[K33] whoever takes part reads the checks, those that are off too', async () => {
    const { body } = await world.call('collector', 'checks');
    expect(body.topics[0].checks.map(({ id, off }: { id: string; off?: true }) => [id, off])).toEqual([
      ['big', undefined],
      ['four', undefined],
      ['idle', true],
    ]);
    expect(body.codeLists.STATUS.items).toHaveLength(2);
    expect((await world.call('nobody', 'checks')).status).toBe(403);
  });
});
