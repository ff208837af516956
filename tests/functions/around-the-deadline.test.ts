/** What the storms found, one by one: writes, copies, triggers and seals that meet in the same instant. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Locked } from '#functions/adapters/locked.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import type { Blobs, Table, Write } from '#functions/ports.ts';
import * as keys from '#functions/store/keys.ts';
import { writeOnce } from '#functions/store/seal-files.ts';
import { freezeGates } from '#functions/use-cases/freeze-gates.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import { aSubmission, openWorld, places, type World } from '#tests/support/world.ts';

type Before = (writes: readonly Write[]) => Promise<'busy' | undefined> | undefined;

/** The store in memory; what comes between is decided by the test, once. */
let between: Before | undefined;
const interrupted = (): Table => {
  const table = memoryTable();
  return {
    ...table,
    transact: async (writes) => {
      const before = between?.(writes);
      if (!before) return table.transact(writes);
      between = undefined;
      return (await before) ?? table.transact(writes);
    },
  };
};
const puts = (writes: readonly Write[], prefix: string) =>
  writes.some((write) => 'put' in write && write.put.sk.startsWith(prefix));

let world: World;
beforeEach(async () => {
  between = undefined;
  world = await openWorld({ table: interrupted() });
});
afterEach(() => world.close());

const send = (envelope: ReturnType<typeof aSubmission>) => world.call('collector', 'submit', {}, envelope);
const tally = async () =>
  (await world.call('town', 'progress', { area: places.town })).body.tallies.find(
    (line: { village: string; questionnaire: string }) =>
      line.village === places.village && line.questionnaire === 'home',
  );
const stages = async () =>
  (await world.call('town', 'gates', { area: places.town })).body.gates
    .filter(({ questionnaire }: { questionnaire: string }) => questionnaire === 'home')
    .map(({ stage }: { stage: string }) => stage);

describe('a trigger that never came', () => {
  test('[G11] a correction that the calendar allows moves its gate itself', async () => {
    await send(aSubmission());
    world.setClock('2022-11-11T00:00');
    const { status, body } = await send(aSubmission({ basedOn: 1 }));
    expect([status, body.outcome]).toEqual([201, 'accepted']);
    expect(await stages()).toEqual(['homes-correct', 'homes-entry']);
    const first = await send(aSubmission({ unit: `${places.village}-H2` }));
    expect(first.body.receipt.why).toBe('corrections-only');
  });

  test('[G9, G11] and so does a signed page', async () => {
    const { body } = await send(aSubmission());
    const { unit, questionnaire, contentHash } = body.receipt;
    world.setClock('2022-11-11T00:00');
    const page = { page: 1, sha256: '0'.repeat(64), size: 10, type: 'image/png' };
    const asked = { unit, questionnaire, contentHash, ...page };
    expect((await world.call('collector', 'requestScan', {}, asked)).status).toBe(201);
    world.setClock('2022-11-21T00:00');
    expect((await world.call('collector', 'requestScan', {}, asked)).body.facts.why).toBe('frozen');
  });

  test('[G3] a store that is busy leaves the deadline undone, and the next run does it', async () => {
    world.setClock('2022-11-11T00:00');
    const stillBusy = (writes: readonly Write[]) =>
      puts(writes, keys.gatePrefix)
        ? Promise.resolve('busy' as const).then((busy) => {
            between = stillBusy;
            return busy;
          })
        : undefined;
    between = stillBusy;
    const { failed } = await runDeadlines()(world.ports);
    expect(failed).toBeGreaterThan(0);
    between = undefined;
    expect(await runDeadlines()(world.ports)).toMatchObject({ ran: failed, failed: 0 });
    expect(await stages()).toEqual(['homes-correct', 'homes-correct']);
  });

  test('[G3, N32] gates of a village that cannot move together, because somebody has one in hand, move one by one', async () => {
    world.setClock('2023-01-01T00:00');
    let together = 0;
    between = (writes) => {
      between = undefined;
      together = writes.length;
      // Somebody meets one of them behind the calendar and moves it first.
      return world.ports.table.transact(writes.slice(0, 2)).then(() => undefined);
    };
    const frozen = await freezeGates({ campaign: 'small' })(world.ports);
    expect(together).toBeGreaterThan(2);
    expect(frozen).toMatchObject({ already: 1, busy: 0 });
    const { gates } = (await world.call('town', 'gates', { area: places.town })).body;
    expect(frozen.moved).toBe(gates.length - 1);
    for (const gate of gates) expect(gate).toMatchObject({ stage: 'closed', revision: 2 });
  });

  test('[G3] a clock that is set back during the walk leaves no gate behind', async () => {
    await runDeadlines()(world.ports);
    world.setClock('2022-11-11T00:00');
    between = (writes) => {
      if (!puts(writes, keys.gatePrefix)) return undefined;
      world.setClock('2022-11-10T23:59');
      return Promise.resolve(undefined);
    };
    await runDeadlines()(world.ports);
    expect(await stages()).toEqual(['homes-correct', 'homes-correct']);
  });
});

