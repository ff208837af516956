/** A phone says how much is still on it. Kept per person and village, so that somebody can call before the deadline. */
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { PhoneReport } from '#forms/wire/deadlines.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports } from '../ports.ts';
import { villageKey } from '../store/keys.ts';
import { phoneItem } from '../store/phones.ts';
import { campaignFor } from './access.ts';

/** W17. */
export const hearPhone =
  (person: Person, campaign: string, village: string, { unsent, drafts }: PhoneReport) =>
  async ({
    table,
    clock,
  }: Pick<Ports, 'table' | 'clock'>): Promise<Result<{ readonly now: number }, Problem>> => {
    const found = await campaignFor(person, 'answers.submit', campaign, village, table);
    if (!found.ok) return found;
    const now = clock.now();
    const phone = { person: person.id, village, unsent, drafts, heardAt: now };
    const outcome = await table.transact([
      { put: phoneItem(campaign, phone) },
      { check: villageKey(campaign, village), when: [{ attribute: 'pk', is: 'present' }] },
    ]);
    if (outcome === 'done') return ok({ now });
    return refuse(
      outcome === 'busy' ? problem('busy', { seconds: 60 }) : problem('no-such-area', { area: village }),
    );
  };
