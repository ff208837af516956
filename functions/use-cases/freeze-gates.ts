/**
 * Moves every gate whose time has come, in every village. Each move is conditioned on the gate's revision, so a trigger
 * that comes late, early, twice or never does no harm (G3), and a walk that was killed half-way is simply walked again.
 */
import { movedGate } from '#forms/campaign/gate.ts';
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { Ports, Write } from '../ports.ts';
import { readCampaign, villagesOf } from '../store/campaign.ts';
import * as keys from '../store/keys.ts';
import { gatesOfVillage } from '../store/village.ts';

export interface FrozenGates {
  readonly villages: number;
  readonly moved: number;
  /** Gates that another walk moved in the meantime. */
  readonly already: number;
}

export const freezeGates =
  ({ campaign: id }: { readonly campaign: string }) =>
  async ({ table, clock, journal }: Pick<Ports, 'table' | 'clock' | 'journal'>): Promise<FrozenGates> => {
    const campaign = await readCampaign(table, id);
    if (!campaign) return { villages: 0, moved: 0, already: 0 };
    const villages = await villagesOf(table, id);
    let [moved, already] = [0, 0];
    for (const village of villages) {
      const now = clock.now();
      for (const gate of await gatesOfVillage(table, id, village.code)) {
        const group = questionnaireOf(campaign, gate.questionnaire)?.group;
        const next = group === undefined ? undefined : movedGate(gate, campaign.calendar, group, now);
        if (!next) continue;
        const key = keys.gateKey(id, village.code, gate.questionnaire);
        const write: Write = {
          put: { ...key, ...next },
          when: [{ attribute: 'revision', is: '=', value: gate.revision }],
        };
        const history: Write = {
          put: {
            pk: key.pk,
            sk: `${keys.gateHistoryPrefix}${gate.questionnaire}#${String(next.revision).padStart(6, '0')}`,
            ...next,
            movedAt: now,
          },
        };
        const outcome = await table.transact([write, history]);
        if (outcome === 'done') moved++;
        else already++;
      }
    }
    journal.info('gates-moved', { campaign: id, villages: villages.length, moved, already });
    return { villages: villages.length, moved, already };
  };
