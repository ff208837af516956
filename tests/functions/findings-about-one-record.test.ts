import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import * as keys from '#functions/store/keys.ts';
import { runChecks } from '#functions/use-cases/checks/run-checks.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import { home, openSheetWorld, type SheetWorld, unitOf } from '#tests/support/sheet-world.ts';
import { type PersonName, places } from '#tests/support/world.ts';

let world: SheetWorld;
beforeEach(async () => {
  const big = homeCheck('big', 'record', '{home.size} > 5', { at: 'size' });
  world = await openSheetWorld({ table: memoryTable(), pack: checkedPack([big]) });
});
afterEach(() => world.close());

const run = async () => {
  const campaign = await readCampaign(world.ports.table, 'small');
  if (!campaign) throw new Error('no campaign');
  return runChecks(campaign, places.village)(world.ports);
};
const found = async (size = 7, unit = unitOf(1)): Promise<string> => {
  await world.submit({ unit, answers: { ...home, size } });
  await run();
  const { findings } = (await world.call('town', 'findings', { area: places.town })).body;
  return findings.find((one: { unit: string }) => one.unit === unit).id;
};
const one = (person: PersonName, finding: string) =>
  world.call(person, 'finding', { area: places.village, finding });
type Act = 'answerFinding' | 'returnFinding' | 'decideFinding';
const act = (person: PersonName, route: Act, finding: string, body: object) =>
  world.call(person, route, { area: places.village, finding }, body);
const issue = { kind: 'issue', text: '请向本人核实' };

describe('several findings about one record', () => {
  const handBack = async (comment: string, at?: string): Promise<string> => {
    const body = { unit: unitOf(1), questionnaire: 'home', comment, ...(at ? { at } : {}) };
    const opened = await world.call('town', 'openFinding', { area: places.village }, body);
    expect(opened.status).toBe(201);
    return opened.body.id;
  };
  const stateOf = async (id: string) => (await one('town', id)).body.finding.state;
  const right = async (questionnaire: string, to: string) => {
    const key = keys.gateKey('small', places.village, questionnaire);
    const gate = await world.ports.table.get(key);
    await world.ports.table.transact([{ put: { ...key, ...gate, right: to } }]);
  };

  test('[K42] it is handed back twice, and each finding lives for itself', async () => {
    await world.submit({ answers: home });
    const [whole, size] = [await handBack('签字不清'), await handBack('人数再核实', 'size')];
    expect(whole).not.toBe(size);
    await act('collector', 'answerFinding', size, { kind: 'deny', text: '户口簿上就是三人' });
    expect([await stateOf(whole), await stateOf(size)]).toEqual(['open', 'denied']);
    const [tally] = (await world.call('town', 'progress', { area: places.village })).body.findings;
    expect(tally.counts).toMatchObject({ 'open-error': 1, 'denied-error': 1 });
  });

  test('[K41] one correction answers all that it names, in one go, behind a gate that asks for one', async () => {
    const byCheck = await found();
    await act('town', 'decideFinding', byCheck, issue);
    const [first, second] = [await handBack('签字不清'), await handBack('人数再核实', 'size')];
    const other = await found(8, unitOf(2));
    await act('town', 'decideFinding', other, issue);
    await right('home', 'correct-by-finding');
    const correction = { answers: { ...home, size: 3 }, basedOn: 1 };
    expect((await world.submit({ ...correction, findings: [other] })).body.receipt.why).toBe(
      'finding-needed',
    );
    const sent = await world.submit({ ...correction, findings: [first, other, second, byCheck] });
    expect(sent.status).toBe(201);
    expect(await Promise.all([first, second, byCheck].map(stateOf))).toEqual([
      'corrected',
      'corrected',
      'corrected',
    ]);
    expect(await stateOf(other)).toBe('open');
    await run();
    expect(await stateOf(byCheck)).toBe('closed');
    expect((await act('town', 'decideFinding', first, { kind: 'accept' })).body.closing).toBe('fixed');
    expect((await act('town', 'returnFinding', second, { text: '还差一页' })).body.state).toBe('open');
  });

  test('[K41] what checks found and a correction cures is closed by the check that follows, named or not', async () => {
    const byCheck = await found();
    await act('town', 'decideFinding', byCheck, issue);
    const hand = await handBack('签字不清');
    await world.submit({ answers: { ...home, size: 3 }, basedOn: 1, findings: [hand] });
    await run();
    expect([await stateOf(byCheck), await stateOf(hand)]).toEqual(['closed', 'corrected']);
    const names = Array.from({ length: 21 }, () => hand);
    expect((await world.submit({ answers: home, basedOn: 2, findings: names })).status).toBe(400);
  });
});
