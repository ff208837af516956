/**
 * Writing objects without the official client, for a function that does nothing else with a bucket: one PUT with the SHA-256 that S3
 * checks, tried again when it did not get through. Written from "PutObject" of the S3 API; a test holds it against the client.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Blobs } from '../../ports.ts';
import { domainOf } from '../aws/json-service.ts';
import { type Credentials, signedHeaders } from '../aws/signature.ts';

export interface LeanWritingOptions {
  readonly bucket: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** Only where tests stand in for S3: the bucket is then the first part of the path. */
  readonly endpoint?: string;
}

/** What no URL spells otherwise. */
const plainKey = /^[A-Za-z0-9._~/-]+$/;
/** Tells S3's own log what is done, as the official client does. */
const operation = '?x-id=PutObject';
const attempts = 4;
const waitMs = 200;
const patienceMs = 20_000;

const addressOf = ({ bucket, region, endpoint }: LeanWritingOptions, key: string): URL => {
  if (!plainKey.test(key)) throw new TypeError(`"${key}" cannot be written here`);
  return new URL(
    endpoint === undefined
      ? `https://${bucket}.s3.${region}.${domainOf(region)}/${key}${operation}`
      : `${endpoint}/${bucket}/${key}${operation}`,
  );
};

class Refused extends Error {
  readonly status: number;
  constructor(status: number, said: string) {
    super(`S3 answered ${status}: ${/<Code>(\w+)/.exec(said)?.[1] ?? 'without a code'}`);
    this.status = status;
  }
}

const isWorthTrying = (error: unknown): boolean => !(error instanceof Refused) || error.status >= 500;

const send = async (url: URL, headers: { readonly [name: string]: string }, body: Uint8Array) => {
  const { host: _, ...own } = headers;
  const response = await fetch(url, {
    method: 'PUT',
    headers: own,
    body: new Uint8Array(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  const said = await response.text();
  if (!response.ok) throw new Refused(response.status, said);
};

/** Throws TypeError when a lock is asked for: this writes what has none. */
export const leanWriting = (options: LeanWritingOptions): Pick<Blobs, 'put'> => ({
  put: async (key, bytes, { type, retainUntil }) => {
    if (retainUntil !== undefined) throw new TypeError('nothing is put under a lock here');
    const url = addressOf(options, key);
    const digest = createHash('sha256').update(bytes).digest();
    const given = {
      'content-type': type,
      'x-amz-checksum-sha256': digest.toString('base64'),
      'x-amz-content-sha256': digest.toString('hex'),
    };
    const { region, credentials } = options;
    for (let attempt = 1; ; attempt++) {
      try {
        const request = { host: url.host, service: 's3', region, now: Date.now(), body: bytes } as const;
        const target = { method: 'PUT', path: url.pathname, query: url.search.slice(1) } as const;
        await send(url, signedHeaders({ ...request, ...target, headers: given }, credentials), bytes);
        return { size: bytes.byteLength, sha256: digest.toString('hex'), type };
      } catch (error) {
        if (attempt >= attempts || !isWorthTrying(error)) throw error;
        await sleep(waitMs * attempt);
      }
    }
  },
});
