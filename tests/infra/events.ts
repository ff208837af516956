/** Events as people and AWS send them to our functions; every place and person is invented. */
import { pack } from './synthesise.ts';

/** What browsers know us by; API Gateway has a name of its own. */
export const origin = 'https://forms.example';

export interface Sent {
  readonly body?: unknown;
  readonly cookies?: readonly string[];
  readonly headers?: { readonly [name: string]: string };
}

/** What an HTTP API of API Gateway sends: payload format 2.0. */
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

export const places = { district: '990101000000', town: '990101101000', village: '990101101001' };
/** For opening a campaign by hand. */
export const opening = {
  pack,
  area: places.town,
  areas: [
    { code: places.district, level: 'district', name: 'District' },
    { code: places.town, level: 'town', name: 'Town', parent: places.district },
    { code: places.village, level: 'village', name: 'Village', parent: places.town },
  ],
  units: [
    {
      id: 'h1',
      kind: 'household',
      village: places.village,
      name: '李长根',
      address: 'Lane 1',
      size: 3,
      order: 1,
    },
    { id: 'v1', kind: 'village', village: places.village, name: 'Village', address: '', order: 2 },
  ],
};
export const officer = {
  userName: 'officer-one',
  name: '王建国',
  role: 'district-officer',
  area: places.district,
};
