/** Flows as they are looked at: of every village in an area, and of one unit; and the workflows themselves. */
import { dateAt } from '#forms/campaign/local-time.ts';
import { type Person, rolesFor } from '#forms/permission/permission.ts';
import { ok, type Result } from '#forms/result.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type {
  FlowState,
  FlowsReply,
  ListedFlow,
  UnitFlowsReply,
  WorkflowsReply,
} from '#forms/wire/workflows.ts';
import { isMet } from '#forms/workflows/due.ts';
import { type Flow, isRunning, withdrawn } from '#forms/workflows/flow.ts';
import { stepOf } from '#forms/workflows/workflow.ts';
import type { Ports, Table } from '../../ports.ts';
import { villagesOf } from '../../store/campaign.ts';
import { readPackChecks } from '../../store/campaign-checks.ts';
import { flowsOfVillage } from '../../store/flows.ts';
import * as keys from '../../store/keys.ts';
import { unitOf } from '../../store/village.ts';
import { campaignFor, heldCampaignFor } from '../access.ts';
import { type FlowWorld, readFlowWorld, storedFlow } from './flow-world.ts';

export const readWorkflows =
  (person: Person, campaign: string) =>
  async ({ table }: Pick<Ports, 'table'>): Promise<Result<WorkflowsReply, Problem>> => {
    const found = await heldCampaignFor(person, 'campaign.read', campaign, table);
    if (!found.ok) return found;
    const { workflows = [] } = await readPackChecks(table, found.value);
    return ok({ workflows });
  };

const listed = (flow: Flow, village: string, unitName: string): ListedFlow => {
  const { history, ...rest } = flow;
  const last = history.at(-1) ?? { at: flow.startedAt, kind: 'start' as const };
  return { ...rest, village, unitName, last: { at: last.at, kind: last.kind } };
};

const ofVillage = async (
  table: Table,
  campaign: string,
  village: string,
  ended: boolean,
): Promise<readonly ListedFlow[]> => {
  const flows = (await flowsOfVillage(table, { campaign, village }))
    .map(({ flow }) => flow)
    .filter((flow) => (ended ? !isRunning(flow) && flow.end !== withdrawn : isRunning(flow)));
  return Promise.all(
    flows.map(async (flow) => {
      const item = await table.get(keys.unitKey(campaign, village, flow.unit));
      return listed(flow, village, item ? unitOf(item).name : flow.unit);
    }),
  );
};

/** P31: of every village in the area. */
export const readFlowList =
  (person: Person, campaign: string, area: string, ended: boolean) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<Result<FlowsReply, Problem>> => {
    const found = await campaignFor(person, 'workflow.read', campaign, area, table);
    if (!found.ok) return found;
    const villages = await villagesOf(table, campaign, area);
    const lists = await Promise.all(villages.map(({ code }) => ofVillage(table, campaign, code, ended)));
    const now = clock.now();
    return ok({ flows: lists.flat(), today: dateAt(now, found.value.calendar.timeZone), now });
  };

export interface UnitWanted {
  readonly campaign: string;
  /** The village. */
  readonly area: string;
  readonly unit: string;
}

type UnitFlows = Omit<UnitFlowsReply, 'people'>;

export const readUnitFlows =
  (person: Person, { campaign, area, unit }: UnitWanted) =>
  async (ports: Pick<Ports, 'table' | 'clock'>): Promise<Result<UnitFlows, Problem>> => {
    const found = await campaignFor(person, 'workflow.read', campaign, area, ports.table);
    if (!found.ok) return found;
    const world = await readFlowWorld(found.value, area, unit, ports);
    return world.ok ? ok(shownFlows(person, world.value, ports.clock.now())) : world;
  };

/** The unit's flows as the person sees them: what may be done now, and by them. */
export const shownFlows = (person: Person, world: FlowWorld, now: number): UnitFlows => {
  const { dossier, context, workflows, place } = world;
  const own = rolesFor(person, 'workflow.move', place.village);
  const flows = workflows.flatMap((compiled): readonly FlowState[] => {
    const flow = storedFlow(world, compiled.workflow.id)?.flow;
    if (flow === undefined) return [];
    const who = isRunning(flow) ? (stepOf(compiled.workflow, flow.at)?.who ?? []) : [];
    const met = isMet(compiled, flow.at, { dossier, context });
    return [{ ...flow, met, mayMove: own.some((role) => who.includes(role)) }];
  });
  const mayStart = workflows
    .filter(({ workflow }) => own.some((role) => workflow.startedBy?.includes(role)))
    .map(({ workflow }) => workflow.id)
    .filter((id) => !flows.some((flow) => flow.workflow === id && isRunning(flow)));
  return { unit: world.unit, flows, mayStart, today: context.today, now };
};
