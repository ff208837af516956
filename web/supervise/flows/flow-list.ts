/** The list of units on their way: by workflow and step, what is overdue first (D37). */
import type { ListedFlow } from '#forms/wire/workflows.ts';
import { firstDue } from '#forms/workflows/due.ts';
import type { Workflow, WorkflowEnd } from '#forms/workflows/workflow.ts';

export interface StepGroup {
  readonly workflow: Workflow;
  /** A step, or the end that was come to. */
  readonly step: WorkflowEnd;
  readonly flows: readonly ListedFlow[];
  readonly late: number;
}

export interface FlowFilter {
  readonly workflow?: string | undefined;
  readonly village?: string | undefined;
  /** Only what is overdue. */
  readonly late?: boolean | undefined;
}

export const isLate = ({ dues }: Pick<ListedFlow, 'dues'>, today: string): boolean =>
  (firstDue(dues) ?? today) < today;

const fits = (flow: ListedFlow, { workflow, village, late }: FlowFilter, today: string): boolean =>
  (workflow === undefined || flow.workflow === workflow) &&
  (village === undefined || flow.village === village) &&
  (late !== true || isLate(flow, today));

/** What has no due date comes last. */
const dayOf = ({ dues }: ListedFlow): string => firstDue(dues) ?? '9999';

const byDue = (one: ListedFlow, other: ListedFlow): number =>
  dayOf(one).localeCompare(dayOf(other)) || one.unitName.localeCompare(other.unitName);

/** Groups in the order of the pack, steps in the order of the workflow; empty ones are left out. */
export const stepGroups = (
  workflows: Iterable<Workflow>,
  flows: readonly ListedFlow[],
  filter: FlowFilter,
  today: string,
): readonly StepGroup[] => {
  const shown = flows.filter((flow) => fits(flow, filter, today));
  return [...workflows].flatMap((workflow) =>
    [...workflow.steps, ...workflow.ends].flatMap((step): readonly StepGroup[] => {
      const own = shown
        .filter((flow) => flow.workflow === workflow.id && (flow.end ?? flow.at) === step.id)
        .sort(byDue);
      if (own.length === 0) return [];
      return [{ workflow, step, flows: own, late: own.filter((flow) => isLate(flow, today)).length }];
    }),
  );
};

/** What names a flow in an address. */
export const nameOfFlow = ({ village, unit, workflow }: ListedFlow): string =>
  `${village} ${unit} ${workflow}`;
