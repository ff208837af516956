/** Seals, step by step as its state machine says, or all at once for whoever calls it; called again it goes on where it stopped. */

import { runStep } from '../use-cases/fan-out/run-step.ts';
import { sealSteps } from '../use-cases/fan-out/seal-steps.ts';
import { runScheduledDeadline } from '../use-cases/run-scheduled-deadline.ts';
import { runSealDeadline } from '../use-cases/run-seal-deadline.ts';
import { blobsIn, signer, storeTable } from './compose.ts';
import { worldPorts } from './world.ts';

const ports = { ...worldPorts, table: storeTable(), seals: await blobsIn('sealsBucket'), signer: signer() };
const run = runStep(sealSteps, runScheduledDeadline('seal', runSealDeadline));

export const handler = (event: unknown) => run(event)(ports);
