/**
 * Links a parsed expression to the dossiers that it will run over: every name becomes a path, every list function knows its
 * items, and what the expression reads is noted. What cannot be is a fault with its code and facts (K2).
 */
import type { Parsed } from '../questionnaire/expression/ast.ts';
import { linkTree } from '../questionnaire/expression/link-tree.ts';
import { parseExpression } from '../questionnaire/expression/parse.ts';
import { limits } from '../questionnaire/limits.ts';
import { NotLinked } from '../questionnaire/not-linked.ts';
import { ok, type Result, refuse } from '../result.ts';
import { checkCodeList } from './code-list-names.ts';
import type { DossierReference, DossierTree, Level } from './expression.ts';
import { linkListCall } from './link-list-call.ts';
import { listFunctionForm } from './list-functions.ts';
import { NotInDossier } from './not-in-dossier.ts';
import type { Known, Place } from './place.ts';
import { mergedReads, type Reads } from './reads.ts';
import { type Resolved, readsOfName, resolveName } from './resolve.ts';

export interface LinkedDossierText {
  readonly tree: DossierTree;
  readonly reads: Reads;
}

export interface DossierFault {
  readonly code: string;
  readonly facts: { readonly [name: string]: string | number };
}

export class DossierLinker {
  readonly place: Place;
  /** What x, y, z stand for here. */
  readonly items: readonly Known[];
  /** Everything that was depended on so far. */
  readonly levels = new Set<Level>();
  readonly reads: Reads[];

  constructor(place: Place, items: readonly Known[] = [], reads: Reads[] = []) {
    this.place = place;
    this.items = items;
    this.reads = reads;
  }

  /** The same inside the items of a list. */
  forItems(known: readonly Known[]): DossierLinker {
    return new DossierLinker(this.place, [...this.items, ...known], this.reads);
  }

  resolve(name: string): Resolved {
    const resolved = resolveName(name, this.place, this.items);
    this.levels.add(resolved.level);
    return resolved;
  }

  /** A name that stands for one value, or for several choices. */
  private reference(name: string): DossierReference {
    const resolved = this.resolve(name);
    if (resolved.shape.is !== 'value') throw new NotInDossier('not-a-value', { name: name.slice(0, 80) });
    this.reads.push(readsOfName(resolved, true));
    return resolved.of;
  }

  /** `{household} notempty`, `{members} empty`: whether a record, a list or an item is there. */
  private presence(name: string): DossierReference {
    const resolved = this.resolve(name);
    const isWhole = resolved.shape.is !== 'value';
    this.reads.push(readsOfName(resolved, !isWhole));
    return isWhole ? { ...resolved.of, take: 'presence' } : resolved.of;
  }

  tree(parsed: Parsed): DossierTree {
    if (parsed.op === 'unary' && parsed.operator !== 'negate' && parsed.operand.op === 'variable') {
      const of = this.presence(parsed.operand.name);
      return { op: 'unary', operator: parsed.operator, operand: { op: 'value', of } };
    }
    if (parsed.op === 'call') checkCodeList(parsed, this.place.schema.codeLists);
    return linkTree(parsed, {
      reference: (name) => this.reference(name),
      listCall: (name, args) => {
        const form = listFunctionForm(name);
        return form && linkListCall(form, args, this).call;
      },
      hasFunction: () => true,
      inside: (part) => this.tree(part),
    });
  }
}

/** What linking throws, as a value. */
const caught = <Value>(link: () => Value): Result<Value, DossierFault> => {
  try {
    return ok(link());
  } catch (error) {
    if (!(error instanceof NotInDossier || error instanceof NotLinked)) throw error;
    return refuse({ code: error.code, facts: error.facts });
  }
};

/** Parses and links `text`; never throws on any text. */
export const linkDossierText = (text: string, place: Place): Result<LinkedDossierText, DossierFault> => {
  if (text.length > limits.expression)
    return refuse({ code: 'expression-too-long', facts: { length: text.length, limit: limits.expression } });
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    const { code, position, text: near } = parsed.refusal;
    return refuse({ code, facts: { position, text: near } });
  }
  return caught(() => {
    const linker = new DossierLinker(place);
    const tree = linker.tree(parsed.value);
    return { tree, reads: mergedReads(linker.reads) };
  });
};

/** A single name, such as a placeholder of a message: one value or several choices. */
export const linkDossierName = (
  name: string,
  place: Place,
): Result<
  { readonly of: DossierReference; readonly sensitive: boolean; readonly reads: Reads },
  DossierFault
> =>
  caught(() => {
    const resolved = resolveName(name, place, []);
    if (resolved.shape.is !== 'value') throw new NotInDossier('not-a-value', { name: name.slice(0, 80) });
    return {
      of: resolved.of,
      sensitive: resolved.shape.sensitive === true,
      reads: readsOfName(resolved, true),
    };
  });
