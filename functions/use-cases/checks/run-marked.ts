/** What the store tells of marks that were put: keys of changed units. Each village among them is looked at once. */
import { readCampaign } from '../../store/campaign.ts';
import type { VillagePlace } from '../../store/findings.ts';
import { markedVillage, recheckPrefix, villagePk } from '../../store/keys.ts';
import { toldKeys } from '../../store/told-keys.ts';
import { type CheckPorts, runChecks } from './run-checks.ts';

/** Half of what a function is given: a run over a district marks more villages than one call gets through. */
const patienceMs = 5 * 60_000;

/** A mark that changes is told of once more, behind everything else that waits. */
const tellAgain = async (
  { campaign, village }: VillagePlace,
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
  (event: unknown) =>
  async (ports: CheckPorts): Promise<{ readonly units: number }> => {
    const places = new Map(
      toldKeys(event).flatMap((key) => {
        const place = markedVillage(key);
        return place ? [[key.pk, place] as const] : [];
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
