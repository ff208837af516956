import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Pack } from '#forms/campaign/pack.ts';
import { parsePack } from '#forms/campaign/pack.ts';
import type { Check } from '#forms/checks/check.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import { readFindings, readFindingTallies } from '#functions/store/findings.ts';
import * as keys from '#functions/store/keys.ts';
import { allOf } from '#functions/store/village.ts';
import { runChecks, runSomeChecks } from '#functions/use-cases/checks/run-checks.ts';
import { sheetPackFiles } from '#tests/support/sheet-pack.ts';
import { birth, home, openSheetWorld, type SheetWorld, unitOf } from '#tests/support/sheet-world.ts';
import { places } from '#tests/support/world.ts';

const check = (id: string, scope: Check['scope'], finds: string, more: Partial<Check> = {}): Check => ({
  id,
  severity: 'verify',
  scope,
  about: 'home',
  finds,
  message: { default: id, 'zh-cn': id, en: id },
  ...more,
});
const checks: readonly Check[] = [
  check('big', 'record', '{home.size} > 5', { at: 'size' }),
  check('unexplained', 'record', '{home.size} = 4', { severity: 'warn' }),
  check('born', 'unit', '{home.size} < countIf({changeSheet}, {x.what} = "Birth") + 1', { at: 'size' }),
  check('many', 'village', 'sumOf({units.household}, {x.home.size}) > 12'),
  check('twice', 'town', 'countIf(matching({units.household}, {x.home.head}, {home.head})) > 1', {
    at: 'head',
  }),
];

const packWith = (own: readonly Check[]): Pack => {
  const parsed = parsePack({
    ...sheetPackFiles,
    'pack.json': { ...sheetPackFiles['pack.json'], checks: ['checks.json'] },
    'checks.json': { id: 'all', title: { default: 'All', 'zh-cn': '全部' }, checks: own },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal, null, 1));
  return parsed.value;
};

