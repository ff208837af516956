/**
 * Cuts an expression into tokens. It accepts a little less than SurveyJS: what SurveyJS reads in a surprising way (words
 * glued to operators, digits it rounds, texts that its preprocessing rewrites) is refused, so that what passes here means
 * the same there.
 */

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly position: number; readonly end: number }
  | { readonly kind: 'text'; readonly value: string; readonly position: number; readonly end: number }
  | { readonly kind: 'variable'; readonly value: string; readonly position: number; readonly end: number }
  | { readonly kind: 'word'; readonly value: string; readonly position: number; readonly end: number }
  | { readonly kind: 'symbol'; readonly value: string; readonly position: number; readonly end: number };

export interface ExpressionFault {
  readonly code:
    | 'expression-syntax'
    | 'expression-long-number'
    | 'expression-rewritten'
    | 'expression-too-deep';
  readonly position: number;
  readonly text: string;
}

/** Thrown inside tokenise and parse only; `parseExpression` turns it into a value. */
export class NotAnExpression extends Error {
  readonly fault: ExpressionFault;
  constructor(fault: ExpressionFault) {
    super(fault.code);
    this.fault = fault;
  }
}

const fail = (code: ExpressionFault['code'], position: number, text: string): never => {
  throw new NotAnExpression({ code, position, text: text.slice(0, 40) });
};

const blank = /[ \t\n\r]+/y;
const number = /(?:0|[1-9]\d*)(?:\.\d+)?/y;
const digitRun = /[\d.]+/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const symbol = /\|\||&&|<=|>=|==|!=|<>|=<|=>|\*=|[()[\],+\-*/%^=<>!]/y;

/** SurveyJS rewrites these everywhere before it parses, also inside quotes and braces (Q14). */
const rewritten = /equals|=>|=<|<>/;

const match = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const readNumber = (text: string, position: number, digits: string): Token => {
  const end = position + digits.length;
  // Q13: doubles hold 15 digits; a longer number would equal its neighbours. Identity numbers are texts.
  const run = match(digitRun, text, position) ?? digits;
  if (run.replaceAll('.', '').length > 15) fail('expression-long-number', position, run);
  if (/[\w.]/.test(text.charAt(end))) fail('expression-syntax', position, text.slice(position));
  return { kind: 'number', value: Number(digits), position, end };
};

/** A text ends at the next quote of either kind; only `\'` and `\"` are escapes. */
const readText = (text: string, position: number): Token => {
  const quote = text.charAt(position);
  let value = '';
  let at = position + 1;
  while (at < text.length) {
    const here = text.charAt(at);
    const next = text.charAt(at + 1);
    if (here === '\\' && (next === "'" || next === '"')) {
      value += next;
      at += 2;
    } else if (here === "'" || here === '"') {
      if (here !== quote) break;
      if (rewritten.test(value)) fail('expression-rewritten', position, value);
      return { kind: 'text', value, position, end: at + 1 };
    } else {
      value += here;
      at += 1;
    }
  }
  return fail('expression-syntax', position, text.slice(position));
};

const readVariable = (text: string, position: number): Token => {
  const end = text.indexOf('}', position);
  const value = end < 0 ? '' : text.slice(position + 1, end);
  if (value === '' || value.includes('{')) fail('expression-syntax', position, text.slice(position));
  if (rewritten.test(value)) fail('expression-rewritten', position, value);
  return { kind: 'variable', value, position, end: end + 1 };
};

const readToken = (text: string, position: number): Token => {
  const first = text.charAt(position);
  if (first === '{') return readVariable(text, position);
  if (first === "'" || first === '"') return readText(text, position);
  const digits = match(number, text, position);
  if (digits !== undefined) return readNumber(text, position, digits);
  const letters = match(word, text, position);
  if (letters !== undefined)
    return { kind: 'word', value: letters, position, end: position + letters.length };
  const sign = match(symbol, text, position);
  if (sign !== undefined) return { kind: 'symbol', value: sign, position, end: position + sign.length };
  return fail('expression-syntax', position, text.slice(position));
};

/** All tokens of `text`, in order. Throws `NotAnExpression`. */
export const tokenise = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    at += match(blank, text, at)?.length ?? 0;
    if (at >= text.length) break;
    const token = readToken(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
};
