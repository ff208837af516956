/**
 * The publish gate: unknown JSON in, an immutable edition out, or every fault at once with its place (Q1). What passes
 * here can be rendered by SurveyJS and judged by this engine with the same outcome.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Json } from '../json.ts';
import { ok, type Result, refuse } from '../result.ts';
import { canonicalJson } from '../seal/canonical-json.ts';
import { resolveCodeLists } from './code-lists.ts';
import { compile } from './compile.ts';
import { readDocument } from './document.ts';
import { FaultPad } from './faults.ts';
import { limits } from './limits.ts';
import type { CodeLists, Edition, Fault, Parameters } from './questionnaire.ts';
import { Reader } from './read.ts';

export interface PublishContext {
  readonly questionnaire: string;
  readonly edition: number;
  readonly codeLists: CodeLists;
  /** BCP 47 tags that texts may be written in; `default` and `en` are always taken. */
  readonly locales: readonly string[];
  /** Parameters of the pack; any `{P.name}` is taken where they are not known. */
  readonly parameters?: Parameters;
}

const desk = (pad: FaultPad, locales: readonly string[]) => ({
  pad,
  locales: new Set(['en', ...locales.map((locale) => locale.toLowerCase())]),
  languages: locales,
});

/**
 * Publishes `source` as an edition. Never throws, whatever the source is. `sourceHash` is the SHA-256 of the canonical
 * JSON of the resolved source, so two editions with one hash are the same questionnaire.
 */
export const publish = (source: unknown, context: PublishContext): Result<Edition, readonly Fault[]> => {
  const pad = new FaultPad();
  const document = readDocument(source, pad);
  if (document === undefined) return refuse(pad.faults);
  const resolved = resolveCodeLists(document, '', context.codeLists, pad);
  const bytes = canonicalJson(resolved);
  if (bytes.length > limits.bytes) {
    pad.note('', 'too-large', { size: bytes.length, limit: limits.bytes });
    return refuse(pad.faults);
  }
  const root = new Reader(desk(pad, context.locales)).questionnaire(resolved, context.parameters);
  const compiled = compile(resolved, root, pad);
  if (!pad.clean) return refuse(pad.faults);
  return ok({
    questionnaire: context.questionnaire,
    edition: context.edition,
    sourceHash: bytesToHex(sha256(bytes)),
    source: resolved,
    compiled: compiled as unknown as Json,
  });
};
