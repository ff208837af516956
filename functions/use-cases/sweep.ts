/**
 * What is woken every few minutes, whatever the calendars say (decision 0007). What is not done ends as an error, so that somebody
 * hears of it; the next sweep goes on.
 */
import { DeadlineNotMet } from './run-scheduled-deadline.ts';

export const sweep =
  <Needs>(run: () => (ports: Needs) => Promise<{ readonly failed: number }>) =>
  async (ports: Needs): Promise<{ readonly outcome: 'done' }> => {
    const { failed } = await run()(ports);
    if (failed > 0) throw new DeadlineNotMet(`${failed} of what is due is not done`);
    return { outcome: 'done' };
  };
