/**
 * Texts with placeholders, for invented names and addresses:
 * `{word:list}` a word of that list, never twice for one unit · `{word:list#key}` the same word wherever the key is the
 * same · `{digits:4}` · `{range:1-40}` · `{unit.serial}` (seven digits that no other unit of the town has) · `{unit.name}`, `{unit.initial}` (its first character), `{unit.address}`, `{unit.id}`,
 * `{unit.village}` (area code) · `{village.name}` · `{of:questionnaire.list[0].question}` what the same unit answers there.
 */
import type { Json } from '#forms/json.ts';
import type { SeededDice } from './seeded-dice.ts';

export interface TextUnit {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** Area code. */
  readonly village: string;
}
export interface TextSource {
  readonly words: { readonly [list: string]: readonly string[] };
  readonly dice: SeededDice;
  readonly unit?: TextUnit;
  readonly village?: { readonly name: string };
  /** The value of `{of:…}`. */
  readonly answerAt?: (path: string) => Json;
}
/** The village's last three digits and the unit's number. */
const serialOf = ({ id, village }: TextUnit): string =>
  village.slice(-3) + (/(\d+)$/.exec(id)?.[1] ?? '').slice(-4).padStart(4, '0');

export type FillText = (text: string) => string;

const fresh = (list: readonly string[], used: ReadonlySet<string>, dice: SeededDice): string => {
  const left = list.filter((word) => !used.has(word));
  return dice.pick(left.length > 0 ? left : list);
};

/** A filler that remembers which words it has given out: make one for each unit and questionnaire. */
export const textFiller = ({ words, dice, unit, village, answerAt }: TextSource): FillText => {
  const kept = new Map<string, string>();
  const used = new Map<string, Set<string>>();
  const word = (argument: string): string => {
    const remembered = kept.get(argument);
    if (remembered !== undefined) return remembered;
    const [name = '', key] = argument.split('#');
    const list = words[name];
    if (!list) throw new Error(`no word list "${name}"`);
    const gone = used.get(name) ?? new Set<string>();
    const chosen = fresh(list, gone, dice);
    used.set(name, gone.add(chosen));
    if (key !== undefined) kept.set(argument, chosen);
    return chosen;
  };
  const ofUnit = (field: string): string => {
    if (!unit) throw new Error(`{unit.${field}} has no unit here`);
    if (field === 'serial') return serialOf(unit);
    if (field === 'initial') return [...unit.name][0] ?? '';
    if (field === 'name' || field === 'address' || field === 'id' || field === 'village') return unit[field];
    throw new Error(`no placeholder {unit.${field}}`);
  };
  const replace = (placeholder: string): string => {
    if (placeholder.startsWith('unit.')) return ofUnit(placeholder.slice(5));
    if (placeholder === 'village.name' && village) return village.name;
    const [kind, argument = ''] = placeholder.split(':');
    if (kind === 'word') return word(argument);
    if (kind === 'of' && answerAt) return String(answerAt(argument));
    if (kind === 'digits') return Array.from({ length: Number(argument) }, () => dice.whole(0, 9)).join('');
    const [from = Number.NaN, to = Number.NaN] = argument.split('-').map(Number);
    if (kind === 'range' && from <= to) return String(dice.whole(from, to));
    throw new Error(`no placeholder {${placeholder}}`);
  };
  return (text) => text.replace(/\{([^{}]+)\}/g, (_, placeholder: string) => replace(placeholder));
};
