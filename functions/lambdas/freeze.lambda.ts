/** Moves gates when a schedule says so. It can reach the table and nothing else. */
import { runGatesDeadline } from '../use-cases/run-gates-deadline.ts';
import { runScheduledDeadline } from '../use-cases/run-scheduled-deadline.ts';
import { storeTable } from './compose.ts';
import { worldPorts } from './world.ts';

const ports = { ...worldPorts, table: storeTable() };
const run = runScheduledDeadline('gates', runGatesDeadline);

export const handler = (event: unknown) => run(event)(ports);
