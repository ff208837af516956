/** The API on AWS: the same app as on one machine, behind API Gateway. */
import { handle } from 'hono/aws-lambda';
import { createApp } from '../http/app.ts';
import { atOrigin } from './at-origin.ts';
import { blobsIn, signer, storeTable } from './compose.ts';
import { accountsOn } from './sign-in.ts';
import { baseUrl, leavingNotices, worldPorts } from './world.ts';

const table = storeTable();
const ports = {
  ...worldPorts,
  ...leavingNotices(),
  table,
  scans: await blobsIn('scansBucket'),
  seals: await blobsIn('sealsBucket'),
  signer: signer(),
  annexes: 'elsewhere' as const,
};
const app = createApp({ ports, accounts: await accountsOn(table) });

export const handler = handle(atOrigin(app, baseUrl()));
