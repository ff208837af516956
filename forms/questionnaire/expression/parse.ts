/**
 * Parses an expression into a plain JSON tree with SurveyJS's precedence, which is not the usual one: `contains`, `anyof`
 * and their like bind tighter than arithmetic, and `empty` follows a single value. Recursion is bounded by `maxDepth`.
 */
import { ok, type Result, refuse } from '../../result.ts';
import type { BinaryOperator, Parsed } from './ast.ts';
import { type ExpressionFault, NotAnExpression, type Token, tokenise } from './tokenise.ts';

const maxDepth = 40;

/** Loosest first. Symbols stand beside SurveyJS's words for them; words are matched in any case. */
const levels: readonly { readonly [sign: string]: BinaryOperator }[] = [
  { '||': 'or', or: 'or' },
  { '&&': 'and', and: 'and' },
  {
    '<=': 'lessorequal',
    '=<': 'lessorequal',
    lessorequal: 'lessorequal',
    '>=': 'greaterorequal',
    '=>': 'greaterorequal',
    greaterorequal: 'greaterorequal',
    '==': 'equal',
    '=': 'equal',
    equal: 'equal',
    '!=': 'notequal',
    '<>': 'notequal',
    notequal: 'notequal',
    '<': 'less',
    less: 'less',
    '>': 'greater',
    greater: 'greater',
  },
  { '+': 'plus', '-': 'minus' },
  { '*': 'mul', '/': 'div', '%': 'mod' },
  { '^': 'power', power: 'power' },
  {
    '*=': 'contains',
    contains: 'contains',
    contain: 'contains',
    notcontains: 'notcontains',
    notcontain: 'notcontains',
    anyof: 'anyof',
    allof: 'allof',
    noneof: 'noneof',
  },
];

const operatorWords = new Set([
  ...levels.flatMap((level) => Object.keys(level).filter((sign) => /[a-z]/.test(sign))),
  'empty',
  'notempty',
  'equals',
  'notequals',
]);

/** SurveyJS reads these as the beginning of something else, whatever follows. */
const beginsLikeLiteral = /^(?:true|false|null|undefined|negate)/i;

const isNull = (tree: Parsed): boolean => tree.op === 'const' && tree.value === null;

