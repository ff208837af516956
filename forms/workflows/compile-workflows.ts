/** Workflows made ready to run: their conditions, amounts and dates as functions over a dossier, once for a pack. */
import { asAnswer } from '../answers/expression/as-answer.ts';
import { dayOf } from '../answers/functions/days.ts';
import { type DossierClosure, dossierClosure, dossierTest } from '../dossier/closures.ts';
import type { Dossier, DossierContext } from '../dossier/dossier.ts';
import type { DossierTree } from '../dossier/expression.ts';
import { type DossierFault, linkDossierText } from '../dossier/link.ts';
import type { Place } from '../dossier/place.ts';
import type { DossierSchema } from '../dossier/schema.ts';
import { OutOfWork, Sight } from '../dossier/sight.ts';
import type { Json } from '../json.ts';
import { type Span, spans, type Workflow, type WrittenDue } from './workflow.ts';

/** What a condition or a date of a workflow is asked about. */
export interface AskedAbout {
  readonly dossier: Dossier;
  readonly context: DossierContext;
}

/** A day that a due date is counted from: in the dossier, or in the flow itself. */
export type DayAfter =
  | { readonly from: 'start' }
  | { readonly from: 'step'; readonly step: string }
  | { readonly from: 'dossier'; readonly day: (about: AskedAbout) => string | undefined };

export interface CompiledDue {
  readonly span: Span;
  readonly amount: (about: AskedAbout) => number | undefined;
  readonly after: readonly DayAfter[];
}

export interface CompiledWorkflow {
  readonly workflow: Workflow;
  readonly starts: ((about: AskedAbout) => boolean) | undefined;
  /** By step: whether it may count as done. */
  readonly needs: ReadonlyMap<string, (about: AskedAbout) => boolean>;
  readonly due: ReadonlyMap<string, CompiledDue>;
}

/** `at` is a JSON pointer into the workflow. */
export interface WorkflowFault extends DossierFault {
  readonly at: string;
}

/** Items that one condition may look at; what needs more is not met (K10). */
const mostWork = 500_000;

const asked = <Value>(run: (sight: Sight) => Value, { dossier, context }: AskedAbout): Value | undefined => {
  try {
    return run(new Sight(context, dossier, mostWork));
  } catch (error) {
    if (error instanceof OutOfWork) return undefined;
    throw error;
  }
};

class Compiler {
  readonly faults: WorkflowFault[] = [];
  readonly place: Place;

  constructor({ unit, about }: Workflow, schema: DossierSchema) {
    this.place = { schema, scope: 'unit', kind: unit, about };
  }

  /** Linked, or noted as a fault. */
  private tree(text: string, at: string): DossierTree | undefined {
    const linked = linkDossierText(text, this.place);
    if (linked.ok) return linked.value.tree;
    this.faults.push({ at, ...linked.refusal });
    return undefined;
  }

  test(text: string, at: string): ((about: AskedAbout) => boolean) | undefined {
    const tree = this.tree(text, at);
    if (tree === undefined) return undefined;
    const holds = dossierTest(tree);
    return (about) => asked(holds, about) === true;
  }

  private value(text: string, at: string): ((about: AskedAbout) => Json | undefined) | undefined {
    const tree = this.tree(text, at);
    if (tree === undefined) return undefined;
    const read: DossierClosure = dossierClosure(tree);
    return (about) => asked((sight) => asAnswer(read(sight)), about);
  }

  private amount(written: number | string, at: string): CompiledDue['amount'] | undefined {
    if (typeof written === 'number') return () => written;
    const read = this.value(written, at);
    return (
      read &&
      ((about) => {
        const amount = Number(read(about));
        return Number.isInteger(amount) && amount >= 0 && amount <= 3_660 ? amount : undefined;
      })
    );
  }

  private day(written: string, at: string): DayAfter | undefined {
    if (written === 'start') return { from: 'start' };
    if (/^[\w-]+$/.test(written)) return { from: 'step', step: written };
    const read = this.value(written, at);
    return read && { from: 'dossier', day: (about) => dayOf(read(about), true) };
  }

  due(written: WrittenDue, at: string): CompiledDue | undefined {
    const span = spans.find((one) => written[one] !== undefined) ?? 'days';
    const amount = this.amount(written[span] ?? 0, `${at}/${span}`);
    const days = typeof written.after === 'string' ? [written.after] : written.after;
    const after = days.flatMap((day) => this.day(day, `${at}/after`) ?? []);
    return amount && { span, amount, after };
  }
}

/** What no longer fits, because a designer took its question away, is left out: it stops nobody and is never due. */
export const compileWorkflow = (
  workflow: Workflow,
  schema: DossierSchema,
): { readonly compiled: CompiledWorkflow; readonly faults: readonly WorkflowFault[] } => {
  const compiler = new Compiler(workflow, schema);
  const needs = new Map<string, (about: AskedAbout) => boolean>();
  const due = new Map<string, CompiledDue>();
  const starts = workflow.starts === undefined ? undefined : compiler.test(workflow.starts, '/starts');
  for (const [index, step] of workflow.steps.entries()) {
    const test = step.needs === undefined ? undefined : compiler.test(step.needs, `/steps/${index}/needs`);
    if (test) needs.set(step.id, test);
    const made = step.due && compiler.due(step.due, `/steps/${index}/due`);
    if (made) due.set(step.id, made);
  }
  return { compiled: { workflow, starts, needs, due }, faults: compiler.faults };
};
