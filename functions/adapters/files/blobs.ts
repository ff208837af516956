/**
 * Blobs on one machine: a folder of plain files, reached through signed links that our own server answers. Links end in real
 * time, whatever the clock of a demo campaign says.
 */
import { basename } from 'node:path';
import { problem } from '#forms/wire/problems.ts';
import type { BlobFacts, Blobs } from '../../ports.ts';
import { BlobFolder } from './folder.ts';
import { linkMaker } from './links.ts';
import { download, refusal, upload } from './transfer.ts';

export interface FileBlobsOptions {
  readonly folder: string;
  /** Where browsers reach the server, without a slash at the end. */
  readonly baseUrl: string;
  readonly secret: string;
  /** Real time in seconds since 1970. */
  readonly now: () => number;
}

export interface FileBlobs extends Blobs {
  /** Answers `/blobs/<token>`: PUT for an upload link, GET and HEAD for a download link. */
  handle(request: Request): Promise<Response>;
}

export const fileBlobs = ({ folder, baseUrl, secret, now }: FileBlobsOptions): FileBlobs => {
  const blobs = new BlobFolder(folder);
  const links = linkMaker(secret, basename(folder));
  return {
    presignUpload: async (key, { size, sha256, type }, expiresInSeconds) => {
      blobs.path(key);
      const facts = { size, sha256, type };
      const token = links.token({ may: 'upload', key, facts, until: now() + expiresInSeconds });
      return { url: `${baseUrl}/blobs/${token}`, method: 'PUT', headers: { 'content-type': type } };
    },
    presignDownload: async (key, { expiresInSeconds, fileName }) => {
      blobs.path(key);
      return `${baseUrl}/blobs/${links.token({ may: 'download', key, fileName, until: now() + expiresInSeconds })}`;
    },
    head: async (key) => {
      const facts = await blobs.facts(key);
      return facts && { size: facts.size, sha256: facts.sha256, type: facts.type };
    },
    put: (key, bytes, { type, retainUntil }) => put(blobs, key, bytes, { type, retainUntil }),
    get: (key) => blobs.read(key),
    list: (prefix) => blobs.list(prefix),
    handle: async (request) => {
      const token = new URL(request.url).pathname.split('/').at(-1) ?? '';
      const link = links.read(token, now());
      if (!link) return refusal(problem('link-expired'));
      if (link.may === 'upload' && request.method === 'PUT') return upload(request, link, blobs);
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (link.may === 'download' && reads) return download(request, link, blobs);
      return refusal(problem('no-such-route'));
    },
  };
};

const put = async (
  blobs: BlobFolder,
  key: string,
  bytes: Uint8Array,
  { type, retainUntil }: { readonly type: string; readonly retainUntil: number | undefined },
): Promise<BlobFacts> => {
  blobs.path(key);
  const incoming = await blobs.incoming();
  try {
    await incoming.write(bytes);
    const sha256 = await incoming.finish(retainUntil === undefined ? 0o644 : 0o444);
    const facts = { size: bytes.byteLength, sha256, type };
    return await blobs.settle(key, incoming, retainUntil === undefined ? facts : { ...facts, retainUntil });
  } finally {
    await incoming.drop();
  }
};
