/** All kinds of questions, by SurveyJS type; a text question's kind depends on its input type. */
import type { JsonObject } from '../../json.ts';
import { spelled } from '../faults.ts';
import { fileKind, signatureKind } from './blob.ts';
import { manyChoicesKind, oneChoiceKind } from './choice.ts';
import { dateKinds } from './date.ts';
import { imageKind, wordsKind } from './display.ts';
import { fixedGridKind, growingGridKind } from './grid.ts';
import type { Kind } from './kind.ts';
import { listKind } from './list.ts';
import { matrixKind } from './matrix.ts';
import { numberKind, rangeKind } from './number.ts';
import { rankingKind } from './ranking.ts';
import { severalTextsKind } from './several-texts.ts';
import { booleanKind, computedKind, ratingKind } from './small.ts';
import { colorKind, commentKind, lineKind } from './text.ts';

const kinds: readonly Kind[] = [
  lineKind,
  numberKind,
  rangeKind,
  ...dateKinds,
  colorKind,
  commentKind,
  oneChoiceKind,
  manyChoicesKind,
  booleanKind,
  ratingKind,
  computedKind,
  listKind,
  matrixKind,
  fixedGridKind,
  growingGridKind,
  severalTextsKind,
  rankingKind,
  signatureKind,
  fileKind,
  wordsKind,
  imageKind,
];

const byKey = new Map(kinds.flatMap((kind) => kind.keys.map((key) => [key, kind] as const)));

/** The registry key of a question as written: its type, and for text its input type. */
export const kindKey = (source: JsonObject): string =>
  source.type === 'text' ? `text:${spelled(source.inputType ?? 'text')}` : spelled(source.type);

export const kindAt = (key: string): Kind | undefined => byKey.get(key);

/** For the compiled form, which was made by this registry. */
export const kindOf = (key: string): Kind => {
  const kind = byKey.get(key);
  if (kind === undefined) throw new Error(`no kind of question is called ${key}`);
  return kind;
};

/** Types of SurveyJS that are known and not taken, and why (Q3). */
export const refusedTypes: { readonly [type: string]: string } = {
  imagepicker: 'remote',
  imagemap: 'remote',
  buttongroup: 'unsupported',
  slider: 'unsupported',
  flowpanel: 'unsupported',
};

/** Types that a designer can choose from. */
export const questionTypes: readonly string[] = [
  ...new Set([...byKey.keys()].map((key) => key.split(':')[0] ?? key)),
];
