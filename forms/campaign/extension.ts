/**
 * An extension lets a stage go on for some villages and questionnaires until a later instant, and ends by itself. It is
 * nothing but another position of their gates, so it holds to the millisecond like every other deadline; it never takes
 * anything away, and never reaches past a seal.
 */
import type { Instant } from '../json.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type Calendar, type Right, type Stage, stagesOf } from './calendar.ts';
import { type Gate, movedGate } from './gate.ts';

export interface ExtensionTerms {
  readonly id: string;
  /** The stage that goes on. */
  readonly stage: string;
  /** Half open as every stage is: at this instant nothing passes any more. */
  readonly until: Instant;
}

/** Why a deadline cannot be moved so. */
export type ExtensionFault =
  | 'no-such-stage'
  /** A stage of reading: there is nothing to go on with. */
  | 'nothing-to-write'
  | 'not-begun'
  /** It would end before the stage does, or before another extension that holds already. */
  | 'not-longer'
  /** Its end has passed. */
  | 'over'
  | 'past-seal'
  | 'sealed'
  /** The calendar, or another extension, allows more in that time. */
  | 'narrower';

/** What a right lets through, as a number: each lets through what the smaller ones do. */
export const widths: { readonly [R in Right | 'none']: number } = {
  none: 0,
  read: 0,
  'correct-by-finding': 1,
  correct: 2,
  collect: 3,
};

/** The instant at which the group is sealed; no extension reaches further (G13). */
export const sealOf = (calendar: Calendar, group: string): Calendar['seals'][number] | undefined =>
  calendar.seals.find((seal) => seal.groups.includes(group));

/** G12, G13: what the calendar alone says against an extension, now. */
export const extensionFault = (
  calendar: Calendar,
  { stage: id, until }: Omit<ExtensionTerms, 'id'>,
  now: Instant,
): ExtensionFault | undefined => {
  const stage = calendar.stages.find((candidate) => candidate.id === id);
  if (!stage) return 'no-such-stage';
  if (stage.right === 'read') return 'nothing-to-write';
  if (now < stage.from) return 'not-begun';
  if (until <= stage.to) return 'not-longer';
  if (until <= now) return 'over';
  const seal = sealOf(calendar, stage.group);
  if (seal && until > seal.at) return 'past-seal';
  return allowsMore(calendar, stage, until, now) ? 'narrower' : undefined;
};

/** Does the calendar itself allow more at some time until then? */
const allowsMore = (calendar: Calendar, stage: Stage, until: Instant, now: Instant): boolean =>
  stagesOf(calendar, stage.group).some(
    ({ right, from, to }) => widths[right] > widths[stage.right] && from < until && to > now,
  );

/**
 * G14: the gate under the extension, as it stands from `now` on. A gate whose time has come moves first, as its trigger
 * would have moved it.
 */
export const extendedGate = (
  gate: Gate,
  calendar: Calendar,
  terms: ExtensionTerms,
  now: Instant,
): Result<Gate, ExtensionFault> => {
  if (gate.sealedAt !== undefined) return refuse('sealed');
  const fault = extensionFault(calendar, terms, now);
  const stage = calendar.stages.find(({ id }) => id === terms.stage);
  if (fault || !stage) return refuse(fault ?? 'no-such-stage');
  const standing = movedGate(gate, calendar, stage.group, now) ?? gate;
  if (standing.extension !== undefined) {
    if (widths[standing.right] > widths[stage.right]) return refuse('narrower');
    if (standing.closesAt >= terms.until) return refuse('not-longer');
  }
  const going = standing.stage === stage.id;
  return ok({
    ...standing,
    right: stage.right,
    stage: stage.id,
    opensAt: going ? standing.opensAt : now,
    closesAt: terms.until,
    extension: terms.id,
    revision: gate.revision + 1,
  });
};
