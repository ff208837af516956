/**
 * AWS Signature Version 4: who asks, for what, and that nothing was changed on the way. Written from the
 * published algorithm ("Create a signed AWS API request"); a test holds it against Amazon's own signer.
 */
import { createHash, createHmac } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Where the credentials are lent, as a function's role lends them. */
  readonly sessionToken?: string;
}

export interface ToSign {
  readonly host: string;
  readonly service: string;
  readonly region: string;
  /** Real time in milliseconds; AWS takes requests of five minutes around its own. */
  readonly now: number;
  readonly headers: { readonly [lowerCaseName: string]: string };
  readonly body: string | Uint8Array;
  /** `POST /` unless told; the path is signed as it is, so it holds nothing that a URL would spell otherwise. */
  readonly method?: 'POST' | 'PUT';
  readonly path?: string;
  /** As it is sent, names in their order. */
  readonly query?: string;
}

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** All headers to send: those that were given, and those that sign them. */
export const signedHeaders = (
  { host, service, region, now, headers, body, method = 'POST', path = '/', query = '' }: ToSign,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
): { readonly [lowerCaseName: string]: string } => {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, ''); // 20221201T000000Z
  const day = time.slice(0, 8);
  const token: { readonly [name: string]: string } =
    sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken };
  const all: { readonly [name: string]: string } = { ...headers, host, 'x-amz-date': time, ...token };
  const names = Object.keys(all).sort();
  const lines = names.map((name) => `${name}:${(all[name] ?? '').trim().replace(/ +/g, ' ')}\n`);
  const request = [method, path, query, lines.join(''), names.join(';'), sha256(body)].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...all, authorization };
};
