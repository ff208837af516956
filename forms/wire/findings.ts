/** Shapes of findings on the wire: lists, one whole, what people do to them; and of checks and their runs. */
import * as z from 'zod';
import type { Check, CheckTopic } from '../checks/check.ts';
import type { FindingStep } from '../findings/finding.ts';
import type { Instant, JsonObject } from '../json.ts';
import type { AreaCode } from '../permission/area.ts';
import type { CodeLists } from '../questionnaire/questionnaire.ts';
import { area, keptFile, sentence, uuid } from './pieces.ts';
import type { FindingState, People, Unit } from './shapes.ts';

const dueAt = z.number().int().min(0).max(4_102_444_800_000);
const words = sentence(2, 1000);

/** What the village says: true and to be corrected, not true with what shows it, or why it is as it is. */
export const answerFindingShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('confirm'), text: words.exactOptional() }),
  z.strictObject({ kind: z.literal('deny'), text: words, file: keptFile.exactOptional() }),
  z.strictObject({ kind: z.literal('explain'), text: words }),
]);
export type AnswerFinding = z.infer<typeof answerFindingShape>;

export const returnFindingShape = z.strictObject({ text: words, dueAt: dueAt.exactOptional() });
export type ReturnFinding = z.infer<typeof returnFindingShape>;

export const decideFindingShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('issue'),
    text: words,
    dueAt: dueAt.exactOptional(),
    at: sentence(1, 200).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('accept'), text: words.exactOptional() }),
  z.strictObject({ kind: z.literal('withdraw'), text: words }),
]);
export type DecideFinding = z.infer<typeof decideFindingShape>;

export const mostIssued = 500;
export const issueFindingsShape = z.strictObject({
  findings: z
    .array(z.strictObject({ village: area, id: uuid }))
    .min(1)
    .max(mostIssued),
  text: words,
  dueAt: dueAt.exactOptional(),
});
export type IssueFindings = z.infer<typeof issueFindingsShape>;
/** `skipped` could not be handed out any more: somebody was faster, or its gate is closed for good. */
export interface IssueReply {
  readonly issued: number;
  readonly skipped: number;
}

/** A finding in a list: whom it is about, and the last thing that happened instead of its history. */
export interface ListedFinding extends Omit<FindingState, 'steps'> {
  readonly village: AreaCode;
  readonly unitName: string;
  readonly size?: number;
  readonly last: Pick<FindingStep, 'at' | 'kind'>;
}
export interface FindingsReply {
  readonly findings: readonly ListedFinding[];
  readonly now: Instant;
}

export interface FindingReply {
  readonly finding: FindingState;
  readonly village: AreaCode;
  readonly unit: Unit;
  /** The record that it speaks of, identity numbers masked; absent when there is none. */
  readonly record?: {
    readonly answers: JsonObject;
    readonly edition: number;
    readonly version: number;
    readonly acceptedAt: Instant;
    readonly by: string;
    readonly pages: number;
  };
  /** What the unit answered in the round before, masked. */
  readonly prev?: JsonObject;
  readonly people: People;
  readonly now: Instant;
}

export interface ChecksReply {
  readonly topics: readonly CheckTopic[];
  /** Those that the pack's shared facts make. */
  readonly made: readonly Check[];
  readonly codeLists: CodeLists;
}

/** How many findings each village has, by state and severity: `open-error`. */
export interface FindingCounts {
  readonly village: AreaCode;
  readonly counts: { readonly [stateAndSeverity: string]: number };
}

/** Units that wait to be looked at; all of the village where no number is told. */
export interface WaitingVillage {
  readonly village: AreaCode;
  readonly units?: number;
}

export interface CheckRunReply {
  /** The last run over the whole area that somebody asked for, or that a comparison list began. */
  readonly run?: {
    readonly startedAt: Instant;
    readonly startedBy: string;
    readonly villages: number;
    /** Villages that it has been through. */
    readonly through: number;
    readonly list?: string;
  };
  /** Villages in which anything waits, of a large area some. */
  readonly waiting: readonly WaitingVillage[];
  readonly people: People;
  readonly now: Instant;
}
