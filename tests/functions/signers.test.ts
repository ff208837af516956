/** Both signers against the pure verification that browsers use. KMS is played by a loopback server that really signs. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { p256 } from '@noble/curves/nist.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fingerprintOf, parsePublicKey, verifySignature } from '#forms/seal/signature.ts';
import { openLocalSigner } from '#functions/adapters/keys/local-signer.ts';
import { leanKms } from '#functions/adapters/kms/lean-calls.ts';
import { officialKms } from '#functions/adapters/kms/official-calls.ts';
import { kmsSigner, signatureOfDer } from '#functions/adapters/kms/signer.ts';
import { localService } from '#tests/support/dynamodb-local.ts';

const message = new TextEncoder().encode('清单 '.repeat(3000)); // more than the 4096 bytes that KMS would take as they are

describe('local signer', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xiangbiao-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('[S15] makes its key once, for nobody else to read, and keeps it', async () => {
    const first = await openLocalSigner(join(folder, 'keys'));
    const second = await openLocalSigner(join(folder, 'keys'));
    const key = await first.publicKey();
    expect(await second.publicKey()).toEqual(key);
    expect(key.bytes).toHaveLength(32);
    expect((await stat(join(folder, 'keys', 'signing-key.pem'))).mode & 0o777).toBe(0o600);
    const signature = await first.sign(message);
    expect(signature).toEqual(await second.sign(message));
    expect(verifySignature(signature, message, key)).toBe(true);
    expect(verifySignature(signature, message.slice(1), key)).toBe(false);
    const file = JSON.parse(await readFile(join(folder, 'keys', 'public-key.json'), 'utf8'));
    expect(parsePublicKey(file)).toEqual(key);
  });

  test('[S15] two processes that start at once end up with one key', async () => {
    const signers = await Promise.all(Array.from({ length: 8 }, () => openLocalSigner(folder)));
    const keys = await Promise.all(signers.map(async (signer) => (await signer.publicKey()).fingerprint));
    expect(new Set(keys).size).toBe(1);
  });

  test('[S15] a key of another kind is refused rather than used', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(join(folder, 'signing-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(openLocalSigner(folder)).rejects.toThrow('Ed25519');
  });
});

describe.each(['official', 'lean'] as const)('KMS signer, %s client', (name) => {
  let server: Server;
  let key: KeyObject;
  let asked: { readonly action: string; readonly body: Record<string, string> }[];
  let failures: number;

  beforeEach(async () => {
    key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    [asked, failures] = [[], 0];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
        const body = JSON.parse(Buffer.concat(chunks).toString());
        asked.push({ action, body });
        response.setHeader('content-type', 'application/x-amz-json-1.1');
        if (failures-- > 0) response.writeHead(400).end('{"__type":"NotFoundException"}');
        else response.end(JSON.stringify(answer(action, body)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const answer = (action: string, body: Record<string, string>) => {
    if (action === 'GetPublicKey')
      return { PublicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64') };
    expect(body).toMatchObject({
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
      KeyId: 'alias/seal',
    });
    const digest = new Uint8Array(Buffer.from(body.Message ?? '', 'base64'));
    const secret = new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
    const signed = p256.sign(digest, secret, { prehash: false, format: 'der', lowS: false });
    return { Signature: Buffer.from(signed).toString('base64') };
  };

  const clients = {
    official: (endpoint: string) =>
      officialKms(
        new KMSClient({
          ...{ endpoint, region: 'us-east-1', maxAttempts: 1 },
          credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        }),
      ),
    lean: (endpoint: string) => leanKms(localService(endpoint, 'kms')),
  };
  const open = () => {
    const calls = clients[name](`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return kmsSigner({ keyId: 'alias/seal', calls });
  };

  test('[S15] signs digests, gives r and s in 64 bytes and the key as a compressed point', async () => {
    const signer = open();
    const publicKey = await signer.publicKey();
    expect(publicKey).toMatchObject({
      algorithm: 'ECDSA_P256_SHA256',
      fingerprint: fingerprintOf(publicKey.bytes),
    });
    expect(publicKey.bytes).toHaveLength(33);
    for (let round = 0; round < 6; round++) {
      const signature = await signer.sign(message);
      expect(signature).toHaveLength(64);
      expect(verifySignature(signature, message, publicKey)).toBe(true);
      expect(verifySignature(signature, message.slice(1), publicKey)).toBe(false);
    }
  });

  test('[S15] asks for the public key once, and again after a failure', async () => {
    const signer = open();
    failures = 1;
    await expect(signer.publicKey()).rejects.toThrow();
    await signer.publicKey();
    await signer.publicKey();
    expect(asked.map(({ action }) => action)).toEqual(['GetPublicKey', 'GetPublicKey']);
  });

  test('[S15] a key on another curve is refused', async () => {
    key = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    await expect(open().publicKey()).rejects.toThrow('P-256');
  });

  test('[S15] DER with short integers is padded, anything else refused', () => {
    const short = signatureOfDer(Uint8Array.of(0x30, 7, 2, 2, 0x12, 0x34, 2, 1, 0x56));
    expect([short[30], short[31], short[63], short[0]]).toEqual([0x12, 0x34, 0x56, 0]);
    for (const wrong of [
      [],
      [0x30, 0],
      [0x31, 6, 2, 1, 1, 2, 1, 1],
      [0x30, 6, 2, 1, 1, 2, 0, 1],
      [0x30, 7, 2, 1, 1, 2, 1, 1, 9],
    ])
      expect(() => signatureOfDer(Uint8Array.from(wrong))).toThrow('DER');
  });
});
