import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hit } from '#forms/checks/check.ts';
import { type Finding, type FindingEvent, isOverdue, mostSteps } from '#forms/findings/finding.ts';
import { afterEvent, mayHappen } from '#forms/findings/life.ts';
import { findingIdOf, reconciled } from '#forms/findings/reconcile.ts';
import { sha256Hex } from '#forms/seal/hash.ts';

const now = Date.UTC(2022, 10, 12);
const hit = (check: string, unit = 'u1'): Hit => ({
  id: sha256Hex(new TextEncoder().encode(`${check} ${unit}`)),
  check,
  severity: 'verify',
  scope: 'record',
  unit,
  questionnaire: 'form',
  facts: {},
});
const run = (findings: readonly Finding[], hits: readonly Hit[], content: string): readonly Finding[] => {
  const changed = reconciled({ findings, hits, contentOf: () => content, explained: () => undefined }, now);
  const all = new Map(findings.map((finding) => [finding.id, finding]));
  for (const finding of changed) all.set(finding.id, finding);
  return [...all.values()];
};
const only = (findings: readonly Finding[]): Finding => {
  const [first, ...others] = findings;
  if (first === undefined || others.length > 0) throw new Error(`${findings.length} findings`);
  return first;
};
const done = (finding: Finding, ...events: readonly FindingEvent[]): Finding =>
  events.reduce((before, event) => {
    const after = afterEvent(before, event, { by: 'p1', name: '何静' }, now);
    if (!after.ok) throw new Error(`${event.kind} has no place in ${before.state}`);
    return after.value;
  }, finding);

test('[K25] from found to closed: handed out, confirmed, corrected, accepted', () => {
  const found = only(run([], [hit('R1')], 'a'));
  expect(found).toMatchObject({ state: 'found', check: 'R1', openedBy: '' });
  const issued = done(found, { kind: 'issue', text: '请核实', dueAt: now + 5, at: 'age' });
  expect(issued).toMatchObject({
    state: 'open',
    comment: '请核实',
    openedBy: '何静',
    dueAt: now + 5,
    at: 'age',
  });
  const closed = done(issued, { kind: 'confirm' }, { kind: 'correct' }, { kind: 'accept' });
  expect(closed).toMatchObject({ state: 'closed', closing: 'fixed', revision: 5 });
  expect(closed.steps.map(({ kind }) => kind)).toEqual(['find', 'issue', 'confirm', 'correct', 'accept']);
});

test('[K25] what has no place in a state is refused, and the finding stays as it is', () => {
  const found = only(run([], [hit('R1')], 'a'));
  expect(afterEvent(found, { kind: 'accept' }, {}, now)).toEqual({ ok: false, refusal: 'not-now' });
  expect(mayHappen('closed', 'deny')).toBe(false);
  expect(mayHappen('denied', 'return')).toBe(true);
});

test('[K25] the history keeps its newest steps', () => {
  let finding = done(only(run([], [hit('R1')], 'a')), { kind: 'issue', text: 'x' });
  for (let round = 0; round < 40; round += 1)
    finding = done(finding, { kind: 'deny', text: 'no' }, { kind: 'return', text: 'yes' });
  expect(finding.steps).toHaveLength(mostSteps);
  expect(finding.steps.at(-1)?.kind).toBe('return');
});

test('[K26] running again is no news', () => {
  const once = run([], [hit('R1'), hit('R2')], 'a');
  expect(
    reconciled(
      { findings: once, hits: [hit('R2'), hit('R1')], contentOf: () => 'a', explained: () => undefined },
      now,
    ),
  ).toEqual([]);
});

test('[K27] what is not found any more is closed as fixed, also when it was denied', () => {
  const denied = done(
    only(run([], [hit('R1')], 'a')),
    { kind: 'issue', text: 'x' },
    { kind: 'deny', text: '不属实' },
  );
  expect(only(run([denied], [], 'b'))).toMatchObject({ state: 'closed', closing: 'fixed' });
});

