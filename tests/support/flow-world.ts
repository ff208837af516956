/** The sheet pack with a workflow: a large household is reported, looked at, and decided on. */
import { type Pack, parsePack } from '#forms/campaign/pack.ts';
import type { Workflow } from '#forms/workflows/workflow.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import { fileKey } from '#functions/store/keys.ts';
import { runChecks } from '#functions/use-cases/checks/run-checks.ts';
import { sheetPackFiles } from './sheet-pack.ts';
import { openSheetWorld, unitOf } from './sheet-world.ts';
import { type PersonName, places, type WorldOptions } from './world.ts';

const text = (words: string) => ({ default: words, 'zh-cn': words });

export const large: Workflow = {
  ...{ id: 'large', title: text('Large household'), unit: 'household', about: 'home' },
  starts: '{home.size} > 4',
  startedBy: ['town-officer'],
  late: text('{step} was due on {due}'),
  steps: [
    {
      id: 'report',
      title: text('Report'),
      who: ['collector'],
      due: { days: 1, after: 'start' },
      next: ['look', 'dropped'],
    },
    {
      ...{ id: 'look', title: text('Look'), who: ['town-officer'], evidence: 'scan' },
      ...{ needs: "{home.remark} = 'seen'", message: text('Say what was seen.') },
      due: { days: 2, after: 'report', severity: 'error' },
      next: ['decide', 'report'],
    },
    {
      id: 'decide',
      title: text('Decide'),
      who: ['district-officer'],
      evidence: 'text',
      next: ['kept', 'look'],
    },
  ],
  ends: [
    { id: 'kept', title: text('Kept') },
    { id: 'dropped', title: text('Dropped') },
  ],
};

export const flowPack = (): Pack => {
  const parsed = parsePack({
    ...sheetPackFiles,
    'pack.json': { ...sheetPackFiles['pack.json'], workflows: ['large.json'] },
    'large.json': large,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal, null, 1));
  return parsed.value;
};

let made = 0;
/** An id as a device makes one. */
export const newId = (): string => {
  made += 1;
  return `01890000-0000-7000-8000-${String(made).padStart(12, '0')}`;
};

export const openFlowWorld = async (options: WorldOptions = {}) => {
  const world = await openSheetWorld({ pack: flowPack(), ...options });
  const campaign = async () => {
    const found = await readCampaign(world.ports.table, 'small');
    if (!found) throw new Error('no campaign');
    return found;
  };
  const run = async (village = places.village) => runChecks(await campaign(), village)(world.ports);
  const unitFlows = (person: PersonName = 'town', unit = unitOf(1), area = places.village) =>
    world.call(person, 'unitFlows', { area, unit });
  const flow = async (unit = unitOf(1)) => (await unitFlows('town', unit)).body.flows[0];
  const move = async (person: PersonName, to: string, more: object = {}, unit = unitOf(1)) =>
    world.call(
      person,
      'moveFlow',
      { area: places.village, unit, workflow: 'large' },
      { id: newId(), revision: (await flow(unit))?.revision ?? 1, to, ...more },
    );
  const start = (person: PersonName, more: object = {}, unit = unitOf(1), area = places.village) =>
    world.call(person, 'startFlow', { area, unit }, { id: newId(), workflow: 'large', ...more });
  const keepFile = async (file: string) => {
    await world.ports.table.transact([{ put: { ...fileKey('small', places.village, file), size: 1 } }]);
  };
  return { ...world, run, unitFlows, flow, move, start, keepFile, campaign };
};
export type FlowWorld = Awaited<ReturnType<typeof openFlowWorld>>;
