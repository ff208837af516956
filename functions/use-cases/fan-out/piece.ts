/**
 * A deadline cut into pieces, each some villages in a row, so that many functions work on it at once. A piece is small enough to be
 * handed about by whoever counts them, may be done twice, and is found again by its first and last village.
 */
import * as z from 'zod';
import type { Deadline } from '#forms/campaign/calendar.ts';
import type { AreaCode } from '#forms/permission/area.ts';
import type { Ports, Table } from '../../ports.ts';
import { comingChange } from '../../store/calendar-changes.ts';
import { type StoredVillage, storedVillageOf, villagesOf } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import { villagesDone, type WalkName } from '../../store/progress.ts';
import * as sealKeys from '../../store/seal-keys.ts';
import {
  DeadlineNotMet,
  deadlineNameShape,
  type FoundDeadline,
  namedDeadline,
} from '../run-scheduled-deadline.ts';

/** Five hundred records of each of 25 villages are read and written in about a minute; 10,000 villages are 400 pieces. */
const villagesOfOne = 25;

export const pieceShape = deadlineNameShape.extend({ first: z.string().min(1), last: z.string().min(1) });
export type Piece = z.infer<typeof pieceShape>;

/** The same for a step in the middle, where a deadline that is not there is a fault. */
export const knownDeadline = async (
  event: unknown,
  kind: Deadline['kind'],
  ports: Pick<Ports, 'table' | 'journal'>,
): Promise<FoundDeadline> => {
  const found = await namedDeadline(event, kind, ports);
  if (!found) throw new DeadlineNotMet(`no such deadline of kind ${kind}`);
  return found;
};

export interface CutDeadline<Of = Piece> {
  readonly outcome: 'go' | 'nothing-to-do';
  readonly pieces: readonly Of[];
}

/** Throws `DeadlineNotMet` before its instant. */
export const cutDeadline =
  (kind: Deadline['kind']) =>
  (event: unknown) =>
  async (ports: Pick<Ports, 'table' | 'clock' | 'journal'>): Promise<CutDeadline> => {
    const found = await namedDeadline(event, kind, ports);
    if (!found) return { outcome: 'nothing-to-do', pieces: [] };
    const { campaign, deadline } = found;
    if (deadline.at > ports.clock.now()) throw new DeadlineNotMet(`${kind}/${deadline.id} lies ahead`);
    // G34: an approved change may move the very deadline.
    if (kind === 'seal' && (await comingChange(ports.table, campaign.id)))
      throw new DeadlineNotMet(`${deadline.id}: the calendar is about to change`);
    const codes = (await villagesOf(ports.table, campaign.id)).map(({ code }) => code);
    const name = { campaign: campaign.id, kind, id: deadline.id };
    await noteBegun(name, ports);
    return { outcome: 'go', pieces: piecesOf(codes, name) };
  };

/** For whoever sweeps: work that a machine has begun is its own. */
export const noteBegun = async (
  { campaign, kind, id }: { readonly campaign: string; readonly kind: string; readonly id: string },
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
): Promise<void> => {
  await table.transact([{ put: { ...sealKeys.begunKey(campaign, kind, id), begunAt: clock.now() } }]);
};

/** Villages in a row, by the first and the last of them. */
export const piecesOf = <Name extends object>(
  codes: readonly AreaCode[],
  name: Name,
): readonly (Name & { readonly first: AreaCode; readonly last: AreaCode })[] =>
  codes
    .filter((_, index) => index % villagesOfOne === 0)
    .map((first, index) => {
      const last = codes[Math.min(codes.length, (index + 1) * villagesOfOne) - 1] ?? first;
      return { ...name, first, last };
    });

export const villagesOfPiece = async (
  table: Table,
  { campaign, first, last }: Pick<Piece, 'campaign' | 'first' | 'last'>,
): Promise<readonly StoredVillage[]> => {
  const { items } = await table.query(keys.campaignPk(campaign), {
    from: keys.villagePrefix + first,
    to: keys.villagePrefix + last,
    limit: 1000,
  });
  return items.map(storedVillageOf);
};

/** N20, G31: throws `DeadlineNotMet` until every village was noted. */
export const assertWalked = async (
  campaign: string,
  name: WalkName,
  { table }: Pick<Ports, 'table'>,
): Promise<void> => {
  const [all, walked] = [
    (await villagesOf(table, campaign)).length,
    await villagesDone(table, campaign, name),
  ];
  if (walked < all) throw new DeadlineNotMet(`${walked} of ${all} villages are through`);
};
