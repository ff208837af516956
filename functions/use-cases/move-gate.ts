/**
 * One move of one gate with its line of history, conditioned on the revision that it was read at: whoever comes second changes
 * nothing (G3). Gates are moved at their deadline, by the first write that meets them after it (G11), or by an extension.
 */
import type { ExtensionTrace, Gate } from '#forms/campaign/gate.ts';
import type { Instant } from '#forms/json.ts';
import type { Item, Ports, TransactOutcome, Write } from '../ports.ts';
import * as keys from '../store/keys.ts';

export interface Move {
  readonly gate: Gate;
  readonly next: Gate;
}
export interface MoveNote {
  readonly now: Instant;
  /** Which extension moves it, and on whose word. */
  readonly trace?: ExtensionTrace;
}

/** The gate itself, unless it moved or a seal marked it meanwhile, and the line of its history. */
export const gateMoveWrites = (
  campaign: string,
  gate: Gate,
  next: Gate,
  { now, trace }: MoveNote,
): readonly Write[] => {
  const { pk, sk: gateSk } = keys.gateKey(campaign, gate.village, gate.questionnaire);
  const sk = `${keys.gateHistoryPrefix}${gate.questionnaire}#${String(next.revision).padStart(6, '0')}`;
  // Copies by `assign`: over ten thousand villages, spreading gates into items costs more than reading them.
  const line = Object.assign<Item, Gate>({ pk, sk, movedAt: now }, next);
  return [
    {
      put: Object.assign<Item, Gate>({ pk, sk: gateSk }, next),
      when: [
        { attribute: 'revision', is: '=', value: gate.revision },
        { attribute: 'sealedAt', is: gate.sealedAt === undefined ? 'absent' : 'present' },
      ],
    },
    { put: trace === undefined ? line : { ...line, trace: { ...trace } } },
  ];
};

export const moveGate =
  (campaign: string, gate: Gate, next: Gate, now: Instant) =>
  ({ table }: Pick<Ports, 'table'>): Promise<TransactOutcome> =>
    table.transact(gateMoveWrites(campaign, gate, next, { now }));
