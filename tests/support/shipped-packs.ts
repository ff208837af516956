/** The packs that ship, as files, as parsed packs, and with one filled-in example for each questionnaire. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EvaluationContext } from '#forms/answers/answers.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import { isPackFile, type Pack, type PackFiles, parsePack } from '#forms/campaign/pack.ts';
import { isPicturePath } from '#forms/campaign/pack-pictures.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { type DemoPlan, parseDemoPlan } from '#functions/server/demo/demo-plan.ts';

const packs = new URL('../../forms/packs/', import.meta.url).pathname;
const examples = new URL('answers/', import.meta.url).pathname;

export const shippedPacks = ['township-2022', 'household-census'] as const;
export type ShippedPack = (typeof shippedPacks)[number];

const readBytes = (file: string): Uint8Array => new Uint8Array(readFileSync(file));
const readJson = (file: string): JsonObject => JSON.parse(readFileSync(file, 'utf8'));

export const packFiles = (id: ShippedPack): PackFiles =>
  Object.fromEntries(
    readdirSync(join(packs, id), { recursive: true, encoding: 'utf8' })
      .filter(isPackFile)
      .filter((path) => statSync(join(packs, id, path)).isFile())
      .map((path) => [
        path,
        isPicturePath(path) ? readBytes(join(packs, id, path)) : readJson(join(packs, id, path)),
      ]),
  );

/** Throws with every fault when a shipped pack has one. */
export const shippedPack = (id: ShippedPack): Pack => parsed(id, packFiles(id));

const parsed = (id: ShippedPack, files: PackFiles): Pack => {
  const result = parsePack(files);
  if (result.ok) return result.value;
  throw new Error(`${id}: ${JSON.stringify(result.refusal, null, 1)}`);
};

/** A questionnaire file that no line of pack.json names yet: written, and waiting to be switched on. */
const waiting = (files: PackFiles): readonly string[] => {
  const named = listed(files).map(({ file }) => file);
  return Object.keys(files)
    .filter((path) => path.startsWith('questionnaires/') && !named.includes(path))
    .sort();
};

const listed = (files: PackFiles): readonly JsonObject[] =>
  (files['pack.json'] as { readonly questionnaires: readonly JsonObject[] }).questionnaires;

/** Ids of all questionnaires of the folder, those that wait to be switched on too. */
export const questionnaireIds = (id: ShippedPack): readonly string[] =>
  shippedPackWithWaiting(id).questionnaires.map((questionnaire) => questionnaire.id);

/** The pack as if every questionnaire in its folder were switched on. Throws when a shipped file has a fault. */
export const shippedPackWithWaiting = (id: ShippedPack): Pack => {
  const files = packFiles(id);
  const [first] = listed(files);
  const added = waiting(files).map((file) => ({ ...first, id: basename(file, '.json'), file }));
  const head = files['pack.json'] as JsonObject;
  return parsed(id, { ...files, 'pack.json': { ...head, questionnaires: [...listed(files), ...added] } });
};

export const demoPlan = (id: ShippedPack): DemoPlan => parseDemoPlan(readJson(join(packs, id, 'demo.json')));

export const exampleAnswers = (questionnaire: string): JsonObject =>
  readJson(join(examples, `${questionnaire}.json`));

export const editionIn = (pack: Pack, questionnaire: string): Edition => {
  const edition = pack.editions.find((candidate) => candidate.questionnaire === questionnaire);
  if (!edition) throw new Error(`${pack.id} has no questionnaire ${questionnaire}`);
  return edition;
};

/** A day on which each pack collects; the examples are signed before it. */
export const collecting = (pack: Pick<Pack, 'calendar' | 'parameters'>): EvaluationContext => {
  const { timeZone, stages } = pack.calendar;
  const now = Math.min(...stages.map((stage) => stage.to)) - 5 * 86_400_000;
  return { now, timeZone, today: dateAt(now, timeZone), parameters: pack.parameters };
};
