/**
 * A village's flows as they stood at the seal's instant: each as a line of its own, written out here, because a flow goes on after the
 * seal. What came later is left away, so a run that goes on after a crash comes to the same bytes.
 */
import { isoOf } from '#forms/campaign/local-time.ts';
import type { Instant, Json } from '#forms/json.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import type { Flow, FlowEntry } from '#forms/workflows/flow.ts';
import type { Table } from '../../ports.ts';
import { bytesOf, leafHashOf, sha256Hex, storedMember } from '../../store/bytes.ts';
import type { Campaign } from '../../store/campaign.ts';
import { readPackChecks } from '../../store/campaign-checks.ts';
import { flowsOfVillage } from '../../store/flows.ts';
import type { Line } from './village-lists.ts';

export interface FlowScope {
  readonly village: string;
  readonly questionnaires: ReadonlySet<string>;
  /** The seal's own instant. */
  readonly at: Instant;
  readonly salt: string;
}

/** S29: of workflows about the questionnaires that the seal covers. Unsorted. */
export const flowLines = async (
  table: Table,
  campaign: Campaign,
  scope: FlowScope,
): Promise<readonly Line[]> => {
  const stored = await flowsOfVillage(table, { campaign: campaign.id, village: scope.village });
  if (stored.length === 0) return [];
  const { workflows = [] } = await readPackChecks(table, campaign);
  const about = new Map(workflows.map(({ id, about }) => [id, about]));
  return stored.flatMap(({ flow }) => {
    const questionnaire = about.get(flow.workflow);
    const history = flow.history.filter(({ at }) => at < scope.at).slice(-most);
    const isSealed = questionnaire !== undefined && scope.questionnaires.has(questionnaire);
    return isSealed && history.length > 0 ? [lineOf(campaign.id, scope, flow, questionnaire, history)] : [];
  });
};

/** Half of what a flow keeps (forms/workflows/flow.ts): what is added after the seal pushes out none of these. */
const most = 100;

const lineOf = (
  campaign: string,
  { village, salt }: FlowScope,
  { unit, workflow }: Flow,
  questionnaire: string,
  history: readonly FlowEntry[],
): Line => {
  const place = { campaign, village, unit, questionnaire, workflow };
  const leaf = canonicalJson({
    ...place,
    kind: 'flow',
    history: history.map(({ at, ...entry }) => ({ ...entry, at: isoOf(at) })) as unknown as Json,
    nonce: sha256Hex(bytesOf(JSON.stringify([salt, ...Object.values(place)]))).slice(0, 32),
  });
  const entry = { id: workflow, kind: 'flow', number: history.length, unit, questionnaire } as const;
  return { entry: { ...entry, leaf: leafHashOf(leaf) }, member: storedMember(leaf) };
};
