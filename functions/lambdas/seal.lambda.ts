/** Seals when a schedule says so; called again after a timeout it goes on where it stopped. */
import { runScheduledDeadline } from '../use-cases/run-scheduled-deadline.ts';
import { runSealDeadline } from '../use-cases/run-seal-deadline.ts';
import { runSealsDue } from '../use-cases/run-seals-due.ts';
import { isSweep, sweep } from '../use-cases/sweep.ts';
import { blobsIn, signer, storeTable } from './compose.ts';
import { worldPorts } from './world.ts';

const ports = { ...worldPorts, table: storeTable(), seals: await blobsIn('sealsBucket'), signer: signer() };
const run = runScheduledDeadline('seal', runSealDeadline);

export const handler = (event: unknown) => (isSweep(event) ? sweep(runSealsDue)(ports) : run(event)(ports));
