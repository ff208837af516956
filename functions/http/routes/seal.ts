/** Seals: what there is, and the sealed files as they were written. */
import { listSeals, readSealFile } from '../../use-cases/read-seals.ts';
import type { Handlers } from '../handler.ts';
import { problemReply, reply } from '../reply.ts';

export const sealRoutes: Pick<Handlers, 'seals' | 'sealFile'> = {
  seals: async (context, { ports }, person) =>
    reply(context, await listSeals(person, context.req.param('campaign') ?? '')(ports)),

  sealFile: async (context, { ports }, person) => {
    const { campaign = '', seal = '', file = '' } = context.req.param();
    const result = await readSealFile(person, campaign, seal, file.replaceAll('~', '/'))(ports);
    if (!result.ok) return problemReply(context, result.refusal);
    const name = file.split('~').at(-1) ?? 'seal';
    return context.body(new Uint8Array(result.value.bytes), 200, {
      'content-type': result.value.type,
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  },
};
