import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Receipt } from '#forms/campaign/submission.ts';
import { type ProblemCode, problems } from '#forms/wire/problems.ts';
import {
  delayFor,
  isUnderWay,
  isUnsent,
  type OutboxEvent,
  type OutboxState,
  queued,
  step,
  waitMs,
} from '#web/offline/outbox.ts';

const receipt = (outcome: Receipt['outcome']): Receipt => ({
  outcome,
  code: '7F3K-92QD',
  campaign: 'demo',
  village: '990101101001',
  unit: 'H1',
  questionnaire: 'household',
  edition: 1,
  submission: '0190a000-0000-7000-8000-000000000000',
  version: outcome === 'accepted' ? 1 : 0,
  contentHash: '00',
  leafHash: '00',
  nonce: '00',
  at: '2022-11-12T10:00:00.000Z',
  key: '00',
  signature: '00',
});

const codes = Object.keys(problems) as ProblemCode[];
const delays = ['no-connection', 'busy', 'server-broke', 'signed-out'] as const;
const time = fc.integer({ min: 0, max: 2_000_000_000_000 });

const anyEvent: fc.Arbitrary<OutboxEvent> = fc.oneof(
  fc.record({ kind: fc.constant('claimed' as const), now: time }),
  fc.record({
    kind: fc.constant('receipt' as const),
    receipt: fc.constantFrom(receipt('accepted'), receipt('quarantined')),
  }),
  fc.record({
    kind: fc.constant('delayed' as const),
    delay: fc.constantFrom(...delays),
    now: time,
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    seconds: fc.integer({ min: 0, max: 10_000 }),
  }),
  fc.record({
    kind: fc.constant('refused' as const),
    problem: fc.constantFrom(...codes),
    facts: fc.constant({}),
  }),
  fc.constantFrom({ kind: 'interrupted' as const }, { kind: 'hurried' as const }),
  fc.constantFrom({ kind: 'replaced' as const, by: 'x' }, { kind: 'given-up' as const }),
);
const anyRun = fc.array(anyEvent, { maxLength: 30 });
const run = (events: readonly OutboxEvent[], from: OutboxState = queued) => events.reduce(step, from);

const stateAfter = (...events: OutboxEvent[]) => run(events);
const claimed: OutboxEvent = { kind: 'claimed', now: 10 };
const refused: OutboxEvent = { kind: 'refused', problem: 'moved-on', facts: {} };
const lost: OutboxEvent = { kind: 'delayed', delay: 'no-connection', now: 1000, jitter: 0 };

/** One state of every kind, reached the ordinary way. */
const states: { readonly [K in OutboxState['kind']]: OutboxState } = {
  waiting: queued,
  sending: stateAfter(claimed),
  accepted: stateAfter(claimed, { kind: 'receipt', receipt: receipt('accepted') }),
  quarantined: stateAfter(claimed, { kind: 'receipt', receipt: receipt('quarantined') }),
  'needs-work': stateAfter(claimed, refused),
  replaced: stateAfter({ kind: 'replaced', by: 'x' }),
  'given-up': stateAfter(claimed, refused, { kind: 'given-up' }),
};

test('[W20] every state is reached the ordinary way and answers every event with a state', () => {
  for (const [kind, state] of Object.entries(states)) expect(state.kind).toBe(kind);
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(states)), anyEvent, (state, event) => {
      expect(Object.keys(states)).toContain(step(state, event).kind);
    }),
  );
});

test('[W20] only a claim begins to send, and not before its time', () => {
  const waiting = stateAfter(claimed, lost);
  expect(waiting).toMatchObject({ kind: 'waiting', tries: 1, notBefore: 3000 });
  expect(step(waiting, { kind: 'claimed', now: 2999 })).toBe(waiting);
  expect(step(waiting, { kind: 'claimed', now: 3000 })).toEqual({ kind: 'sending', tries: 2 });
  expect(run([{ kind: 'hurried' }, claimed], waiting)).toEqual({ kind: 'sending', tries: 2 });
});

test('[W21] nothing takes a receipt back, and a receipt ends every other state', () => {
  fc.assert(
    fc.property(anyRun, anyRun, fc.constantFrom('accepted', 'quarantined'), (before, after, outcome) => {
      const settled = step(run(before), { kind: 'receipt', receipt: receipt(outcome) });
      expect(['accepted', 'quarantined']).toContain(settled.kind);
      expect(run(after, settled)).toBe(settled);
    }),
  );
});

test('[W22] the pause grows from 2 s to 5 minutes, is shortened by at most half, and honours the server', () => {
  expect([1, 2, 3].map((tries) => waitMs(tries, 0))).toEqual([2000, 4000, 8000]);
  expect(waitMs(1, 0, 30)).toBe(30_000);
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(100_000),
      (tries, jitter, s) => {
        const pause = waitMs(tries, jitter, s);
        expect(pause).toBeGreaterThanOrEqual(1000);
        expect(pause).toBeLessThanOrEqual(300_000);
        expect(waitMs(tries + 1, jitter, s)).toBeGreaterThanOrEqual(pause);
      },
    ),
  );
});

test('[W23] time heals what is not about the answers; everything else waits for the person', () => {
  expect(codes.filter((code) => delayFor(code) !== undefined).sort()).toEqual([
    'busy',
    'not-signed-in',
    'something-broke',
    'too-many-tries',
  ]);
  expect(stateAfter(claimed, refused)).toEqual({ kind: 'needs-work', problem: 'moved-on', facts: {} });
});

test('[W24] what the server may have seen is not replaced; what it cannot have seen is', () => {
  const by = { kind: 'replaced', by: 'next' } as const;
  expect(step(queued, by)).toEqual({ kind: 'replaced', by: 'next' });
  expect(step(states.sending, by)).toBe(states.sending);
  const tried = stateAfter(claimed, lost);
  expect(step(tried, by)).toBe(tried);
  expect(step(states['needs-work'], by)).toEqual({ kind: 'replaced', by: 'next' });
});

test('[W20] tries never shrink, and an envelope is lost only to a receipt or to a person', () => {
  fc.assert(
    fc.property(anyRun, (events) => {
      let state: OutboxState = queued;
      let tries = 0;
      for (const event of events) {
        const next = step(state, event);
        if (next.kind === 'waiting' || next.kind === 'sending') {
          expect(next.tries).toBeGreaterThanOrEqual(tries);
          tries = next.tries;
        }
        if (isUnsent(state) && !isUnsent(next))
          expect(['receipt', 'replaced', 'given-up']).toContain(event.kind);
        if (isUnderWay(next)) expect(isUnsent(next)).toBe(true);
        state = next;
      }
    }),
  );
});
