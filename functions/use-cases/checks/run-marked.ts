/** What the store tells of marks that were put: keys of changed units. Each village among them is looked at once. */
import * as z from 'zod';
import { readCampaign } from '../../store/campaign.ts';
import { markedVillage } from '../../store/keys.ts';
import { type CheckPorts, runChecks } from './run-checks.ts';

const event = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
      }),
    }),
  ),
});

/** K39: says how many units it looked at. What is not about a mark, or about a campaign that is gone, does nothing. */
export const runMarked =
  (input: unknown) =>
  async (ports: CheckPorts): Promise<{ readonly units: number }> => {
    const told = event.safeParse(input);
    if (!told.success) return { units: 0 };
    const places = new Map(
      told.data.Records.flatMap(({ dynamodb: { Keys } }) => {
        const place = markedVillage({ pk: Keys.pk.S, sk: Keys.sk.S });
        return place ? [[Keys.pk.S, place] as const] : [];
      }),
    );
    let units = 0;
    for (const { campaign: id, village } of places.values()) {
      const campaign = await readCampaign(ports.table, id);
      if (campaign) units += await runChecks(campaign, village)(ports);
    }
    return { units };
  };
