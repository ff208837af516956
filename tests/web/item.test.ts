import { expect, test } from 'vitest';
import type { OutboxItem } from '#web/offline/database.ts';
import { correctionOf, draftAt, itemIn } from '#web/offline/item.ts';
import type { OutboxState } from '#web/offline/outbox.ts';

const place = { campaign: 'c', village: '990101101001', unit: 'H1', questionnaire: 'household' };
const sent: OutboxItem = {
  id: 'i1',
  key: 'k',
  villageKey: 'v',
  unitName: '李长根',
  envelope: { wire: 1, id: 'i1', ...place, edition: 1, basedOn: 0, answers: { name: '李长根' } },
  state: { kind: 'sending', tries: 1 },
  stateKind: 'sending',
  queuedAt: 1,
};
const receipt = {} as Extract<OutboxState, { kind: 'accepted' }>['receipt'];

test('[W25] an accepted envelope leaves its receipt on the phone and no answer', () => {
  const item = itemIn(sent, { kind: 'accepted', receipt }, 9);
  expect(item.envelope).toEqual({ ...sent.envelope, answers: {} });
  expect(item).toMatchObject({ stateKind: 'accepted', settledAt: 9, state: { receipt } });
});

test('[W25] what was not accepted keeps its answers, and what is under way is not settled', () => {
  for (const state of [
    { kind: 'quarantined', receipt },
    { kind: 'needs-work', problem: 'moved-on', facts: {} },
    { kind: 'given-up' },
  ] as const)
    expect(itemIn(sent, state, 9)).toMatchObject({ envelope: sent.envelope, settledAt: 9 });
  expect(itemIn(sent, { kind: 'waiting', tries: 1, notBefore: 5 }, 9).settledAt).toBeUndefined();
});

test('[W27] a correction starts from the record, on top of its version, and answers what was handed back, the oldest first', () => {
  const record = { answers: { name: '李长根' }, edition: 1, version: 3 };
  const findings = [
    { id: 'younger', openedAt: 20 },
    { id: 'older', openedAt: 10 },
  ];
  expect(correctionOf(record, findings, 2)).toEqual({
    answers: record.answers,
    edition: 2,
    basedOn: 3,
    findings: ['older', 'younger'],
  });
  expect(correctionOf(record, [], undefined)).toEqual({ answers: record.answers, edition: 1, basedOn: 3 });
  expect(draftAt(place, { key: 'k', villageKey: 'v' }, correctionOf(record, [], 2), 7)).toEqual({
    ...place,
    key: 'k',
    villageKey: 'v',
    answers: record.answers,
    edition: 2,
    basedOn: 3,
    page: 0,
    member: 0,
    changedAt: 7,
  });
});
