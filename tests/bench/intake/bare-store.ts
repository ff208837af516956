/**
 * The ceiling of the store on this machine: the very transactions of accepted submissions, with nothing around them. The use
 * case writes them once into memory; the windows replay them under new keys.
 */

import { memoryTable } from '#functions/adapters/memory/table.ts';
import { systemDice } from '#functions/adapters/system/system.ts';
import type { Item, Signer, Table, Write } from '#functions/ports.ts';
import { openCampaign } from '#functions/use-cases/open-campaign.ts';
import { submitAnswers } from '#functions/use-cases/submit-answers.ts';
import type { Window } from './connections.ts';
import { submissionOf, type Village } from './households.ts';

export interface RecordedWrites {
  /** What is there before: campaign, gates, units, tallies. */
  readonly opened: readonly Item[];
  readonly transactions: readonly (readonly Write[])[];
}

export const recordWrites = async (
  village: Village,
  signer: Signer,
  now: number,
  count: number,
): Promise<RecordedWrites> => {
  const { pack, plan, township } = village;
  const units = village.units.slice(0, count);
  const memory = memoryTable();
  const ports = { table: memory, clock: { now: () => now }, dice: systemDice, signer };
  await openCampaign({ id: pack.id, pack, area: plan.town.code, areas: township.areas, units })(ports);
  const opened: Item[] = [];
  for await (const item of memory.scan(0, 1)) opened.push(item);
  const transactions: (readonly Write[])[] = [];
  const table: Table = {
    ...memory,
    transact: async (writes) => {
      transactions.push(writes);
      return memory.transact(writes);
    },
  };
  for (const unit of units) {
    const person = {
      id: 'bench',
      name: 'Bench',
      grants: [{ role: 'collector', area: unit.village } as const],
    };
    const reply = await submitAnswers(person, submissionOf(village, unit, now))({ ...ports, table });
    if (!reply.ok) throw new Error(`a household is not valid: ${JSON.stringify(reply.refusal)}`);
  }
  return { opened, transactions };
};

export const seedStore = async (table: Table, { opened }: RecordedWrites): Promise<void> => {
  for (let start = 0; start < opened.length; start += 100)
    await table.transact(opened.slice(start, start + 100).map((put) => ({ put })));
};

const renamed = (write: Write, suffix: string): Write =>
  'put' in write ? { ...write, put: { ...write.put, sk: write.put.sk + suffix } } : write;

/** `inFlight` transactions at a time until the time is over. Throws when one is not done. */
export const runStoreWindow = async (
  table: Table,
  { transactions }: RecordedWrites,
  {
    inFlight,
    seconds,
    round,
  }: { readonly inFlight: number; readonly seconds: number; readonly round: string },
): Promise<Window> => {
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    while (performance.now() - began < seconds * 1000) {
      const turn = next++;
      const suffix = `~${round}~${Math.floor(turn / transactions.length)}`;
      const writes = (transactions[turn % transactions.length] ?? []).map((write) => renamed(write, suffix));
      const sent = performance.now();
      const outcome = await table.transact(writes);
      if (outcome !== 'done') throw new Error(`the bare store said ${JSON.stringify(outcome)}`);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return {
    done: latencies.length,
    seconds: (performance.now() - began) / 1000,
    latencies: Float64Array.from(latencies).sort(),
  };
};
