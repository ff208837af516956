import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ListForm } from '#forms/dossier/lists.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import { readFindings } from '#functions/store/findings.ts';
import { runChecks } from '#functions/use-cases/checks/run-checks.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import { home, openSheetWorld, type SheetWorld, unitOf } from '#tests/support/sheet-world.ts';
import { type PersonName, places } from '#tests/support/world.ts';

const titled = (id: string, title: string) => ({ id, title: { default: id, 'zh-cn': title, en: id } });
const lists: readonly ListForm[] = [
  { ...titled('dead', '死亡名单'), columns: [titled('idNo', '身份证号'), titled('date', '日期')] },
  { ...titled('unused', '别的'), columns: [titled('idNo', '身份证号')] },
];
const listed = 'exists(matching({lists.dead}, {x.idNo}, {home.idNo}))';
const pack = checkedPack(
  [
    homeCheck('gone', 'unit', listed),
    homeCheck('goneHere', 'village', listed),
    homeCheck('living', 'town', `exists({lists.dead}) and !${listed}`),
  ],
  lists,
);
/** Of somebody who is on no list at first. */
const otherId = '990101195502034029';
const columns = ['idNo', '日期'];
const dead = { columns, rows: [[home.idNo, '2022-03-01']], basedOn: 0, reason: '民政局 10 月名单' };

