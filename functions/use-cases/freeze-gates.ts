/**
 * Moves every gate whose time has come, in every village. Each move is conditioned on the gate's revision, so a trigger
 * that comes late, early, twice or never does no harm (G3), and a walk that was killed half-way is simply walked again.
 */
import { movedGate } from '#forms/campaign/gate.ts';
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { Instant } from '#forms/json.ts';
import type { Ports } from '../ports.ts';
import { readCampaign, villagesOf } from '../store/campaign.ts';
import { gatesOfVillage } from '../store/village.ts';
import { moveGate } from './move-gate.ts';

export interface FrozenGates {
  readonly villages: number;
  readonly moved: number;
  /** Gates that another walk moved in the meantime. */
  readonly already: number;
  /** Gates that still stand where they stood, because the store was too busy. */
  readonly busy: number;
}

export interface FreezeGates {
  readonly campaign: string;
  /** An instant that was seen to have come: a clock that is set back during the walk does not bring it back. */
  readonly passed?: Instant;
}

export const freezeGates =
  ({ campaign: id, passed = 0 }: FreezeGates) =>
  async ({ table, clock, journal }: Pick<Ports, 'table' | 'clock' | 'journal'>): Promise<FrozenGates> => {
    const campaign = await readCampaign(table, id);
    if (!campaign) return { villages: 0, moved: 0, already: 0, busy: 0 };
    const villages = await villagesOf(table, id);
    let [moved, already, busy] = [0, 0, 0];
    for (const village of villages) {
      const now = Math.max(clock.now(), passed);
      for (const gate of await gatesOfVillage(table, id, village.code)) {
        const group = questionnaireOf(campaign, gate.questionnaire)?.group;
        const next = group === undefined ? undefined : movedGate(gate, campaign.calendar, group, now);
        if (!next) continue;
        const outcome = await moveGate(id, gate, next, now)({ table });
        if (outcome === 'done') moved++;
        else if (outcome === 'busy') busy++;
        else already++;
      }
    }
    journal.info('gates-moved', { campaign: id, villages: villages.length, moved, already, busy });
    return { villages: villages.length, moved, already, busy };
  };
