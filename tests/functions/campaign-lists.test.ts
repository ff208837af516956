/** Comparison lists that a pack declares are known to the checks of a campaign that was opened with it. */
import { expect, test } from 'vitest';
import { parsePack } from '#forms/campaign/pack.ts';
import { hitsOfUnit } from '#forms/checks/run-checks.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import { readChecks } from '#functions/store/campaign-checks.ts';
import { readFamily } from '#functions/store/dossiers.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import { sheetPackFiles } from '#tests/support/sheet-pack.ts';
import { home, openSheetWorld, unitOf } from '#tests/support/sheet-world.ts';
import { places } from '#tests/support/world.ts';

const listed = homeCheck('listed', 'unit', 'exists(matching({lists.dead}, {x.idNo}, {home.idNo}))');
const column = { id: 'idNo', title: { default: 'Number', 'zh-cn': '号码' } };

const pack = () => {
  const parsed = parsePack({
    ...sheetPackFiles,
    'pack.json': {
      ...sheetPackFiles['pack.json'],
      checks: ['checks.json'],
      lists: [{ id: 'dead', title: { default: 'Deaths', 'zh-cn': '死亡' }, columns: [column] }],
    },
    'checks.json': { id: 'all', title: { default: 'All', 'zh-cn': '全部' }, checks: [listed] },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};

test('[K55] a check that reads a list runs over what the store holds', async () => {
  expect(() => checkedPack([listed])).toThrow('lists.dead');
  const world = await openSheetWorld({ pack: pack() });
  const { table, clock } = world.ports;
  await world.submit({ answers: home });
  const campaign = await readCampaign(table, 'small');
  if (!campaign) throw new Error('no campaign');
  const { compiled } = await readChecks(table, campaign);
  const { dossiers } = await readFamily(table, { campaign: 'small', village: places.village }, unitOf(1));
  const [dossier] = dossiers;
  if (!dossier) throw new Error('no dossier');
  const hits = (idNo: string) =>
    hitsOfUnit(compiled, dossier, {
      ...{ now: clock.now(), timeZone: 'Asia/Shanghai', today: '2022-10-20', locale: 'en' },
      ...{ parameters: {}, codeLists: {}, lists: { dead: [{ idNo }] } },
    }).map(({ check }) => check);
  expect(hits(home.idNo)).toEqual(['listed']);
  expect(hits('990101196803150099')).toEqual([]);
  await world.close();
});
