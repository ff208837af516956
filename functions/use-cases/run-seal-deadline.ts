/** The instant at which a campaign is sealed. The gates of the same instant move first: a seal needs them closed (C8). */
import type { Deadline } from '#forms/campaign/calendar.ts';
import { comingChange } from '../store/calendar-changes.ts';
import { doneWrite } from '../store/progress.ts';
import { freezeGates } from './freeze-gates.ts';
import { type SealPorts, sealCampaign } from './seal-campaign.ts';

/** `done` once the seal is announced; what stopped half-way is continued by the next call (S5). */
export const runSealDeadline =
  (campaign: string, deadline: Deadline) =>
  async (ports: SealPorts): Promise<'done' | 'not-yet'> => {
    const { table, clock, journal } = ports;
    const now = clock.now();
    if (deadline.at > now) return 'not-yet';
    if (await comingChange(table, campaign)) return 'not-yet'; // G34
    await freezeGates({ campaign, passed: deadline.at })(ports);
    const { outcome } = await sealCampaign({ campaign, seal: deadline.id })(ports);
    journal.info('seal-run', { campaign, seal: deadline.id, outcome });
    if (outcome !== 'sealed' && outcome !== 'already-sealed') return 'not-yet';
    await table.transact([doneWrite(campaign, deadline, now)]);
    return 'done';
  };
