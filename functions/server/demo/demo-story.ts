/**
 * What has happened in the demo besides visits: units on their way through workflows, an extension that somebody asked for and
 * somebody else granted, and a submission that came before the doors were open. All of it through the use cases that serve
 * everybody, each with the clock that its person had.
 */
import { stagesOf } from '#forms/campaign/calendar.ts';
import type { Receipt } from '#forms/campaign/submission.ts';
import type { Person, Role } from '#forms/permission/permission.ts';
import { stepOf } from '#forms/workflows/workflow.ts';
import type { Ports } from '../../ports.ts';
import { askExtension } from '../../use-cases/extension/ask-extension.ts';
import { decideExtension } from '../../use-cases/extension/decide-extension.ts';
import { moveFlow, startFlow } from '../../use-cases/workflow/change-flow.ts';
import { type DemoTownship, done, personAs } from './demo-township.ts';
import { isSketched } from './sketch-unit.ts';

const dayMs = 86_400_000;

type Told = NonNullable<DemoTownship['plan']['story']>;
type FlowTold = Told['flows'][number];

const before = (ports: Ports, days: number): Ports => {
  const at = Math.round(ports.clock.now() - days * dayMs);
  return { ...ports, clock: { now: () => at } };
};

const somebody = (people: readonly Person[], role: Role | undefined, village: string): Person => {
  const found = role && personAs(people, role, village);
  if (!found) throw new Error(`the demo has no ${role}`);
  return found;
};

/** Each flow is that of another unit; where no unit is such, it is not told. */
export const tellFlows = async (
  { pack, plan, units, people }: DemoTownship,
  receipts: readonly Receipt[],
  ports: Ports,
): Promise<void> => {
  const taken = new Set<string>();
  for (const told of plan.story?.flows ?? []) {
    const workflow = pack.workflows?.find(({ id }) => id === told.workflow);
    if (!workflow) throw new Error(`the pack has no workflow ${told.workflow}`);
    const unit = units.find(
      (one) =>
        !taken.has(one.id) &&
        receipts.some((receipt) => receipt.unit === one.id && receipt.questionnaire === workflow.about) &&
        isSketched(plan, one, told.if),
    );
    if (!unit) continue;
    taken.add(unit.id);
    await tellFlow(told, { campaign: pack.id, area: unit.village, unit: unit.id }, workflow, people, ports);
  }
};

const tellFlow = async (
  told: FlowTold,
  wanted: { readonly campaign: string; readonly area: string; readonly unit: string },
  workflow: NonNullable<DemoTownship['pack']['workflows']>[number],
  people: readonly Person[],
  ports: Ports,
): Promise<void> => {
  const by = (roles: readonly Role[] | undefined) => somebody(people, roles?.[0], wanted.area);
  const begun = before(ports, told.startedDaysAgo);
  const start = { id: ports.dice.id(begun.clock.now()), workflow: workflow.id, note: told.note };
  const started = await startFlow(by(workflow.startedBy), wanted, start)(begun);
  let { flows } = done(started, `start ${workflow.id} of ${wanted.unit}`);
  for (const { to, daysAgo, note } of told.moves) {
    const { at = '', revision = 0 } = flows.find((one) => one.workflow === workflow.id) ?? {};
    const then = before(ports, daysAgo);
    const move = {
      id: ports.dice.id(then.clock.now()),
      revision,
      to,
      ...(note === undefined ? {} : { note }),
    };
    const mover = by(stepOf(workflow, at)?.who);
    const flow = { ...wanted, workflow: workflow.id };
    ({ flows } = done(await moveFlow(mover, flow, move)(then), `move ${wanted.unit} from ${at} to ${to}`));
  }
};

/** Of the first stage of the first group, for the last village. */
export const tellExtension = async (
  { pack, plan, people }: DemoTownship,
  village: string,
  ports: Ports,
): Promise<void> => {
  const group = pack.calendar.groups[0] ?? '';
  const stage = stagesOf(pack.calendar, group)[0];
  const told = plan.story?.extension;
  if (!told || !stage) return;
  const town = somebody(people, 'town-officer', village);
  const area = town.grants.find(({ role }) => role === 'town-officer')?.area ?? village;
  const asking = {
    campaign: pack.id,
    area,
    stage: stage.id,
    questionnaires: pack.questionnaires.filter((one) => one.group === group).map(({ id }) => id),
    villages: [village],
    until: stage.to + told.days * dayMs,
    reason: told.reason,
  };
  const { id } = done(await askExtension(town, asking)(before(ports, 1.2)), 'ask for an extension');
  const deciding = { campaign: pack.id, area, extension: id, decision: 'grant', why: told.why } as const;
  const district = somebody(people, 'district-officer', village);
  done(await decideExtension(district, deciding)(before(ports, 0.8)), 'grant an extension');
};
