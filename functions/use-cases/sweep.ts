/**
 * What is woken every few minutes, whatever the calendars say (decision 0007): deadlines that changed while a campaign ran have no
 * schedule of their own. What is not done ends as an error, so that somebody hears of it; the next sweep goes on.
 */
import * as z from 'zod';
import { DeadlineNotMet } from './run-scheduled-deadline.ts';

const shape = z.object({ sweep: z.literal(true) });

/** Written by the schedule; anything else names a deadline. */
export const isSweep = (event: unknown): boolean => shape.safeParse(event).success;

export const sweep =
  <Needs>(run: () => (ports: Needs) => Promise<{ readonly failed: number }>) =>
  async (ports: Needs): Promise<{ readonly outcome: 'done' }> => {
    const { failed } = await run()(ports);
    if (failed > 0) throw new DeadlineNotMet(`${failed} of what is due is not done`);
    return { outcome: 'done' };
  };
