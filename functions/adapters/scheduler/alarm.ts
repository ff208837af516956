/**
 * Wakes the deadlines of one machine. It owns nothing but a timer: what is due comes from the store each time, so a restart,
 * a moved clock or a sleeping laptop only means that the alarm is set anew.
 */
import type { Clock, Journal } from '../../ports.ts';

export interface AlarmParts {
  readonly clock: Clock;
  readonly journal: Journal;
  /** Does what is due; says when the next thing is, in campaign time. */
  readonly run: () => Promise<{ readonly failed: number; readonly next?: number }>;
}

/** Timers drift and machines sleep: look again at least this often. */
const longestSleepMs = 30_000;
const retryMs = 5_000;

export interface Alarm {
  /** Runs what is due now and sets the timer anew; concurrent calls share one run. */
  ring(): Promise<void>;
  stop(): Promise<void>;
}

export const startAlarm = ({ clock, journal, run }: AlarmParts): Alarm => {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const once = async () => {
    let sleep = longestSleepMs;
    try {
      const { failed, next } = await run();
      if (next !== undefined) sleep = Math.min(sleep, Math.max(0, next - clock.now()));
      if (failed > 0) sleep = Math.min(sleep, retryMs);
    } catch (error) {
      journal.error('alarm-failed', { error: error instanceof Error ? error.name : 'unknown' });
      sleep = retryMs;
    }
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void ring(), sleep);
  };
  const ring = async (): Promise<void> => {
    if (running) {
      again = true; // something changed while a run was on its way: it may have looked already
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await once();
      } while (again && !stopped);
    })();
    try {
      await running;
    } finally {
      running = undefined;
    }
  };
  return {
    ring,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
