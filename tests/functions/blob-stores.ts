/** Both engines of the Blobs port, new and empty, and how a browser would send to them. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileBlobs, fileBlobs } from '#functions/adapters/files/blobs.ts';
import { s3Blobs } from '#functions/adapters/s3/blobs.ts';
import type { Blobs, UploadTicket } from '#functions/ports.ts';
import { type S3StandIn, startS3StandIn } from '#tests/support/s3-stand-in.ts';

export const bytes = Buffer.from('一页签了字的纸');
export const sha256 = createHash('sha256').update(bytes).digest('hex');
export const facts = { size: bytes.length, sha256, type: 'image/png' };
/** 2032-01-01, far behind every test. */
export const year = Date.parse('2032-01-01T00:00:00Z');

export type Send = (
  ticket: UploadTicket,
  body?: Uint8Array<ArrayBuffer>,
  headers?: { readonly [name: string]: string },
) => Promise<Response>;

export interface Stores {
  readonly folder: string;
  /** Seconds since 1970; a test may turn it. */
  readonly clock: { now: number };
  readonly blobs: FileBlobs;
  readonly s3: S3StandIn;
  readonly s3Store: Blobs;
  readonly toFolder: Send;
  readonly toS3: Send;
  close(): Promise<void>;
}

export const openStores = async (): Promise<Stores> => {
  const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-blobs-'));
  const clock = { now: 1_000_000 };
  const blobs = fileBlobs({ folder, baseUrl: 'http://127.0.0.1', secret: 'secret', now: () => clock.now });
  const s3 = await startS3StandIn();
  return {
    folder,
    clock,
    blobs,
    s3,
    s3Store: s3Blobs({ client: s3.client, bucket: 'scans' }),
    toFolder: ({ url, method, headers }, body = bytes, others = {}) =>
      blobs.handle(new Request(url, { method, headers: { ...headers, ...others }, body })),
    // fetch counts for itself and refuses to be told.
    toS3: ({ url, method, headers }, body = bytes, others = {}) => {
      const { 'content-length': _, ...rest }: { [name: string]: string } = { ...headers, ...others };
      return fetch(url, { method, headers: rest, body });
    },
    close: async () => {
      await s3.stop();
      await rm(folder, { recursive: true });
    },
  };
};
