/**
 * Puts a granted extension on the gates that it names: one transaction a village, done once whatever happens, so that a grant
 * that was killed half-way is simply carried out again.
 */
import { extendedGate, sealOf } from '#forms/campaign/extension.ts';
import type { Gate } from '#forms/campaign/gate.ts';
import type { Instant } from '#forms/json.ts';
import type { ExtensionState } from '#forms/wire/deadlines.ts';
import type { Ports, Table, Write } from '../../ports.ts';
import type { Campaign } from '../../store/campaign.ts';
import { runningItem, termsOf, traceOf } from '../../store/extensions.ts';
import * as keys from '../../store/keys.ts';
import { gatesOfVillage } from '../../store/village.ts';
import { gateMoveWrites, type Move } from '../move-gate.ts';
import { tell } from '../notice/tell.ts';
import { collectorsOf } from '../notice/whom.ts';
import { extensionNotice } from './extension-notice.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'notices'>;

export interface CarriedOut {
  /** Gates that stand under it now. */
  readonly gates: number;
  /** Villages that the store was too busy for. */
  readonly busy: number;
}

/** G14, G15. */
export const carryOut =
  (campaign: Campaign, extension: ExtensionState) =>
  async (ports: Needs): Promise<CarriedOut> => {
    const { table } = ports;
    let [gates, busy] = [0, 0];
    for (const village of extension.villages) {
      const outcome = await extendVillage(campaign, extension, village, ports);
      if (outcome === 'busy') busy++;
      else gates += outcome;
    }
    if (busy > 0) return { gates, busy };
    const { id, area, until } = extension;
    const mark = runningItem(campaign.id, { id, area, until, carriedOut: true });
    const outcome = await table.transact([{ put: mark, when: [{ attribute: 'pk', is: 'present' }] }]);
    return { gates, busy: outcome === 'busy' ? 1 : 0 };
  };

/** A gate can move between reading and writing; what is busy after three rounds is carried out by the next run. */
const rounds = 3;

const extendVillage = async (
  campaign: Campaign,
  extension: ExtensionState,
  village: string,
  ports: Needs,
): Promise<number | 'busy'> => {
  const { table, clock } = ports;
  const told = await collectorsOf(table, campaign.id, village);
  for (let round = 0; round < rounds; round++) {
    if (await table.get(keys.extendedKey(campaign.id, village, extension.id)))
      return gatesUnder(table, campaign.id, village, extension.id);
    const gates = await gatesOfVillage(table, campaign.id, village);
    const now = clock.now();
    const moves = gates
      .filter(({ questionnaire }) => extension.questionnaires.includes(questionnaire))
      .flatMap((gate) => moved(gate, campaign, extension, now));
    const outcome = await table.transact([
      {
        put: { ...keys.extendedKey(campaign.id, village, extension.id), at: now },
        when: [{ attribute: 'pk', is: 'absent' }],
      },
      ...moves.flatMap(({ gate, next }) =>
        gateMoveWrites(campaign.id, gate, next, { now, trace: traceOf(extension) }),
      ),
      ...(moves.length > 0 ? sealNotBegun(campaign, extension) : []),
      ...(moves.length > 0 ? tell(campaign.id, told, extensionNotice(extension), ports) : []),
    ]);
    if (outcome === 'done') return moves.length;
    if (outcome === 'busy') return 'busy';
  }
  return 'busy';
};

const gatesUnder = async (table: Table, campaign: string, village: string, extension: string) =>
  (await gatesOfVillage(table, campaign, village)).filter((gate) => gate.extension === extension).length;

/** Nothing for a gate that cannot stand under it any more: sealed, over, or under a longer one. */
const moved = (
  gate: Gate,
  { calendar }: Campaign,
  extension: ExtensionState,
  now: Instant,
): readonly Move[] => {
  const next = extendedGate(gate, calendar, termsOf(extension), now);
  return next.ok ? [{ gate, next: next.value }] : [];
};

/** G13: the condition of every transaction that lets something be written again later than the calendar says. */
export const sealNotBegun = (
  { id, calendar }: Campaign,
  { stage: wanted }: Pick<ExtensionState, 'stage'>,
): readonly Write[] => {
  const seal = sealOf(calendar, calendar.stages.find(({ id: stage }) => stage === wanted)?.group ?? '');
  if (!seal) return [];
  return [{ check: keys.sealKey(id, seal.id), when: [{ attribute: 'pk', is: 'absent' }] }];
};
