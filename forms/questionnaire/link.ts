/**
 * Links a parsed expression to the questionnaire it stands in: every name becomes a reference to exactly one question,
 * calculated value or variable, or a fault (Q9). Also says which of them it uses, for the order of evaluation.
 */
import { isListFunction, needsCodeLists } from '../answers/functions/registry.ts';
import { answering, type DraftScope, nodeName } from './draft.ts';
import type { Expression, Parsed, Reference } from './expression/ast.ts';
import { linkTree } from './expression/link-tree.ts';
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
    return linkTree(tree, {
      reference: (name) => this.reference(name),
      listCall: (name, args) => (isListFunction(name) ? linkListCall(name, args, this) : undefined),
      hasFunction: (name) => !needsCodeLists(name),
      inside: (part) => this.expression(part),
    });
  }

  /** The same expression seen from inside the elements of a list. */
  forElements(list: DraftScope): Linker {
    return new Linker({ scope: this.place.scope, element: list });
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
