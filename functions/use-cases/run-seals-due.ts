/** Seals that are due, and nothing else: gates are moved by whoever sweeps those. */
import { runDue } from './run-due.ts';
import { runSealDeadline } from './run-seal-deadline.ts';
import type { SealPorts } from './seal-campaign.ts';

export const runSealsDue = runDue<SealPorts>({ decided: {}, deadlines: { seal: runSealDeadline } });
