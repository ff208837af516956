/**
 * Links a parsed expression to the questionnaire it stands in: every name becomes a reference to exactly one question,
 * calculated value or variable, or a fault (Q9). Also says which of them it uses, for the order of evaluation.
 */
import { functionNamed, isListFunction } from '../answers/functions/registry.ts';
import { answering, type DraftScope, nodeName } from './draft.ts';
import type { Expression, Parsed, Reference } from './expression/ast.ts';
import { parseExpression } from './expression/parse.ts';
import type { FaultCode } from './faults.ts';
import { linkListCall } from './link-list-call.ts';
import { NotLinked } from './not-linked.ts';
import { resolve } from './resolve.ts';

/** Where an expression stands. */
export interface Place {
  readonly scope: DraftScope;
  /** It is the condition of a choice and may name `{item}`. */
  readonly choice?: true;
  /** It is the condition of a list function and looks at the elements of this list. */
  readonly element?: DraftScope;
}

export interface Linked {
  readonly expression: Expression;
  readonly uses: readonly string[];
}

export class Linker {
  readonly uses = new Set<string>();
  readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }

  reference(name: string): Reference {
    const resolved = resolve(name, this.place);
    if (resolved === undefined) throw new NotLinked('unknown-reference', { name: name.slice(0, 80) });
    for (const used of resolved.uses) this.uses.add(used);
    return resolved.reference;
  }

  /** Notes that the answer under a key of a scope is used, whichever questions give it. */
  noteAnswer(scope: DraftScope, key: string): void {
    for (const question of answering(scope, key)) this.uses.add(nodeName(scope, question.name));
  }

  expression(tree: Parsed): Expression {
    switch (tree.op) {
      case 'const':
        return { op: 'const', value: tree.value };
      case 'variable': {
        const of = this.reference(tree.name);
        return tree.asIs ? { op: 'value', of, asIs: true } : { op: 'value', of };
      }
      case 'array':
        return { op: 'array', items: tree.items.map((item) => this.expression(item)) };
      case 'unary':
        return { op: 'unary', operator: tree.operator, operand: this.expression(tree.operand) };
      case 'binary':
        return {
          op: 'binary',
          operator: tree.operator,
          left: this.expression(tree.left),
          right: this.expression(tree.right),
        };
      case 'call':
        return isListFunction(tree.name)
          ? linkListCall(tree.name, tree.args, this)
          : this.call(tree.name, tree.args);
    }
  }

  /** The same expression seen from inside the elements of a list. */
  forElements(list: DraftScope): Linker {
    return new Linker({ scope: this.place.scope, element: list });
  }

  private call(name: string, args: readonly Parsed[]): Expression {
    const known = functionNamed(name);
    if (known === undefined) throw new NotLinked('unknown-function', { name: name.slice(0, 80) });
    if (args.length < known.least || args.length > known.most) {
      throw new NotLinked('wrong-argument-count', {
        name,
        count: args.length,
        least: known.least,
        most: known.most,
      });
    }
    return { op: 'call', name, args: args.map((arg) => this.expression(arg)) };
  }
}

/** Parses and links `text`; faults are reported with their facts. */
export const linkText = (
  text: string,
  place: Place,
  report: (code: FaultCode, facts: { readonly [name: string]: string | number }) => void,
): Linked | undefined => {
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    report(parsed.refusal.code, { position: parsed.refusal.position, text: parsed.refusal.text });
    return undefined;
  }
  const linker = new Linker(place);
  try {
    return { expression: linker.expression(parsed.value), uses: [...linker.uses] };
  } catch (error) {
    if (!(error instanceof NotLinked)) throw error;
    report(error.code, error.facts);
    return undefined;
  }
};
