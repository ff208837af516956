/** A sheet and the unit that it belongs to, from the store into a check. */
import { expect, test } from 'vitest';
import { readCampaign } from '#functions/store/campaign.ts';
import { readFindings } from '#functions/store/findings.ts';
import { runChecks } from '#functions/use-cases/checks/run-checks.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import { birth, home, openSheetWorld } from '#tests/support/sheet-world.ts';
import { places } from '#tests/support/world.ts';

test.each(['unit', 'town'] as const)(
  '[K53] a sheet is compared with its household, in scope %s',
  async (scope) => {
    const finds = "{changeSheet.what} = 'Birth' and {parent.home.size} < 2";
    const world = await openSheetWorld({
      pack: checkedPack([homeCheck('born-to-whom', scope, finds, { about: 'changeSheet', at: 'what' })]),
    });
    const { village } = places;
    const findings = async () => {
      const campaign = await readCampaign(world.ports.table, 'small');
      if (!campaign) throw new Error('no campaign');
      await runChecks(campaign, village)(world.ports);
      const found = await readFindings(world.ports.table, { campaign: 'small', village });
      return found.map(({ unit, state }) => `${unit} ${state}`);
    };
    await world.submit({ answers: { ...home, size: 1 } });
    await world.submit(birth());
    expect(await findings()).toEqual([`${birth().unit} found`]);
    await world.submit({ answers: { ...home, size: 2 }, basedOn: 1 });
    expect(await findings()).toEqual([`${birth().unit} closed`]);
    await world.close();
  },
);
