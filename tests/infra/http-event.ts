/** Events as an HTTP API of API Gateway sends them: payload format 2.0. */

/** What browsers know us by; API Gateway has a name of its own. */
export const origin = 'https://forms.example';

export interface Sent {
  readonly body?: unknown;
  readonly cookies?: readonly string[];
  readonly headers?: { readonly [name: string]: string };
}

export const httpEvent = (method: string, path: string, { body, cookies, headers }: Sent = {}) => ({
  version: '2.0',
  routeKey: 'ANY /api/{proxy+}',
  rawPath: path,
  rawQueryString: '',
  ...(cookies ? { cookies } : {}),
  headers: {
    host: 'abc123.execute-api.eu-central-1.amazonaws.com',
    'x-forwarded-for': '192.0.2.7',
    ...(body === undefined ? {} : { 'content-type': 'application/json', origin }),
    ...headers,
  },
  requestContext: {
    accountId: '111122223333',
    apiId: 'abc123',
    domainName: 'abc123.execute-api.eu-central-1.amazonaws.com',
    domainPrefix: 'abc123',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'test' },
    requestId: 'r1',
    routeKey: 'ANY /api/{proxy+}',
    stage: '$default',
    time: '01/Dec/2022:00:00:00 +0000',
    timeEpoch: 1_669_852_800_000,
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  isBase64Encoded: false,
});
