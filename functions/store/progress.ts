/** How far a deadline has come: which villages it is through with, in pieces that may be done twice and count once. */
import * as z from 'zod';
import type { Deadline } from '#forms/campaign/calendar.ts';
import type { Instant } from '#forms/json.ts';
import type { AreaCode } from '#forms/permission/area.ts';
import type { Table, Write } from '../ports.ts';
import * as keys from './keys.ts';
import * as sealKeys from './seal-keys.ts';
import { allOf } from './village.ts';

export type DeadlineName = Pick<Deadline, 'kind' | 'id'>;
/** A deadline, or one of the two walks of a changed calendar: before the campaign has it, and after. */
export interface WalkName {
  readonly kind: DeadlineName['kind'] | 'calendar-before' | 'calendar-after';
  readonly id: string;
}

/** `villages` of them are done, `first` is one of them and names the piece. */
export const progressWrite = (
  campaign: string,
  { kind, id }: WalkName,
  { first, villages }: { readonly first: AreaCode; readonly villages: number },
): Write => ({ put: { ...sealKeys.progressKey(campaign, kind, id, first), villages } });

/** Nothing of the deadline is left to do: nobody begins it again. */
export const doneWrite = (campaign: string, { kind, id }: DeadlineName, doneAt: Instant): Write => ({
  put: { ...keys.deadlineKey(campaign, kind, id), doneAt },
});

export const villagesDone = async (
  table: Table,
  campaign: string,
  { kind, id }: WalkName,
): Promise<number> => {
  const pieces = await allOf(table, keys.campaignPk(campaign), sealKeys.progressPrefix(kind, id));
  return pieces.reduce((sum, piece) => sum + z.number().parse(piece.villages), 0);
};
