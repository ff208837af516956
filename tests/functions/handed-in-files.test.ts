/** Files that go with a denial or a step: sent before, opened by whoever may see what was done, and the log says by whom. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerBlobReference } from '#forms/answers/blob-reference.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { hexOf, sha256 } from '#functions/store/bytes.ts';
import * as keys from '#functions/store/keys.ts';
import { allOf } from '#functions/store/village.ts';
import { type FlowWorld, openFlowWorld } from '#tests/support/flow-world.ts';
import { aPng } from '#tests/support/pictures.ts';
import { home, unitOf } from '#tests/support/sheet-world.ts';
import { type PersonName, places } from '#tests/support/world.ts';

let world: FlowWorld;
let finding: string;
beforeEach(async () => {
  world = await openFlowWorld({ table: memoryTable() });
  await world.submit({ answers: { ...home, size: 6, remark: 'seen' } });
  await world.run();
  const opened = { unit: unitOf(1), questionnaire: 'home', comment: '请核实' };
  finding = (await world.call('town', 'openFinding', {}, opened)).body.id;
});
afterEach(() => world.close());

const page = aPng(20, 30);
const type = 'image/png';
const digest = hexOf(sha256(page));
const file = answerBlobReference({ village: places.village, sha256: digest, type })?.split('/').at(-1) ?? '';

/** As a phone sends it. */
const handIn = async (person: PersonName = 'collector') => {
  const facts = { sha256: digest, size: page.byteLength, type };
  const { url, headers } = (await world.call(person, 'requestBlob', {}, facts)).body.upload;
  await world.app.request(new URL(url).pathname, { method: 'PUT', headers, body: page as never });
  return world.call(person, 'keepBlob', { blob: file }, {});
};
const deny = (more: object = {}) =>
  world.call('collector', 'answerFinding', { finding }, { kind: 'deny', text: '户口簿上就是六人', ...more });
const opened = async (person: PersonName | undefined, params: object = {}) => {
  const { status, body } = await world.call(person, 'findingFile', { finding, file, ...params });
  if (status !== 200) return status;
  const response = await world.app.request(new URL(body.download).pathname);
  return new Uint8Array(await response.arrayBuffer());
};
const logged = async (verb: string) =>
  (await allOf(world.ports.table, keys.auditPk('small'), ''))
    .filter((line) => line.verb === verb)
    // The clock stands still here, so lines are in no order.
    .sort((a, b) => String(a.who).localeCompare(String(b.who)));

test('[K16] a denial carries a file that is there, and is refused whole when it is not', async () => {
  expect(await deny({ file })).toMatchObject({
    ...{ status: 409, body: { problem: 'files-missing', facts: { files: [file] } } },
  });
  const state = async () => (await world.call('town', 'finding', { finding })).body.finding;
  expect((await state()).state).toBe('open');
  expect(await logged('finding.deny')).toEqual([]);
  await handIn();
  expect((await deny({ file })).status).toBe(200);
  expect((await state()).steps.at(-1)).toMatchObject({ kind: 'deny', by: 'p-collector', file });
});

test('[K16] words alone will do, a file alone will not, and nothing else carries one', async () => {
  await handIn();
  const answer = (body: object) => world.call('collector', 'answerFinding', { finding }, body);
  expect((await answer({ kind: 'deny', file })).status).toBe(400);
  expect((await answer({ kind: 'deny', text: '没有此事', file: '../x.png' })).status).toBe(400);
  expect((await answer({ kind: 'explain', text: '三代同住', file })).status).toBe(400);
  expect((await deny()).status).toBe(200);
});

test('[K17] it is opened by whoever may read the findings of the village, and the log says who did', async () => {
  await handIn();
  await deny({ file });
  for (const person of ['collector', 'town', 'district', 'auditor'] as const)
    expect(await opened(person), person).toEqual(page);
  expect(await logged('finding.file')).toMatchObject(
    ['p-auditor', 'p-collector', 'p-district', 'p-town'].map((who) => ({
      ...{ who, on: `${places.village}/${unitOf(1)}/home`, why: finding },
    })),
  );
});

test('[K17] nobody else opens it, and no other file is opened by its way', async () => {
  await handIn();
  expect(await opened('town')).toBe(404);
  await deny({ file });
  for (const person of ['neighbour', 'otherTown', 'designer', 'nobody'] as const)
    expect(await opened(person), person).toBe(403);
  expect(await opened(undefined)).toBe(401);
  expect(await opened('town', { file: `${'0'.repeat(64)}.png` })).toBe(404);
  expect(await opened('town', { finding: '01890000-0000-7000-8000-000000000000' })).toBe(404);
  expect(await opened('town', { area: places.neighbour })).toBe(404);
  expect(await logged('finding.file')).toEqual([]);
});

test('[K18] what a step was done with is opened by whoever may look at the flow, and the log says who did', async () => {
  const at = (person: PersonName | undefined, more: object = {}) =>
    world.call(person, 'flowFile', { unit: unitOf(1), workflow: 'large', file, ...more });
  await handIn('town');
  expect((await at('town')).status).toBe(404);
  await world.move('collector', 'look', { note: 'Three generations.' });
  expect((await world.move('town', 'decide', { file })).status).toBe(200);
  for (const person of ['collector', 'town', 'district', 'auditor'] as const)
    expect((await at(person)).status, person).toBe(200);
  const { body } = await at('district');
  const response = await world.app.request(new URL(body.download).pathname);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(page);
  for (const person of ['neighbour', 'otherTown', 'designer', 'nobody'] as const)
    expect((await at(person)).status, person).toBe(403);
  expect((await at('town', { workflow: 'none' })).body.problem).toBe('no-such-flow');
  expect((await at('town', { unit: unitOf(2) })).body.problem).toBe('no-such-flow');
  expect((await at('town', { file: `${'0'.repeat(64)}.png` })).body.problem).toBe('no-such-blob');
  const lines = await logged('workflow.file');
  expect(lines.length).toBe(5);
  expect(lines[0]).toMatchObject({
    who: 'p-auditor',
    on: `${places.village}/${unitOf(1)}/large`,
    why: 'look',
  });
});
