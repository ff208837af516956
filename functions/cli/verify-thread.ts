/** A thread that verifies villages of the folder that it is told. */

import type { PublicKey } from '#forms/seal/signature.ts';
import { villageChecker } from '#forms/seal/verify-village.ts';
import { serveJobs } from '../adapters/threads/serve-jobs.ts';
import { sealTools } from '../store/bytes.ts';
import { openSealedFolder } from './sealed-folder.ts';

export interface VerifyThreadData {
  readonly path: string;
  readonly key: PublicKey;
}

serveJobs(async ({ path, key }: VerifyThreadData) => {
  const check = villageChecker(await openSealedFolder(path), key, sealTools);
  return (village: string) => check(village);
});
