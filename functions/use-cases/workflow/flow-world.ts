/** What every verb of flows begins with: the unit with its dossier, its flows, and the workflows that are its kind's. */
import type { Dossier, DossierContext } from '#forms/dossier/dossier.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { CompiledWorkflow } from '#forms/workflows/compile-workflows.ts';
import type { Ports } from '../../ports.ts';
import type { Campaign } from '../../store/campaign.ts';
import { readChecks } from '../../store/campaign-checks.ts';
import { readFamily } from '../../store/dossiers.ts';
import { type FlowPlace, flowsOfUnit, type StoredFlow } from '../../store/flows.ts';
import * as keys from '../../store/keys.ts';
import { unitOf } from '../../store/village.ts';
import { contextOf } from '../checks/context-of.ts';

export interface FlowWorld {
  readonly place: FlowPlace;
  readonly unit: Unit;
  readonly dossier: Dossier;
  readonly context: DossierContext;
  readonly workflows: readonly CompiledWorkflow[];
  readonly stored: readonly StoredFlow[];
}

export const readFlowWorld = async (
  campaign: Campaign,
  village: string,
  unit: string,
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
): Promise<Result<FlowWorld, Problem>> => {
  const item = await table.get(keys.unitKey(campaign.id, village, unit));
  if (!item) return refuse(problem('no-such-unit', { unit }));
  const found = unitOf(item);
  const place = { campaign: campaign.id, village, head: found.parent ?? unit };
  const [family, stored, { workflows }, context] = await Promise.all([
    readFamily(table, place, place.head),
    flowsOfUnit(table, place, unit),
    readChecks(table, campaign),
    contextOf(campaign, village, { table, clock }),
  ]);
  const dossier = family.dossiers.find((one) => one.unit.id === unit);
  if (dossier === undefined) throw new Error(`unit ${unit} is not in the family of ${place.head}`);
  return ok({
    place,
    unit: found,
    dossier,
    context,
    workflows: workflows.filter(({ workflow }) => workflow.unit === found.kind),
    stored,
  });
};

export const storedFlow = ({ stored }: FlowWorld, workflow: string): StoredFlow | undefined =>
  stored.find(({ flow }) => flow.workflow === workflow);
