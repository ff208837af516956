/** Notices of a person, newest first, what they have read, and those that are on their way out of the app. */
import * as z from 'zod';
import { type Notice, noticeKinds } from '#forms/notice/notice.ts';
import type { Item, Table, Write } from '../ports.ts';
import * as keys from './keys.ts';
import { allOf } from './village.ts';

const facts = z
  .string()
  .transform((text) => z.record(z.string(), z.union([z.string(), z.number()])).parse(JSON.parse(text)));
const noticeShape = z.object({ id: z.string(), kind: z.enum(noticeKinds), at: z.number(), facts });

export interface Addressed {
  readonly person: string;
  readonly notice: Notice;
}

/** Written twice it is there once: id and instant are its key. */
export const noticeWrite = (campaign: string, { person, notice }: Addressed): Write => ({
  put: { ...keys.noticeKey(campaign, person, notice.at, notice.id), ...plain(notice) },
});

const plain = (notice: Notice) => ({ ...notice, facts: JSON.stringify(notice.facts) });

const noticeOf = (item: Item): Notice => noticeShape.parse(item);

export const noticesOf = async (table: Table, campaign: string, person: string, limit: number) =>
  (
    await table.query(keys.personPk(campaign, person), {
      prefix: keys.noticePrefix,
      limit,
      newestFirst: true,
    })
  ).items.map(noticeOf);

export const readUpTo = async (table: Table, campaign: string, person: string): Promise<number> =>
  z
    .number()
    .default(0)
    .parse((await table.get(keys.noticesReadKey(campaign, person)))?.upTo);

// ── on their way out of the app ──────────────────────────────────────────────────────────────────────────────────
const outgoingShape = noticeShape.extend({ person: z.string(), tries: z.number(), notBefore: z.number() });

export interface Outgoing extends Addressed {
  readonly tries: number;
  readonly notBefore: number;
}

export const outgoingWrite = (
  campaign: string,
  { person, notice, tries, notBefore }: Outgoing,
  when: { readonly tries?: number } = {},
): Write => ({
  put: { ...keys.outgoingKey(campaign, person, notice.id), ...plain(notice), person, tries, notBefore },
  ...(when.tries === undefined ? {} : { when: [{ attribute: 'tries', is: '=', value: when.tries }] }),
});

export const outgoingNotices = async (table: Table, campaign: string): Promise<readonly Outgoing[]> =>
  (await allOf(table, keys.campaignPk(campaign), keys.outgoingPrefix)).map((item) => {
    const { person, tries, notBefore, ...notice } = outgoingShape.parse(item);
    return { person, tries, notBefore, notice };
  });
