/**
 * Findings after a run of checks: what is found and was not known begins, what was known and is not found ends by itself,
 * and nothing is ever there twice (K26, K27, K28).
 */
import type { Hit } from '../checks/check.ts';
import type { Instant } from '../json.ts';
import type { Finding } from './finding.ts';
import { afterEvent } from './life.ts';

/** The id of a hit's finding: the first 128 bits of its hash, in the form of a UUID of version 8 (RFC 9562 §5.8). */
export const findingIdOf = ({ id }: Pick<Hit, 'id'>): string => {
  const variant = ((Number.parseInt(id.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    id.slice(0, 8),
    id.slice(8, 12),
    `8${id.slice(13, 16)}`,
    `${variant}${id.slice(17, 20)}`,
    id.slice(20, 32),
  ].join('-');
};

export interface Explanation {
  readonly text: string;
  readonly by: string;
}

export interface Reconciling {
  /** Findings of checks of the scopes that were run, about the units that were run. Others stay out of it. */
  readonly findings: readonly Finding[];
  readonly hits: readonly Hit[];
  /** Leaf hash of the record that a hit is about. */
  readonly contentOf: (hit: Pick<Hit, 'unit' | 'questionnaire'>) => string;
  /** What the sender of that record said about a hit. */
  readonly explained: (hit: Hit) => Explanation | undefined;
}

/** Findings that are new or changed; those that stay as they are are not among them. */
export const reconciled = (
  { findings, hits, contentOf, explained }: Reconciling,
  now: Instant,
): readonly Finding[] => {
  const known = new Map(findings.map((finding) => [finding.id, finding]));
  const found = new Map(hits.map((hit) => [findingIdOf(hit), hit]));
  const changed: Finding[] = [];
  for (const [id, hit] of found) {
    const content = contentOf(hit);
    const before = known.get(id);
    const after = before === undefined ? begun(id, hit, content, now) : foundAgain(before, hit, content, now);
    const said = after !== undefined && after.content !== before?.content ? explained(hit) : undefined;
    const told =
      said === undefined || after === undefined
        ? undefined
        : afterEvent(after, { kind: 'explain', text: said.text }, { by: said.by }, now);
    const final = told?.ok ? told.value : after;
    if (final !== undefined) changed.push(final);
  }
  for (const finding of findings) {
    if (finding.check === undefined || found.has(finding.id)) continue;
    const ended = afterEvent(finding, { kind: 'clear' }, {}, now);
    if (ended.ok) changed.push(ended.value);
  }
  return changed;
};

const saying = (hit: Hit, content: string) => ({
  severity: hit.severity,
  ...(hit.row === undefined ? {} : { row: hit.row }),
  ...(hit.at === undefined ? {} : { at: hit.at }),
  facts: hit.facts,
  content,
});

const begun = (id: string, hit: Hit, content: string, now: Instant): Finding => ({
  id,
  unit: hit.unit,
  questionnaire: hit.questionnaire,
  check: hit.check,
  ...saying(hit, content),
  state: 'found',
  openedAt: now,
  openedBy: '',
  revision: 1,
  steps: [{ at: now, kind: 'find' }],
});

/**
 * Found again in the same content is no news. In other content it is: what waits for a correction goes back, what was closed
 * begins again (K28). What the town accepted for this content stays accepted.
 */
const foundAgain = (before: Finding, hit: Hit, content: string, now: Instant): Finding | undefined => {
  if (before.content === content && before.closing !== 'fixed') return undefined;
  const after = afterEvent(before, { kind: 'find' }, {}, now);
  return after.ok ? { ...after.value, ...saying(hit, content) } : undefined;
};
