/** Somebody else, from a wider area, grants or declines. A grant is carried out at once, and again by whoever finds it half done. */
import { extensionFault } from '#forms/campaign/extension.ts';
import { mayDecide, type Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { DecideExtension, DecideExtensionReply, ExtensionState } from '#forms/wire/deadlines.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports, Write } from '../../ports.ts';
import { type Campaign, calendarStands } from '../../store/campaign.ts';
import { extensionItem, readExtension, runningItem } from '../../store/extensions.ts';
import { grantsKey } from '../../store/keys.ts';
import { campaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { tell } from '../notice/tell.ts';
import { carryOut, sealNotBegun } from './carry-out.ts';
import { extensionNotice } from './extension-notice.ts';

export interface Deciding extends DecideExtension {
  readonly campaign: string;
  /** The area that it was asked in. */
  readonly area: string;
  readonly extension: string;
}
type Needs = Pick<Ports, 'table' | 'clock' | 'dice' | 'notices'>;

/** P19, G12 … G15. Deciding the same again is no harm: what a grant left undone is carried out. */
export const decideExtension =
  (person: Person, deciding: Deciding) =>
  async (ports: Needs): Promise<Result<DecideExtensionReply, Problem>> => {
    const { table } = ports;
    const { campaign: id, area, extension: wanted, decision } = deciding;
    const found = await campaignFor(person, 'extension.decide', id, area, table);
    if (!found.ok) return found;
    const extension = await readExtension(table, id, area, wanted);
    if (!extension) return refuse(problem('no-such-extension', { extension: wanted }));
    if (!mayDecide(person, 'extension.decide', { by: extension.askedBy, area: extension.area }))
      return refuse(problem('needs-someone-else', { verb: 'extension.decide' }));
    const state = decision === 'grant' ? 'granted' : 'declined';
    if (extension.state !== 'asked')
      return extension.state === state
        ? reply(found.value, extension, ports)
        : refuse(problem('decided-already', { decision: extension.state }));
    return decide(person, deciding, { ...extension, state }, found.value, ports);
  };

const decide = async (
  person: Person,
  { decision, why }: Deciding,
  extension: ExtensionState,
  campaign: Campaign,
  ports: Needs,
): Promise<Result<DecideExtensionReply, Problem>> => {
  const { table, clock } = ports;
  const now = clock.now();
  const fault = decision === 'grant' ? extensionFault(campaign.calendar, extension, now) : undefined;
  if (fault) return refuse(problem('extension-refused', { why: fault }));
  const decided: ExtensionState = { ...extension, decidedBy: person.id, decidedAt: now, why };
  const { id, area, until } = decided;
  const unsealed = sealNotBegun(campaign, extension);
  const granted: readonly Write[] =
    decision === 'grant'
      ? [
          { put: runningItem(campaign.id, { id, area, until, carriedOut: false }) },
          { add: grantsKey(campaign.id), amounts: { count: 1 } },
          ...calendarStands(campaign), // G36
        ]
      : [];
  const outcome = await table.transact([
    { put: extensionItem(campaign.id, decided), when: [{ attribute: 'state', is: '=', value: 'asked' }] },
    ...(decision === 'grant' ? unsealed : []),
    ...granted,
    auditWrite(person, { campaign: campaign.id, verb: `extension.${decision}`, on: id, why }, ports),
    ...tell(campaign.id, [decided.askedBy], extensionNotice(decided), ports),
  ]);
  if (outcome === 'done') return reply(campaign, decided, ports);
  if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
  if (outcome.refused > unsealed.length)
    return refuse(problem('calendar-moved-on', { revision: campaign.calendar.revision ?? 0 }));
  if (outcome.refused > 0) return refuse(problem('extension-refused', { why: 'sealed' }));
  const earlier = await readExtension(table, campaign.id, area, id);
  return refuse(problem('decided-already', { decision: earlier?.state ?? '' }));
};

const reply = async (
  campaign: Campaign,
  extension: ExtensionState,
  ports: Needs,
): Promise<Result<DecideExtensionReply, Problem>> => {
  if (extension.state !== 'granted') return ok({ ...extension, gates: 0 });
  const { gates } = await carryOut(campaign, extension)(ports);
  return ok({ ...extension, gates });
};