test('[K28] found again in new content it goes back, under the same id', () => {
  const issued = done(only(run([], [hit('R1')], 'a')), { kind: 'issue', text: 'x' }, { kind: 'correct' });
  expect(only(run([issued], [hit('R1')], 'b'))).toMatchObject({ state: 'open', id: issued.id, content: 'b' });
  const closed = only(run([issued], [], 'b'));
  expect(only(run([closed], [hit('R1')], 'c'))).toMatchObject({ state: 'found', id: issued.id });
});

test('[K28] what was accepted as not true stays closed for this content, and only for it', () => {
  const accepted = done(
    only(run([], [hit('R1')], 'a')),
    { kind: 'issue', text: 'x' },
    { kind: 'deny', text: '不属实' },
    { kind: 'accept' },
  );
  expect(accepted.closing).toBe('not-true');
  expect(only(run([accepted], [hit('R1')], 'a'))).toEqual(accepted);
  expect(only(run([accepted], [hit('R1')], 'b'))).toMatchObject({ state: 'found' });
});

test('[K28] an explanation that came with the record is the first thing said about it', () => {
  const [finding] = reconciled(
    {
      findings: [],
      hits: [hit('R1')],
      contentOf: () => 'a',
      explained: () => ({ text: '外婆随女儿住', by: 'p2' }),
    },
    now,
  );
  expect(finding).toMatchObject({ state: 'explained' });
  expect(finding?.steps.at(-1)).toMatchObject({ kind: 'explain', by: 'p2', text: '外婆随女儿住' });
});

test('[K29] overdue is what the village has not answered in time', () => {
  const issued = done(only(run([], [hit('R1')], 'a')), { kind: 'issue', text: 'x', dueAt: now + 10 });
  expect(isOverdue(issued, now + 9)).toBe(false);
  expect(isOverdue(issued, now + 10)).toBe(true);
  expect(isOverdue(done(issued, { kind: 'deny', text: 'no' }), now + 10)).toBe(false);
});

const events: readonly FindingEvent[] = [
  { kind: 'issue', text: 'x' },
  { kind: 'confirm' },
  { kind: 'deny', text: 'x' },
  { kind: 'correct' },
  { kind: 'accept' },
  { kind: 'return', text: 'x' },
  { kind: 'withdraw', text: 'x' },
];

test('[K26] whatever runs and people do, in whatever order: one finding a hit, open ones are found', () => {
  const action = fc.oneof(
    fc.record({
      hits: fc.uniqueArray(fc.constantFrom('R1', 'R2', 'R3')),
      content: fc.constantFrom('a', 'b', 'c'),
    }),
    fc.record({ event: fc.constantFrom(...events), on: fc.nat(2) }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      let findings: readonly Finding[] = [];
      let last: readonly string[] = [];
      for (const step of actions) {
        if ('hits' in step) {
          findings = run(
            findings,
            step.hits.map((check) => hit(check)),
            step.content,
          );
          last = step.hits;
          const ids = findings.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          const living = findings.filter(({ state }) => state !== 'closed').map(({ check }) => check ?? '');
          expect(last).toEqual(expect.arrayContaining(living));
          const judged = findings.filter(({ closing }) => closing !== undefined && closing !== 'fixed');
          for (const check of last) expect([...living, ...judged.map((one) => one.check)]).toContain(check);
        } else {
          const target = findings[step.on];
          const after = target && afterEvent(target, step.event, { by: 'p1' }, now);
          if (after?.ok) findings = findings.map((one) => (one.id === after.value.id ? after.value : one));
        }
      }
    }),
  );
});

test('[K26] the id of a finding is a UUID made of the hit alone', () => {
  expect(findingIdOf(hit('R1'))).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(findingIdOf(hit('R1'))).not.toBe(findingIdOf(hit('R1', 'u2')));
});
