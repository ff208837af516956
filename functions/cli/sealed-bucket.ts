/** `s3://bucket/prefix`: a sealed folder where it was written, read with the credentials and the region of the terminal. */
import { S3Client } from '@aws-sdk/client-s3';
import type { SealFiles } from '#forms/seal/report.ts';
import { s3Blobs } from '../adapters/s3/blobs.ts';

/** The prefix is a folder, whether it ends with a slash or not. Nothing is fetched yet. */
export const bucketFiles = (url: string): SealFiles => {
  const { hostname: bucket, pathname } = new URL(url);
  const prefix = `${decodeURIComponent(pathname).replace(/^\/|\/$/g, '')}/`.replace(/^\/$/, '');
  const blobs = s3Blobs({ client: new S3Client({ followRegionRedirects: true }), bucket });
  return {
    list: async () => (await blobs.list(prefix)).map((key) => key.slice(prefix.length)),
    read: (path) => blobs.get(prefix + path),
  };
};
