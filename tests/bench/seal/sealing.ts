/** Seals the campaign in `--data` as the server would, with its threads, and says how long the parts took. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileBlobs } from '#functions/adapters/files/blobs.ts';
import { openLocalSigner } from '#functions/adapters/keys/local-signer.ts';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { systemDice } from '#functions/adapters/system/system.ts';
import { sealHands } from '#functions/server/seal-hands.ts';
import { freezeGates } from '#functions/use-cases/freeze-gates.ts';
import type { SealHands } from '#functions/use-cases/seal/hands.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import { campaign, deadline, seal } from './campaign.ts';
import { type Stretch, startStretch } from './stretch.ts';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
const data = values.data ?? '';
const table = await openLmdbTable(join(data, 'store'));
const signer = await openLocalSigner(join(data, 'keys'));
const seals = fileBlobs({ folder: join(data, 'seals'), baseUrl: '', secret: '', now: () => 0 });
const clock = { now: () => deadline };
const journal = {
  info: () => undefined,
  error: (event: string, facts?: object) => console.error(event, facts),
};

let sealing: Stretch | undefined;
let endVerifying = startStretch();
const made = sealHands(data, await signer.publicKey());
const hands: SealHands = {
  ...made,
  verifyVillage: (piece) => {
    if (!sealing) [sealing, endVerifying] = [endSealing(), startStretch()];
    return made.verifyVillage(piece);
  },
};
await freezeGates({ campaign })({ table, clock, journal });
const endSealing = startStretch();
const outcome = await sealCampaign({ campaign, seal })({
  table,
  seals,
  signer,
  clock,
  dice: systemDice,
  journal,
  hands,
});
const verifying = endVerifying();
await table.close();
if (outcome.outcome !== 'sealed') throw new Error(JSON.stringify(outcome));
console.log(JSON.stringify({ root: outcome.root, sealing, verifying }));
