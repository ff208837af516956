/** Fifty storms on the store in memory; a few of them again on every other store, where they must come to the same roots. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileBlobs } from '#functions/adapters/files/blobs.ts';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { brokenLines } from './report.ts';
import { runStorm, type StormOutcome } from './simulation/run-storm.ts';

const seeds = Array.from({ length: 50 }, (_, index) => index + 1);

describe('three hundred phones, in fifty storms', () => {
  const outcomes: StormOutcome[] = [];
  beforeAll(async () => {
    for (const seed of seeds) outcomes.push(await runStorm({ seed, table: memoryTable() }));
  }, 240_000);

  /** The whole story of every seed that broke the rule. */
  const brokenBy = (...rules: readonly string[]) =>
    outcomes
      .filter(({ broken }) => broken.some(({ rule }) => rules.includes(rule)))
      .map((outcome) => brokenLines(outcome).join('\n'));
  const judged: string[] = [];
  const holds = (rule: string, says: string) => {
    judged.push(rule);
    test(`[${rule}] ${says}`, () => expect(brokenBy(rule)).toEqual([]));
  };

  holds('G1', 'nothing is accepted at or after the instant at which the calendar alone closes');
  holds(
    'G3',
    'triggers late, early, repeated, missing, dying half-way: gates move once, forwards, to the end',
  );
  holds('G5', 'no first record comes in where only corrections may');
  holds('G6', 'each correction under a finding has used one finding, and no finding is used twice');
  holds('G8', 'whoever was told of quarantine finds it there under that receipt');
  holds('G9', 'signed pages that were attached are there and are counted with the content they show');
  holds('G11', 'no trigger that is late or missing sends a write into quarantine that the calendar allows');
  holds('G12', 'no extension that nobody asked for');
  holds('G13', 'no extension reaches past a seal');
  holds('G14', 'what an extension lets in is let in from the moment at which it stands on the gate');
  holds('G15', 'a grant moves each gate that it names at most once, and no other');
  holds('G17', 'what is let in was in quarantine, comes in once and unchanged');
  holds('G18', 'nothing about quarantine is decided behind a seal');
  holds('G19', 'each decision is sealed once, as it was decided');
  holds('G30', 'once a change of the calendar is in force, every gate stands where it has it');
  holds('G32', 'what was approved comes into force, once, whatever died on the way');
  holds('G34', 'no seal begins while a change is on its way');
  holds('C22', 'no change reaches what has happened, or what happens within ten minutes');
  holds('C23', 'no seal begins before its instant by the calendar that holds');
  holds('C27', 'changes come one after the other, each from the calendar before it');
  holds('P34', 'two people stand behind every change of the calendar, one of them of the district');
  holds('P19', 'two people stand behind every extension and admission');
  holds('S5', 'every seal is made in the end, however often it was interrupted');
  holds('S6', 'every seal verifies');
  holds('S8', 'a receipt proves its record in the seal');
  holds('S10', 'accepted before the deadline, in the seal: exactly once, in its newest version');
  holds('S11', 'quarantined before sealing began, in the list of late ones; nothing of what came after');
  holds('W5', 'one id, one receipt, however often and in whatever order its copies arrive');
  holds('W7', 'versions have no gaps, and what moved on is kept');
  holds('W8', 'only answers that are wrong are refused');
  holds('W9', 'the server throws nothing but what its store threw');
  holds('W10', 'nothing is stored that nobody sent');
  holds('W11', 'what was answered with a receipt is stored, and tallies equal a recount');
  holds('W13', 'no submission is both accepted and quarantined');
  holds('W23', 'every phone gets its answer once the storm is over');

  test('nothing is broken that is not named above', () => {
    const others = outcomes.flatMap(({ broken }) => broken.map(({ rule }) => rule));
    expect(others.filter((rule) => !judged.includes(rule))).toEqual([]);
  });

  test('[S5, W7, G8] the storms were storms: crashes, conflicts, quarantine, pages, findings in plenty', () => {
    const total = (name: string) => outcomes.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0);
    for (const name of ['crashes', 'movedOn', 'pages', 'findings', 'extended', 'admitted', 'decided'])
      expect(total(name)).toBeGreaterThan(300);
    expect(total('changed')).toBeGreaterThan(100);
    expect(total('accepted')).toBeGreaterThan(5_000);
    expect(total('late')).toBeGreaterThan(5_000);
  });
});

describe('the same seed', () => {
  test('[S5] twice: the same roots by the same events', async () => {
    const [one, two] = [
      await runStorm({ seed: 7, table: memoryTable() }),
      await runStorm({ seed: 7, table: memoryTable() }),
    ];
    expect(one.roots.length).toBeGreaterThan(0);
    expect(two.roots).toEqual(one.roots);
    expect(two.events).toEqual(one.events);
  }, 60_000);

  test('[S5] on LMDB with sealed files in a folder: the same roots, and every rule holds', async () => {
    for (const seed of [3, 11, 24]) {
      const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-storm-'));
      const table = await openLmdbTable(join(folder, 'store'));
      const seals = fileBlobs({ folder: join(folder, 'seals'), baseUrl: '', secret: 'storm', now: () => 0 });
      const size = { seed, phones: 120, villages: 6 };
      const onDisk = await runStorm({ ...size, table, seals });
      await table.close();
      await rm(folder, { recursive: true, force: true });
      expect(brokenLines(onDisk).join('\n')).toBe('');
      expect(onDisk.roots).toEqual((await runStorm({ ...size, table: memoryTable() })).roots);
    }
  }, 120_000);
});
