/**
 * Units on the wire, and what an envelope may bring along for one.
 *
 * For who draws screens on it: `dueFor` (forms/campaign/due.ts) says with the campaign's questionnaires and a unit's attributes who
 * owes what, without a network. A unit that owes a questionnaire no longer but has a record of it still shows it. A sheet (kind
 * with `parent`) or an addable unit is made by sending `newUnit` in the envelope, with `unit` = `<parent or village>~<8 … 40 letters,
 * digits, hyphens>`; put the same `newUnit` into every envelope about it until the work reply lists the unit: whichever arrives first
 * makes it, the others find it. A sheet whose parent has not arrived is refused (`no-such-unit`), so send the parent first.
 */
import * as z from 'zod';
import { unitLimits } from '../campaign/unit.ts';
import type { Instant, Json, JsonObject } from '../json.ts';
import { leastExplained, mostExplained } from './limits.ts';
import { name, sentence, unitId } from './pieces.ts';

const attributes = z
  .record(
    z.string().regex(/^[A-Za-z]\w{0,59}$/),
    z.union([sentence(1, unitLimits.textLength), z.number(), z.boolean()]),
  )
  .refine((all) => Object.keys(all).length <= unitLimits.attributes, 'too many');

export const newUnitShape = z.strictObject({
  kind: name,
  /** Exactly where the kind has a parent. */
  parent: unitId.exactOptional(),
  name: sentence(1, unitLimits.nameLength),
  address: sentence(0, unitLimits.addressLength).exactOptional(),
  /** None that records decide (`from`). */
  attributes: attributes.exactOptional(),
});

/** W38: what the person says to a check that asks for an explanation. */
export const explanationShape = z.strictObject({
  check: name,
  /** Where the row stands in these answers, such as `members[2]`; absent for the whole record. */
  row: sentence(1, 200).exactOptional(),
  text: sentence(leastExplained, mostExplained),
});

/** The round before of a village, some units at a time; the same for the whole campaign, so a phone asks once. */
export interface PreviousReply {
  readonly previous: readonly PreviousAnswers[];
  /** True when identity numbers are masked (P6). */
  readonly masked: boolean;
  /** There is more: ask again with `after`. */
  readonly next?: string;
}
export interface PreviousAnswers {
  readonly unit: string;
  readonly questionnaire: string;
  readonly answers: JsonObject;
}
/** Unmasked only with a reason, which is logged before anything leaves. */
export const revealPreviousShape = z.strictObject({
  reason: sentence(2, 500),
  after: z.string().max(250).exactOptional(),
});

/** By questionnaire that said it: when, and the answers to its questions that are facts. */
export interface UnitWords {
  readonly [questionnaire: string]: {
    readonly at: Instant;
    readonly values: { readonly [question: string]: Json };
  };
}
/** Facts of units whose records changed after `since`; a unit without words has none that anybody can use any more. */
export interface FactsReply {
  readonly units: { readonly [unit: string]: UnitWords };
  /** Give it back as `after`: there are more. */
  readonly next?: string;
  readonly now: Instant;
}
export const revealFactsShape = z.strictObject({
  reason: sentence(2, 500),
  since: z.number().int().min(0).exactOptional(),
  after: z.string().max(100).exactOptional(),
});
export type RevealFacts = z.infer<typeof revealFactsShape>;
