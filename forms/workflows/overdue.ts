/** What is overdue in workflows, told like what checks find: one made check for each step that has a due date (K66). */
import type { Check, Hit } from '../checks/check.ts';
import { hitId } from '../checks/identity.ts';
import { filledIn } from '../checks/placeholders.ts';
import type { LocalText } from '../json.ts';
import { textIn } from '../json.ts';
import { overdueSteps } from './due.ts';
import { type Flow, isRunning } from './flow.ts';
import { stepOf, type Workflow, type WorkflowStep } from './workflow.ts';

export const lateCheckId = (workflow: string, step: string): string => `workflow-${workflow}-${step}`;

/** The title of the step put into its place; the day stays a placeholder of the finding. */
const messageOf = (late: LocalText, { title }: WorkflowStep): LocalText => {
  const written = (words: string, locale: string): string =>
    filledIn(words, (name) => (name === 'step' ? textIn(title, locale) : `{${name}}`));
  if (typeof late === 'string') return written(late, 'en');
  return Object.fromEntries(Object.entries(late).map(([locale, words]) => [locale, written(words, locale)]));
};

/** Checks as people see them in lists; flows say when they find something, no expression does. */
export const lateChecks = ({ id, about, late, steps }: Workflow): readonly Check[] =>
  steps.flatMap((step): readonly Check[] =>
    step.due === undefined
      ? []
      : [
          {
            id: lateCheckId(id, step.id),
            severity: step.due.severity ?? 'verify',
            scope: 'unit',
            about,
            finds: '{due} < today()',
            message: messageOf(late, step),
          },
        ],
  );

/** One hit for each step that is overdue today. */
export const lateHits = (workflow: Workflow, flow: Flow, today: string): readonly Hit[] =>
  isRunning(flow)
    ? overdueSteps(flow.dues, today).map((step): Hit => {
        const check = lateCheckId(workflow.id, step);
        return {
          id: hitId(check, flow.unit, workflow.about, []),
          check,
          severity: stepOf(workflow, step)?.due?.severity ?? 'verify',
          scope: 'unit',
          unit: flow.unit,
          questionnaire: workflow.about,
          facts: { due: flow.dues[step] ?? null },
        };
      })
    : [];
