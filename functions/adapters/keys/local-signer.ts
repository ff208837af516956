/**
 * The signing key of one machine: Ed25519, made once, in a folder that only the service may read. Whoever copies the folder
 * can sign in its name, so it belongs in the backup that is locked away, not in the one that is at hand.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintOf, publicKeyFile } from '#forms/seal/signature.ts';
import type { PublicKey, Signer } from '../../ports.ts';

const privateFile = 'signing-key.pem';
/** Beside it for people to copy: what `xiangbiao verify --key` takes. */
const publicFile = 'public-key.json';

/** Opens the key in the folder, making folder and key when there is none. Throws when a key is there but is not Ed25519. */
export const openLocalSigner = async (folder: string): Promise<Signer> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, privateFile);
  const key = createPrivateKey((await readIfThere(path)) ?? (await createOnce(path)));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${privateFile} holds no Ed25519 key`);
  const publicKey = publicKeyOf(key);
  await writeFile(join(folder, publicFile), publicKeyFile(publicKey));
  return signerOf(key, publicKey);
};

/** The key that another thread has opened. Throws when there is none. */
export const readLocalSigner = async (folder: string): Promise<Signer> => {
  const key = createPrivateKey(await readFile(join(folder, privateFile), 'utf8'));
  return signerOf(key, publicKeyOf(key));
};

const signerOf = (key: KeyObject, publicKey: PublicKey): Signer => ({
  publicKey: async () => publicKey,
  sign: async (message) => new Uint8Array(sign(null, message, key)),
});

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Complete before it has its name, and never over another: of two processes that start at once, both use the first key. */
const createOnce = async (path: string): Promise<string> => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return readFile(path, 'utf8');
};

const publicKeyOf = (key: KeyObject): PublicKey => {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const bytes = new Uint8Array(Buffer.from(x, 'base64url'));
  return { algorithm: 'Ed25519', bytes, fingerprint: fingerprintOf(bytes) };
};
