/** No part of a pack serves one campaign alone: whatever the first pack says, the second one says too, in its own words. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rights, stagesOf } from '#forms/campaign/calendar.ts';
import { questionnaireShape, unitKindShape } from '#forms/campaign/pack-units.ts';
import { attributeKinds } from '#forms/campaign/unit.ts';
import { keepers, severities } from '#forms/checks/check.ts';
import { scopes } from '#forms/dossier/place.ts';
import { isJsonObject, type Json, type JsonObject } from '#forms/json.ts';
import { evidences, spans } from '#forms/workflows/workflow.ts';
import { type ShippedPack, shippedPack, shippedPacks } from '#tests/support/shipped-packs.ts';

const folderOf = (id: ShippedPack) => new URL(`../../../forms/packs/${id}/`, import.meta.url);
const jsonIn = (id: ShippedPack, folder: string): readonly Json[] =>
  readdirSync(new URL(folder, folderOf(id)))
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(folder + name, folderOf(id)), 'utf8')) as Json);
const jsonOf = (id: ShippedPack, name: string): Json =>
  JSON.parse(readFileSync(new URL(name, folderOf(id)), 'utf8')) as Json;

/** Names that a pack makes up itself, and texts by language: what stands below them is no feature. */
const ownNames = new Set(['parameters', 'groupTitles', 'rowKeys', 'title', 'short', 'counter', 'plural']);
const ownTexts = new Set(['message', 'help', 'late', 'text']);

/** Where something is said, whatever its name and position: `unitKinds.attributes.from`. */
const placesIn = (value: Json, at = ''): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item: Json) => placesIn(item, at));
  if (!isJsonObject(value)) return [at];
  return Object.entries(value as JsonObject).flatMap(([name, part]) => {
    const place = at === '' ? name : `${at}.${name}`;
    return ownNames.has(name) || ownTexts.has(name) ? [place] : placesIn(part, place);
  });
};
const placesOf = (id: ShippedPack): ReadonlySet<string> =>
  new Set([
    ...placesIn(jsonOf(id, 'pack.json'), 'pack'),
    ...placesIn(jsonOf(id, 'calendar.json'), 'calendar'),
    ...placesIn(jsonOf(id, 'facts.json'), 'facts'),
    ...placesIn(jsonIn(id, 'checks/'), 'checks'),
    ...placesIn(jsonIn(id, 'workflows/'), 'workflows'),
  ]);

test('[C33] whatever a shipped pack says somewhere, the census says there too', () => {
  const said = placesOf('household-census');
  for (const id of shippedPacks) expect([...placesOf(id)].filter((place) => !said.has(place))).toEqual([]);
});

test('[C33] the census uses every property of unit kinds and questionnaires', () => {
  const said = [...placesOf('household-census')].flatMap((place) => [place, place.replace(/\.[^.]*$/, '')]);
  for (const name of Object.keys(unitKindShape.shape)) expect(said).toContain(`pack.unitKinds.${name}`);
  for (const name of Object.keys(questionnaireShape.shape))
    expect(said).toContain(`pack.questionnaires.${name}`);
});

describe('[C33] the census uses every word that stands in a list', () => {
  const pack = shippedPack('household-census');
  const steps = (pack.workflows ?? []).flatMap((workflow) => workflow.steps);
  const checks = (jsonIn('household-census', 'checks/') as readonly JsonObject[]).flatMap(
    ({ checks: all }) => all as readonly JsonObject[],
  );
  const wordsOf = (name: string) => checks.map((check) => check[name]);
  test.each([
    ['rights', rights, pack.calendar.stages.map(({ right }) => right)],
    [
      'kinds of attributes',
      attributeKinds,
      pack.unitKinds.flatMap(({ attributes = [] }) => attributes.map(({ kind }) => kind)),
    ],
    ['scopes', scopes, wordsOf('scope')],
    ['severities', severities, wordsOf('severity')],
    ['evidence', evidences, steps.map(({ evidence }) => evidence)],
    ['spans', spans, steps.flatMap(({ due = {} }) => Object.keys(due))],
  ] as const)('%s', (_, all, used) => {
    for (const word of all) expect(used as readonly unknown[]).toContain(word);
  });

  test('something is kept by a part of the product', () => {
    expect(keepers.some((keeper) => wordsOf('kept').includes(keeper))).toBe(true);
  });
});

test('[C33] prefilled in full and in part, keys of one and of several questions, on inner rows too', () => {
  const { questionnaires } = shippedPack('household-census');
  const prefill = questionnaires.map((one) => one.prefill);
  expect(prefill).toContain(true);
  expect(prefill.some((one) => Array.isArray(one))).toBe(true);
  const keys = questionnaires.flatMap(({ rowKeys = {} }) => Object.entries(rowKeys));
  expect(keys.some(([list, key]) => list.includes('.') && key !== undefined)).toBe(true);
  expect(questionnaires.some(({ filledBy }) => filledBy.join() !== 'collector')).toBe(true);
  expect(questionnaires.some(({ scanPages }) => scanPages > 0)).toBe(true);
});

test('[C33] parameters of every kind', () => {
  const kinds = Object.values(shippedPack('household-census').parameters).map((value) => {
    if (Array.isArray(value)) return 'list';
    return typeof value === 'object' ? 'map' : typeof value;
  });
  expect(new Set(kinds)).toEqual(new Set(['string', 'number', 'list', 'map']));
});

test('[C33] the clocks go back while the census collects', () => {
  const { calendar } = shippedPack('household-census');
  const [stage] = stagesOf(calendar, calendar.groups[0] ?? '');
  const offsetAt = (at: number | undefined) =>
    new Intl.DateTimeFormat('en', { timeZone: calendar.timeZone, timeZoneName: 'longOffset' }).format(at);
  const offset = (at: number | undefined) => /GMT\S*/.exec(offsetAt(at))?.[0];
  expect(offset(stage?.from)).toBe('GMT-04:00');
  expect(offset(stage?.to)).toBe('GMT-05:00');
});
