import { expect, test } from 'vitest';
import type { RecordState, WorkReply } from '#forms/wire/shapes.ts';
import type { Draft, OutboxItem } from '#web/offline/database.ts';
import type { OutboxState } from '#web/offline/outbox.ts';
import { standingsOf } from '#web/offline/standing.ts';

const unit = 'H1';
const questionnaire = 'household';
const record: RecordState = {
  unit,
  questionnaire,
  version: 1,
  edition: 1,
  acceptedAt: 1,
  by: 'p',
  receipt: '7F3K-92QD',
  contentHash: '00',
  pages: 0,
};
const work: WorkReply = {
  village: { code: '990101101001', level: 'village', name: '竹林湾村' },
  units: [],
  records: [],
  gates: [],
  findings: [],
  late: [],
  extensions: [],
  now: 0,
};
const finding = {
  id: 'f1',
  unit,
  questionnaire,
  comment: '请核对',
  openedAt: 1,
  openedBy: 'o',
  state: 'open' as const,
  severity: 'error' as const,
  revision: 1,
  steps: [],
};
const place = { campaign: 'c', village: '990101101001', unit, questionnaire };
const draft: Draft = {
  ...place,
  key: 'k',
  villageKey: 'v',
  answers: {},
  edition: 1,
  basedOn: 0,
  page: 0,
  member: 0,
  changedAt: 1,
};
const item = (state: OutboxState, more: Partial<OutboxItem['envelope']> = {}): OutboxItem => ({
  id: `i-${state.kind}`,
  key: 'k',
  villageKey: 'v',
  unitName: '李长根',
  envelope: { wire: 1, id: 'i', ...place, edition: 1, basedOn: 0, answers: {}, ...more },
  state,
  stateKind: state.kind,
  queuedAt: 1,
});
const waiting = item({ kind: 'waiting', tries: 0, notBefore: 0 });
const receipt = { outcome: 'accepted' } as Extract<OutboxState, { kind: 'accepted' }>['receipt'];
const late = item({ kind: 'quarantined', receipt: { ...receipt, outcome: 'quarantined' } });

const stateOf = (
  more: Partial<WorkReply>,
  drafts: readonly Draft[] = [],
  outbox: readonly OutboxItem[] = [],
) => standingsOf({ work: { ...work, ...more }, drafts, outbox })(unit, questionnaire).state;

test('[W26] what needs the person comes first, then what is only on this phone, then what the server has', () => {
  expect(stateOf({})).toBe('none');
  expect(stateOf({ records: [record] })).toBe('sent');
  expect(stateOf({ records: [{ ...record, sealed: 's' }] })).toBe('sealed');
  expect(stateOf({ records: [{ ...record, sealed: 's' }], findings: [finding] })).toBe('sealed');
  expect(stateOf({}, [draft])).toBe('draft');
  expect(stateOf({ records: [record] }, [], [waiting])).toBe('here');
  expect(stateOf({}, [draft], [waiting])).toBe('draft');
  expect(stateOf({ records: [record], findings: [finding] })).toBe('todo');
  expect(stateOf({ findings: [finding] }, [], [waiting])).toBe('here');
  const inState = (state: WorkReply['findings'][number]['state']) =>
    stateOf({ records: [record], findings: [{ ...finding, state }] });
  expect(inState('confirmed')).toBe('todo');
  for (const state of ['found', 'denied', 'explained', 'corrected'] as const)
    expect(inState(state)).toBe('sent');
  expect(stateOf({}, [], [item({ kind: 'needs-work', problem: 'moved-on', facts: {} })])).toBe('todo');
  expect(stateOf({}, [], [late])).toBe('quarantined');
  expect(stateOf({ records: [record] }, [], [item({ kind: 'replaced', by: 'x' })])).toBe('sent');
});

test('[W26] a finding that an accepted envelope answered asks for nothing more', () => {
  // An outbox may be older than corrections that answer several.
  for (const named of [{ finding: 'f1' }, { findings: ['f0', 'f1'] }]) {
    const answered = item({ kind: 'accepted', receipt }, named);
    expect(stateOf({ records: [record], findings: [finding] }, [], [answered])).toBe('sent');
  }
  const other = item({ kind: 'accepted', receipt }, { findings: ['f0'] });
  expect(stateOf({ records: [record], findings: [finding] }, [], [other])).toBe('todo');
});

test('[W18] what was let in from quarantine has arrived; what was rejected stays outside', () => {
  const kept: WorkReply['late'][number] = {
    submission: late.id,
    unit,
    unitName: '李长根',
    village: '990101101001',
    questionnaire,
    why: 'frozen',
    receivedAt: 1,
    by: 'p',
    receipt: '7F3K-92QD',
  };
  const asked = { reason: 'r', askedBy: 'o', askedAt: 2, state: 'asked' as const };
  expect(stateOf({ late: [kept] }, [], [late])).toBe('quarantined');
  expect(stateOf({ late: [{ ...kept, admission: asked }] }, [], [late])).toBe('quarantined');
  expect(stateOf({ late: [{ ...kept, admission: { ...asked, state: 'rejected' } }] }, [], [late])).toBe(
    'quarantined',
  );
  const admitted = { ...kept, admission: { ...asked, state: 'admitted' as const } };
  expect(stateOf({ late: [admitted], records: [record] }, [], [late])).toBe('sent');
  expect(stateOf({ late: [admitted], records: [record] })).toBe('sent');
});
