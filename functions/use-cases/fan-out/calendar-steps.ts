/**
 * A changed calendar put in force as many functions at once: cut, move the gates of each piece, give the campaign its calendar, move
 * what moved meanwhile, mark done. The order is that of calendar/put-in-force.ts; any step may come twice (G32).
 */
import * as z from 'zod';
import type { CalendarProposal } from '#forms/wire/calendar.ts';
import type { Ports } from '../../ports.ts';
import { villagesOf } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import type { WalkName } from '../../store/progress.ts';
import * as sealKeys from '../../store/seal-keys.ts';
import { allOf } from '../../store/village.ts';
import {
  comingProposal,
  giveCampaign,
  markInForce,
  moveToProposal,
  putInForce,
} from '../calendar/put-in-force.ts';
import { DeadlineNotMet } from '../run-scheduled-deadline.ts';
import { assertWalked, type CutDeadline, noteBegun, piecesOf, villagesOfPiece } from './piece.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'journal'>;
type Done = { readonly outcome: 'done' };
const done: Done = { outcome: 'done' };

const changeShape = z.object({
  campaign: z.string().min(1),
  kind: z.literal('calendar'),
  id: z.string().min(1),
});
const pieceShape = changeShape.extend({ first: z.string().min(1), last: z.string().min(1) });
const noteShape = z.object({ gates: z.number() });

interface Coming {
  readonly name: z.infer<typeof changeShape>;
  readonly proposal: CalendarProposal;
}

/** The change that is on its way, when the event names it; what is in force already is nothing to do. */
const coming = async (event: unknown, { table, journal }: Needs): Promise<Coming | undefined> => {
  const named = changeShape.safeParse(event);
  if (!named.success) {
    journal.error('schedule-unreadable');
    return undefined;
  }
  const proposal = await comingProposal(named.data.campaign, table);
  return proposal?.id === named.data.id ? { name: named.data, proposal } : undefined;
};

const cut =
  (event: unknown) =>
  async (ports: Needs): Promise<CutDeadline<z.infer<typeof pieceShape>>> => {
    const found = await coming(event, ports);
    if (!found) return { outcome: 'nothing-to-do', pieces: [] };
    const { name } = found;
    await noteBegun(name, ports);
    const codes = (await villagesOf(ports.table, name.campaign)).map(({ code }) => code);
    return { outcome: 'go', pieces: piecesOf(codes, name) };
  };

/** Noted when every gate of the piece stands where the change has it; gates that moved are counted over all tries. */
const walk =
  (kind: WalkName['kind']) =>
  (event: unknown) =>
  async (ports: Needs): Promise<Done> => {
    const piece = pieceShape.parse(event);
    const found = await coming(piece, ports);
    if (!found) return done;
    const { table } = ports;
    const villages = await villagesOfPiece(table, piece);
    const { moved, busy } = await moveToProposal(piece.campaign, found.proposal, villages, ports);
    if (busy > 0) throw new DeadlineNotMet(`${busy} gates of ${piece.first} … ${piece.last} still stand`);
    const key = sealKeys.progressKey(piece.campaign, kind, piece.id, piece.first);
    const before = noteShape.safeParse(await table.get(key)).data?.gates ?? 0;
    await table.transact([{ put: { ...key, villages: villages.length, gates: before + moved } }]);
    return done;
  };

/** G31: only once every gate stands as the change has it. */
const give =
  (event: unknown) =>
  async (ports: Needs): Promise<Done> => {
    const found = await coming(event, ports);
    if (!found) return done;
    const { proposal, name } = found;
    const { campaign, id } = name;
    await assertWalked(campaign, { kind: 'calendar-before', id }, ports);
    if (!(await giveCampaign(campaign, proposal, ports.table)))
      throw new DeadlineNotMet(`${campaign} does not have its calendar yet`);
    return done;
  };

const end =
  (event: unknown) =>
  async (ports: Needs): Promise<Done> => {
    const found = await coming(event, ports);
    if (!found) return done;
    const { proposal, name } = found;
    const { campaign, id } = name;
    await assertWalked(campaign, { kind: 'calendar-after', id }, ports);
    const notes = await Promise.all(
      (['calendar-before', 'calendar-after'] as const).map((kind) =>
        allOf(ports.table, keys.campaignPk(campaign), sealKeys.progressPrefix(kind, id)),
      ),
    );
    const gates = notes.flat().reduce((sum, note) => sum + noteShape.parse(note).gates, 0);
    if ((await markInForce(campaign, proposal, gates, ports)) !== 'done')
      throw new DeadlineNotMet(`${campaign}: the store is busy`);
    return done;
  };

export const calendarSteps = {
  cut,
  before: walk('calendar-before'),
  give,
  after: walk('calendar-after'),
  end,
} as const;

/** For a person who calls the function with `{ campaign }`: all of it in one go. */
export const calendarAtOnce =
  (event: unknown) =>
  async (ports: Needs): Promise<{ readonly outcome: string }> => {
    const { campaign } = changeShape.pick({ campaign: true }).parse(event);
    const outcome = await putInForce(campaign)(ports);
    if (outcome === 'busy') throw new DeadlineNotMet(`the calendar of ${campaign} is not in force`);
    return { outcome };
  };
