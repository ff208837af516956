/** Shapes of correction annexes: what is asked, decided and shown. Requests are parsed with them, replies typed by them. */
import * as z from 'zod';
import type { Instant, JsonObject } from '../json.ts';
import { area, name, sentence } from './pieces.ts';
import type { People } from './shapes.ts';

/** So many go into the one transaction that asks for them. */
export const correctionsAtOnce = 50;

export const askAnnexShape = z.strictObject({
  corrections: z
    .array(
      z.strictObject({
        village: area,
        unit: z.string().min(1).max(100),
        questionnaire: name,
        /** The whole record as it should have been. */
        answers: z.record(z.string(), z.unknown()),
      }),
    )
    .min(1)
    .max(correctionsAtOnce),
  reason: sentence(2, 500),
});
export type AskAnnex = z.infer<typeof askAnnexShape>;

export const decideAnnexShape = z.strictObject({
  decision: z.enum(['agree', 'decline']),
  why: sentence(2, 500),
});
export type DecideAnnex = z.infer<typeof decideAnnexShape>;

export interface AnnexState {
  readonly id: string;
  readonly seal: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  /** `agreed` while it is being sealed; agreeing again goes on with it. */
  readonly state: 'asked' | 'agreed' | 'sealed' | 'declined';
  readonly corrections: number;
  readonly decidedBy?: string;
  readonly decidedAt?: Instant;
  readonly why?: string;
  /** From 1, once it was agreed to. */
  readonly number?: number;
  /** Root over its lines, and SHA-256 of its head, once it is sealed. */
  readonly root?: string;
  readonly hash?: string;
}
export interface AnnexesReply {
  /** Newest first. */
  readonly annexes: readonly AnnexState[];
  readonly people: People;
}
/** For whoever decides: sensitive answers masked. */
export interface AnnexReply extends AnnexState {
  readonly lines: readonly {
    readonly village: string;
    readonly unit: string;
    readonly questionnaire: string;
    readonly edition: number;
    readonly before: JsonObject;
    readonly after: JsonObject;
  }[];
  readonly people: People;
}