class Parser {
  private at = 0;
  private depth = 0;
  private readonly text: string;
  private readonly tokens: readonly Token[];

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenise(text);
  }

  whole(): Parsed {
    const tree = this.expression();
    if (this.at < this.tokens.length || isNull(tree)) this.fail();
    return tree;
  }

  private fail(code: ExpressionFault['code'] = 'expression-syntax'): never {
    const position = this.tokens[this.at]?.position ?? this.text.length;
    throw new NotAnExpression({ code, position, text: this.text.slice(position, position + 40) });
  }

  private expression(): Parsed {
    this.depth += 1;
    if (this.depth > maxDepth) this.fail('expression-too-deep');
    const tree = this.chain(0);
    this.depth -= 1;
    return tree;
  }

  private chain(level: number): Parsed {
    const operators = levels[level];
    if (operators === undefined) return this.factor();
    let tree = this.chain(level + 1);
    for (let length = 0; ; length += 1) {
      const operator = this.operator(operators);
      if (operator === undefined) return tree;
      // A long chain is a deep tree: the runtime walks it by recursion.
      if (length >= 200) this.fail('expression-too-deep');
      this.at += 1;
      tree = { op: 'binary', operator, left: tree, right: this.chain(level + 1) };
    }
  }

  private operator(operators: { readonly [sign: string]: BinaryOperator }): BinaryOperator | undefined {
    const token = this.tokens[this.at];
    if (token?.kind === 'symbol') return operators[token.value];
    if (token?.kind !== 'word') return undefined;
    // `equals` is rewritten to `equal` by SurveyJS, in lower case only.
    const sign = /^(?:not)?equals$/.test(token.value) ? token.value.slice(0, -1) : token.value.toLowerCase();
    return Object.hasOwn(operators, sign) ? operators[sign] : undefined;
  }

  private isSymbol(value: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'symbol' && token.value === value;
  }

  private take(value: string): void {
    if (!this.isSymbol(value)) this.fail();
    this.at += 1;
  }

  private factor(): Parsed {
    const token = this.tokens[this.at];
    if (token === undefined) return this.fail();
    if (this.isSymbol('(')) {
      this.at += 1;
      const tree = this.expression();
      this.take(')');
      return tree;
    }
    if (this.isSymbol('[')) {
      this.at += 1;
      return { op: 'array', items: this.sequence(']') };
    }
    if (token.kind === 'word' && this.opensCall(token)) return this.call(token);
    const negates = this.isSymbol('!') || (token.kind === 'word' && token.value.toLowerCase() === 'negate');
    if (negates) return this.negation();
    return this.tested(this.atom(token));
  }

  private negation(): Parsed {
    this.at += 1;
    this.depth += 1;
    if (this.depth > maxDepth) this.fail('expression-too-deep');
    const operand = this.factor();
    this.depth -= 1;
    if (isNull(operand)) this.fail();
    return { op: 'unary', operator: 'negate', operand };
  }

  private opensCall(token: Token): boolean {
    const next = this.tokens[this.at + 1];
    return next?.kind === 'symbol' && next.value === '(' && next.position === token.end;
  }

  private call(token: Token): Parsed {
    if (String(token.value).includes('equals')) this.fail();
    this.at += 2;
    return { op: 'call', name: String(token.value), args: this.sequence(')'), position: token.position };
  }

  /** Up to the closing sign. `null` is no argument and no entry: SurveyJS fails on it while evaluating. */
  private sequence(close: string): readonly Parsed[] {
    const items: Parsed[] = [];
    const [open, next] = [this.tokens[this.at - 1], this.tokens[this.at]];
    if (this.isSymbol(close) && open?.end !== next?.position) this.fail();
    while (!this.isSymbol(close)) {
      if (items.length > 0) this.take(',');
      const item = this.expression();
      if (isNull(item)) this.fail();
      items.push(item);
    }
    this.at += 1;
    return items;
  }

  private tested(atom: Parsed): Parsed {
    const token = this.tokens[this.at];
    const sign = token?.kind === 'word' ? token.value.toLowerCase() : '';
    if (sign !== 'empty' && sign !== 'notempty') return atom;
    if (isNull(atom)) this.fail();
    this.at += 1;
    return { op: 'unary', operator: sign, operand: atom };
  }

  private atom(token: Token): Parsed {
    this.at += 1;
    if (token.kind === 'number') return { op: 'const', value: token.value };
    if (token.kind === 'text') return { op: 'const', value: token.value, quoted: true };
    if (token.kind === 'variable') return this.variable(token.value, token.position);
    if (token.kind === 'word') return this.bareWord(token.value);
    if (token.value === '-') return this.negativeNumber(token.end);
    this.at -= 1;
    return this.fail();
  }

  private variable(written: string, position: number): Parsed {
    const asIs = written.length > 1 && written.startsWith('#');
    return { op: 'variable', name: asIs ? written.slice(1) : written, asIs, position };
  }

  /** The sign belongs to the number only when it touches it. */
  private negativeNumber(end: number): Parsed {
    const next = this.tokens[this.at];
    if (next?.kind !== 'number' || next.position !== end) return this.fail();
    this.at += 1;
    return { op: 'const', value: -next.value };
  }

  private bareWord(word: string): Parsed {
    if (/^true$/i.test(word)) return { op: 'const', value: true };
    if (/^false$/i.test(word)) return { op: 'const', value: false };
    if (word === 'null' || word === 'undefined') return { op: 'const', value: null };
    if (operatorWords.has(word.toLowerCase()) || beginsLikeLiteral.test(word) || word.includes('equals')) {
      this.at -= 1;
      this.fail();
    }
    return { op: 'const', value: word };
  }
}

/** The tree of `text`, or what is wrong with it and where. */
export const parseExpression = (text: string): Result<Parsed, ExpressionFault> => {
  try {
    return ok(new Parser(text).whole());
  } catch (error) {
    if (error instanceof NotAnExpression) return refuse(error.fault);
    throw error;
  }
};
