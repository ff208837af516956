/**
 * Links of the folder store: what may be done with which blob until when, signed with HMAC-SHA-256 over the store's own label.
 * Whoever holds a link needs no session; nobody can make one up, change one, or use one of another store.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

const linkShape = z.discriminatedUnion('may', [
  z.strictObject({
    may: z.literal('upload'),
    key: z.string(),
    facts: z.strictObject({ size: z.number(), sha256: z.string(), type: z.string() }),
    until: z.number(),
  }),
  z.strictObject({ may: z.literal('download'), key: z.string(), fileName: z.string(), until: z.number() }),
]);
export type Link = z.infer<typeof linkShape>;

export interface LinkMaker {
  token(link: Link): string;
  /** Undefined when it was not made here, or is over. `now` in seconds since 1970. */
  read(token: string, now: number): Link | undefined;
}

export const linkMaker = (secret: string, store: string): LinkMaker => {
  const signature = (payload: string) =>
    createHmac('sha256', secret).update(`blob link of ${store}\0${payload}`).digest();
  return {
    token: (link) => {
      const payload = Buffer.from(JSON.stringify(link)).toString('base64url');
      return `${payload}.${signature(payload).toString('base64url')}`;
    },
    read: (token, now) => {
      const [payload = '', given = '', ...more] = token.split('.');
      const [right, claimed] = [signature(payload), Buffer.from(given, 'base64url')];
      if (more.length > 0 || claimed.length !== right.length || !timingSafeEqual(claimed, right))
        return undefined;
      const link = linkShape.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
      return now <= link.until ? link : undefined;
    },
  };
};
