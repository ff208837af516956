/** A list of items with the same questions (SurveyJS calls it a dynamic panel): household members, plots, loans. */
import { isEmpty } from '../../answers/expression/equality.ts';
import { type Finding, found, typeName } from '../../answers/violations.ts';
import { isJsonObject, type Json } from '../../json.ts';
import { limits } from '../limits.ts';
import { anything, array, each, flag, inert, local, text, whole } from '../properties.ts';
import { defineKind, present } from './kind.ts';

export interface ListRule {
  /** Items that are there even when the answers name fewer (A9). */
  readonly least: number;
  readonly most: number;
  /** Items shown before anything is answered. */
  readonly first: number;
  readonly comment?: boolean;
  /** Question whose answers must differ from item to item. */
  readonly key?: string;
  /** Such questions in a matrix, where texts that differ in case only are the same. */
  readonly keys?: readonly string[];
}

export const listKey = 'paneldynamic';

/** What can be said before the items are looked into: it is a list, of objects, and not longer than allowed. */
export const problemWithList = (rule: ListRule, raw: unknown): Finding | undefined => {
  if (!Array.isArray(raw)) return found('wrong-type', { expected: 'list', found: typeName(raw) });
  if (raw.length > rule.most) return found('too-many-items', { count: raw.length, limit: rule.most });
  const stranger = raw.findIndex((item) => !isJsonObject(item));
  return stranger < 0
    ? undefined
    : found('wrong-type', { expected: 'object', found: typeName(raw[stranger]) });
};

/** Positions of keys that repeat an earlier one, with the position of that one. */
export const repeatedKeys = (
  keys: readonly (Json | undefined)[],
  anyCase: boolean,
): readonly (readonly [number, number])[] => {
  const firsts = new Map<Json, number>();
  return keys.flatMap((written, position) => {
    const value = anyCase && typeof written === 'string' ? written.toLowerCase() : written;
    if (value === undefined || isEmpty(value) || (typeof value === 'string' && value.trim() === ''))
      return [];
    const first = firsts.get(value);
    if (first === undefined) firsts.set(value, position);
    return first === undefined ? [] : [[position, first] as const];
  });
};

export const listKind = defineKind<ListRule>({
  keys: [listKey],
  inside: { shape: 'list', property: 'templateElements', element: (written) => written },
  properties: {
    templateElements: array,
    ...each(whole(0, limits.panelCount), 'panelCount', 'minPanelCount'),
    maxPanelCount: whole(1, limits.panelCount),
    keyName: text,
    defaultPanelValue: anything,
    ...each(flag, 'defaultValueFromLastPanel', 'allowAddPanel', 'allowRemovePanel', 'confirmDelete'),
    showCommentArea: flag,
    ...each(local, 'templateTitle', 'templateDescription', 'templateTabTitle', 'tabTitlePlaceholder'),
    ...each(local, 'keyDuplicationError', 'confirmDeleteText', 'noEntriesText', 'panelCountText'),
    ...each(local, 'addPanelText', 'removePanelText', 'prevPanelText', 'nextPanelText'),
    ...each(
      inert,
      'displayMode',
      'showProgressBar',
      'progressBarLocation',
      'newPanelPosition',
      'tabAlign',
      'panelsState',
    ),
    ...each(inert, 'templateErrorLocation', 'templateQuestionTitleLocation', 'templateQuestionTitleWidth'),
    ...each(inert, 'removePanelButtonLocation', 'showRangeInProgress'),
  },
  compile: (source, workshop) => {
    const least = typeof source.minPanelCount === 'number' ? source.minPanelCount : 0;
    const most = typeof source.maxPanelCount === 'number' ? source.maxPanelCount : limits.defaultPanelCount;
    const first = typeof source.panelCount === 'number' ? source.panelCount : 0;
    if (least > most) workshop.pad.note(workshop.at, 'bounds-crossed', { lower: least, upper: most });
    if (typeof source.keyName === 'string' && !workshop.itemNames.includes(source.keyName)) {
      workshop.pad.note(workshop.at, 'unknown-key-name', { name: source.keyName.slice(0, 80) });
    }
    const key = typeof source.keyName === 'string' ? source.keyName : undefined;
    const comment = source.showCommentArea === true;
    return present({ least, most, first: Math.min(first, most), key, comment }) as ListRule;
  },
  /** Lists are decoded item by item by the evaluation. */
  decode: (_, raw) => ({ value: raw as Json }),
  judge: () => [],
  comment: (rule) => (rule.comment ? 'always' : undefined),
});
