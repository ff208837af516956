/** Whoever sees a change of the calendar being committed: when it was approved and in force, and how the gates stand right then. */
import { type Gate, gatePosition } from '#forms/campaign/gate.ts';
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { Table, Write } from '#functions/ports.ts';
import { readCampaign, villagesOf } from '#functions/store/campaign.ts';
import * as keys from '#functions/store/keys.ts';
import { gatesOfVillage } from '#functions/store/village.ts';
import type { Ledger } from './ledger.ts';
import { campaign } from './plan.ts';

interface Watched {
  readonly table: Table;
  readonly ledger: Ledger;
}

export const noteCalendar = async (
  { table, ledger }: Watched,
  writes: readonly Write[],
  now: number,
): Promise<void> => {
  for (const write of writes) {
    if (!('put' in write) || !write.put.sk.startsWith(keys.calendarChangePrefix)) continue;
    const { id, state } = write.put;
    const change = String(id);
    if (state === 'approved') ledger.approved.set(change, now);
    if (state !== 'in-force') continue;
    if (ledger.inForce.has(change))
      ledger.seen.push({ rule: 'G32', says: `…${change.slice(-4)} came twice` });
    ledger.inForce.set(change, now);
    ledger.note('calendar', `…${change.slice(-4)} is in force, ${write.put.gates} gates`);
    for (const says of await gatesElsewhere(table, now)) ledger.seen.push({ rule: 'G30', says });
  }
};

/** G30: from this moment on every gate stands where the calendar has it, unless something holds it that a change must not touch. */
const gatesElsewhere = async (table: Table, now: number): Promise<readonly string[]> => {
  const found = await readCampaign(table, campaign);
  if (!found) throw new Error('the storm has no campaign');
  const wrong = (gate: Gate): boolean => {
    const group = questionnaireOf(found, gate.questionnaire)?.group ?? '';
    const stands = gatePosition(found.calendar, group, now);
    // A trigger may have come a little early, a clock may have been set back: never further than to the next stage.
    const ahead = gatePosition(found.calendar, group, Math.max(now, gate.opensAt));
    return ![stands, ahead].some(({ stage, closesAt }) => gate.stage === stage && gate.closesAt === closesAt);
  };
  const gates = await Promise.all(
    (await villagesOf(table, campaign)).map(({ code }) => gatesOfVillage(table, campaign, code)),
  );
  return gates
    .flat()
    .filter(({ extension, sealedAt }) => extension === undefined && sealedAt === undefined)
    .filter((gate) => gate.closesAt > now && wrong(gate))
    .map(({ village, questionnaire, stage, closesAt }) => {
      const until = new Date(closesAt).toISOString();
      return `in force, but ${village}/${questionnaire} is ${stage} until ${until}`;
    });
};
