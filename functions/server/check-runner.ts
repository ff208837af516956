/**
 * Looks at changed units on one machine: told after an acceptance, it waits until nothing comes for a moment, does one village at
 * a time, and rests in proportion to what it did, so that taking submissions in goes first. Marks that an earlier process left
 * are found at start.
 */
import type { Checking, Journal, Table } from '../ports.ts';
import { listCampaigns, readCampaign, villagesOf } from '../store/campaign.ts';
import * as keys from '../store/keys.ts';
import { type CheckPorts, runChecks } from '../use-cases/checks/run-checks.ts';

/** A household's papers come one after another. */
const settleMs = 400;
/** On the last evening they never cease; people want to see what is wrong all the same. */
const longestSettleMs = 20_000;
/** Checks take at most a quarter of the time. */
const restFactor = 3;
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
/** Looks at what is marked in one village. */
export type Look = (place: Place) => Promise<void>;

interface RunnerParts extends CheckPorts {
  readonly journal: Journal;
  readonly table: Table;
}

const lookHere =
  (ports: CheckPorts): Look =>
  async ({ campaign: id, village }) => {
    const campaign = await readCampaign(ports.table, id);
    if (campaign) await runChecks(campaign, village)(ports);
  };

export const checkRunner = (ports: RunnerParts, look = lookHere(ports)): CheckRunner => {
  const waiting = new Map<string, Place>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  /** When the first of those that wait was told of; and before when nothing is looked at. */
  let [since, restUntil] = [0, 0];

  const wake = (): void => {
    clearTimeout(timer);
    if (stopped || running !== undefined || waiting.size === 0) return;
    const now = performance.now();
    const due = Math.max(restUntil, Math.min(now + settleMs, since + longestSettleMs));
    timer = setTimeout(() => {
      running = next().then((restMs) => {
        running = undefined;
        since = performance.now();
        restUntil = since + restMs;
        wake();
      });
    }, due - now);
  };
  const changed = (campaign: string, village: string): void => {
    if (waiting.size === 0) since = performance.now();
    waiting.set(`${campaign} ${village}`, { campaign, village });
    wake();
  };
  /** One village; says how long to rest. */
  const next = async (): Promise<number> => {
    const [name, place] = waiting.entries().next().value ?? [];
    if (name === undefined || place === undefined) return settleMs;
    waiting.delete(name);
    const began = performance.now();
    try {
      await look(place);
      return Math.min(longestRestMs, Math.max(settleMs, (performance.now() - began) * restFactor));
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
      await running;
    },
  };
};
