/** Seals correction annexes that two people agreed to, when the store tells of them. */
import { sealTold } from '../use-cases/annex/seal-agreed.ts';
import { blobsIn, signer, storeTable } from './compose.ts';
import { worldPorts } from './world.ts';

const ports = { ...worldPorts, table: storeTable(), seals: await blobsIn('sealsBucket'), signer: signer() };

export const handler = (event: unknown) => sealTold(event)(ports);
