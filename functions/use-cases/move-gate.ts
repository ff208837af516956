/**
 * One move of one gate with its line of history, conditioned on the revision that it was read at: whoever comes second changes
 * nothing (G3). Gates are moved at their deadline, or by the first write that meets them after it (G11).
 */
import type { Gate } from '#forms/campaign/gate.ts';
import type { Instant } from '#forms/json.ts';
import type { Ports, TransactOutcome } from '../ports.ts';
import * as keys from '../store/keys.ts';

export const moveGate =
  (campaign: string, gate: Gate, next: Gate, now: Instant) =>
  ({ table }: Pick<Ports, 'table'>): Promise<TransactOutcome> => {
    const key = keys.gateKey(campaign, gate.village, gate.questionnaire);
    return table.transact([
      { put: { ...key, ...next }, when: [{ attribute: 'revision', is: '=', value: gate.revision }] },
      {
        put: {
          pk: key.pk,
          sk: `${keys.gateHistoryPrefix}${gate.questionnaire}#${String(next.revision).padStart(6, '0')}`,
          ...next,
          movedAt: now,
        },
      },
    ]);
  };
