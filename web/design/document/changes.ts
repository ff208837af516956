/**
 * What a publication changes, question by question, in terms that can be put into words (D10). Both sides come with their
 * code lists resolved, so a changed list shows as changed options.
 */
import type { Json, JsonObject } from '#forms/json.ts';
import { optionsOf } from './edit.ts';
import { kindOf } from './kinds.ts';
import { type Place, placesOf } from './places.ts';

export const aspects = [
  'title',
  'help',
  'required',
  'kind',
  'limits',
  'options',
  'condition',
  'place',
  'other',
] as const;
export type Aspect = (typeof aspects)[number];

export interface Changed {
  readonly key: string;
  readonly what: 'added' | 'removed' | 'changed';
  /** As it is afterwards; as it was when removed. */
  readonly place: Place;
  readonly before?: Place;
  readonly aspects: readonly Aspect[];
  /** Values of options that went: records may hold them. */
  readonly optionsGone: readonly string[];
}

const aspectOf: { readonly [property: string]: Aspect } = {
  title: 'title',
  description: 'help',
  isRequired: 'required',
  requiredIf: 'required',
  type: 'kind',
  inputType: 'kind',
  min: 'limits',
  max: 'limits',
  step: 'limits',
  maxLength: 'limits',
  validators: 'limits',
  minPanelCount: 'limits',
  maxPanelCount: 'limits',
  choices: 'options',
  codeList: 'options',
  choicesVisibleIf: 'options',
  visibleIf: 'condition',
  enableIf: 'condition',
};
/** What is inside is compared on its own; a name is the key. */
const notOwn = new Set(['elements', 'templateElements', 'name']);

const same = (left: Json | undefined, right: Json | undefined) =>
  JSON.stringify(left) === JSON.stringify(right);

const aspectsBetween = (before: JsonObject, after: JsonObject): readonly Aspect[] => {
  const properties = new Set([...Object.keys(before), ...Object.keys(after)]);
  const found = new Set<Aspect>();
  for (const property of properties)
    if (!notOwn.has(property) && !same(before[property], after[property]))
      found.add(aspectOf[property] ?? 'other');
  return aspects.filter((aspect) => found.has(aspect));
};

const optionsGone = (before: JsonObject, after: JsonObject): readonly string[] => {
  const kept = new Set(optionsOf(after).map(({ value }) => String(value)));
  return optionsOf(before)
    .map(({ value }) => String(value))
    .filter((value) => !kept.has(value));
};

/** The fewest keys that must have moved for the old order of siblings to become the new one. */
const movedAmong = (old: readonly Place[], now: readonly Place[]): ReadonlySet<string> => {
  const rank = new Map(old.map((place, index) => [`${place.parent}/${place.key}`, index]));
  const moved = new Set<string>();
  for (const parent of new Set(now.map((place) => place.parent))) {
    const siblings = now
      .filter((place) => place.parent === parent && rank.has(`${parent}/${place.key}`))
      .map((place) => ({ key: place.key, rank: rank.get(`${parent}/${place.key}`) ?? 0 }));
    // The longest rising run that can be picked out stays; what is left moved.
    const best = siblings.map((sibling) => ({ ...sibling, length: 1, before: -1 }));
    best.forEach((here, index) => {
      for (let earlier = 0; earlier < index; earlier++) {
        const there = best[earlier];
        if (there && there.rank < here.rank && there.length >= here.length) {
          here.length = there.length + 1;
          here.before = earlier;
        }
      }
    });
    const kept = new Set<string>();
    let at = best.reduce((top, here, index) => (here.length > (best[top]?.length ?? 0) ? index : top), 0);
    for (let here = best[at]; here; here = best[at]) {
      kept.add(here.key);
      at = here.before;
    }
    for (const { key } of siblings) if (!kept.has(key)) moved.add(key);
  }
  return moved;
};

/** Did anything change that belongs to no question: the questionnaire's own title, computed values, texts? */
export const headChanged = (
  { pages: _before, ...before }: JsonObject,
  { pages: _after, ...after }: JsonObject,
): boolean => !same(before, after);

export const changesBetween = (before: JsonObject, after: JsonObject): readonly Changed[] => {
  const [old, now] = [placesOf(before), placesOf(after)];
  const oldByKey = new Map(old.map((place) => [place.key, place]));
  const nowKeys = new Set(now.map((place) => place.key));
  const outOfOrder = movedAmong(old, now);
  const addedOrChanged = now.flatMap((place): readonly Changed[] => {
    const was = oldByKey.get(place.key);
    if (!was) return [{ key: place.key, what: 'added', place, aspects: [], optionsGone: [] }];
    const found = aspectsBetween(was.element, place.element);
    const moved =
      was.parent !== place.parent || outOfOrder.has(place.key) ? [...found, 'place' as const] : found;
    if (moved.length === 0) return [];
    const gone = kindOf(place.element) === kindOf(was.element) ? optionsGone(was.element, place.element) : [];
    return [{ key: place.key, what: 'changed', place, before: was, aspects: moved, optionsGone: gone }];
  });
  const removed = old
    .filter((place) => !nowKeys.has(place.key))
    .map((place): Changed => ({ key: place.key, what: 'removed', place, aspects: [], optionsGone: [] }));
  return [...addedOrChanged, ...removed];
};
