/** What is kept in memory of a campaign is never older than what is stored. */
import { expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { type Campaign, campaignItems, readCampaign } from '#functions/store/campaign.ts';

const campaign: Campaign = {
  id: 'small',
  packId: 'small',
  packVersion: '1',
  packHash: '00',
  title: 'Small',
  area: '990101101000',
  locales: ['zh-CN'],
  retentionYears: 5,
  unitKinds: [],
  questionnaires: [],
  codeLists: { yesNo: { title: 'Yes or no', items: [{ value: '1', text: 'yes' }] } },
  calendar: {
    timeZone: 'Asia/Shanghai',
    groups: [],
    stages: [],
    seals: [],
  } as unknown as Campaign['calendar'],
  parameters: { line: 5 },
  openedAt: 1,
};

test('[B11] a campaign that is written again reads as it is now, whatever was read before', async () => {
  const table = memoryTable();
  const put = (changes: Partial<Campaign>) =>
    table.transact(campaignItems({ ...campaign, ...changes }).map((put) => ({ put })));
  await put({});
  const first = await readCampaign(table, 'small');
  expect(first).toMatchObject(campaign);
  expect(await readCampaign(table, 'small')).toBe(first);
  const codeLists = { yesNo: { title: 'Yes or no', items: [{ value: '1', text: 'YES' }] } };
  for (const changes of [{ title: 'Smaller' }, { codeLists }, { parameters: {} }, { openedAt: 2 }]) {
    await put(changes);
    expect(await readCampaign(table, 'small')).toMatchObject({ ...campaign, ...changes });
  }
  expect(await readCampaign(memoryTable(), 'small')).toBeUndefined();
});
