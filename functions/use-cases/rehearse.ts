/** "If the deadline were now" for a village, a town or a district: tally lines, gates and what phones said; never a record. */
import { rehearse } from '#forms/campaign/rehearsal.ts';
import { covers, townOf } from '#forms/permission/area.ts';
import { mayDo, type Person } from '#forms/permission/permission.ts';
import { ok, type Result } from '#forms/result.ts';
import type { RehearsalReply } from '#forms/wire/deadlines.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { Ports } from '../ports.ts';
import { villagesOf } from '../store/campaign.ts';
import * as keys from '../store/keys.ts';
import { phonesOfVillage } from '../store/phones.ts';
import { allOf, gatesOfVillage } from '../store/village.ts';
import { campaignFor } from './access.ts';
import { tallyOf } from './read-progress.ts';

/** G20. */
export const rehearseDeadline =
  (person: Person, campaign: string, area: string) =>
  async ({
    table,
    clock,
  }: Pick<Ports, 'table' | 'clock'>): Promise<Result<Omit<RehearsalReply, 'people'>, Problem>> => {
    const found = await campaignFor(person, 'progress.read', campaign, area, table);
    if (!found.ok) return found;
    const villages = (await villagesOf(table, campaign, area)).filter(({ code }) =>
      mayDo(person, 'progress.read', code),
    );
    const towns = [...new Set(villages.map(({ code }) => townOf(code)))];
    const [tallies, gates, phones] = await Promise.all([
      Promise.all(towns.map((town) => allOf(table, keys.townPk(campaign, town), keys.tallyPrefix))),
      Promise.all(villages.map(({ code }) => gatesOfVillage(table, campaign, code))),
      Promise.all(villages.map(({ code }) => phonesOfVillage(table, campaign, code))),
    ]);
    const now = clock.now();
    const counted = tallies
      .flat()
      .map(tallyOf)
      .filter(({ village }) => covers(area, village));
    return ok({
      villages: [...villages],
      lines: rehearse(counted, gates.flat(), found.value.questionnaires, now),
      phones: phones.flat().sort((a, b) => b.unsent - a.unsent || a.heardAt - b.heardAt),
      now,
    });
  };
