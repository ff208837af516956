/**
 * Moves every gate whose time has come, in every village. Each move is conditioned on the gate's revision, so a trigger
 * that comes late, early, twice or never does no harm (G3), and a walk that was killed half-way is simply walked again.
 */
import { type Gate, movedGate } from '#forms/campaign/gate.ts';
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { Instant } from '#forms/json.ts';
import type { Ports, Table } from '../ports.ts';
import { type Campaign, readCampaign, type StoredVillage, villagesOf } from '../store/campaign.ts';
import { type DeadlineName, progressWrite } from '../store/progress.ts';
import { gatesOfVillage } from '../store/village.ts';
import { inLanes } from './lanes.ts';
import { moveGate } from './move-gate.ts';

export interface FrozenGates {
  readonly villages: number;
  readonly moved: number;
  /** Gates that another walk moved in the meantime. */
  readonly already: number;
  /** Gates that still stand where they stood, because the store was too busy. */
  readonly busy: number;
}

export interface FreezeGates {
  readonly campaign: string;
  /** An instant that was seen to have come: a clock that is set back during the walk does not bring it back. */
  readonly passed?: Instant;
  /** Under which progress is noted. */
  readonly deadline?: DeadlineName;
}

export const freezeGates =
  ({ campaign: id, passed = 0, deadline }: FreezeGates) =>
  async ({ table, clock, journal }: Pick<Ports, 'table' | 'clock' | 'journal'>): Promise<FrozenGates> => {
    const campaign = await readCampaign(table, id);
    if (!campaign) return none;
    const villages = await villagesOf(table, id);
    const pieces = piecesOf(villages);
    let done = 0;
    const outcomes = await inLanes(pieces, 1, async (piece) => {
      const outcome = await freezeVillages(campaign, piece, passed, deadline)({ table, clock });
      done += piece.length;
      if (pieces.length > 1) journal.info('gates-moving', { campaign: id, done, villages: villages.length });
      return outcome;
    });
    const frozen = outcomes.reduce(together, none);
    journal.info('gates-moved', { campaign: id, ...frozen });
    return frozen;
  };

/** Villages that are walked through between two notes of how far the walk has come. */
const pieceSize = 250;
/** Villages whose gates move at the same time. */
const atOnce = 16;

const piecesOf = (villages: readonly StoredVillage[]): readonly (readonly StoredVillage[])[] =>
  Array.from({ length: Math.ceil(villages.length / pieceSize) }, (_, piece) =>
    villages.slice(piece * pieceSize, (piece + 1) * pieceSize),
  );

const none: FrozenGates = { villages: 0, moved: 0, already: 0, busy: 0 };
const together = (a: FrozenGates, b: FrozenGates): FrozenGates => ({
  villages: a.villages + b.villages,
  moved: a.moved + b.moved,
  already: a.already + b.already,
  busy: a.busy + b.busy,
});

/** A piece of the walk, for a fan-out; what it comes to is noted under its first village when every gate of it moved. */
export const freezeVillages =
  (
    campaign: Campaign,
    villages: readonly Pick<StoredVillage, 'code'>[],
    passed: Instant,
    deadline?: DeadlineName,
  ) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<FrozenGates> => {
    const moves = await inLanes(villages, atOnce, async ({ code }) => {
      const now = Math.max(clock.now(), passed);
      const gates = await gatesOfVillage(table, campaign.id, code);
      return Promise.all(gates.map((gate) => freezeGate(campaign, gate, now, table)));
    });
    const count = (wanted: GateMove) => moves.flat().filter((move) => move === wanted).length;
    const frozen: FrozenGates = {
      villages: villages.length,
      moved: count('moved'),
      already: count('already'),
      busy: count('busy'),
    };
    const first = villages[0]?.code;
    if (deadline && first !== undefined && frozen.busy === 0)
      await table.transact([progressWrite(campaign.id, deadline, { first, villages: villages.length })]);
    return frozen;
  };

type GateMove = 'moved' | 'already' | 'busy' | 'stands';

const freezeGate = async (campaign: Campaign, gate: Gate, now: Instant, table: Table): Promise<GateMove> => {
  const group = questionnaireOf(campaign, gate.questionnaire)?.group;
  const next = group === undefined ? undefined : movedGate(gate, campaign.calendar, group, now);
  if (!next) return 'stands';
  const outcome = await moveGate(campaign.id, gate, next, now)({ table });
  if (outcome === 'done') return 'moved';
  return outcome === 'busy' ? 'busy' : 'already';
};
