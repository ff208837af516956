/** S1: a seal begins only when the gates of its groups are closed, everywhere and for good. */
import * as z from 'zod';
import type { Gate } from '#forms/campaign/gate.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import type { Instant } from '#forms/json.ts';
import type { SealedVillage } from '#forms/seal/manifest.ts';
import type { Table } from '../../ports.ts';
import * as keys from '../../store/keys.ts';
import { allOf, gatesOfVillage } from '../../store/village.ts';

export interface OpenGate {
  readonly village: string;
  readonly questionnaire: string;
  /** `missing` when there is no gate at all. */
  readonly stage: string;
  readonly right: string;
}

const isClosed = (gate: Gate | undefined) => gate?.stage === 'closed' && gate.right === 'none';

/** The gates of these questionnaires in one village that are not closed. */
export const openGates = async (
  table: Table,
  campaign: string,
  village: string,
  questionnaires: Iterable<string>,
): Promise<readonly OpenGate[]> => {
  const gates = await gatesOfVillage(table, campaign, village);
  return [...questionnaires].flatMap((questionnaire) => {
    const gate = gates.find((candidate) => candidate.questionnaire === questionnaire);
    if (isClosed(gate)) return [];
    return [{ village, questionnaire, stage: gate?.stage ?? 'missing', right: gate?.right ?? 'none' }];
  });
};

/**
 * S11: marks the gates with the instant at which the seal began, before the lists behind them are read. A quarantined
 * submission that was on its way is refused by its own transaction then, and is received anew, after that instant.
 */
export const markGates = async (
  table: Table,
  campaign: string,
  village: string,
  { questionnaires, sealedAt }: { readonly questionnaires: ReadonlySet<string>; readonly sealedAt: Instant },
): Promise<'done' | 'busy'> => {
  for (const gate of await gatesOfVillage(table, campaign, village)) {
    if (!questionnaires.has(gate.questionnaire) || gate.sealedAt !== undefined) continue;
    const marked = { ...keys.gateKey(campaign, village, gate.questionnaire), ...gate, sealedAt };
    const outcome = await table.transact([
      { put: marked, when: [{ attribute: 'revision', is: '=', value: gate.revision }] },
    ]);
    if (outcome !== 'done') return 'busy';
  }
  return 'done';
};

const moveShape = z.object({
  questionnaire: z.string(),
  revision: z.number(),
  stage: z.string(),
  right: z.string(),
  movedAt: z.number(),
  /** On whose word an extension moved it. */
  trace: z.record(z.string(), z.string()).optional(),
});

/** Position and history of a village's gates, as the manifest tells them; sort keys give the moves in order. */
export const sealedGates = async (
  table: Table,
  campaign: string,
  village: string,
  questionnaires: ReadonlySet<string>,
): Promise<SealedVillage['gates']> => {
  const [gates, history] = await Promise.all([
    gatesOfVillage(table, campaign, village),
    allOf(table, keys.villagePk(campaign, village), keys.gateHistoryPrefix),
  ]);
  const moves = history.map((item) => moveShape.parse(item));
  return gates
    .filter((gate) => questionnaires.has(gate.questionnaire))
    .map(({ questionnaire, stage, right, closesAt, revision }) => ({
      questionnaire,
      stage,
      right,
      closesAt: isoOf(closesAt),
      revision,
      moves: moves
        .filter((move) => move.questionnaire === questionnaire)
        .map((move) => ({
          revision: move.revision,
          stage: move.stage,
          right: move.right,
          at: isoOf(move.movedAt),
          ...(move.trace === undefined ? {} : { extension: move.trace }),
        })),
    }));
};
