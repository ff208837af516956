/** The pieces that the shapes of the wire are made of. */
import * as z from 'zod';
import { isJsonObject, type JsonObject } from '../json.ts';
import { isAreaCode } from '../permission/area.ts';

/** No half surrogate pairs: they are no text, and no store keeps them. */
export const sentence = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((text) => !/\p{Surrogate}/u.test(text), 'not well-formed');
export const name = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
/** A unit's id: a device names what it adds `<parent>~<letters and digits>` (W33). */
export const unitId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._~-]*$/);
export const area = z.string().refine(isAreaCode, 'not a 12-digit area code');
export const uuid = z.uuid();
export const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
/** A kept file of a village (route keepBlob): the last part of its reference. */
export const keptFile = z.string().regex(/^[0-9a-f]{64}\.[a-z0-9]{2,5}$/);
/** Handed on untouched: a parser that rebuilds the object could lose what the engine must see and refuse. */
export const jsonObject = z.custom<JsonObject>(isJsonObject, 'not an object');
