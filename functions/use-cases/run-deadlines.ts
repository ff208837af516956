/** Every deadline that is due, gates and seals, and what was decided before them: for a machine that does everything itself. */
import type { Deadline } from '#forms/campaign/calendar.ts';
import { runDue } from './run-due.ts';
import { runGatesDeadline } from './run-gates-deadline.ts';
import { decidedWorks } from './run-gates-due.ts';
import { runSealDeadline } from './run-seal-deadline.ts';
import type { SealPorts } from './seal-campaign.ts';

/** One deadline of one campaign; `done` once nothing of it is left to do. */
export const runDeadline = (campaign: string, deadline: Deadline) =>
  deadline.kind === 'seal' ? runSealDeadline(campaign, deadline) : runGatesDeadline(campaign, deadline);

export const runDeadlines = runDue<SealPorts>({
  decided: decidedWorks,
  deadlines: { gates: runGatesDeadline, seal: runSealDeadline },
});
