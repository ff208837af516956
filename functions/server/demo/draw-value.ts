/**
 * Draws what a demo plan describes. A text that begins with `=` is an expression, any other is filled (fill-text.ts); lists
 * and objects are drawn part by part, where `{me.…}` is the object so far and what comes out as nothing stays away.
 * An object with one of these keys is drawn instead of copied:
 * `$pick` one of its keys, by weights that are numbers or expressions · `$whole` a whole number between two ·
 * `$about` a log-normal amount: `[median, sigma]`, with `step`, `min`, `max` · `$chance` yes with that probability ·
 * `$case` pairs of condition and value, of which the first that holds counts · `$if` a condition for `$be` ·
 * `$each` `$be` for every item of a list as `{x}` (or as `$as` calls it), where `$if` holds · `$oneIn` one unit of so many of its village, by turns:
 * its turn's number, else 0 · `$born` a birth date of an age on a day · `$idNumber` the number of somebody born then.
 */
import type { Json, JsonObject } from '#forms/json.ts';
import type { FillText } from './fill-text.ts';
import { type SeededDice, seededDice } from './seeded-dice.ts';
import { holds, sketched } from './sketch-expression.ts';
import type { SketchNames } from './sketch-names.ts';
import { rounded } from './vary-answers.ts';
import { birthDateAt, idNumberOf } from './vary-person.ts';

export interface DrawnUnit {
  /** Area code. */
  readonly village: string;
  /** From 1, within its village. */
  readonly order: number;
}
export interface Drawing {
  readonly dice: SeededDice;
  readonly names: SketchNames;
  readonly unit: DrawnUnit;
  /** The campaign's day, YYYY-MM-DD. */
  readonly today: string;
  readonly text: FillText;
  /** Of a text that is nothing but `{of:…}`, whatever its type. */
  readonly answerAt?: (path: string) => Json;
}
type Drawn = Json | undefined;
type Draw = (form: JsonObject, drawing: Drawing) => Drawn;

const takenOver = /^\{of:([^{}]+)\}$/;

const ofText = (value: string, { names, today, text, answerAt }: Drawing): Drawn => {
  if (value.startsWith('=')) return sketched(value.slice(1), names, today);
  const path = takenOver.exec(value)?.[1];
  return path !== undefined && answerAt ? answerAt(path) : text(value);
};

/** A number, or an expression that gives one. */
const amount = (value: Json | undefined, drawing: Drawing): number => {
  const drawn = value === undefined ? undefined : draw(value, drawing);
  if (typeof drawn !== 'number') throw new Error(`the demo plan wants a number: ${JSON.stringify(value)}`);
  return drawn;
};
const pairOf = (value: Json | undefined, drawing: Drawing): readonly [number, number] => {
  const [from, to] = Array.isArray(value) ? (value as readonly Json[]) : [];
  return [amount(from, drawing), amount(to, drawing)];
};
const among = (value: number, { min, max }: JsonObject, drawing: Drawing): number =>
  Math.min(
    max === undefined ? Number.POSITIVE_INFINITY : amount(max, drawing),
    Math.max(min === undefined ? Number.NEGATIVE_INFINITY : amount(min, drawing), value),
  );

const pick: Draw = ({ $pick }, drawing) => {
  const weights = Object.entries($pick as JsonObject).map(
    ([name, weight]) => [name, amount(weight, drawing)] as const,
  );
  let left = drawing.dice.next() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of weights) {
    left -= weight;
    if (left < 0) return name;
  }
  throw new Error(`nothing to pick from: ${JSON.stringify($pick)}`);
};

const about: Draw = (form, drawing) => {
  const [median, sigma] = pairOf(form.$about, drawing);
  const { dice } = drawing;
  const normal = Math.sqrt(-2 * Math.log(1 - dice.next())) * Math.cos(2 * Math.PI * dice.next());
  const step = form.step === undefined ? 1 : amount(form.step, drawing);
  return among(rounded(median * Math.exp(sigma * normal), step), form, drawing);
};

const cases: Draw = ({ $case }, drawing) => {
  for (const [when, value] of $case as readonly (readonly [string, Json])[])
    if (holds(when, drawing.names, drawing.today)) return draw(value, drawing);
  return undefined;
};

const where = (when: Json | undefined, drawing: Drawing): boolean =>
  when === undefined || holds(when as string, drawing.names, drawing.today);

const each = ({ $each, $as = 'x', $if, $be }: JsonObject, drawing: Drawing): readonly Json[] => {
  const items = draw($each as Json, drawing);
  if (!Array.isArray(items)) return [];
  return (items as readonly Json[]).flatMap((item) => {
    const inside = { ...drawing, names: drawing.names.with($as as string, item) };
    return where($if, inside) ? (draw($be as Json, inside) ?? []) : [];
  });
};

const oneIn: Draw = ({ $oneIn }, { unit }) => {
  const size = $oneIn as number;
  const turn = Math.floor((unit.order - 1) / size);
  const chosen = seededDice(`${unit.village}/one in ${size}/${turn}`).whole(0, size - 1);
  return (unit.order - 1) % size === chosen ? turn + 1 : 0;
};

const born: Draw = ({ $born }, drawing) => {
  const [age, day] = $born as readonly [Json, string];
  return birthDateAt(amount(age, drawing), day, drawing.dice);
};

const idNumber: Draw = ({ $idNumber, prefix }, drawing) => {
  const [birthDate, male] = ($idNumber as readonly string[]).map((part) => draw(part, drawing));
  const [village, order] = [Number(drawing.unit.village.slice(-3)), drawing.unit.order];
  return idNumberOf(prefix as string, String(birthDate), male === true, village, order);
};

const forms: { readonly [key: string]: Draw } = {
  $pick: pick,
  $whole: ({ $whole }, drawing) => drawing.dice.whole(...pairOf($whole, drawing)),
  $about: about,
  $chance: ({ $chance }, drawing) => drawing.dice.next() < amount($chance, drawing),
  $case: cases,
  $each: each,
  $if: ({ $if, $be }, drawing) => (where($if, drawing) ? draw($be as Json, drawing) : undefined),
  $oneIn: oneIn,
  $born: born,
  $idNumber: idNumber,
};

const ofObject = (value: JsonObject, drawing: Drawing): JsonObject => {
  const made: { [name: string]: Json } = {};
  const inside = { ...drawing, names: drawing.names.with('me', made) };
  for (const [name, part] of Object.entries(value)) {
    const drawn = draw(part, inside);
    if (drawn !== undefined) made[name] = drawn;
  }
  return made;
};

const isEach = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, '$each');

/** Lists within lists run together where `$each` makes them. */
const ofList = (items: readonly Json[], drawing: Drawing): readonly Json[] =>
  items.flatMap((item) => {
    if (isEach(item)) return each(item, drawing);
    const drawn = draw(item, drawing);
    return drawn === undefined ? [] : [drawn];
  });

export function draw(value: Json, drawing: Drawing): Drawn {
  if (typeof value === 'string') return ofText(value, drawing);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return ofList(value as readonly Json[], drawing);
  const object = value as JsonObject;
  if (object.$each !== undefined) return each(object, drawing);
  const key = Object.keys(object).find((name) => name.startsWith('$'));
  const form = key === undefined ? undefined : forms[key];
  if (key !== undefined && form === undefined) throw new Error(`the demo plan knows no ${key}`);
  return form ? form(object, drawing) : ofObject(object, drawing);
}
