/**
 * A gate says, for one village and one questionnaire, which right holds now and until when. It is a condition of every
 * writing transaction, so a deadline holds even if nobody and nothing is awake to enforce it (G1).
 */
import type { Instant } from '../json.ts';
import type { AreaCode } from '../permission/area.ts';
import { type Calendar, type Right, stagesOf } from './calendar.ts';

export interface Gate {
  readonly village: AreaCode;
  readonly questionnaire: string;
  readonly right: Right | 'none';
  /** Stage id, or `closed` behind the last one. */
  readonly stage: string;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  /** Grows by one with every move; moves are conditioned on it (G3). */
  readonly revision: number;
  /** Revision of the calendar that it was positioned by; absent for the pack's own. */
  readonly calendar?: number;
  /** The extension under which it stands; it ends with `closesAt` (G14). */
  readonly extension?: string;
  /** When its seal began; set before the village's lists are read, so that nothing slips in behind the reader (S11). */
  readonly sealedAt?: Instant;
}

/** C22: so long before any deadline that it moves a change must be decided: gates are rewritten village by village. */
export const leastNotice = 10 * 60_000;

export type GatePosition = Pick<Gate, 'right' | 'stage' | 'opensAt' | 'closesAt' | 'calendar'>;

/** What a gate's move says of the extension that made it, for the history and the seal. */
export interface ExtensionTrace {
  readonly id: string;
  readonly askedBy: string;
  readonly reason: string;
  readonly decidedBy: string;
  readonly why: string;
}

/** Where the gate of a group's questionnaires stands at an instant, from the calendar alone. */
export const gatePosition = (calendar: Calendar, group: string, now: Instant): GatePosition => {
  const stages = stagesOf(calendar, group);
  const current = stages.find((stage) => now < stage.to);
  const by = calendar.revision === undefined ? {} : { calendar: calendar.revision };
  if (current)
    return { right: current.right, stage: current.id, opensAt: current.from, closesAt: current.to, ...by };
  const end = stages.at(-1)?.to ?? now;
  return { right: 'none', stage: 'closed', opensAt: end, closesAt: end, ...by };
};

/**
 * G3: the gate after its deadline, or nothing when there is nothing to move: a late, early or repeated trigger is harmless.
 * Triggers only ever move a gate forward in time, and once closed it stays closed: nothing but an extension, which a person
 * decided on, opens it again, and its end is a deadline as any other.
 */
export const movedGate = (gate: Gate, calendar: Calendar, group: string, now: Instant): Gate | undefined => {
  const [standsBy, is] = [gate.calendar ?? 0, calendar.revision ?? 0];
  // G31: a change has reached this gate and not yet the campaign; whoever reads the older calendar must not open it again.
  if (standsBy > is) return undefined;
  if (gate.stage === 'closed') return standsBy < is ? reopened(gate, calendar, group, now) : undefined;
  if (now < gate.closesAt) return standsBy < is ? repositioned(gate, calendar, group, now) : undefined;
  const kept = gate.extension === undefined ? gate : withoutExtension(gate);
  // By `assign`, which engines do many times faster than several spreads, for tens of thousands of gates at a deadline.
  return Object.assign({}, kept, gatePosition(calendar, group, now), { revision: gate.revision + 1 });
};

const withoutExtension = ({ extension: _, ...rest }: Gate): Gate => rest;

/**
 * G30: the gate of an older calendar where the changed one has it. Extensions end by themselves (G14), seals stand (S1). A gate
 * whose trigger came a little early stays in its stage: no change reaches a deadline that is so near (C22).
 */
const repositioned = (gate: Gate, calendar: Calendar, group: string, now: Instant): Gate | undefined => {
  if (gate.extension !== undefined || gate.sealedAt !== undefined) return undefined;
  const isNear = gate.opensAt > now && gate.opensAt <= now + leastNotice;
  const position = gatePosition(calendar, group, isNear ? gate.opensAt : now);
  const stands =
    position.stage === gate.stage &&
    position.right === gate.right &&
    position.opensAt === gate.opensAt &&
    position.closesAt === gate.closesAt;
  return stands ? undefined : { ...gate, ...position, revision: gate.revision + 1 };
};

/**
 * G37: a gate that its older calendar closed for good while a change that lets it go on was on its way. A clock that was set back
 * opens nothing: only a later end than the one that closed it does.
 */
const reopened = (gate: Gate, calendar: Calendar, group: string, now: Instant): Gate | undefined => {
  const position = gatePosition(calendar, group, Math.max(now, gate.closesAt));
  if (gate.sealedAt !== undefined || position.closesAt <= gate.closesAt) return undefined;
  return { ...gate, ...position, revision: gate.revision + 1 };
};

/** Why a write meets a closed gate; stored with the quarantined submission. */
export type GateRefusal =
  | 'not-open-yet'
  | 'frozen'
  | 'corrections-only'
  | 'finding-needed'
  | 'read-only'
  | 'closed';

export interface Attempt {
  readonly now: Instant;
  /** Does the unit have a record for this questionnaire already? */
  readonly correcting: boolean;
  /** Is there an open finding that names the record? */
  readonly underFinding: boolean;
}

/** G1, G5 … G8: the precise reason why a write may not happen now, or nothing when it may. */
export const gateRefusal = (
  gate: Gate,
  { now, correcting, underFinding }: Attempt,
): GateRefusal | undefined => {
  if (gate.right === 'none') return 'closed';
  if (now < gate.opensAt) return 'not-open-yet';
  if (now >= gate.closesAt) return 'frozen';
  if (gate.right === 'read') return 'read-only';
  if (gate.right === 'collect') return undefined;
  if (!correcting) return 'corrections-only';
  if (gate.right === 'correct') return undefined;
  return underFinding ? undefined : 'finding-needed';
};

/** The rights that let such a write through: what the store repeats as a condition inside the transaction (G2). */
export const sufficientRights = ({ correcting, underFinding }: Omit<Attempt, 'now'>): readonly Right[] => {
  if (!correcting) return ['collect'];
  return underFinding ? ['collect', 'correct', 'correct-by-finding'] : ['collect', 'correct'];
};
