/**
 * Looks at changed units on one machine: told after an acceptance, it waits until nothing comes for a moment, does a piece of one
 * village at a time, and rests in proportion to what it did, so that taking submissions in goes first: they never wait behind
 * more than a piece. Marks that an earlier process left are found at start.
 */
import type { Checking, Journal, Table } from '../ports.ts';
import { listCampaigns, readCampaign, villagesOf } from '../store/campaign.ts';
import * as keys from '../store/keys.ts';
import { type CheckPorts, runSomeChecks } from '../use-cases/checks/run-checks.ts';

/** A household's papers come one after another. */
const settleMs = 400;
/** On the last evening they never cease; people want to see what is wrong all the same. */
const longestSettleMs = 20_000;
/** Checks take at most a quarter of the time, a tenth of it while submissions keep coming. */
const restFactor = { paused: 3, coming: 9 } as const;
/** Changed units of a piece. */
const piece = 50;
const longestRestMs = 60_000;
const retryMs = 5_000;

export interface CheckRunner extends Checking {
  /** Looks for marks that were left; resolves once it knows of them. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Place {
  readonly campaign: string;
  readonly village: string;
}
/** Whether the village has more that is marked. */
export type Looked = 'through' | 'more';
/** Looks at a piece of what is marked in one village. */
export type Look = (place: Place) => Promise<Looked>;

interface RunnerParts extends CheckPorts {
  readonly journal: Journal;
  readonly table: Table;
}

export const lookIn =
  (ports: CheckPorts): Look =>
  async ({ campaign: id, village }) => {
    const campaign = await readCampaign(ports.table, id);
    if (!campaign) return 'through';
    const { more } = await runSomeChecks(campaign, village, piece)(ports);
    return more ? 'more' : 'through';
  };

export const checkRunner = (ports: RunnerParts, look = lookIn(ports)): CheckRunner => {
  let waiting = new Map<string, Place>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  /** When something was last told of, when a village was last done with (or waiting began), and before when nothing is looked at. */
  let [told, since, restUntil] = [0, 0, 0];

  const due = (): number => Math.max(restUntil, Math.min(told + settleMs, since + longestSettleMs));
  /** Submissions come by thousands, so being told of one sets no timer: the one that runs looks again when it ends. */
  const wake = (): void => {
    if (stopped || timer !== undefined || running !== undefined || waiting.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (due() > performance.now()) wake();
      else running = next().then(rest);
    }, due() - performance.now());
  };
  const rest = (restMs: number): void => {
    running = undefined;
    restUntil = performance.now() + restMs;
    wake();
  };
  const changed = (campaign: string, village: string): void => {
    told = performance.now();
    if (waiting.size === 0) since = told;
    waiting.set(`${campaign} ${village}`, { campaign, village });
    wake();
  };
  /** A piece of one village; says how long to rest. */
  const next = async (): Promise<number> => {
    const [name, place] = waiting.entries().next().value ?? [];
    if (name === undefined || place === undefined) return 0;
    waiting.delete(name);
    const began = performance.now();
    try {
      const looked = await look(place);
      const now = performance.now();
      if (looked === 'through') since = now;
      else waiting = new Map([[name, place], ...waiting]); // finished before the next is begun
      const factor = now - told < settleMs ? restFactor.coming : restFactor.paused;
      return Math.min(longestRestMs, (now - began) * factor);
    } catch (error) {
      ports.journal.error('checks-failed', {
        village: place.village,
        error: error instanceof Error ? error.name : 'unknown',
      });
      waiting.set(name, place);
      return retryMs;
    }
  };
  return {
    changed,
    start: async () => {
      for (const id of await listCampaigns(ports.table))
        for (const { code } of await villagesOf(ports.table, id)) {
          const pk = keys.villagePk(id, code);
          const { items } = await ports.table.query(pk, { prefix: keys.recheckPrefix, limit: 1 });
          if (items.length > 0) changed(id, code);
        }
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      timer = undefined;
      await running;
    },
  };
};
