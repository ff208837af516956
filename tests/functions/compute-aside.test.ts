/** Submissions computed on a thread of their own: the same as in place, and what happens when the thread ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { openLocalSigner } from '#functions/adapters/keys/local-signer.ts';
import type { Computing, Draft, RecordHead } from '#functions/ports.ts';
import { type ComputeAside, computeAside } from '#functions/server/compute-aside.ts';
import { computeInPlace } from '#functions/use-cases/submission/computing.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import { context, withElements } from '#tests/support/checking.ts';
import { home } from '#tests/support/sheet-world.ts';
import { editionIn } from '#tests/support/shipped-packs.ts';

let keys: string;
const started: ComputeAside[] = [];
beforeEach(async () => {
  keys = await mkdtemp(join(tmpdir(), 'xiangbiao-aside-'));
});
afterEach(async () => {
  for (const aside of started.splice(0)) await aside.stop();
  await rm(keys, { recursive: true, force: true });
});
const start = (threads: number): Computing => {
  const aside = computeAside({ keys }, threads);
  if (!aside) throw new Error('no threads');
  started.push(aside);
  return aside.computing;
};

const edition = withElements(
  { type: 'text', name: 'name', isRequired: true },
  { type: 'text', name: 'income', inputType: 'number', step: 0.1 },
  {
    type: 'paneldynamic',
    name: 'members',
    templateElements: [{ type: 'text', name: 'idNo', maxLength: 18 }],
  },
);
const household: JsonObject = {
  name: '测试人甲',
  income: 12.5,
  members: [{ idNo: '99010119680315001X' }],
};
const judging = (answers: JsonObject, of: Edition = edition) => ({
  edition: of,
  answers,
  evaluation: context,
});

const record: RecordHead = {
  ...{ kind: 'record', campaign: 'c', village: '990101101001', unit: 'u', questionnaire: 'q', edition: 1 },
  ...{ sourceHash: 'aa'.repeat(32), version: 1, submission: 's', basedOn: 0, by: 'p' },
  ...{ acceptedAt: '2022-10-20T04:00:00.000Z', nonce: '0f'.repeat(16) },
};
const draft: Draft = {
  outcome: 'accepted',
  record: { ...record, contentHash: 'bb'.repeat(32) },
  canonical: new TextEncoder().encode('{"name":"测试人甲"}'),
  version: 1,
  at: '2022-10-20T04:00:00.000Z',
};

/** JSON that a copy could change on its way: what is no finite number, the two zeros, a key shaped like the prototype. */
const slippery = [
  '{"name":"a","income":1e999}',
  '{"name":"a","income":-0}',
  '{"name":"a","__proto__":{"b":1}}',
];

test('[N13] a submission computed on another thread gets what it gets in place, to the byte', async () => {
  const inPlace = computeInPlace(await openLocalSigner(keys));
  const aside = start(2);
  const all = [household, { income: 'x' }, ...slippery.map((text): JsonObject => JSON.parse(text))];
  const both = (computing: Computing) =>
    Promise.all([
      ...[...all, ...all].map((answers) => computing.judge(judging(answers))),
      computing.judge({ ...judging(household), accepting: { record } }),
      computing.drawUp(draft),
      computing.drawUp({ ...draft, outcome: 'quarantined', why: 'closed' }),
    ]);
  const wanted = await both(inPlace);
  expect(wanted.slice(0, 5).map((verdict) => 'ok' in verdict && verdict.ok)).toEqual([
    ...[true, false],
    ...[false, true, false],
  ]);
  expect(await both(aside)).toEqual(wanted);
});

test('[N13] a record is drawn up with its verdict when nothing speaks against it, as it is drawn up later', async () => {
  const { judge, drawUp } = computeInPlace(await openLocalSigner(keys));
  const judged = await judge({ ...judging(household), accepting: { record } });
  if (!judged.ok) throw new Error('refused');
  const { canonical, contentHash, drawnUp } = judged;
  const { acceptedAt: at, version } = record;
  const later = { outcome: 'accepted', record: { ...record, contentHash }, canonical, version, at } as const;
  expect(drawnUp).toEqual(await drawUp(later));
  const claiming = (claimed: string) => judge({ ...judging(household), accepting: { record, claimed } });
  expect(await claiming(contentHash)).toMatchObject({ drawnUp });
  expect(await claiming('ff'.repeat(32))).not.toHaveProperty('drawnUp');
});

test('[N13, K31] checks are asked on the other thread as in place', async () => {
  const inPlace = computeInPlace(await openLocalSigner(keys));
  const aside = start(1);
  const pack = checkedPack([homeCheck('crowd', 'record', '{home.size} > 5', { severity: 'error' })]);
  const unit = { id: 'u', kind: 'household', village: '990101101001', name: 'U', address: '' };
  const asked = (size: number) => ({
    ...judging({ ...home, size }, editionIn(pack, 'home')),
    checking: { campaign: pack, pack, unit },
  });
  for (const computing of [inPlace, aside]) {
    expect(await computing.judge(asked(5))).toMatchObject({ ok: true, found: [] });
    const refused = await computing.judge({ ...asked(7), accepting: { record } });
    expect(refused).toMatchObject({ ok: true, found: [{ code: 'check', facts: { check: 'crowd' } }] });
    expect(refused).not.toHaveProperty('drawnUp');
  }
});

test('[N13] a fault in one submission is that submission’s alone', async () => {
  await openLocalSigner(keys);
  const aside = start(1);
  const tomorrow = { ...edition, compiled: { format: 99 } };
  const both = await Promise.allSettled([
    aside.judge(judging(household, tomorrow)),
    aside.judge(judging(household)),
  ]);
  expect(both).toMatchObject([
    { status: 'rejected', reason: expect.any(Error) },
    { status: 'fulfilled', value: { ok: true } },
  ]);
});

test('[N13] what cannot be copied to a thread is the fault of whoever asks', async () => {
  await openLocalSigner(keys);
  const aside = start(1);
  const broken = { ...household, name: (() => 'no JSON') as unknown as string };
  const both = [aside.judge(judging(broken)), aside.judge(judging(household))];
  expect(await Promise.allSettled(both)).toMatchObject([
    { status: 'rejected', reason: { name: 'DataCloneError' } },
    { status: 'fulfilled', value: { ok: true } },
  ]);
  expect(await aside.judge(judging(household))).toMatchObject({ ok: true });
});

test('[N13] a thread that dies fails what it had in hand and is replaced', async () => {
  const aside = start(1); // dies at once: there is no key yet
  expect(await Promise.allSettled([aside.judge(judging(household)), aside.drawUp(draft)])).toMatchObject([
    { status: 'rejected', reason: { name: 'ThreadEnded', cause: { code: 'ENOENT' } } },
    { status: 'rejected', reason: { name: 'ThreadEnded', cause: { code: 'ENOENT' } } },
  ]);
  await openLocalSigner(keys);
  expect(await aside.judge(judging(household))).toMatchObject({ ok: true });
});

test('[N13] with no processor to spare there is no thread', () => {
  expect(computeAside({ keys }, 0)).toBeUndefined();
});
