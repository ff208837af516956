/** The round before, as stored beside the units that gave it: canonical bytes, compressed, written once at the opening. */
import * as z from 'zod';
import type { JsonObject } from '#forms/json.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import type { PreviousAnswers } from '#forms/wire/units.ts';
import type { Item, Table } from '../ports.ts';
import { gunzip, gzip, textOf } from './bytes.ts';
import * as keys from './keys.ts';

export const previousItem = (
  campaign: string,
  village: string,
  { unit, questionnaire, answers }: PreviousAnswers,
): Item => ({
  ...keys.previousKey(campaign, village, unit, questionnaire),
  unit,
  questionnaire,
  body: gzip(canonicalJson(answers)),
});

const shape = z.object({ unit: z.string(), questionnaire: z.string(), body: z.instanceof(Uint8Array) });

export const previousOf = (item: Item): PreviousAnswers => {
  const { body, ...about } = shape.parse(item);
  return { ...about, answers: JSON.parse(textOf(gunzip(body))) as JsonObject };
};

export const readPreviousAnswers = async (
  table: Table,
  campaign: string,
  {
    village,
    unit,
    questionnaire,
  }: { readonly village: string; readonly unit: string; readonly questionnaire: string },
): Promise<JsonObject | undefined> => {
  const item = await table.get(keys.previousKey(campaign, village, unit, questionnaire));
  return item && previousOf(item).answers;
};
