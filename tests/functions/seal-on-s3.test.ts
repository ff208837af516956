/** A seal and an annex in a bucket: exactly the calls that S3 gets. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { s3Blobs } from '#functions/adapters/s3/blobs.ts';
import type { Ports } from '#functions/ports.ts';
import { askAnnex } from '#functions/use-cases/annex/ask-annex.ts';
import { decideAnnex } from '#functions/use-cases/annex/decide-annex.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { type S3Request, type S3StandIn, startS3StandIn } from '#tests/support/s3-stand-in.ts';
import { aSubmission, openWorld, people, places, type World } from '#tests/support/world.ts';

let world: World;
let s3: S3StandIn;
let ports: Ports;
beforeEach(async () => {
  [world, s3] = [await openWorld(), await startS3StandIn()];
  ports = { ...world.ports, seals: s3Blobs({ client: s3.client, bucket: 'seals' }) };
  await world.call('collector', 'submit', {}, aSubmission());
  world.setClock('2022-11-26T00:00:01');
  await runDeadlines()(ports);
});
afterEach(async () => {
  await s3.stop();
  await world.close();
});

const puts = () => s3.requests.filter(({ method }) => method === 'PUT');
/** One year after sealing began, as the small pack says. */
const until = '2023-11-25T16:00:01.000Z';

const expectLocked = ({ key, headers }: S3Request) => {
  const stored = s3.objects.get(key);
  expect(headers, key).toMatchObject({
    'if-none-match': '*',
    'x-amz-object-lock-mode': 'COMPLIANCE',
    'x-amz-object-lock-retain-until-date': expect.stringMatching(/^2023-11-25T16:00:01/),
    'x-amz-checksum-sha256': createHash('sha256')
      .update(stored?.bytes ?? '')
      .digest('base64'),
    'content-length': String(stored?.bytes.length),
  });
  expect(Date.parse(String(headers['x-amz-object-lock-retain-until-date']))).toBe(Date.parse(until));
  for (const name of Object.keys(headers))
    expect(name).not.toMatch(/bypass|legal-hold|copy-source|x-amz-acl|grant/);
};

const annexed = async () => {
  const answers = { head: '李长根', idNo: '99010119680315001X', size: 4, water: 'well' };
  const unit = `${places.village}-H1`;
  const asked = await askAnnex(people.town, {
    campaign: 'small',
    area: places.village,
    seal: 'all',
    reason: 'The size was misread.',
    corrections: [{ village: places.village, unit, questionnaire: 'home', answers }],
  })(ports);
  if (!asked.ok) throw new Error(JSON.stringify(asked.refusal));
  const annex = { campaign: 'small', seal: 'all', annex: asked.value.id } as const;
  return decideAnnex(people.district, { ...annex, decision: 'agree', why: 'Seen.' })(ports);
};

test('[S26] every file is put once, checked, where none is, under a lock in compliance mode; nothing else is asked', async () => {
  expect(await annexed()).toMatchObject({ ok: true, value: { state: 'sealed' } });
  const keys = puts().map(({ key }) => key);
  expect(keys.length).toBeGreaterThan(8);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((key) => key.startsWith('small/all.annex-1/'))).toHaveLength(4);
  expect([...s3.objects.keys()].sort()).toEqual([...keys].sort());
  for (const put of puts()) expectLocked(put);
  expect(new Set(s3.requests.map(({ method }) => method))).toEqual(new Set(['PUT', 'HEAD', 'GET']));
  for (const { method, key, headers } of s3.requests)
    if (method !== 'PUT' && key !== '') expect(headers['x-amz-checksum-mode']).toBe('ENABLED');
});

test('[S26, S5] sealing and agreeing again put nothing', async () => {
  await annexed();
  const before = puts().length;
  await ports.table.transact([
    { delete: { pk: 'C#small', sk: 'SEAL#all' } },
    { delete: { pk: 'C#small', sk: 'DEADLINE#seal#all' } },
  ]);
  await runDeadlines()({ ...ports, clock: { now: () => Date.parse('2022-11-25T16:00:01Z') } });
  expect(puts().length).toBe(before);
  expect(world.errors).toEqual([]);
});
