/** Seals: what there is, and the sealed files as they were written. */
import type { Context } from 'hono';
import { listSeals, readSealFile, type SealFileReply } from '../../use-cases/read-seals.ts';
import type { Handlers } from '../handler.ts';
import { problemReply, reply } from '../reply.ts';

/** A sealed file as a download that no browser runs or guesses about. */
export const fileReply = (context: Context, name: string, { bytes, type }: SealFileReply): Response =>
  context.body(new Uint8Array(bytes), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });

export const sealRoutes: Pick<Handlers, 'seals' | 'sealFile'> = {
  seals: async (context, { ports }, person) =>
    reply(await listSeals(person, context.req.param('campaign') ?? '')(ports)),

  sealFile: async (context, { ports }, person) => {
    const { campaign = '', seal = '', file = '' } = context.req.param();
    const result = await readSealFile(person, campaign, seal, file.replaceAll('~', '/'))(ports);
    if (!result.ok) return problemReply(result.refusal);
    return fileReply(context, file.split('~').at(-1) ?? 'seal', result.value);
  },
};
