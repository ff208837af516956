/** What is kept in memory of a campaign is never older than what is stored. */
import { expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { bytesOf, gzip } from '#functions/store/bytes.ts';
import { type Campaign, calendarWrite, campaignItems, readCampaign } from '#functions/store/campaign.ts';
import * as keys from '#functions/store/keys.ts';

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

test('[B11] a campaign that an earlier version wrote into one item is read as it was, and its calendar can change', async () => {
  const table = memoryTable();
  const { title, locales, unitKinds, questionnaires, codeLists, calendar, parameters, ...plain } = campaign;
  const before = {
    ...keys.campaignKey('small'),
    ...plain,
    ...Object.fromEntries(
      Object.entries({ title, locales, unitKinds, questionnaires, calendar, parameters }).map(
        ([name, value]) => [name, JSON.stringify(value)],
      ),
    ),
    codeLists: gzip(bytesOf(JSON.stringify(codeLists))),
  };
  await table.transact([{ put: before }]);
  expect(await readCampaign(table, 'small')).toEqual(campaign);
  await table.transact([calendarWrite(before, { ...calendar, revision: 1 })]);
  expect(await readCampaign(table, 'small')).toEqual({
    ...campaign,
    calendar: { ...calendar, revision: 1 },
  });
});