describe.each(['memory', 'LMDB'])('findings on %s', (store) => {
  let world: SheetWorld;
  beforeEach(async () => {
    const table = store === 'memory' ? { table: memoryTable() } : {};
    world = await openSheetWorld({ ...table, pack: packWith(checks) });
  });
  afterEach(() => world.close());

  const campaign = async () => {
    const read = await readCampaign(world.ports.table, 'small');
    if (!read) throw new Error('no campaign');
    return read;
  };
  const run = async (village = places.village): Promise<number> =>
    runChecks(await campaign(), village)(world.ports);
  const runSome = async (most: number) => runSomeChecks(await campaign(), places.village, most)(world.ports);
  const findings = async (village = places.village) =>
    (await readFindings(world.ports.table, { campaign: 'small', village }))
      .map(({ check: id, unit, state }) => `${id} ${unit.slice(12)} ${state}`)
      .sort();
  const counts = async () => {
    const tallies = await readFindingTallies(world.ports.table, 'small', places.town);
    const own = tallies.find(({ village }) => village === places.village)?.counts ?? {};
    return Object.fromEntries(Object.entries(own).filter(([, count]) => count !== 0));
  };

  test('[K30] an accepted record is looked at, and what is found is found once', async () => {
    await world.submit({ answers: { ...home, size: 7 } });
    expect(await run()).toBe(1);
    expect(await findings()).toEqual(['big -H1 found']);
    expect(await counts()).toEqual({ 'found-verify': 1 });
    expect(await run()).toBe(0);
    expect(await findings()).toEqual(['big -H1 found']);
  });

  test('[K27] a corrected record closes what was found in it', async () => {
    await world.submit({ answers: { ...home, size: 7 } });
    await run();
    await world.submit({ answers: { ...home, size: 3 }, basedOn: 1 });
    await run();
    expect(await findings()).toEqual(['big -H1 closed']);
    expect(await counts()).toEqual({ 'closed-verify': 1 });
  });

  test('[K30] a sheet is looked at together with the unit that it belongs to', async () => {
    await world.submit({ answers: { ...home, size: 1 } });
    await run();
    expect(await findings()).toEqual([]);
    await world.submit(birth());
    await run();
    expect(await findings()).toEqual(['born -H1 found']);
  });

  test('[K30] what concerns the village or the town is found in every unit that it concerns', async () => {
    await world.submit({ answers: { ...home, size: 5 } });
    await world.submit({ unit: unitOf(2), answers: { ...home, size: 5 } });
    await world.submit(
      { village: places.neighbour, unit: `${places.neighbour}-H1`, answers: home },
      'neighbour',
    );
    await run();
    await run(places.neighbour);
    expect(await findings()).toEqual(['twice -H1 found', 'twice -H2 found']);
    expect(await findings(places.neighbour)).toEqual(['twice -H1 found']);
    await world.submit({ unit: unitOf(3), answers: { ...home, head: '王新来', size: 5 } });
    await run();
    expect((await findings()).filter((line) => line.startsWith('many'))).toHaveLength(3);
  });

  test('[K28] words that came with the record are what is said first', async () => {
    const explanations = [{ check: 'unexplained', text: '外婆同住' }];
    await world.submit({ answers: { ...home, size: 4 }, explanations });
    await run();
    expect(await findings()).toEqual(['unexplained -H1 explained']);
  });

  test('[K30] a run that was killed behind its findings is repeated without harm', async () => {
    await world.submit({ answers: { ...home, size: 7 } });
    const { table } = world.ports;
    const killed: typeof table = {
      ...table,
      get: (key) => table.get(key),
      query: (pk, options) => table.query(pk, options),
      scan: (segment, of) => table.scan(segment, of),
      transact: async (writes) => {
        if (writes.some((write) => 'delete' in write)) throw new Error('killed');
        return table.transact(writes);
      },
    };
    await expect(
      runChecks(await campaign(), places.village)({ ...world.ports, table: killed }),
    ).rejects.toThrow('killed');
    expect(await run()).toBe(1);
    expect(await findings()).toEqual(['big -H1 found']);
  });

  test('[N18] piece by piece it finds the same; the village is looked at with the last piece', async () => {
    for (const at of [1, 2, 3])
      await world.submit({ unit: unitOf(at), answers: { ...home, head: `户主${at}`, size: 6 } });
    expect(await runSome(2)).toEqual({ units: 2, more: true });
    expect(await findings()).toEqual(['big -H1 found', 'big -H2 found']);
    expect(await runSome(2)).toEqual({ units: 1, more: false });
    const pieces = await findings();
    expect(pieces.filter((line) => line.startsWith('many'))).toHaveLength(3);
    expect(await runSome(2)).toEqual({ units: 0, more: false });
    await world.call('town', 'runChecks', { area: places.village }, {});
    expect(await runSome(2)).toEqual({ units: 4, more: false }); // the whole village is one piece
    expect(await findings()).toEqual(pieces);
  });

  test('[K30] a mark that was renewed while checks ran stays', async () => {
    await world.submit({ answers: { ...home, size: 7 } });
    const { table } = world.ports;
    const [mark] = await allOf(table, keys.villagePk('small', places.village), keys.recheckPrefix);
    await run();
    await world.submit({ answers: { ...home, size: 8 }, basedOn: 1 });
    await table.transact([
      { delete: mark ?? { pk: '', sk: '' }, when: [{ attribute: 'submission', is: '=', value: 'another' }] },
    ]);
    expect(await run()).toBe(1);
  });

  test('[G6] a correction under a finding uses it, once', async () => {
    await world.submit();
    const opened = await world.call(
      'town',
      'openFinding',
      {},
      {
        unit: unitOf(1),
        questionnaire: 'home',
        comment: '请核实',
      },
    );
    expect(opened.body).toMatchObject({ state: 'open', revision: 1 });
    const corrected = await world.submit({
      answers: { ...home, size: 2 },
      basedOn: 1,
      finding: opened.body.id,
    });
    expect(corrected.status).toBe(201);
    await run();
    const [finding] = await readFindings(world.ports.table, { campaign: 'small', village: places.village });
    expect(finding).toMatchObject({ state: 'corrected', revision: 2 });
    expect(finding?.steps.map(({ kind, by }) => [kind, by])).toEqual([
      ['issue', 'p-town'],
      ['correct', 'p-collector'],
    ]);
    expect(await counts()).toEqual({ 'corrected-error': 1 });
  });
});
