/**
 * Blobs in an S3 bucket. Uploads are presigned for exactly one SHA-256, size and type, which S3 checks itself; what we write
 * under a lock is in compliance mode, which nobody can shorten, and never over an object that is there.
 */

import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { BlobFacts, Blobs, UploadTicket } from '../../ports.ts';
import { attachment } from '../attachment.ts';
import { Locked } from '../locked.ts';

export interface S3BlobsOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /** Where presigned URLs point to: `bucketOrigin(bucket, region)` unless the client has an endpoint of its own. */
  readonly origins?: readonly string[];
}

/** Bucket names without dots only: those with dots have no certificate. */
export const bucketOrigin = (bucket: string, region: string): string =>
  `https://${bucket}.s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

const absent = new Set(['NotFound', 'NoSuchKey']);
const orUndefined = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && absent.has(error.name)) return undefined;
    throw error;
  }
};

export const s3Blobs = (options: S3BlobsOptions): Blobs => {
  const { client, bucket: Bucket, origins } = options;
  return {
    ...(origins ? { origins } : {}),
    presignUpload: (key, facts, expiresInSeconds) => presignUpload(options, key, facts, expiresInSeconds),
    presignDownload: (Key, { expiresInSeconds, fileName }) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket,
          Key,
          ResponseContentDisposition: attachment(fileName),
          ResponseCacheControl: 'private, no-store',
        }),
        { expiresIn: expiresInSeconds },
      ),
    head: (key) => head(options, key),
    put: (key, bytes, { type, retainUntil }) => put(options, key, bytes, { type, retainUntil }),
    get: async (Key) => {
      const found = await orUndefined(
        client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' })),
      );
      return found?.Body?.transformToByteArray();
    },
    list: (prefix) => list(options, prefix),
  };
};

/** The three headers are signed, and as headers: S3 then compares them with what arrives. */
const presignUpload = async (
  { client, bucket: Bucket }: S3BlobsOptions,
  Key: string,
  { size, sha256, type }: BlobFacts,
  expiresIn: number,
): Promise<UploadTicket> => {
  const checksum = base64(sha256);
  const command = new PutObjectCommand({
    Bucket,
    Key,
    ContentLength: size,
    ContentType: type,
    ChecksumSHA256: checksum,
  });
  const url = await getSignedUrl(client, command, {
    expiresIn,
    signableHeaders: new Set(['host', 'content-type', 'content-length', 'x-amz-checksum-sha256']),
    unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
  });
  const headers = { 'content-type': type, 'content-length': String(size), 'x-amz-checksum-sha256': checksum };
  return { url, method: 'PUT', headers };
};

const head = async (
  { client, bucket: Bucket }: S3BlobsOptions,
  Key: string,
): Promise<BlobFacts | undefined> => {
  const found = await orUndefined(
    client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' })),
  );
  if (!found) return undefined;
  if (!found.ChecksumSHA256) throw new Error(`${Bucket}/${Key} has no SHA-256: it was not put there by us`);
  return {
    size: found.ContentLength ?? 0,
    sha256: Buffer.from(found.ChecksumSHA256, 'base64').toString('hex'),
    type: found.ContentType ?? '',
  };
};

const put = async (
  options: S3BlobsOptions,
  Key: string,
  bytes: Uint8Array,
  { type, retainUntil }: { readonly type: string; readonly retainUntil: number | undefined },
): Promise<BlobFacts> => {
  const { client, bucket: Bucket } = options;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const lock: Partial<PutObjectCommandInput> =
    retainUntil === undefined
      ? {}
      : {
          ObjectLockMode: 'COMPLIANCE',
          ObjectLockRetainUntilDate: new Date(retainUntil),
          IfNoneMatch: '*',
        };
  const command = new PutObjectCommand({
    Bucket,
    Key,
    Body: bytes,
    ContentLength: bytes.byteLength,
    ContentType: type,
    ChecksumSHA256: base64(sha256),
    ...lock,
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'PreconditionFailed')) throw error;
    // The same bytes again are no harm: whoever was interrupted behind a put may repeat it.
    const there = await head(options, Key);
    if (there?.sha256 !== sha256) throw new Locked(Key);
  }
  return { size: bytes.byteLength, sha256, type };
};

const list = async (
  { client, bucket: Bucket }: S3BlobsOptions,
  Prefix: string,
): Promise<readonly string[]> => {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix, ...(ContinuationToken ? { ContinuationToken } : {}) }),
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
    ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (ContinuationToken);
  return keys;
};
