/**
 * Units as the domain sees them: what a questionnaire is about, with attributes that say who owes which form. Attributes are
 * set when the campaign opens, by whoever adds a unit, and by accepted records that they are taken `from`.
 */
import { isCalendarDate } from '../answers/expression/moment.ts';
import type { Instant, JsonObject, LocalText } from '../json.ts';
import type { AreaCode } from '../permission/area.ts';

export const attributeKinds = ['choice', 'text', 'number', 'date', 'boolean'] as const;
export type AttributeKind = (typeof attributeKinds)[number];
/** A code, a text, a number, `YYYY-MM-DD`, true or false. */
export type AttributeValue = string | number | boolean;
export type UnitAttributes = { readonly [id: string]: AttributeValue };

export interface UnitAttribute {
  readonly id: string;
  readonly title: LocalText;
  readonly kind: AttributeKind;
  /** Of a choice. */
  readonly codeList?: string;
  /** `questionnaire.question`: an accepted record of that questionnaire sets the attribute (W31). */
  readonly from?: string;
}

export interface UnitKind {
  readonly id: string;
  readonly title: LocalText;
  /** Counting word: 户, "households". */
  readonly counter: LocalText;
  readonly plural?: LocalText;
  readonly attributes?: readonly UnitAttribute[];
  /** Kind of unit that each of these belongs to: a sheet that is made when something happens, never at the opening only. */
  readonly parent?: string;
  /** May be added by a person while the campaign runs; kinds with a parent always may. */
  readonly addable?: boolean;
}

/** What `{unit.…}` may name besides attributes. */
export interface UnitFacts {
  readonly id: string;
  readonly kind: string;
  readonly village: AreaCode;
  /** Head of household, or the village's name. */
  readonly name: string;
  readonly address: string;
  readonly size?: number;
  readonly attributes?: UnitAttributes;
}
export const unitFactNames = ['id', 'kind', 'village', 'name', 'address', 'size'] as const;

/** A unit that a person adds while collecting; its id is the envelope's `unit` and its village the envelope's. */
export type NewUnit = {
  readonly kind: string;
  /** Id of the unit that it belongs to; exactly where the kind has a parent. */
  readonly parent?: string;
  readonly name: string;
  readonly address?: string;
  /** None that is taken `from` a record. */
  readonly attributes?: UnitAttributes;
};

export const unitLimits = { nameLength: 100, addressLength: 200, attributes: 40, textLength: 200 } as const;

/** W33: a unit that a device names begins with its parent, or with its village where it has none: `<parent>~<letters and digits>`. */
export const unitIdStem = ({ parent }: Pick<NewUnit, 'parent'>, village: AreaCode): string =>
  `${parent ?? village}~`;

export const isNewUnitId = (id: string, unit: Pick<NewUnit, 'parent'>, village: AreaCode): boolean => {
  const stem = unitIdStem(unit, village);
  return id.startsWith(stem) && /^[A-Za-z0-9-]{4,40}$/.test(id.slice(stem.length));
};

export type NewUnitFault =
  | 'unknown-kind'
  | 'not-addable'
  | 'parent-wanted'
  | 'no-parent-wanted'
  | 'wrong-id'
  | 'unknown-attribute'
  | 'wrong-attribute';

/** Codes of a code list, for choices. */
export type CodesOf = (codeList: string) => readonly string[];

/** What is wrong with a new unit by its kind alone; that its parent is there only the store knows. */
export const newUnitFault = (
  id: string,
  unit: NewUnit,
  village: AreaCode,
  kinds: readonly UnitKind[],
  codesOf: CodesOf,
): NewUnitFault | undefined => {
  const kind = kinds.find((candidate) => candidate.id === unit.kind);
  if (!kind) return 'unknown-kind';
  if (kind.parent === undefined && kind.addable !== true) return 'not-addable';
  if (kind.parent !== undefined && unit.parent === undefined) return 'parent-wanted';
  if (kind.parent === undefined && unit.parent !== undefined) return 'no-parent-wanted';
  if (!isNewUnitId(id, unit, village)) return 'wrong-id';
  for (const [name, value] of Object.entries(unit.attributes ?? {})) {
    const attribute = kind.attributes?.find((candidate) => candidate.id === name);
    if (!attribute || attribute.from !== undefined) return 'unknown-attribute';
    if (!fits(attribute, value, codesOf)) return 'wrong-attribute';
  }
  return undefined;
};

const jsonTypes: { readonly [Kind in AttributeKind]: string } = {
  choice: 'string',
  text: 'string',
  number: 'number',
  date: 'string',
  boolean: 'boolean',
};

/** Whether a value is one that the attribute may have. */
export const fits = (attribute: UnitAttribute, value: unknown, codesOf: CodesOf): boolean => {
  if (typeof value !== jsonTypes[attribute.kind] || value === '') return false;
  if (attribute.kind === 'number') return Number.isFinite(value);
  if (attribute.kind === 'date') return isCalendarDate(String(value));
  if (attribute.kind === 'choice') return codesOf(attribute.codeList ?? '').includes(String(value));
  return attribute.kind !== 'text' || String(value).length <= unitLimits.textLength;
};

const sourceOf = ({ from = '' }: UnitAttribute) => {
  const [questionnaire = '', question = ''] = from.split('.');
  return { questionnaire, question };
};

/** Attributes of the kind that records of the questionnaire set, with the question that each is taken from. */
export const attributesFrom = (kind: UnitKind | undefined, questionnaire: string) =>
  (kind?.attributes ?? []).flatMap((attribute) => {
    const source = sourceOf(attribute);
    return source.questionnaire === questionnaire ? [{ attribute, question: source.question }] : [];
  });

/**
 * W31: the unit's attributes once these answers are accepted, or nothing when none of them changes. A question without an answer
 * takes the attribute away; one that the edition does not have leaves it as it is.
 */
export const attributesAfter = (
  kind: UnitKind | undefined,
  before: UnitAttributes,
  record: {
    readonly questionnaire: string;
    readonly answers: JsonObject;
    readonly asks: (question: string) => boolean;
  },
): UnitAttributes | undefined => {
  const after: { [id: string]: AttributeValue } = { ...before };
  let changed = false;
  for (const { attribute, question } of attributesFrom(kind, record.questionnaire)) {
    if (!record.asks(question)) continue;
    const value = Object.hasOwn(record.answers, question) ? record.answers[question] : undefined;
    const wanted = typeof value === jsonTypes[attribute.kind] ? (value as AttributeValue) : undefined;
    if (before[attribute.id] === wanted) continue;
    changed = true;
    if (wanted === undefined) delete after[attribute.id];
    else after[attribute.id] = wanted;
  }
  return changed ? after : undefined;
};

/** Where a device-made unit stands in its village's list: behind all others, in the order of their making. */
export const orderOfNewUnit = (now: Instant): number => now;
