/**
 * Days pass without anybody sending anything: units with a step that turns overdue today are marked as changed, and whoever looks
 * at changed units finds it (K68). A run that was killed or repeated does no harm.
 */
import * as z from 'zod';
import { dateAt, instantOf } from '#forms/campaign/local-time.ts';
import type { Instant } from '#forms/json.ts';
import type { Item, Ports } from '../../ports.ts';
import { type Campaign, listCampaigns, readCampaign } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'checking'>;

const shape = z.object({ village: z.string(), head: z.string() });

/** Marks at a time; each is two writes. */
const atOnce = 40;

/** Says how many units it marked, and when the next step turns overdue. */
export const wakeFlows =
  () =>
  async (ports: Needs): Promise<{ readonly woken: number; readonly next?: Instant }> => {
    let woken = 0;
    const ahead: Instant[] = [];
    for (const id of await listCampaigns(ports.table)) {
      const campaign = await readCampaign(ports.table, id);
      if (!campaign) continue;
      woken += await wakeCampaign(campaign, ports);
      const next = await nextDay(campaign, ports);
      if (next !== undefined) ahead.push(next);
    }
    return ahead.length > 0 ? { woken, next: Math.min(...ahead) } : { woken };
  };

const dueItems = async ({ table }: Needs, campaign: string, to: string, limit: number) =>
  (
    await table.query(keys.campaignPk(campaign), {
      ...{ from: keys.flowDuePrefix, to: `${keys.flowDuePrefix}${to}`, limit },
    })
  ).items;

/** Behind every digit and mark that may stand in a key. */
const last = '~';

const wakeCampaign = async (campaign: Campaign, ports: Needs): Promise<number> => {
  const { table, clock, checking } = ports;
  const today = dateAt(clock.now(), campaign.calendar.timeZone);
  let woken = 0;
  for (;;) {
    const items = await dueItems(ports, campaign.id, `${today}#${last}`, atOnce);
    if (items.length === 0) return woken;
    const marks = new Map<string, Item>();
    for (const { sk, ...rest } of items) {
      const { village, head } = shape.parse(rest);
      const mark = { ...keys.recheckKey(campaign.id, village, head), submission: sk };
      marks.set(`${mark.pk} ${mark.sk}`, mark);
      checking?.changed(campaign.id, village);
    }
    const outcome = await table.transact([
      ...[...marks.values()].map((put) => ({ put })),
      ...items.map(({ pk, sk }) => ({ delete: { pk, sk } })),
    ]);
    if (outcome !== 'done') return woken;
    woken += marks.size;
  }
};

const nextDay = async (campaign: Campaign, ports: Needs): Promise<Instant | undefined> => {
  const [first] = await dueItems(ports, campaign.id, last, 1);
  const day = first?.sk.slice(keys.flowDuePrefix.length).slice(0, 10);
  if (day === undefined) return undefined;
  const at = instantOf(`${day} 00:00`, campaign.calendar.timeZone);
  return at.ok ? at.value : undefined;
};
