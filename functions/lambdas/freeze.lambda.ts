/**
 * Moves gates, step by step as its state machine says, or all at once for whoever calls it; tells sweeps what is due. It can reach the
 * table and nothing else.
 */
import { freezeSteps } from '../use-cases/fan-out/freeze-steps.ts';
import { runStep } from '../use-cases/fan-out/run-step.ts';
import { whatIsDue } from '../use-cases/fan-out/what-is-due.ts';
import { runGatesDeadline } from '../use-cases/run-gates-deadline.ts';
import { runScheduledDeadline } from '../use-cases/run-scheduled-deadline.ts';
import { storeTable } from './compose.ts';
import { worldPorts } from './world.ts';

const ports = { ...worldPorts, table: storeTable() };
const run = runStep({ ...freezeSteps, due: whatIsDue }, runScheduledDeadline('gates', runGatesDeadline));

export const handler = (event: unknown) => run(event)(ports);
