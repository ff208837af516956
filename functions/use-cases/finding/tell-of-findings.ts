/** Who collects in a village hears that something is to be looked at again (K35). */
import type { Finding } from '#forms/findings/finding.ts';
import type { Ports, Write } from '../../ports.ts';
import type { VillagePlace } from '../../store/findings.ts';
import * as keys from '../../store/keys.ts';
import { phonesOfVillage } from '../../store/phones.ts';
import { recordOf } from '../../store/village.ts';
import { tell } from '../notice/tell.ts';

/** A village has a handful of collectors; a transaction has room for a hundred writes. */
const mostTold = 15;

/** Those whose phones speak of the village, and whoever sent one of the records; never whoever hands out. */
export const tellOfFindings = async (
  place: VillagePlace,
  findings: readonly Finding[],
  said: { readonly text: string; readonly by: string },
  { table, clock, dice, notices }: Pick<Ports, 'table' | 'clock' | 'dice' | 'notices'>,
): Promise<readonly Write[]> => {
  const { campaign, village } = place;
  const records = new Set(findings.map(({ unit, questionnaire }) => `${unit}#${questionnaire}`));
  const senders = await Promise.all(
    [...records].map(async (name) => {
      const [unit = '', questionnaire = ''] = name.split('#');
      const item = await table.get(keys.recordKey(campaign, village, unit, questionnaire));
      return item ? [recordOf(item).by] : [];
    }),
  );
  const phones = await phonesOfVillage(table, campaign, village);
  const told = new Set([...senders.flat(), ...phones.map(({ person }) => person)]);
  told.delete(said.by);
  const at = clock.now();
  return tell(
    campaign,
    [...told].slice(0, mostTold),
    {
      id: dice.id(at),
      kind: 'findings-issued',
      at,
      facts: { village, count: findings.length, comment: said.text },
    },
    { ...(notices === undefined ? {} : { notices }) },
  );
};
