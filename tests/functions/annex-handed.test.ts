/** Annexes as a browser gets them: a zip or a folder handed over, with or without the seal that they correct. */
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { annexFilesIn, sealFilesIn } from '#functions/store/seal-files.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { copyFiles, type FileMap, withFile } from '#tests/support/seal/file-map.ts';
import { aSubmission, openWorld, places, type World } from '#tests/support/world.ts';
import { verifyHanded } from '#web/supervise/annex/verify-handed.ts';
import { filesHandedOver, type HandedFile } from '#web/supervise/sealed-folder.ts';

let world: World;
const unit = `${places.village}-H1`;
const seal = { seal: 'all' };

const corrected = async (size: number) => {
  const answers = { head: '李长根', idNo: '99010119680315001X', size, water: 'well' };
  const correction = { village: places.village, unit, questionnaire: 'home', answers };
  const asked = { corrections: [correction], reason: 'The size was misread.' };
  const { body } = await world.call('town', 'askAnnex', { ...seal, area: places.village }, asked);
  const decision = { decision: 'agree', why: 'I saw the paper.' };
  expect((await world.call('district', 'decideAnnex', { ...seal, annex: body.id }, decision)).status).toBe(
    200,
  );
};

beforeEach(async () => {
  world = await openWorld();
  expect((await world.call('collector', 'submit', {}, aSubmission({ unit }))).status).toBe(201);
  world.setClock('2022-11-26T00:00:01');
  await runDeadlines()(world.ports);
  await corrected(6);
  await corrected(7);
});
afterEach(() => world.close());

const annex = (number: number) => copyFiles(annexFilesIn(world.ports.seals, 'small', 'all', number));
const named = (files: FileMap, folder: string) =>
  [...files].map(([path, bytes]) => [`${folder}/${path}`, new Uint8Array(bytes)] as const);
const asFolder = (files: FileMap): readonly HandedFile[] =>
  named(files, 'Downloads/annex').map(([path, bytes]) => [path, new Blob([bytes])]);
const asZip = (files: FileMap): readonly HandedFile[] => [
  ['annex.zip', new Blob([new Uint8Array(zipSync(Object.fromEntries(named(files, 'small-all-annex-1'))))])],
];
const verified = async (
  given: readonly HandedFile[],
  before: { seal?: FileMap; heads?: Uint8Array[] } = {},
) => {
  const files = await filesHandedOver(given);
  if (!files) throw new Error('neither a seal nor an annex');
  const corrects = before.seal && (await filesHandedOver(asFolder(before.seal)));
  const key = await world.ports.signer.publicKey();
  return verifyHanded(files, { key, seal: corrects, heads: before.heads ?? [] });
};
const codes = ({ checks }: Awaited<ReturnType<typeof verified>>) => checks.map(({ code }) => code);

test('[S27] as a zip and as a folder it is verified by itself, and says what is not at hand', async () => {
  const files = await annex(2);
  for (const given of [asZip(files), asFolder(files)]) {
    const report = await verified(given);
    expect(report).toMatchObject({ valid: true, annex: { number: 2, seal: { id: 'all' } } });
    expect(codes(report)).toEqual([
      'annex-signed',
      'annex-two-people',
      'corrections-match',
      'annex-previous-named',
      'seal-not-at-hand',
    ]);
  }
});

test('[S27] held against the seal and the annex before it, whichever others were handed over', async () => {
  const [first, second] = [await verified(asZip(await annex(1))), await verified(asZip(await annex(2)))];
  const heads = [second, first].flatMap(({ head }) => (head ? [head] : []));
  const whole = await copyFiles(sealFilesIn(world.ports.seals, 'small', 'all'));
  const report = await verified(asZip(await annex(2)), { seal: whole, heads });
  expect(codes(report).slice(-2)).toEqual(['annex-follows', 'corrects-sealed-records']);
  expect(codes(await verified(asZip(await annex(1)), { heads }))).toContain('annex-first');
  const leaves = [...whole.keys()].find((path) => path.endsWith('.leaves')) ?? '';
  const other = withFile(whole, leaves, new Uint8Array());
  expect((await verified(asZip(await annex(2)), { seal: other })).failure).toMatchObject({
    code: 'file-differs',
  });
});

test('[S27] a changed line is found and named', async () => {
  const files = await annex(1);
  const lines = Uint8Array.from(files.get('corrections.ndjson') ?? []);
  lines[100] = (lines[100] ?? 0) ^ 1;
  expect((await verified(asFolder(withFile(files, 'corrections.ndjson', lines)))).failure).toMatchObject({
    code: 'leaf-differs',
    facts: { file: 'corrections.ndjson', line: 1, unit },
  });
});
