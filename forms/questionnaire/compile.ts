/** Compiles the scopes that were read: links every expression, makes each question's rule, and fixes the order. */
import type { Json, JsonObject } from '../json.ts';
import { carriedFrom } from './carry.ts';
import {
  type Compiled,
  type CompiledCalculated,
  type CompiledContainer,
  type CompiledQuestion,
  type CompiledScope,
  compiledFormat,
} from './compiled.ts';
import { type DraftContainer, type DraftQuestion, type DraftScope, nodeName } from './draft.ts';
import type { Expression } from './expression/ast.ts';
import { below, type FaultPad } from './faults.ts';
import { present, type Workshop } from './kinds/kind.ts';
import type { ListRule } from './kinds/list.ts';
import type { Offer } from './kinds/offer.ts';
import { kindOf } from './kinds/registry.ts';
import { limits } from './limits.ts';
import { linkText, type Place } from './link.ts';
import { type Node, orderOf } from './order.ts';
import { linkTriggers } from './triggers.ts';
import { compileValidators } from './validators.ts';

/** Expressions that change answers while a person fills in. */
const prefilling = ['defaultValueExpression', 'setValueExpression', 'setValueIf', 'resetValueIf'] as const;

const hasTotal = ({ totalType = 'none', totalExpression = '' }: JsonObject): boolean =>
  totalType !== 'none' || totalExpression !== '';

/** A question before what is inside it. */
interface Shell {
  readonly compiled: CompiledQuestion;
  readonly draft: DraftQuestion;
  /** What its items wait for. */
  readonly uses: readonly string[];
}

/** What is written inside the question itself, and not inside another that shares its items. */
const ownIn = ({ items, name }: DraftQuestion): readonly DraftQuestion[] =>
  items?.questions.filter(({ home }) => home.list === name) ?? [];

/** Q32: what is shared has one number of items, or the same rows, whichever question shows it. */
const countsOf = ({ rule, shape }: CompiledQuestion): { readonly [property: string]: Json | undefined } => {
  const { least, first, most, rows } = rule as { readonly [name: string]: Json };
  return shape === 'rows' ? { rows } : { least, first, most };
};

const noteDifference = (
  one: Pick<Shell, 'compiled'>,
  { compiled, draft }: Pick<Shell, 'compiled' | 'draft'>,
  pad: FaultPad,
): void => {
  // Another way of holding items is a fault of its own.
  if (compiled.shape !== one.compiled.shape) return;
  const [ours, theirs] = [countsOf(compiled), countsOf(one.compiled)];
  const property = Object.keys(ours).find(
    (name) => JSON.stringify(ours[name]) !== JSON.stringify(theirs[name]),
  );
  const rows = ours.rows as unknown as Offer | undefined;
  const conditional =
    rows !== undefined && (rows.visibleIf !== undefined || Object.keys(rows.when).length > 0);
  if (property !== undefined || conditional)
    pad.note(below(draft.at, 'valueName'), 'shared-differently', {
      name: draft.answer,
      property: property ?? 'rows',
    });
};

class Compiler {
  readonly nodes: Node[] = [];
  private readonly pad: FaultPad;

  constructor(pad: FaultPad) {
    this.pad = pad;
  }

  /** `shared`: several questions hold what is in it. */
  scope(scope: DraftScope, above: readonly string[], shared = false): CompiledScope {
    const containers = scope.containers.map((container) => this.container(container));
    for (const display of scope.displays) this.display(display);
    const calculated = scope.calculated.flatMap((value) => this.calculated(value) ?? []);
    const shells = scope.questions.map((question) => {
      const around = question.inside.flatMap((position) => containers[position]?.uses ?? []);
      return this.question(question, [...above, ...around], shared);
    });
    return {
      containers: containers.map(({ compiled }) => compiled),
      calculated,
      questions: shells.map((shell) => this.filled(shell, shells)),
    };
  }

  /** The question with what is inside it: once, however many hold it. Items are there when all of these are known. */
  private filled({ compiled, draft }: Shell, shells: readonly Shell[]): CompiledQuestion {
    if (draft.items === undefined) return compiled;
    const holders = shells.filter((other) => other.draft.answer === draft.answer);
    const [first = { compiled, draft, uses: [] }] = holders;
    if (first.draft !== draft) {
      noteDifference(first, { compiled, draft }, this.pad);
      return { ...compiled, sharesWith: first.draft.name };
    }
    const above = holders.flatMap(({ uses }) => uses);
    return { ...compiled, items: this.scope(draft.items, above, holders.length > 1) };
  }

  /** The linked expression of a property; what it uses goes into `uses`, if the order depends on it. */
  private property(
    element: DraftContainer,
    property: string,
    place: Place,
    uses?: string[],
  ): Expression | undefined {
    const written = element.source[property];
    if (typeof written !== 'string' || written.trim() === '' || written.length > limits.expression)
      return undefined;
    return this.link(written, below(element.at, property), place, uses);
  }

  private link(text: string, at: string, place: Place, uses?: string[]): Expression | undefined {
    const linked = linkText(text, place, (code, facts) => this.pad.note(at, code, facts));
    if (linked !== undefined) uses?.push(...linked.uses);
    return linked?.expression;
  }

