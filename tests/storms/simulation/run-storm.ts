/** One storm from its seed to its verdict. The same seed gives the same storm, on whatever store. */
import type { Blobs, Table } from '#functions/ports.ts';
import { openCampaign } from '#functions/use-cases/open-campaign.ts';
import type { Broken } from '../judge/evidence.ts';
import { judge } from '../judge/judge.ts';
import { startClockSteps, startClosing, startOfficer, startPhones, startTriggers } from './actors.ts';
import { startAdmissions } from './admissions.ts';
import { startCalendarChanges } from './calendar-changes.ts';
import { signerOf } from './chance.ts';
import { startExtensions } from './extensions.ts';
import { type Event, Ledger } from './ledger.ts';
import { Machine } from './machine.ts';
import { memoryBlobs } from './memory-blobs.ts';
import { campaign, latestOf, planOf } from './plan.ts';
import type { Storm } from './storm-parts.ts';
import { Timeline } from './timeline.ts';
import { weatherOf } from './weather.ts';

export interface StormWanted {
  readonly seed: number;
  readonly table: Table;
  readonly phones?: number;
  readonly villages?: number;
  /** Where sealed files go; in memory when not given. */
  readonly seals?: Blobs;
  /** Hears every event as it happens. */
  readonly say?: (event: Event) => void;
}

export interface StormOutcome {
  readonly seed: number;
  readonly broken: readonly Broken[];
  /** Merkle root of every seal, in order. */
  readonly roots: readonly string[];
  readonly events: readonly Event[];
  readonly counts: { readonly [name: string]: number };
}

const dayMs = 86_400_000;

export const runStorm = async (wanted: StormWanted): Promise<StormOutcome> => {
  const { table, phones = 300, villages = 12, seals = memoryBlobs(), say } = wanted;
  const seed = `storm-${wanted.seed}`;
  const timeline = new Timeline();
  const plan = planOf(seed, { phones, villages });
  const ledger = new Ledger(() => plan.start + timeline.now, say);
  const weather = weatherOf(seed);
  const { start, edges } = plan;
  const stores = { table, seals, scans: memoryBlobs() };
  const machine = new Machine({ seed, timeline, weather, ledger, ...stores, start, edges });
  const horizon = latestOf(plan) - start + dayMs;
  const storm: Storm = { seed, timeline, ledger, machine, plan, weather, table, horizon };
  const { pack, area, areas, units } = plan;
  await openCampaign({ id: campaign, pack, area, areas, units })({ table, clock: { now: () => plan.start } });
  const carried = startPhones(storm, 3);
  startOfficer(storm, Math.ceil(phones / 6));
  startExtensions(storm, carried, Math.ceil(phones / 10));
  startCalendarChanges(storm, carried, Math.ceil(phones / 15));
  startAdmissions(storm, Math.ceil(phones / 12));
  startTriggers(storm);
  startClockSteps(storm);
  startClosing(storm);
  await timeline.run();
  const signer = signerOf(seed);
  const unfinished = carried.flatMap((phone) => phone.underWay());
  const evidence = { table, seals, ledger, plan, weather, unfinished, publicKey: await signer.publicKey() };
  const { broken, roots, counts } = await judge(evidence);
  return {
    seed: wanted.seed,
    broken,
    roots,
    events: ledger.events,
    counts: { ...counts, crashes: ledger.crashes },
  };
};
