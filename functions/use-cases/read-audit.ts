/** The audit log, newest first. Its lines hold codes; what villages are called is laid beside them. */
import * as z from 'zod';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result } from '#forms/result.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { AuditReply } from '#forms/wire/shapes.ts';
import type { Ports } from '../ports.ts';
import { readAreas } from '../store/campaign.ts';
import * as keys from '../store/keys.ts';
import { wholeCampaignFor } from './access.ts';

const auditShape = z.object({
  at: z.number(),
  who: z.string(),
  verb: z.string(),
  on: z.string(),
  why: z.string().optional(),
});

export const readAudit =
  (person: Person, campaign: string, after?: string) =>
  async ({ table }: Pick<Ports, 'table'>): Promise<Result<Omit<AuditReply, 'people'>, Problem>> => {
    const found = await wholeCampaignFor(person, 'audit.read', campaign, table);
    if (!found.ok) return found;
    const page = await table.query(keys.auditPk(campaign), {
      limit: 100,
      newestFirst: true,
      ...(after ? { after } : {}),
    });
    const lines = page.items.map((item) => auditShape.parse(item) as AuditReply['lines'][number]);
    const named = new Set(lines.flatMap(({ on }) => on.split('/')));
    const areas = (await readAreas(table)).filter(({ code }) => named.has(code));
    return ok({
      lines,
      areas: Object.fromEntries(areas.map(({ code, name }) => [code, name])),
      ...(page.next ? { next: page.next } : {}),
    });
  };
