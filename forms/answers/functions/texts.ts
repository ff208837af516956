/** Functions of our own over texts. Signs are Unicode code points: a rare character of a name counts once (K5). */
import { type PatternTester, patternTester } from '../../questionnaire/pattern/match-pattern.ts';
import { readPattern } from '../../questionnaire/pattern/read-pattern.ts';
import { isThere, listOf } from './days.ts';
import type { CustomFunction } from './function.ts';

/** Numbers are texts too: SurveyJS reads an answer "5" as 5 before a function sees it. */
const textIn = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' && Number.isFinite(value)
      ? String(value)
      : '';

const wholeNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
};

const substring = ([text, start, length]: readonly unknown[]): string | null => {
  const [from, count] = [wholeNumber(start), length === undefined ? undefined : wholeNumber(length)];
  if (from === undefined || from < 1 || (length !== undefined && count === undefined)) return null;
  const signs = [...textIn(text)];
  return signs.slice(from - 1, count === undefined ? undefined : from - 1 + Math.max(0, count)).join('');
};

const testers = new Map<string, PatternTester | undefined>();
/** Patterns come from questionnaires and checks, which are few; the bound is for tools that try many. */
const mostTesters = 500;

const testerFor = (pattern: string): PatternTester | undefined => {
  if (testers.has(pattern)) return testers.get(pattern);
  const made = readPattern(pattern).ok ? patternTester(pattern, false) : undefined;
  if (testers.size >= mostTesters) testers.clear();
  testers.set(pattern, made);
  return made;
};

const matches = (text: unknown, pattern: unknown): boolean =>
  typeof pattern === 'string' && (testerFor(pattern)?.test(textIn(text)) ?? false);

/** Longer than this nobody reads. */
const longestJoined = 10_000;

const joined = (list: unknown, separator: unknown): string => {
  const between = typeof separator === 'string' ? separator : ', ';
  const words = listOf(list).filter(isThere).map(textIn);
  return words.join(between).slice(0, longestJoined);
};

const startsWith = (text: unknown, prefix: unknown): boolean =>
  textIn(prefix) !== '' && textIn(text).startsWith(textIn(prefix));

export const textFunctions: readonly CustomFunction[] = [
  { name: 'textLength', least: 1, most: 1, evaluate: ([text]) => [...textIn(text)].length },
  { name: 'substring', least: 2, most: 3, evaluate: substring },
  { name: 'startsWith', least: 2, most: 2, evaluate: ([text, prefix]) => startsWith(text, prefix) },
  {
    name: 'matches',
    least: 2,
    most: 2,
    patternAt: 1,
    evaluate: ([text, pattern]) => matches(text, pattern),
  },
  { name: 'joined', least: 1, most: 2, evaluate: ([list, separator]) => joined(list, separator) },
];
