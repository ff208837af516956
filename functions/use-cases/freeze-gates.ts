/**
 * Moves every gate whose time has come, in every village. Each move is conditioned on the gate's revision, so a trigger
 * that comes late, early, twice or never does no harm (G3), and a walk that was killed half-way is simply walked again.
 */
import { movedGate } from '#forms/campaign/gate.ts';
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { Instant } from '#forms/json.ts';
import type { AreaCode } from '#forms/permission/area.ts';
import type { Ports, Table } from '../ports.ts';
import { type Campaign, readCampaign, type StoredVillage, villagesOf } from '../store/campaign.ts';
import { type DeadlineName, progressWrite } from '../store/progress.ts';
import { gatesOfVillage } from '../store/village.ts';
import { inLanes } from './lanes.ts';
import { gateMoveWrites, type Move, moveGate } from './move-gate.ts';

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
    const frozen = outcomes.reduce(sum, none);
    journal.info('gates-moved', { campaign: id, ...frozen });
    return frozen;
  };

/** Villages that are walked through between two notes of how far the walk has come. */
const pieceSize = 250;
/** Villages whose gates move at the same time. */
const atOnce = 32;

const piecesOf = (villages: readonly StoredVillage[]): readonly (readonly StoredVillage[])[] =>
  Array.from({ length: Math.ceil(villages.length / pieceSize) }, (_, piece) =>
    villages.slice(piece * pieceSize, (piece + 1) * pieceSize),
  );

const none: FrozenGates = { villages: 0, moved: 0, already: 0, busy: 0 };
const sum = (a: FrozenGates, b: FrozenGates): FrozenGates => ({
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
      return freezeVillage(campaign, code, now, table);
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

type GateMove = 'moved' | 'already' | 'busy';
/** Gates of a village that move in one transaction, two writes each; a store takes a hundred (B6). */
const together = 40;

/** A village's gates that are due, all at once; one by one when somebody else has one of them in hand. */
const freezeVillage = async (
  campaign: Campaign,
  village: AreaCode,
  now: Instant,
  table: Table,
): Promise<readonly GateMove[]> => {
  const gates = await gatesOfVillage(table, campaign.id, village);
  const due = gates.flatMap((gate): readonly Move[] => {
    const group = questionnaireOf(campaign, gate.questionnaire)?.group;
    const next = group === undefined ? undefined : movedGate(gate, campaign.calendar, group, now);
    return next ? [{ gate, next }] : [];
  });
  const moves: GateMove[] = [];
  for (let at = 0; at < due.length; at += together)
    moves.push(...(await moved(campaign.id, due.slice(at, at + together), now, table)));
  return moves;
};

const moved = async (
  campaign: string,
  due: readonly Move[],
  now: Instant,
  table: Table,
): Promise<readonly GateMove[]> => {
  const writes = due.flatMap(({ gate, next }) => gateMoveWrites(campaign, gate, next, { now }));
  if ((await table.transact(writes)) === 'done') return due.map(() => 'moved');
  return Promise.all(
    due.map(async ({ gate, next }): Promise<GateMove> => {
      const outcome = await moveGate(campaign, gate, next, now)({ table });
      if (outcome === 'done') return 'moved';
      return outcome === 'busy' ? 'busy' : 'already';
    }),
  );
};
