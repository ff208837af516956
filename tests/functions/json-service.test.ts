/** The small AWS client against Amazon's own signer, and against a server that fails in every way that a network has. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type JsonService, ServiceError } from '#functions/adapters/aws/json-service.ts';
import { signedHeaders } from '#functions/adapters/aws/signature.ts';
import { localService } from '#tests/support/dynamodb-local.ts';

let server: Server;
let service: JsonService;
let asked: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
let answers: ((response: ServerResponse) => void)[];
beforeEach(async () => {
  [asked, answers] = [[], []];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ headers: request.headers, body });
    const answer = answers.shift() ?? ((good: ServerResponse) => good.end('{"Fine":true}'));
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  service = localService(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const refusing = (status: number, code: string) => (response: ServerResponse) =>
  response.writeHead(status).end(JSON.stringify({ __type: `com.amazonaws#${code}`, message: 'no' }));

describe('signature', () => {
  test('[N17] is the one that AWS publishes for its own example', () => {
    const { authorization } = signedHeaders(
      {
        ...{ host: 'example.amazonaws.com', service: 'service', region: 'us-east-1' },
        ...{ now: Date.UTC(2015, 7, 30, 12, 36), headers: {}, body: '' },
      },
      { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
    );
    expect(authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    );
  });

  test.each(['', '{"a":1}', '{"名":"测试 人","b":"  two  spaces "}'])(
    '[N17] is the one that the official client gives to the same request (%s)',
    async (text) => {
      const credentials = { accessKeyId: 'AK', secretAccessKey: 'se/cr+et', sessionToken: 'to/ken==' };
      const { port } = server.address() as AddressInfo;
      const client = new DynamoDBClient({
        ...{ endpoint: `http://127.0.0.1:${port}`, region: 'cn-north-1', credentials, maxAttempts: 1 },
      });
      await client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: text }, sk: { S: 's' } } }));
      client.destroy();
      const { headers, body } = asked[0] ?? { headers: {}, body: '' };
      const [, names = ''] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? [];
      const given = Object.fromEntries(
        names.split(';').map((name): [string, string] => [name, String(headers[name])]),
      );
      const { 'x-amz-date': time = '', host = '', ...others } = given;
      const [, year, month, day, hour, minute, second] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time)?.map(Number) ?? [];
      const now = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
      const { 'x-amz-security-token': _, ...rest } = others;
      const request = { host, service: 'dynamodb', region: 'cn-north-1', now, headers: rest, body };
      expect(signedHeaders(request, credentials).authorization).toBe(headers.authorization);
    },
  );
});

describe('requests', () => {
  test('[N17] carry bytes as Base64, whether a Buffer or plain', async () => {
    await service('PutItem', { Item: { a: { B: Uint8Array.of(1, 2, 255) }, b: { B: Buffer.from([3]) } } });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ Item: { a: { B: 'AQL/' }, b: { B: 'Aw==' } } });
    expect(asked[0]?.headers['x-amz-target']).toBe('DynamoDB_20120810.PutItem');
  });

  test.each([
    ['a server fault', refusing(500, 'InternalServerError')],
    ['a proxy’s page', (response: ServerResponse) => void response.writeHead(502).end('<html>')],
    ['a plea for patience', refusing(400, 'ThrottlingException')],
    ['a broken connection', (response: ServerResponse) => void response.destroy()],
    [
      'half an answer',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"Fine":');
        response.destroy();
      },
    ],
    ['an answer that is no JSON', (response: ServerResponse) => void response.end('{"Fine":')],
  ])('[N17] are sent again after %s, word for word', async (_, answer) => {
    answers = [answer, answer];
    expect(await service('GetItem', { Key: 1 })).toEqual({ Fine: true });
    expect(asked.map(({ body }) => body)).toEqual(['{"Key":1}', '{"Key":1}', '{"Key":1}']);
  });

  test('[N17] are given up after four times', async () => {
    answers = Array.from({ length: 9 }, () => refusing(500, 'InternalServerError'));
    await expect(service('GetItem', {})).rejects.toMatchObject({ name: 'InternalServerError', status: 500 });
    expect(asked).toHaveLength(4);
  });

  test('[N17] are not sent again after a refusal, which has its name and its facts', async () => {
    answers = [refusing(400, 'AccessDeniedException')];
    const error = await service('GetItem', {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ name: 'AccessDeniedException', message: 'no', status: 400 });
    expect(asked).toHaveLength(1);
  });
});
