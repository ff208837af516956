/** What the store tells of marks that were put: keys of changed units. Each village among them is looked at once. */
import * as z from 'zod';
import { readCampaign } from '../../store/campaign.ts';
import { markedVillage, recheckPrefix, villagePk } from '../../store/keys.ts';
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

/** Half of what a function is given: a run over a district marks more villages than one call gets through. */
const patienceMs = 5 * 60_000;

/** A mark that changes is told of once more, behind everything else that waits. */
const tellAgain = async (
  { campaign, village }: { readonly campaign: string; readonly village: string },
  { table, clock }: CheckPorts,
): Promise<void> => {
  const { items } = await table.query(villagePk(campaign, village), { prefix: recheckPrefix, limit: 1 });
  for (const mark of items)
    await table.transact([
      {
        put: { ...mark, againAt: clock.now() },
        when: [{ attribute: 'submission', is: '=', value: String(mark.submission) }],
      },
    ]);
};

/** K39, K40: says how many units it looked at. What is not about a mark, or about a campaign that is gone, does nothing. */
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
    const until = ports.clock.now() + patienceMs;
    let units = 0;
    for (const place of places.values()) {
      const { campaign: id, village } = place;
      if (ports.clock.now() >= until) {
        await tellAgain(place, ports);
        continue;
      }
      const campaign = await readCampaign(ports.table, id);
      if (campaign) units += await runChecks(campaign, village)(ports);
    }
    return { units };
  };
