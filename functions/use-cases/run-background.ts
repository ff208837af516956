/** Everything that is done without anybody asking, one after the other: deadlines, reminders, notices on their way out. */
import type { Instant } from '#forms/json.ts';
import type { Ports } from '../ports.ts';
import { tellOfChanges } from './calendar/tell-of-change.ts';
import { deliverNotices } from './notice/deliver-notices.ts';
import { remind } from './notice/remind.ts';
import type { DeadlineRun } from './run-due.ts';
import { wakeFlows } from './workflow/wake-flows.ts';

export interface BackgroundRun {
  /** Deadlines that are not done; what else failed comes round again by itself. */
  readonly failed: number;
  readonly next?: Instant;
}

type Base = Pick<Ports, 'table' | 'clock' | 'journal' | 'notices' | 'checking'>;

/**
 * Deadlines never wait for a letter: what tells people comes behind them, and its failures are its own. Which deadlines is up to
 * the caller: one machine runs them all, elsewhere seals have a function of their own.
 */
export const runBackground =
  <Needs extends Base>(runDeadlines: () => (ports: Needs) => Promise<DeadlineRun>) =>
  async (ports: Needs): Promise<BackgroundRun> => {
    const deadlines = await runDeadlines()(ports);
    const woken = await quietly('wake-flows', ports, wakeFlows());
    await quietly('tell-of-calendars', ports, tellOfChanges());
    const told = await quietly('remind', ports, remind());
    const delivered = await quietly('deliver-notices', ports, deliverNotices());
    const ahead = [deadlines.next, woken?.next, told?.next, delivered?.next].filter(
      (next) => next !== undefined,
    );
    return {
      failed: deadlines.failed,
      ...(ahead.length > 0 ? { next: Math.min(...ahead) } : {}),
    };
  };

const quietly = async <Needs extends Pick<Ports, 'journal'>, Run>(
  what: string,
  ports: Needs,
  run: (ports: Needs) => Promise<Run>,
): Promise<Run | undefined> => {
  try {
    return await run(ports);
  } catch (error) {
    ports.journal.error('background-failed', {
      what,
      error: error instanceof Error ? error.name : 'unknown',
    });
    return undefined;
  }
};