  private container(element: DraftContainer): { compiled: CompiledContainer; uses: readonly string[] } {
    const uses: string[] = [];
    const place = { scope: element.home };
    const compiled = present({
      visible: element.source.visible !== false,
      visibleIf: this.property(element, 'visibleIf', place, uses),
      readOnly: element.source.readOnly === true,
      enableIf: this.property(element, 'enableIf', place),
    }) as CompiledContainer;
    return { compiled, uses };
  }

  /** What only shows something leaves nothing behind, but its faults are noted. */
  private display(display: DraftScope['displays'][number]): void {
    this.container(display);
    display.kind.compile(display.source, {
      ...{ at: display.at, pad: this.pad, itemNames: [] },
      expression: () => undefined,
      choiceExpression: () => undefined,
      carried: () => undefined,
    });
  }

  private calculated(value: DraftScope['calculated'][number]): CompiledCalculated | undefined {
    const scope = value.home;
    const uses: string[] = [];
    const expression = this.property(value, 'expression', { scope }, uses);
    this.nodes.push({ name: nodeName(scope, value.name), at: value.at, uses });
    if (value.source.expression === undefined) {
      this.pad.note(value.at, 'missing-property', { property: 'expression', type: 'calculatedValue' });
    }
    return expression === undefined
      ? undefined
      : { name: value.name, expression, kept: value.source.includeIntoResult === true };
  }

  private question(question: DraftQuestion, above: readonly string[], shared: boolean): Shell {
    const { source, at, name, kind, home: scope } = question;
    const place = { scope };
    const own = this.container(question);
    const uses = [...above, ...own.uses];
    const rule = kind.compile(source, this.workshop(question, place, uses));
    // Prefilling is the renderer's work; here it is only checked.
    for (const property of prefilling) this.property(question, property, place);
    // A total stands below its column, outside every row.
    this.property(question, 'totalExpression', { scope: scope.parent ?? scope });
    this.nodes.push({ name: nodeName(scope, name), at, uses });
    const compiled = present({
      ...own.compiled,
      name,
      answer: question.answer === name ? undefined : question.answer,
      kind: question.key,
      inside: question.inside,
      required: source.isRequired === true,
      requiredIf: this.property(question, 'requiredIf', place),
      validators: compileValidators(source, at, this.pad, (text, where) => this.link(text, where, place)),
      rule,
      comment: kind.comment(rule),
      sensitive: typeof source.sensitive === 'string' ? source.sensitive : undefined,
      shape: kind.inside?.shape === 'list' ? undefined : kind.inside?.shape,
      totals: ownIn(question).some(({ source: column }) => hasTotal(column)) || undefined,
      of: shared ? scope.list : undefined,
    }) as CompiledQuestion;
    return { compiled, draft: question, uses: [...uses, nodeName(scope, name)] };
  }

  private workshop(question: DraftQuestion, place: Place, uses: string[]): Workshop {
    // The bounds of numbers and dates are judged after everything is known; only values and choices need an order.
    const ordered = new Set(['expression']);
    const workshop: Workshop = {
      at: question.at,
      pad: this.pad,
      expression: (property) =>
        this.property(question, property, place, ordered.has(property) ? uses : undefined),
      choiceExpression: (text, at) => this.link(text, at, { ...place, choice: true }, uses),
      carried: () => carriedFrom({ source: question.source, scope: place.scope, uses, workshop }),
      itemNames: ownIn(question).map((item) => item.answer),
    };
    return workshop;
  }
}

/** Most JSON nodes that answers can have: every list full, every answer there with its comment. */
const mostNodes = (scope: CompiledScope): number =>
  scope.questions.reduce((sum, question) => sum + nodesOf(question), 1 + scope.calculated.length);

const nodesOf = (question: CompiledQuestion): number => {
  const comment = question.comment === undefined ? 0 : 1;
  if (question.items !== undefined) {
    const totals = question.totals ? 1 + question.items.questions.length : 0;
    return 1 + comment + totals + itemsOf(question) * mostNodes(question.items);
  }
  return 1 + comment + kindOf(question.kind).nodes(question.rule);
};

/** How many objects a question with questions inside can hold. */
const itemsOf = ({ shape, rule }: CompiledQuestion): number => {
  if (shape === 'record') return 1;
  if (shape === 'rows') return (rule as unknown as { readonly rows: Offer }).rows.values.length;
  return (rule as unknown as ListRule).most;
};

const depthOf = (scope: DraftScope): number =>
  1 +
  Math.max(
    1,
    ...scope.questions.map((question) => (question.items === undefined ? 1 : 1 + depthOf(question.items))),
  );

/** The compiled form; meaningless unless the pad is still clean afterwards. */
export const compile = (source: JsonObject, root: DraftScope, pad: FaultPad): Compiled => {
  const compiler = new Compiler(pad);
  const scope = compiler.scope(root, []);
  linkTriggers(source, root, pad);
  const ordering = orderOf(compiler.nodes);
  if (!ordering.ok) {
    for (const { at, names } of ordering.cycles)
      pad.note(at, 'cycle', { names: names.join(' → ').slice(0, 400) });
  }
  const count = mostNodes(scope);
  if (count > limits.answers) pad.note('', 'too-many-answers', { count, limit: limits.answers });
  return {
    format: compiledFormat,
    root: scope,
    order: ordering.ok ? ordering.order.map((name) => name.split('.')) : [],
    mostNodes: count,
    mostDepth: depthOf(root) + 1,
  };
};
