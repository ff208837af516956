/**
 * Takes the outbox to the server: one tab at a time, in order, again and again until every envelope has a receipt or
 * needs its person. Sending twice is harmless: the id was made once.
 */
import type { RecordState, SubmissionEnvelope, SubmissionReply } from '#forms/wire/shapes.ts';
import { ConnectionLost, call, ProblemError } from '../api.ts';
import { serverNow, sinceServerTime } from '../time/server-time.ts';
import { type Database, type OutboxItem, villageKey } from './database.ts';
import { forgetFiles, sendFiles } from './files.ts';
import { itemIn } from './item.ts';
import { delayFor, isUnderWay, type OutboxEvent, step } from './outbox.ts';

const lockName = 'xiangbiao-outbox';
const pollMs = 30_000;
const atOnce = 200;

/** One step of one item, in one transaction; returns the item as it stands after it. */
export const advance = async (
  database: Database,
  id: string,
  event: OutboxEvent,
): Promise<OutboxItem | undefined> =>
  database.transaction('rw', database.outbox, async () => {
    const item = await database.outbox.get(id);
    if (!item) return undefined;
    const state = step(item.state, event);
    if (state === item.state) return item;
    const next = itemIn(item, state, serverNow());
    await database.outbox.put(next);
    return next;
  });

/** Event for what the server answered, or did not. */
const eventOf = (error: unknown): OutboxEvent => {
  const when = { now: Date.now(), jitter: Math.random() };
  if (error instanceof ConnectionLost) return { kind: 'delayed', delay: 'no-connection', ...when };
  if (!(error instanceof ProblemError)) throw error;
  const delay = delayFor(error.code);
  if (!delay) return { kind: 'refused', problem: error.code, facts: error.facts };
  const { seconds } = error.facts;
  return { kind: 'delayed', delay, ...when, ...(typeof seconds === 'number' ? { seconds } : {}) };
};

const send = async (
  database: Database,
  envelope: SubmissionEnvelope,
  files: readonly string[],
): Promise<OutboxEvent> => {
  const since = sinceServerTime();
  try {
    await sendFiles(database, files);
    const reply: SubmissionReply = await call('submit', {
      body: { ...envelope, ...(since === undefined ? {} : { sinceServerTime: since }) },
    });
    return { kind: 'receipt', receipt: reply.receipt };
  } catch (error) {
    return eventOf(error);
  }
};

/** What an accepted receipt says about the record, until the server tells its whole work again. */
const recordOf = (item: OutboxItem, person: string): RecordState | undefined => {
  if (item.state.kind !== 'accepted') return undefined;
  const { receipt } = item.state;
  return {
    unit: receipt.unit,
    questionnaire: receipt.questionnaire,
    version: receipt.version,
    edition: receipt.edition,
    acceptedAt: Date.parse(receipt.at),
    by: person,
    receipt: receipt.code,
    contentHash: receipt.contentHash,
    pages: 0,
  };
};

const noteRecord = async (database: Database, item: OutboxItem, person: string) => {
  const record = recordOf(item, person);
  if (!record) return;
  await database.work
    .where('key')
    .equals(villageKey(item.envelope))
    .modify((kept: { work: { records: readonly RecordState[] } }) => {
      const others = kept.work.records.filter(
        (one) => one.unit !== record.unit || one.questionnaire !== record.questionnaire,
      );
      kept.work = { ...kept.work, records: [...others, record] };
    });
};

/**
 * W24: an item behind another of the same record goes out once that one is settled, and starts from the version that it
 * brought. Absent while it must wait.
 */
const readyEnvelope = async (
  database: Database,
  item: OutboxItem,
): Promise<SubmissionEnvelope | undefined> => {
  if (item.after === undefined) return item.envelope;
  const before = await database.outbox.get(item.after);
  if (before && isUnderWay(before.state)) return undefined;
  if (before?.state.kind !== 'accepted' || item.envelope.basedOn === before.state.receipt.version)
    return item.envelope;
  const envelope = { ...item.envelope, basedOn: before.state.receipt.version };
  await database.outbox.update(item.id, { envelope });
  return envelope;
};

const due = async (database: Database, now: number): Promise<readonly OutboxItem[]> => {
  const waiting = await database.outbox.where('stateKind').equals('waiting').sortBy('queuedAt');
  return waiting.filter(({ state }) => state.kind === 'waiting' && state.notBefore <= now).slice(0, atOnce);
};

const deliverDue = async (database: Database, person: string): Promise<boolean> => {
  let moved = false;
  for (const item of await due(database, Date.now())) {
    const envelope = await readyEnvelope(database, item);
    if (!envelope) continue;
    const claimed = await advance(database, item.id, { kind: 'claimed', now: Date.now() });
    if (claimed?.state.kind !== 'sending') continue;
    const { files = [] } = item;
    const after = await advance(database, item.id, await send(database, envelope, files));
    if (after?.state.kind === 'accepted') await forgetFiles(database, files);
    if (after) await noteRecord(database, after, person);
    moved = true;
    // Nothing behind it would get through either.
    if (after?.state.kind === 'waiting' && after.state.delay !== 'busy') break;
  }
  return moved;
};

/** Whoever holds the lock is the only one who can be sending: what is left as `sending` was interrupted. */
const takeUpInterrupted = async (database: Database) => {
  const stuck = await database.outbox.where('stateKind').equals('sending').toArray();
  for (const item of stuck) await advance(database, item.id, { kind: 'interrupted' });
};

export interface Deliverer {
  /** Tries now whatever waits: after "done", or because the person asked. */
  readonly hurry: () => Promise<void>;
  readonly stop: () => void;
}

const hurryAll = async (database: Database) => {
  const waiting = await database.outbox.where('stateKind').equals('waiting').toArray();
  for (const item of waiting) await advance(database, item.id, { kind: 'hurried' });
};

/** Delivers for as long as the page lives. `onMoved` follows every round that changed something. */
export const startDelivering = (database: Database, person: string, onMoved: () => void): Deliverer => {
  const stopped = new AbortController();
  let running = false;
  let again = false;

  const round = async () => {
    if (running || stopped.signal.aborted) {
      again = running;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        if (await deliverDue(database, person)) onMoved();
      } while (again && !stopped.signal.aborted);
    } finally {
      running = false;
    }
  };
  const own = async () => {
    await takeUpInterrupted(database);
    const timer = setInterval(() => void round(), pollMs);
    const online = () => void hurryAll(database).then(round);
    const seen = () => document.visibilityState === 'visible' && void round();
    window.addEventListener('online', online);
    document.addEventListener('visibilitychange', seen);
    void round();
    await new Promise((done) => stopped.signal.addEventListener('abort', done, { once: true }));
    clearInterval(timer);
    window.removeEventListener('online', online);
    document.removeEventListener('visibilitychange', seen);
  };
  // Web Locks need a secure context; without them two tabs may both send, which the id makes harmless.
  const locks: LockManager | undefined = navigator.locks;
  const owning = locks ? locks.request(`${lockName}-${person}`, { signal: stopped.signal }, own) : own();
  owning.catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  return {
    hurry: async () => {
      await hurryAll(database);
      await round();
    },
    stop: () => stopped.abort(),
  };
};
