/** Where one questionnaire of one unit stands, from everything that is known on this phone. Pure. */
import { answeredBy, lettingThrough } from '#forms/findings/finding.ts';
import type { FindingState, RecordState, WorkReply } from '#forms/wire/shapes.ts';
import type { GlyphState } from '../shell/state-glyph.tsx';
import type { Draft, OutboxItem } from './database.ts';
import { isUnsent } from './outbox.ts';

export interface Standing {
  readonly unit: string;
  readonly questionnaire: string;
  readonly state: GlyphState;
  readonly record?: RecordState;
  readonly draft?: Draft;
  /** The newest envelope that has not been replaced. */
  readonly item?: OutboxItem;
  /** Handed to the village and not answered, or answered as true and not corrected. */
  readonly findings: readonly FindingState[];
}

export interface OnThisPhone {
  readonly work: WorkReply;
  readonly drafts: readonly Draft[];
  readonly outbox: readonly OutboxItem[];
}

type Known = Omit<Standing, 'state'> & { readonly late: boolean };

/** W26: what needs the person comes first, then what is only here, then what the server has. */
const stateOf = ({ record, draft, item, findings, late }: Known): GlyphState => {
  if (item?.state.kind === 'needs-work') return 'todo';
  if (item?.state.kind === 'sending') return 'sending';
  if (item?.state.kind === 'waiting') return draft ? 'draft' : 'here';
  if (record?.sealed !== undefined) return 'sealed';
  if (findings.length > 0) return 'todo';
  if (draft) return 'draft';
  if (item?.state.kind === 'quarantined' || (late && !record)) return 'quarantined';
  return record ? 'sent' : 'none';
};

const pairKey = (one: { readonly unit: string; readonly questionnaire: string }) =>
  `${one.unit}/${one.questionnaire}`;

const indexed = <Row extends { readonly unit: string; readonly questionnaire: string }>(
  rows: readonly Row[],
) => {
  const byPair = new Map<string, Row[]>();
  for (const row of rows) byPair.set(pairKey(row), [...(byPair.get(pairKey(row)) ?? []), row]);
  return byPair;
};

/** A look-up over a village, built once: hundreds of units are asked for in a row. */
export const standingsOf = ({ work, drafts, outbox }: OnThisPhone) => {
  const records = indexed(work.records);
  const findings = indexed(work.findings.filter(({ state }) => lettingThrough.includes(state)));
  const admitted = new Set(
    work.late.filter(({ admission }) => admission?.state === 'admitted').map(({ submission }) => submission),
  );
  const late = indexed(work.late.filter(({ submission }) => !admitted.has(submission)));
  const drafted = indexed(drafts);
  const items = indexed(
    outbox
      .filter(({ id, state }) => state.kind !== 'replaced' && state.kind !== 'given-up' && !admitted.has(id)) // W18
      .toSorted((a, b) => b.queuedAt - a.queuedAt)
      .map((item) => ({ ...item.envelope, item })),
  );
  return (unit: string, questionnaire: string): Standing => {
    const pair = pairKey({ unit, questionnaire });
    const all = (items.get(pair) ?? []).map(({ item }) => item);
    const item = all.find(({ state }) => isUnsent(state)) ?? all[0];
    const record = records.get(pair)?.[0];
    const draft = drafted.get(pair)?.[0];
    // Answered by the newest accepted envelope, a finding is closed even before the server's next word; and nobody
    // can answer one about a sealed record.
    const settled = item?.state.kind === 'accepted' ? answeredBy(item.envelope) : [];
    const open = record?.sealed ? [] : (findings.get(pair) ?? []).filter(({ id }) => !settled.includes(id));
    const known = {
      unit,
      questionnaire,
      findings: open,
      ...(record ? { record } : {}),
      ...(draft ? { draft } : {}),
      ...(item ? { item } : {}),
    };
    return { ...known, state: stateOf({ ...known, late: late.has(pair) }) };
  };
};
