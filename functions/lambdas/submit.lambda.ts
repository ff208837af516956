/** Takes submissions in, and nothing else: what every phone waits for on the last evening starts quickly and stands alone. */
import { handle } from 'hono/aws-lambda';
import { sessions } from '../adapters/accounts/sessions.ts';
import { submitRoutes } from '../http/routes/submit.ts';
import { serveRoutes } from '../http/serve-routes.ts';
import { atOrigin } from './at-origin.ts';
import { leanSigner, leanTable, sessionSecret } from './lean.ts';
import { baseUrl, leavingNotices, worldPorts } from './world.ts';

const ports = { ...worldPorts, ...leavingNotices(), table: leanTable(), signer: leanSigner() };
const origin = baseUrl();
const accounts = sessions({ table: ports.table, secret: await sessionSecret(), secureCookies: true });

export const handler = handle(atOrigin(serveRoutes({ ports, accounts }, submitRoutes), origin));
