/**
 * How often somebody may try a password: ten times in five minutes for one user name, counted before the password is looked at,
 * so that tries at the same time count too. Names share a bounded number of counters, so that made-up names fill no store.
 */
import { createHash } from 'node:crypto';
import type { Item, Key, Table, Write } from '../../ports.ts';

const allowed = 10;
const windowMs = 5 * 60_000;
const rounds = 5;

/** 65,536 counters: that two names share one is rare and costs a wait at most. */
const counterKey = (userName: string): Key => ({
  pk: 'AUTH#tries',
  sk: createHash('sha256').update(userName).digest('hex').slice(0, 4),
});

/** Counts one more try. Undefined: go on; otherwise the seconds to wait. Only those who begin a window at once go round. */
export const countTry = async (table: Table, userName: string, now: number): Promise<number | undefined> => {
  const key = counterKey(userName);
  for (let round = 0; round < rounds; round++) {
    if ((await table.transact([oneMore(key, now)])) === 'done') return undefined;
    const item = await table.get(key);
    const until = Number(item?.until ?? 0);
    if (until > now && Number(item?.tries) >= allowed) return Math.ceil((until - now) / 1000);
    if (until <= now && (await table.transact([begin(key, item, now)])) === 'done') return undefined;
  }
  return 1;
};

const oneMore = (key: Key, now: number): Write => ({
  add: key,
  amounts: { tries: 1 },
  when: [
    { attribute: 'tries', is: '<', value: allowed },
    { attribute: 'until', is: '>', value: now },
  ],
});

const begin = (key: Key, before: Item | undefined, now: number): Write => ({
  put: { ...key, tries: 1, until: now + windowMs },
  when: before
    ? [{ attribute: 'until', is: '=', value: Number(before.until) }]
    : [{ attribute: 'pk', is: 'absent' }],
});

export const forgetTries = async (table: Table, userName: string): Promise<void> => {
  await table.transact([{ delete: counterKey(userName) }]);
};
