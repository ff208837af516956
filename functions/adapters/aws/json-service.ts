/**
 * The AWS services that speak JSON (DynamoDB, KMS, Secrets Manager), with nothing but what a function on Lambda needs of a client:
 * sign, send over a connection that stays open, tell errors by name, try again. The official client is more than three times
 * as large as everything else in the submit function together (docs/decisions/0005).
 */
import { once } from 'node:events';
import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Credentials, signedHeaders } from './signature.ts';

export interface JsonServiceOptions {
  readonly service: JsonServiceName;
  readonly region: string;
  readonly credentials: Credentials;
  /** Only where tests stand in for AWS. */
  readonly endpoint?: string;
  /** 0 <= x < 1, spreads the waits. */
  readonly random?: () => number;
}

/** What each puts before the name of an operation, and the version of JSON that it speaks. */
const services = {
  dynamodb: { target: 'DynamoDB_20120810', version: '1.0' },
  kms: { target: 'TrentService', version: '1.1' },
  secretsmanager: { target: 'secretsmanager', version: '1.1' },
} as const;
export type JsonServiceName = keyof typeof services;

/**
 * Sends one operation and gives back what AWS answers, parsed; bytes in the input go as Base64. Throws ServiceError. Whatever is
 * called must bear being sent twice: after a lost answer it is sent again.
 */
export type JsonService = (operation: string, input: object) => Promise<object>;

/** AWS refused; `name` is its code, such as `TransactionCanceledException`, and the other members of the answer are in `facts`. */
export class ServiceError extends Error {
  readonly status: number;
  readonly facts: { readonly [name: string]: unknown };
  constructor(name: string, status: number, facts: { readonly [name: string]: unknown }) {
    super(String(facts.message ?? facts.Message ?? name));
    this.name = name;
    this.status = status;
    this.facts = facts;
  }
}

const attempts = 4;
const longestWaitMs = (attempt: number): number => Math.min(25 * 2 ** attempt, 1000);
/** Longer than DynamoDB and KMS ever take, short enough to try again before API Gateway gives up. */
const patienceMs = 3000;

const agents = {
  'http:': new PlainAgent({ keepAlive: true }),
  'https:': new Agent({ keepAlive: true, maxSockets: 50 }),
};

export const jsonService = (options: JsonServiceOptions): JsonService => {
  const { service, region, random = Math.random } = options;
  const endpoint = new URL(options.endpoint ?? `https://${service}.${region}.${domainOf(region)}`);
  return async (operation, input) => {
    const body = JSON.stringify(input, asBase64);
    for (let attempt = 1; ; attempt++) {
      try {
        return await send(endpoint, options, operation, body);
      } catch (error) {
        if (attempt >= attempts || !passes(error)) throw error;
        await sleep(random() * longestWaitMs(attempt));
      }
    }
  };
};

export const domainOf = (region: string): string =>
  region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';

/** Buffers make an object of themselves before a replacer sees them, so it looks at what they were. */
function asBase64(this: { readonly [key: string]: unknown }, key: string, value: unknown): unknown {
  const whole = this[key];
  return whole instanceof Uint8Array ? Buffer.from(whole).toString('base64') : value;
}

const send = async (
  endpoint: URL,
  { service, region, credentials }: JsonServiceOptions,
  operation: string,
  body: string,
): Promise<object> => {
  const { target, version } = services[service];
  const headers = signedHeaders(
    {
      host: endpoint.host,
      ...{ service, region, now: Date.now(), body },
      headers: {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${target}.${operation}`,
      },
    },
    credentials,
  );
  const { status, said } = await post(endpoint, headers, body);
  if (status === 200) return JSON.parse(said);
  const answer = refusalIn(said);
  const code = String(answer.__type ?? 'UnknownError');
  throw new ServiceError(code.slice(code.lastIndexOf('#') + 1), status, answer);
};

const post = async (
  endpoint: URL,
  headers: { readonly [name: string]: string },
  body: string,
): Promise<{ readonly status: number; readonly said: string }> => {
  const secure = endpoint.protocol === 'https:';
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(patienceMs),
    agent: secure ? agents['https:'] : agents['http:'],
  };
  const sent = secure ? request(endpoint, options) : plainRequest(endpoint, options);
  sent.on('error', () => undefined); // told by the response, or by the wait for it
  sent.end(body);
  const [response] = await once(sent, 'response');
  return { status: response.statusCode, said: await text(response) };
};

/** What stands between us and AWS refuses in HTML. */
const refusalIn = (said: string): { readonly [name: string]: unknown } => {
  try {
    return JSON.parse(said);
  } catch {
    return {};
  }
};

const throttles = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** A connection that broke, a server that failed, somebody who asks for patience; everything else will be refused again. */
const passes = (error: unknown): boolean =>
  !(error instanceof ServiceError) || error.status >= 500 || throttles.has(error.name);
