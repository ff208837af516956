/** A thread that seals and verifies villages: its own handle on the store and the blobs of the server's data folder. */
import { join } from 'node:path';
import { villageChecker } from '#forms/seal/verify-village.ts';
import { fileBlobs } from '../adapters/files/blobs.ts';
import { openLmdbTable } from '../adapters/lmdb/table.ts';
import { serveJobs } from '../adapters/threads/serve-jobs.ts';
import type { PublicKey } from '../ports.ts';
import { sealTools } from '../store/bytes.ts';
import { sealFilesIn } from '../store/seal-files.ts';
import type { VillageOfSeal } from '../use-cases/seal/hands.ts';
import { sealVillage } from '../use-cases/seal-village.ts';

export interface SealJob extends VillageOfSeal {
  readonly what: 'seal' | 'verify';
}

export interface SealThreadData {
  /** The data folder of the server. */
  readonly data: string;
  readonly publicKey: PublicKey;
}

/** Threads make no links, so the blobs need no address and no secret of links. */
serveJobs(async ({ data, publicKey }: SealThreadData) => {
  const table = await openLmdbTable(join(data, 'store'));
  const seals = fileBlobs({ folder: join(data, 'seals'), baseUrl: '', secret: '', now: () => 0 });
  const checkers = new Map<string, ReturnType<typeof villageChecker>>();
  return async ({ what, ...piece }: SealJob) => {
    if (what === 'seal') return sealVillage(piece)({ table, seals });
    const { campaign, seal, village } = piece;
    const known = checkers.get(`${campaign} ${seal}`);
    const checker = known ?? villageChecker(sealFilesIn(seals, campaign, seal), publicKey, sealTools);
    checkers.set(`${campaign} ${seal}`, checker);
    return checker(village);
  };
});
