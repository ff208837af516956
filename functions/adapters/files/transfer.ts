/** Upload and download of the folder store as web-standard requests; whoever mounts it gives it `/blobs/<token>`. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Problem, problem, problems } from '#forms/wire/problems.ts';
import { attachment } from '../attachment.ts';
import { Locked } from '../locked.ts';
import type { BlobFolder, Incoming } from './folder.ts';
import type { Link } from './links.ts';

type Upload = Extract<Link, { may: 'upload' }>;
type Download = Extract<Link, { may: 'download' }>;

export const refusal = (refused: Problem): Response =>
  new Response(JSON.stringify(refused), {
    status: problems[refused.problem].status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });

/** Takes exactly the bytes, size and type that the link describes; anything else leaves nothing behind. */
export const upload = async (
  request: Request,
  { key, facts }: Upload,
  blobs: BlobFolder,
): Promise<Response> => {
  const type = request.headers.get('content-type') ?? '';
  if (type !== facts.type) return refusal(problem('wrong-file-type', { type, allowed: facts.type }));
  const announced = Number(request.headers.get('content-length') ?? facts.size);
  if (announced > facts.size) return refusal(problem('file-too-large', { limit: facts.size }));
  const incoming = await blobs.incoming();
  try {
    await receive(request, incoming, facts.size);
    if (incoming.size > facts.size) return refusal(problem('file-too-large', { limit: facts.size }));
    const sha256 = await incoming.finish(0o644);
    if (incoming.size !== facts.size || sha256 !== facts.sha256) return refusal(problem('wrong-checksum'));
    await blobs.settle(key, incoming, facts);
    return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (error instanceof Locked) return refusal(problem('locked'));
    throw error;
  } finally {
    await incoming.drop();
  }
};

/** Stops reading at the first byte too many. */
const receive = async (request: Request, incoming: Incoming, limit: number): Promise<void> => {
  const reader = request.body?.getReader();
  if (!reader) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    await incoming.write(value);
    if (incoming.size > limit) return reader.cancel();
  }
};

export const download = async (request: Request, link: Download, blobs: BlobFolder): Promise<Response> => {
  const facts = await blobs.facts(link.key);
  if (!facts) return refusal(problem('no-such-scan', { scan: link.key }));
  const body = request.method === 'HEAD' ? null : Readable.toWeb(createReadStream(blobs.path(link.key)));
  return new Response(body as ReadableStream | null, {
    headers: {
      'content-type': facts.type,
      'content-length': String(facts.size),
      'content-disposition': attachment(link.fileName),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
};
