/**
 * What this machine can do at most with the bytes of a village, with nothing of a seal around it. `compress…`: read the plain lines,
 * hash each, compress them as one stream, write, onto the disk. `expand`: read the stored members, expand, hash each line and
 * each member, write them as they are, onto the disk: what a seal must do that copies.
 */
import { open as openFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serveJobs } from '#functions/adapters/threads/serve-jobs.ts';
import { gunzipEach, leafHashOf, sha256 } from '#functions/store/bytes.ts';

export type Ceiling = 'compress-1' | 'compress-6' | 'expand';
export interface CeilingJob {
  readonly what: Ceiling;
  readonly data: string;
  readonly village: string;
}

const written = async (path: string, bytes: Uint8Array) => {
  const file = await openFile(path, 'w');
  await file.writeFile(bytes);
  await file.sync();
  await file.close();
};

const compress = async ({ data, village, what }: CeilingJob): Promise<void> => {
  const lines = await readFile(join(data, 'lines', village));
  for (let at = 0, end = 0; at < lines.length; at = end + 1) {
    end = lines.indexOf(10, at);
    leafHashOf(lines.subarray(at, end));
  }
  await written(join(data, 'out', village), gzipSync(lines, { level: what === 'compress-1' ? 1 : 6 }));
};

const expand = async ({ data, village }: CeilingJob): Promise<void> => {
  const file = await readFile(join(data, 'members', village));
  const count = file.readUInt32LE(0);
  let at = 4 * (count + 1);
  const members = Array.from({ length: count }, (_, index) => {
    const length = file.readUInt32LE(4 * (index + 1));
    at += length;
    return file.subarray(at - length, at);
  });
  for (const line of gunzipEach(members)) leafHashOf(line ?? new Uint8Array());
  for (const member of members) sha256(member);
  await written(join(data, 'out', village), file.subarray(4 * (count + 1)));
};

serveJobs(async () => (job: CeilingJob) => (job.what === 'expand' ? expand(job) : compress(job)));
