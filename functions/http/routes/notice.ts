/** A person's own notices, and where they go outside the app. */
import { contactShape, readNoticesShape } from '#forms/wire/notices.ts';
import { markNoticesRead, readNotices, setContact } from '../../use-cases/notice/read-notices.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { problemReply, reply } from '../reply.ts';

const bodyBytes = 1024;

export const noticeRoutes: Pick<Handlers, 'notices' | 'readNotices' | 'contact'> = {
  notices: async (context, { ports }, person) =>
    reply(await readNotices(person, context.req.param('campaign') ?? '')(ports)),

  readNotices: async (context, { ports }, person) => {
    const body = await readBody(context, readNoticesShape, bodyBytes);
    if (!body.ok) return problemReply(body.refusal);
    const campaign = context.req.param('campaign') ?? '';
    return reply(await markNoticesRead(person, campaign, body.value.upTo)(ports));
  },

  contact: async (context, { ports }, person) => {
    const body = await readBody(context, contactShape, bodyBytes);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await setContact(person, body.value.email)(ports));
  },
};
