/**
 * What is left to do for granted extensions: to carry out those that were killed half-way, and to move the gates of those
 * that are over. Nothing depends on it being in time: the gates hold by themselves (G1), and whoever meets one moves it (G11).
 */
import type { Instant } from '#forms/json.ts';
import type { Ports } from '../../ports.ts';
import type { Campaign } from '../../store/campaign.ts';
import { type RunningExtension, readExtension, runningExtensions } from '../../store/extensions.ts';
import { runningExtensionKey } from '../../store/keys.ts';
import { freezeVillages } from '../freeze-gates.ts';
import { carryOut } from './carry-out.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'journal' | 'notices'>;

export interface ExtensionsRun {
  readonly ran: number;
  readonly failed: number;
  /** The next end that lies ahead. */
  readonly next?: Instant;
}

/** G15. */
export const endExtensions =
  (campaign: Campaign) =>
  async (ports: Needs): Promise<ExtensionsRun> => {
    let [ran, failed] = [0, 0];
    const ahead: Instant[] = [];
    for (const running of await runningExtensions(ports.table, campaign.id)) {
      const outcome = await goOn(campaign, running, ports);
      if (outcome === 'done') ran++;
      else if (outcome === 'busy') failed++;
      if (outcome === 'running' || (outcome === 'busy' && running.until > ports.clock.now()))
        ahead.push(running.until);
    }
    return ahead.length > 0 ? { ran, failed, next: Math.min(...ahead) } : { ran, failed };
  };

const goOn = async (
  campaign: Campaign,
  { id, area, until, carriedOut }: RunningExtension,
  ports: Needs,
): Promise<'running' | 'done' | 'busy'> => {
  const { table, clock } = ports;
  const extension = await readExtension(table, campaign.id, area, id);
  if (!extension) throw new Error(`extension ${id} of ${campaign.id} is running and not there`);
  if (!carriedOut && (await carryOut(campaign, extension)(ports)).busy > 0) return 'busy';
  if (until > clock.now()) return 'running';
  const villages = extension.villages.map((code) => ({ code }));
  if ((await freezeVillages(campaign, villages, until)(ports)).busy > 0) return 'busy';
  const outcome = await table.transact([{ delete: runningExtensionKey(campaign.id, id) }]);
  return outcome === 'done' ? 'done' : 'busy';
};
