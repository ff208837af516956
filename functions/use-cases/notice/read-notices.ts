/** A person's own notices, newest first, and how far they have read. */
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { NoticesReply } from '#forms/wire/notices.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports } from '../../ports.ts';
import { contactKey, noticesReadKey } from '../../store/keys.ts';
import { noticesOf, readUpTo } from '../../store/notices.ts';
import { heldCampaignFor } from '../access.ts';

const shown = 50;

/** G21. */
export const readNotices =
  (person: Person, campaign: string) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<Result<NoticesReply, Problem>> => {
    const found = await heldCampaignFor(person, 'campaign.read', campaign, table);
    if (!found.ok) return found;
    const [notices, upTo, contact] = await Promise.all([
      noticesOf(table, campaign, person.id, shown),
      readUpTo(table, campaign, person.id),
      table.get(contactKey(person.id)),
    ]);
    const email = contact?.email;
    return ok({
      notices,
      readUpTo: upTo,
      ...(typeof email === 'string' ? { email } : {}),
      now: clock.now(),
    });
  };

export const markNoticesRead =
  (person: Person, campaign: string, upTo: number) =>
  async ({
    table,
    clock,
  }: Pick<Ports, 'table' | 'clock'>): Promise<Result<{ readonly now: number }, Problem>> => {
    const found = await heldCampaignFor(person, 'campaign.read', campaign, table);
    if (!found.ok) return found;
    const outcome = await table.transact([{ put: { ...noticesReadKey(campaign, person.id), upTo } }]);
    return outcome === 'done' ? ok({ now: clock.now() }) : refuse(problem('busy', { seconds: 5 }));
  };

/** Where a person's notices go outside the app; nobody sets it for somebody else. */
export const setContact =
  (person: Person, email: string | null) =>
  async ({
    table,
    clock,
  }: Pick<Ports, 'table' | 'clock'>): Promise<Result<{ readonly now: number }, Problem>> => {
    const key = contactKey(person.id);
    const outcome = await table.transact([email === null ? { delete: key } : { put: { ...key, email } }]);
    return outcome === 'done' ? ok({ now: clock.now() }) : refuse(problem('busy', { seconds: 5 }));
  };