describe.each(['memory', 'LMDB'])('comparison lists on %s', (store) => {
  let world: SheetWorld;
  beforeEach(async () => {
    world = await openSheetWorld({ ...(store === 'memory' ? { table: memoryTable() } : {}), pack });
  });
  afterEach(() => world.close());

  const run = async (village = places.village): Promise<number> => {
    const campaign = await readCampaign(world.ports.table, 'small');
    if (!campaign) throw new Error('no campaign');
    return runChecks(campaign, village)(world.ports);
  };
  const found = async (village = places.village) =>
    (await readFindings(world.ports.table, { campaign: 'small', village }))
      .filter(({ state }) => state !== 'closed')
      .map(({ check, unit }) => `${check} ${unit.slice(13)}`)
      .sort();
  const handIn = (body: object = dead, person: PersonName = 'town', area = places.town, list = 'dead') =>
    world.call(person, 'handInList', { area, list }, body);
  const state = async (area = places.town) => (await world.call('district', 'lists', { area })).body.lists;

  test('[K22, K23] before it is handed in its checks find nothing; then every unit is looked at with it', async () => {
    await world.submit({ answers: home });
    await world.submit({ unit: unitOf(2), answers: { ...home, idNo: otherId } });
    await run();
    expect(await found()).toEqual([]);
    expect((await state())[0]).toMatchObject({
      id: 'dead',
      checks: ['gone', 'goneHere', 'living'],
      versions: [],
    });
    expect((await state())[0].inForce).toBeUndefined();
    const reply = await handIn();
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ list: 'dead', area: places.town, version: 1, rows: 1, by: 'p-town' });
    expect(await run()).toBe(4);
    expect(await found()).toEqual(['gone H1', 'goneHere H1', 'living H2']);
    // What changes later is looked at with it too.
    await world.submit({ unit: unitOf(3), answers: home });
    expect(await run()).toBe(1);
    expect(await found()).toContain('gone H3');
  });

  test('[K20] another one replaces it with a reason; both versions are kept, and who handed in what is logged', async () => {
    await world.submit({ answers: home });
    await handIn();
    await run();
    expect(await found()).toEqual(['gone H1', 'goneHere H1']);
    const other = { ...dead, rows: [[otherId, '']], basedOn: 1, reason: '更正：重名' };
    world.setClock('2022-11-06T10:00');
    expect((await handIn(other, 'townChief')).body).toMatchObject({ version: 2, by: 'p-chief' });
    await run();
    expect(await found()).toEqual(['living H1']);
    const [kept] = await state();
    expect(kept.inForce.version).toBe(2);
    expect(
      kept.versions.map(({ version, reason }: { version: number; reason: string }) => [version, reason]),
    ).toEqual([
      [2, '更正：重名'],
      [1, '民政局 10 月名单'],
    ]);
    expect(JSON.stringify(kept)).not.toContain(home.idNo);
    const audit = (await world.call('auditor', 'audit')).body.lines.filter(
      ({ verb }: { verb: string }) => verb === 'list.hand-in',
    );
    expect(audit.map(({ who, on, why }: { who: string; on: string; why: string }) => [who, on, why])).toEqual(
      [
        ['p-chief', `${places.town}/dead`, '2: 更正：重名'],
        ['p-town', `${places.town}/dead`, '1: 民政局 10 月名单'],
      ],
    );
  });

  test('[K20] whoever looked at an older version is told; what is sent again is there once', async () => {
    await handIn();
    expect((await handIn()).body.version).toBe(1);
    const late = await handIn({ ...dead, rows: [[otherId, '']] }, 'townChief');
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ problem: 'list-moved-on', facts: { version: 1 } });
    expect((await state())[0].versions).toHaveLength(1);
  });

  test('[K20] of two who hand in at the same time one is told of the other', async () => {
    const other = { ...dead, rows: [[otherId, '']] };
    const replies = await Promise.all([handIn(dead), handIn(other, 'townChief')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await state())[0].versions).toHaveLength(1);
  });

  test('[K21] a town compares with its own list, and with the district’s where it has none', async () => {
    await world.submit({ answers: home });
    await handIn(dead, 'district', places.district);
    expect((await state())[0]).toMatchObject({ inForce: { area: places.district }, versions: [] });
    await run();
    expect(await found()).toEqual(['gone H1', 'goneHere H1']);
    await handIn({ ...dead, rows: [[otherId, '']] });
    expect((await state())[0]).toMatchObject({ inForce: { area: places.town } });
    await run();
    expect(await found()).toEqual(['living H1']);
  });

  test('[K19] a fault anywhere keeps it out, and all are told; nothing is written', async () => {
    const rows = [['9.9E+17', '2022'], ['x'.repeat(201)]];
    const refused = await handIn({ ...dead, rows });
    expect(refused.status).toBe(422);
    expect(refused.body.facts.faults.map(({ code }: { code: string }) => code)).toEqual([
      'digits-lost',
      'cell-too-long',
    ]);
    expect((await handIn({ ...dead, columns: ['idNo', 'name'] })).body.facts.faults).toEqual([
      { code: 'column-missing', facts: { column: 'date' } },
    ]);
    expect((await handIn(dead, 'town', places.town, 'nothing')).body.problem).toBe('no-such-list');
    expect((await handIn({ ...dead, reason: ' ' })).status).toBe(400);
    expect((await state())[0].versions).toEqual([]);
    expect(await run()).toBe(0);
  });

  test('[K24] town and district hand in where they are; nobody else does, and collectors see none of it', async () => {
    for (const person of ['collector', 'neighbour', 'otherTown', 'designer', 'auditor', 'nobody'] as const)
      expect((await handIn(dead, person)).status).toBe(403);
    expect((await handIn(dead, 'town', places.district)).status).toBe(403);
    expect((await handIn(dead, 'town', places.otherTown)).status).toBe(403);
    expect((await handIn(dead, 'town', places.village)).body.problem).toBe('no-such-area');
    expect((await handIn(dead, 'district')).status).toBe(201);
    expect((await world.call('collector', 'lists', { area: places.village })).status).toBe(403);
  });

  test('[K22] a list that no check asks makes nobody look again', async () => {
    await world.submit({ answers: home });
    await run();
    const unused = { columns: ['idNo'], rows: [['1']], basedOn: 0, reason: 'for later' };
    expect((await handIn(unused, 'town', places.town, 'unused')).status).toBe(201);
    expect(await run()).toBe(0);
  });

  test('[K19, K21] twenty thousand rows are taken in one go and compared with', async () => {
    await world.submit({ answers: home });
    const rows = Array.from({ length: 19_999 }, (_, at) => [
      `99010119680315${String(at).padStart(4, '0')}`,
      'x',
    ]);
    rows.push([home.idNo, '2022-03-01']);
    expect((await handIn({ ...dead, rows })).body).toMatchObject({ rows: 20_000 });
    await run();
    expect(await found()).toEqual(['gone H1', 'goneHere H1']);
  });
});
