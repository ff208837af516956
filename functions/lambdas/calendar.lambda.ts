/** Puts changed calendars in force, step by step as its state machine says, or all at once for whoever calls it. It can reach the table only. */
import { calendarAtOnce, calendarSteps } from '../use-cases/fan-out/calendar-steps.ts';
import { runStep } from '../use-cases/fan-out/run-step.ts';
import { leanTable } from './lean.ts';
import { worldPorts } from './world.ts';

const ports = { ...worldPorts, table: leanTable() };
const run = runStep(calendarSteps, calendarAtOnce);

export const handler = (event: unknown) => run(event)(ports);
