/**
 * Blobs as plain files: the bytes under `<folder>/<key>`, what is known of them under `<folder>/.facts/<key>`. A blob is written
 * beside and moved into place when it is whole and on the disk; its facts come last, and without them it does not exist.
 */
import { createHash, type Hash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { BlobFacts } from '../../ports.ts';
import { Locked } from '../locked.ts';

const storedShape = z.object({
  size: z.number(),
  sha256: z.string(),
  type: z.string(),
  retainUntil: z.number().optional(),
});
export type StoredFacts = z.infer<typeof storedShape>;

/** No segment begins with a dot, so a key can neither leave the folder nor reach what is kept beside the blobs. */
const keyPattern = /^[A-Za-z0-9_][A-Za-z0-9._#-]*(\/[A-Za-z0-9_][A-Za-z0-9._#-]*)*$/;

/** A key may be the folder of others, or lie below one that is a file: then there is no such blob. */
const missing: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'EISDIR'];
const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && missing.includes(error.code);

const orUndefined = async <T>(promise: Promise<T>): Promise<T | undefined> => {
  try {
    return await promise;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** A blob on its way in: bytes are counted and hashed as they come. */
export class Incoming {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #size = 0;
  constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }
  get size(): number {
    return this.#size;
  }
  async write(bytes: Uint8Array): Promise<void> {
    this.#size += bytes.byteLength;
    this.#hash.update(bytes);
    await this.#file.writeFile(bytes);
  }
  /** On the disk and closed; the SHA-256 in lower-case hex. */
  async finish(mode: number): Promise<string> {
    await this.#file.chmod(mode);
    await this.#file.sync();
    await this.#file.close();
    return this.#hash.digest('hex');
  }
  async drop(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.path, { force: true });
  }
}

export class BlobFolder {
  readonly #folder: string;
  /** Moves into place one after the other, so that none slips past the lock of another. */
  #moves: Promise<unknown> = Promise.resolve();
  constructor(folder: string) {
    this.#folder = folder;
  }

  path(key: string): string {
    return join(this.#folder, this.#checked(key));
  }

  /** Throws TypeError for a key that could be anything but a file in this folder. */
  #checked(key: string): string {
    if (key.length > 900 || !keyPattern.test(key)) throw new TypeError(`"${key}" cannot be a key`);
    return key;
  }

  #factsPath(key: string): string {
    return join(this.#folder, '.facts', this.#checked(key));
  }

  async facts(key: string): Promise<StoredFacts | undefined> {
    const text = await orUndefined(readFile(this.#factsPath(key), 'utf8'));
    return text === undefined ? undefined : storedShape.parse(JSON.parse(text));
  }

  async read(key: string): Promise<Uint8Array | undefined> {
    const bytes = (await this.facts(key)) && (await orUndefined(readFile(this.path(key))));
    return bytes && new Uint8Array(bytes);
  }

  async incoming(): Promise<Incoming> {
    const folder = join(this.#folder, '.incoming');
    await mkdir(folder, { recursive: true });
    const path = join(folder, randomUUID());
    return new Incoming(path, await open(path, 'wx'));
  }

  /** Throws Locked when other bytes are under a lock; a blob under a lock becomes a read-only file. */
  async settle(key: string, incoming: Incoming, facts: StoredFacts): Promise<BlobFacts> {
    const factsFile = await this.incoming();
    try {
      await factsFile.write(Buffer.from(JSON.stringify(facts)));
      await factsFile.finish(facts.retainUntil === undefined ? 0o644 : 0o444);
      const moved = this.#moves.then(() => this.#move(key, incoming, factsFile, facts));
      this.#moves = moved.catch(() => undefined);
      await moved;
    } finally {
      await Promise.all([incoming.drop(), factsFile.drop()]);
    }
    return { size: facts.size, sha256: facts.sha256, type: facts.type };
  }

  /** The same bytes again are no harm: whoever was interrupted behind a put may repeat it. */
  async #move(key: string, incoming: Incoming, factsFile: Incoming, facts: StoredFacts): Promise<void> {
    const there = await this.facts(key);
    if (there?.retainUntil !== undefined) {
      if (there.sha256 === facts.sha256) return;
      throw new Locked(key);
    }
    await moveTo(incoming.path, this.path(key));
    await moveTo(factsFile.path, this.#factsPath(key));
  }

  /** Keys that begin with the prefix, in the order of their bytes. */
  async list(prefix: string): Promise<readonly string[]> {
    const keys: string[] = [];
    // Only whole folders of the prefix narrow the walk; its last part may be half a name.
    await this.#walk(prefix.slice(0, prefix.lastIndexOf('/') + 1), keys);
    return keys.filter((key) => key.startsWith(prefix)).sort();
  }

  async #walk(below: string, keys: string[]): Promise<void> {
    const folder = below === '' ? join(this.#folder, '.facts') : this.#factsPath(below.slice(0, -1));
    const entries = (await orUndefined(readdir(folder, { withFileTypes: true }))) ?? [];
    for (const entry of entries) {
      if (entry.isDirectory()) await this.#walk(`${below}${entry.name}/`, keys);
      else keys.push(`${below}${entry.name}`);
    }
  }
}

/** The move itself is on the disk only when the folder is. */
const moveTo = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  const folder = await open(dirname(to), 'r');
  await folder.sync().finally(() => folder.close());
};
