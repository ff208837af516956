/** Correction annexes over HTTP on real stores: who may, what is refused, what is sealed, and that the seal stays what it is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAnnex } from '#forms/seal/annex.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import { verifyAnnex } from '#forms/seal/verify-annex.ts';
import { run } from '#functions/cli/xiangbiao.ts';
import type { Ports } from '#functions/ports.ts';
import { sealTools } from '#functions/store/bytes.ts';
import { annexFilesIn, annexFolder, sealFilesIn } from '#functions/store/seal-files.ts';
import { annexKey } from '#functions/store/seal-keys.ts';
import { decideAnnex } from '#functions/use-cases/annex/decide-annex.ts';
import { sealTold } from '#functions/use-cases/annex/seal-agreed.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { copyFiles, type FileMap, mapFiles, withFile } from '#tests/support/seal/file-map.ts';
import { writeFolder } from '#tests/support/seal/write-folder.ts';
import { aSubmission, openWorld, type PersonName, people, places, type World } from '#tests/support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  for (const order of [1, 2])
    expect((await world.call('collector', 'submit', {}, aSubmission({ unit: unit(order) }))).status).toBe(
      201,
    );
});
afterEach(async () => {
  const { errors } = world;
  await world.close();
  expect(errors).toEqual([]);
});

const unit = (order: number) => `${places.village}-H${order}`;
const seal = { seal: 'all' };
const agreeing = (annex: string) =>
  ({ campaign: 'small', seal: 'all', annex, decision: 'agree', why: 'Seen.' }) as const;
const answers = { head: '李长根', idNo: '99010119680315001X', size: 4, water: 'well' };
const correction = (order: number, changed: object = {}) => ({
  village: places.village,
  unit: unit(order),
  questionnaire: 'home',
  answers: { ...answers, ...changed },
});
const sealed = async () => {
  world.setClock('2022-11-26T00:00:01');
  await runDeadlines()(world.ports);
};
const ask = (person: PersonName, corrections = [correction(1)], area: string = places.village) =>
  world.call(person, 'askAnnex', { ...seal, area }, { corrections, reason: 'The size was misread.' });
const decide = (person: PersonName, annex: string, decision = 'agree') =>
  world.call(person, 'decideAnnex', { ...seal, annex }, { decision, why: 'I saw the paper.' });
const agreed = async (corrections = [correction(1)]) => {
  const { body } = await ask('town', corrections);
  const reply = await decide('district', body.id);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};
const filesOf = (number: number) => annexFilesIn(world.ports.seals, 'small', 'all', number);
const sealFiles = () => sealFilesIn(world.ports.seals, 'small', 'all');
const key = () => world.ports.signer.publicKey();

describe('who may', () => {
  beforeEach(sealed);

  test('[S21] an officer asks in the own area, somebody else of the district agrees', async () => {
    expect((await ask('otherTown')).status).toBe(403);
    expect((await ask('collector')).status).toBe(403);
    expect((await ask('town', [{ ...correction(1), village: places.neighbour }])).body).toMatchObject({
      problem: 'no-such-area',
    });
    const { body, status } = await ask('town');
    expect([status, body.state, body.corrections]).toEqual([201, 'asked', 1]);
    for (const person of ['town', 'townChief', 'auditor', 'collector'] as const)
      expect((await decide(person, body.id)).status).toBe(403);
    expect((await decide('district', body.id)).body).toMatchObject({ state: 'sealed', number: 1 });
    const audited = await world.call('district', 'audit');
    expect(audited.body.lines.map(({ verb }: { verb: string }) => verb)).toEqual(
      expect.arrayContaining(['annex.ask', 'annex.agree']),
    );
  });

  test('[S21] nobody agrees to what they asked themselves', async () => {
    const { body } = await ask('district');
    expect((await decide('district', body.id)).body).toMatchObject({ problem: 'another-second-person' });
    const annex = await world.call('district', 'annexes', seal);
    expect(annex.body.annexes).toMatchObject([{ state: 'asked', askedBy: people.district.id }]);
    expect(annex.body.people).toEqual({ [people.district.id]: 'District officer' });
  });

  test('[S21] whoever decides sees before and after, sensitive answers masked', async () => {
    const { body } = await ask('town');
    const shown = await world.call('district', 'annex', { ...seal, annex: body.id });
    expect(shown.body.lines).toMatchObject([
      { unit: unit(1), before: { size: 3, water: 'tap' }, after: { size: 4, water: 'well' } },
    ]);
    expect(JSON.stringify(shown.body)).not.toContain('99010119680315001X');
  });

  test('[S21] declined is the end of it; asked and declined ones have no number and no files', async () => {
    const { body } = await ask('town');
    const file = { ...seal, annex: body.id, file: 'annex.json' };
    expect((await world.call('district', 'annexFile', file)).status).toBe(404);
    expect((await decide('district', body.id, 'decline')).body).toMatchObject({ state: 'declined' });
    expect((await decide('district', body.id)).body).toMatchObject({ problem: 'decided-already' });
    expect((await decide('district', body.id, 'decline')).status).toBe(200);
    expect((await agreed()).number).toBe(1);
  });
});

describe('what may be corrected', () => {
  test('[S24] nothing before the seal is made', async () => {
    expect((await ask('town')).body).toMatchObject({ problem: 'not-sealed-yet' });
  });

  test('[S24] records of the seal, by other answers, that pass the edition they were sealed in, each once', async () => {
    await sealed();
    const refusal = async (...corrections: ReturnType<typeof correction>[]) =>
      (await ask('town', corrections)).body;
    expect(await refusal(correction(3))).toMatchObject({ problem: 'not-in-seal' });
    expect(await refusal(correction(1, { size: 99 }))).toMatchObject({
      problem: 'annex-refused',
      facts: { unit: unit(1), violations: [{ at: 'size' }] },
    });
    expect(await refusal(correction(1, { size: 3, water: 'tap' }))).toMatchObject({
      problem: 'nothing-corrected',
    });
    expect(await refusal(correction(1), correction(1, { size: 5 }))).toMatchObject({
      problem: 'corrected-twice',
    });
    expect((await world.call('town', 'annexes', seal)).body.annexes).toEqual([]);
  });
});

describe('what is sealed', () => {
  beforeEach(sealed);

  test('[S25] the seal stays what it is, byte for byte, and still verifies; the annex lies beside it', async () => {
    const before = await copyFiles(sealFiles());
    const { id, number, root } = await agreed([correction(2), correction(1)]);
    expect(await copyFiles(sealFiles())).toEqual(before);
    expect((await verifySeal(sealFiles(), await key(), sealTools)).valid).toBe(true);
    expect(number).toBe(1);
    expect([...(await filesOf(1).list())].sort()).toEqual([
      'annex.json',
      'annex.sig',
      'corrections.ndjson',
      'public-key.json',
    ]);
    const head = await world.call('auditor', 'annexFile', { ...seal, annex: id, file: 'annex.json' });
    expect(head.body).toMatchObject({ root, number: 1, previous: null, askedBy: people.town.id });
    expect(JSON.stringify(head.body)).not.toContain('李长根');
    for (const file of ['manifest.json', '..~all~manifest.json'])
      expect((await world.call('auditor', 'annexFile', { ...seal, annex: id, file })).status).toBe(404);
  });

  test('[S23] it verifies by itself and against the seal; any changed byte is found', async () => {
    await agreed([correction(1), correction(2)]);
    const options = { ...sealTools, seal: sealFiles() };
    const alone = await verifyAnnex(filesOf(1), await key(), sealTools);
    expect([alone.valid, alone.checks.at(-1)?.code]).toEqual([true, 'seal-not-at-hand']);
    const whole = await verifyAnnex(filesOf(1), await key(), options);
    expect([whole.valid, whole.checks.at(-1)?.code]).toEqual([true, 'corrects-sealed-records']);
    const files = await copyFiles(filesOf(1));
    for (const [path, bytes] of files)
      for (let at = 0; at < bytes.length; at += 7) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const report = await verifyAnnex(mapFiles(withFile(files, path, changed)), await key(), options);
        expect(report.valid, `${path} ${at}`).toBe(false);
        if (path === 'corrections.ndjson') expect(report.failure?.facts.file).toBe('corrections.ndjson');
      }
    for (const extra of ['notes.txt', 'annex.json.bak'])
      expect(
        (await verifyAnnex(mapFiles(withFile(files, extra, new Uint8Array())), await key())).failure,
      ).toMatchObject({ code: 'file-unexpected' });
  });

  test('[S22] annexes are numbered and chained: none can be taken away', async () => {
    await agreed();
    await agreed([correction(1, { size: 6 })]);
    const [first, second] = [await copyFiles(filesOf(1)), await copyFiles(filesOf(2))];
    const head = (files: typeof first) => files.get('annex.json') ?? new Uint8Array();
    const verify = async (previous: Uint8Array) =>
      verifyAnnex(mapFiles(second), await key(), { ...sealTools, previous });
    expect((await verify(head(first))).checks.map(({ code }) => code)).toContain('annex-follows');
    expect((await verify(head(second))).failure).toMatchObject({ code: 'previous-annex-differs' });
    expect(parseAnnex(head(second))).toMatchObject({ ok: true, value: { number: 2 } });
  });

  test('[S23] the command line verifies an annex alone, against its seal, and in its chain', async () => {
    await agreed();
    await agreed([correction(1, { size: 6 })]);
    const scratch = await mkdtemp(join(tmpdir(), 'xiangbiao-annex-'));
    const write = async (name: string, files: FileMap) => {
      await writeFolder(join(scratch, name), files);
      return join(scratch, name);
    };
    const [first, second] = [
      await write('first', await copyFiles(filesOf(1))),
      await write('second', await copyFiles(filesOf(2))),
    ];
    const whole = await write('seal', await copyFiles(sealFiles()));
    const verify = async (...args: string[]) => {
      const out: string[] = [];
      const print = (line: string) => out.push(line);
      const code = await run(['verify', ...args], { language: 'en', print, complain: print });
      return { code, out: out.join('\n') };
    };
    const alone = await verify(second);
    expect(alone.out).toContain('(not looked at here; --seal does)');
    expect(alone.code).toBe(0);
    const all = await verify(second, '--seal', whole, '--previous', first);
    expect(all.out).toContain('It follows on annex 1.');
    expect(all.out).toContain('Every record that it corrects is in the seal “all”.');
    expect(all.code).toBe(0);
    expect((await verify(first, '--seal', whole)).out).toContain('It is the first annex of the seal.');
    const wrong = await verify(second, '--previous', second);
    expect([wrong.code, wrong.out.includes('is not the one that it names')]).toEqual([1, true]);
    expect((await verify(second, '--seal', join(scratch, 'nowhere'))).code).toBe(2);
    await rm(scratch, { recursive: true, force: true });
  });

  test('[S25] where the API may not write seals, another function is told of the agreement and seals', async () => {
    const { body } = await ask('town');
    const agree = agreeing(body.id);
    const { put: _, ...reading } = world.ports.seals;
    const forbidden = { ...reading, put: () => Promise.reject(new Error('AccessDenied')) };
    const api: Ports = { ...world.ports, seals: forbidden, annexes: 'elsewhere' };
    for (let again = 0; again < 2; again++)
      expect(await decideAnnex(people.district, agree)(api)).toMatchObject({ value: { state: 'agreed' } });
    const { pk, sk } = annexKey('small', 'all', body.id);
    const told = (keys: { readonly pk: string; readonly sk: string }) => ({
      Records: [{ dynamodb: { Keys: { pk: { S: keys.pk }, sk: { S: keys.sk } } } }],
    });
    expect(await sealTold(told({ pk, sk: 'ANNEXLINE#all#x#0000' }))(world.ports)).toEqual({ sealed: 0 });
    expect(await sealTold(told({ pk, sk }))(world.ports)).toEqual({ sealed: 1 });
    expect(await sealTold(told({ pk, sk }))(world.ports)).toEqual({ sealed: 0 });
    expect((await world.call('town', 'annexes', seal)).body.annexes).toMatchObject([{ state: 'sealed' }]);
  });

  test('[S25] killed after any file, agreeing again comes to the same bytes', async () => {
    const { body } = await ask('town');
    const agree = agreeing(body.id);
    for (let puts = 0; puts < 4; puts++) {
      let left = Math.min(1, puts); // what was written before is not written again: one file more each time
      const failing: Ports['seals'] = {
        ...world.ports.seals,
        put: async (...args) => {
          if (left-- === 0) throw new Error('killed');
          return world.ports.seals.put(...args);
        },
      };
      await expect(decideAnnex(people.district, agree)({ ...world.ports, seals: failing })).rejects.toThrow(
        'killed',
      );
      expect((await world.call('town', 'annexes', seal)).body.annexes).toMatchObject([{ state: 'agreed' }]);
    }
    world.setClock('2022-12-24T12:00:00');
    expect((await decide('district', body.id)).body).toMatchObject({ state: 'sealed', number: 1 });
    expect(await world.ports.seals.list(annexFolder('small', 'all', 2))).toEqual([]);
    const before = await copyFiles(filesOf(1));
    expect((await decide('district', body.id)).status).toBe(200);
    expect(await copyFiles(filesOf(1))).toEqual(before);
  });
});