describe('copies on both sides of a gate', () => {
  test('[W13, W5] quarantined before the gate opened, sent again behind it: the same receipt', async () => {
    const envelope = aSubmission();
    world.setClock('2022-10-31T23:59');
    const early = await send(envelope);
    expect(early.body.receipt.why).toBe('not-open-yet');
    world.setClock('2022-11-02T10:00');
    const again = await send(envelope);
    expect([again.status, again.body]).toEqual([202, early.body]);
    expect(await tally()).toMatchObject({ records: 0, submissions: 0, late: 1 });
  });

  test('[W13, W5] accepted while its copy is on the way into quarantine: accepted', async () => {
    const envelope = aSubmission();
    world.setClock('2022-11-11T00:00');
    let first: Awaited<ReturnType<typeof send>> | undefined;
    between = (writes) => {
      if (!puts(writes, keys.latePrefix)) return undefined;
      const earlier = async () => {
        world.setClock('2022-11-10T23:59:59.999');
        first = await send(envelope);
        world.setClock('2022-11-11T00:00');
        return undefined;
      };
      return earlier();
    };
    const late = await send(envelope);
    expect([first?.status, late.status]).toEqual([201, 200]);
    expect(late.body.receipt).toEqual(first?.body.receipt);
    expect(await tally()).toMatchObject({ submissions: 1, late: 0 });
  });

  test('[W5] the id of a quarantined one with another unit is refused', async () => {
    const envelope = aSubmission();
    world.setClock('2022-11-11T00:00');
    await send(envelope);
    const other = await send({ ...envelope, unit: `${places.village}-H2` });
    expect(other.body.problem).toBe('submission-id-reused');
  });
});

describe('versions', () => {
  test.each(['2022-11-05T10:00', '2022-11-11T10:00'])(
    '[W7, G5] a version that never was lets nothing in at %s',
    async (now) => {
      world.setClock(now);
      await runDeadlines()(world.ports);
      const { status, body } = await send(aSubmission({ basedOn: 3 }));
      expect([status, body]).toEqual([409, { problem: 'moved-on', facts: { version: 0, basedOn: 3 } }]);
      expect(await tally()).toMatchObject({ records: 0, submissions: 0 });
    },
  );

  test('[W7] nobody is told moved-on before their version is kept', async () => {
    await send(aSubmission());
    between = (writes) => (puts(writes, 'MOVED#') ? Promise.resolve('busy') : undefined);
    const envelope = aSubmission();
    expect((await send(envelope)).body.problem).toBe('busy');
    expect((await send(envelope)).body.problem).toBe('moved-on');
  });
});

describe('while a seal is made', () => {
  test('[S11] what is on its way into quarantine is received behind the seal, not lost before it', async () => {
    world.setClock('2022-11-26T00:00');
    await runDeadlines()({ ...world.ports, seals: { ...world.ports.seals, list: async () => [] } });
    between = (writes) => {
      if (!puts(writes, keys.latePrefix)) return undefined;
      const sealed = async () => {
        world.setClock('2022-11-26T00:05');
        expect(await sealCampaign({ campaign: 'small', seal: 'all' })(world.ports)).toMatchObject({
          late: 0,
        });
        world.setClock('2022-11-26T00:00');
        return undefined;
      };
      return sealed();
    };
    const { body } = await send(aSubmission());
    const seal = (await world.call('district', 'seals')).body.seals[0];
    expect([body.outcome, body.receipt.why]).toEqual(['quarantined', 'closed']);
    expect(Date.parse(body.receipt.at)).toBeGreaterThanOrEqual(seal.sealedAt);
  });

  test('[S5] a file that another run was faster to lock is taken as it is, another one is not', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const faster = (theirs: Uint8Array): Blobs => {
      let there = false;
      return {
        ...world.ports.seals,
        head: async (key) => (there ? world.ports.seals.head(key) : undefined),
        put: async (key, _, options) => {
          await world.ports.seals.put(key, theirs, options);
          there = true;
          throw new Locked(key);
        },
      };
    };
    await writeOnce(faster(bytes), 'one', bytes, 1);
    await expect(writeOnce(faster(new Uint8Array([9])), 'two', bytes, 1)).rejects.toThrow(Locked);
  });
});
