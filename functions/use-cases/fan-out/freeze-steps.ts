/** Moving gates as many functions at once: cut, move each piece, mark done. Any step may come twice. */
import type { Ports } from '../../ports.ts';
import { doneWrite } from '../../store/progress.ts';
import { freezeVillages } from '../freeze-gates.ts';
import { DeadlineNotMet } from '../run-scheduled-deadline.ts';
import { assertWalked, cutDeadline, knownDeadline, pieceShape, villagesOfPiece } from './piece.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'journal'>;

/** The gates of one piece; of a seal's pieces as well, because a seal needs them closed (C8). */
export const freezePiece =
  (event: unknown) =>
  async (ports: Needs): Promise<{ readonly villages: number; readonly moved: number }> => {
    const piece = pieceShape.parse(event);
    const { campaign, deadline } = await knownDeadline(piece, piece.kind, ports);
    const villages = await villagesOfPiece(ports.table, piece);
    const noted = piece.kind === 'gates' ? deadline : undefined;
    const { moved, busy } = await freezeVillages(campaign, villages, deadline.at, noted)(ports);
    ports.journal.info('gates-moved', { campaign: campaign.id, first: piece.first, moved, busy });
    if (busy > 0) throw new DeadlineNotMet(`${busy} gates of ${piece.first} … ${piece.last} still stand`);
    return { villages: villages.length, moved };
  };

/** N20: done only when every village was noted. */
const end =
  (event: unknown) =>
  async (ports: Needs): Promise<{ readonly outcome: 'done' }> => {
    const { campaign, deadline } = await knownDeadline(event, 'gates', ports);
    const { table, clock } = ports;
    await assertWalked(campaign.id, deadline, ports);
    await table.transact([doneWrite(campaign.id, deadline, clock.now())]);
    return { outcome: 'done' };
  };

export const freezeSteps = { cut: cutDeadline('gates'), freeze: freezePiece, end } as const;
