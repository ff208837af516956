/** What checks found in everything that was sent: the runs in between against one over everything anew. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from './report.ts';
import type { World } from './world.ts';

const pauseMs = 500;
const longestMs = 120_000;

/** Waits until no unit is left to be looked at. */
const settled = async ({ town, campaign }: World): Promise<void> => {
  const where = { campaign: campaign.id, area: campaign.area.code };
  for (let waited = 0; waited < longestMs; waited += pauseMs) {
    const { body } = await town.call('checkRun', where);
    if (body.waiting.length === 0) return;
    await sleep(pauseMs);
  }
  throw new Error('changed units were not looked at in two minutes');
};

interface Found {
  readonly id: string;
  readonly severity: string;
}

const foundIn = async ({ town, campaign }: World): Promise<readonly Found[]> =>
  (await town.call('findings', { campaign: campaign.id, area: campaign.area.code })).body.findings;

export const compareFindings = async (world: World, report: Report): Promise<void> => {
  const where = { campaign: world.campaign.id, area: world.campaign.area.code };
  await settled(world);
  const before = await foundIn(world);
  const counts = ['error', 'warn', 'verify'].map(
    (severity) => `${before.filter((finding) => finding.severity === severity).length} ${severity}`,
  );
  report.step(`checks found ${before.length}: ${counts.join(', ')}`);
  const run = await world.town.call('runChecks', where, {});
  await settled(world);
  const after = await foundIn(world);
  const [old, anew] = [before, after].map((list) => new Set(list.map(({ id }) => id)));
  const wrong = [
    ...before.filter(({ id }) => !anew?.has(id)).map(({ id }) => `${id} was found and is not any more`),
    ...after.filter(({ id }) => !old?.has(id)).map(({ id }) => `${id} is found only now`),
  ];
  report.step(`looked at ${run.body.run?.villages ?? 0} villages anew`);
  report.check('K36', 'a full run finds what the runs in between found', wrong, `${before.length} findings`);
};
