/** Reads the workflow files of a pack: shape, names, roles, ways and expressions, every fault at once with its place (K61). */
import * as z from 'zod';
import { severities } from '../checks/check.ts';
import {
  type CheckFile,
  type CheckSurroundings,
  type FileFault,
  missingLanguages,
} from '../checks/parse-checks.ts';
import { unequalPlaceholders } from '../checks/placeholders.ts';
import type { LocalText } from '../json.ts';
import { type Role, roles, rolesThatMay } from '../permission/permission.ts';
import { compileWorkflow } from './compile-workflows.ts';
import { wayFaults } from './ways.ts';
import { evidences, isEnd, stepOf, type Workflow, type WrittenDue } from './workflow.ts';

const text = z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]);
const id = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/);
const expression = z.string().min(1);
const amount = z.union([z.number().int().min(0).max(3_660), expression]).exactOptional();

const dueShape = z
  .strictObject({
    days: amount,
    workdays: amount,
    months: amount,
    after: z.union([expression, z.array(expression).min(1).max(5)]),
    severity: z.enum(severities).exactOptional(),
  })
  .refine(
    ({ days, workdays, months }) => [days, workdays, months].filter((one) => one !== undefined).length === 1,
    {
      message: 'one of days, workdays, months',
    },
  );

const stepShape = z.strictObject({
  id,
  title: text,
  help: text.exactOptional(),
  who: z.array(z.string()).min(1),
  needs: expression.exactOptional(),
  message: text.exactOptional(),
  due: dueShape.exactOptional(),
  evidence: z.enum(evidences).exactOptional(),
  next: z.array(z.string()).min(1).max(10),
});

const workflowShape = z.strictObject({
  id,
  title: text,
  unit: z.string(),
  about: z.string(),
  starts: expression.exactOptional(),
  startedBy: z.array(z.string()).min(1).exactOptional(),
  late: text,
  holidays: z.string().exactOptional(),
  steps: z.array(stepShape).min(1).max(60),
  ends: z
    .array(z.strictObject({ id, title: text }))
    .min(1)
    .max(10),
});

type Written = z.infer<typeof workflowShape>;
type Note = (at: string, code: string, facts?: FileFault['facts']) => void;

const noteTexts = (written: Written, { locales }: CheckSurroundings, note: Note): void => {
  const see = (words: LocalText | undefined, at: string): void => {
    for (const language of words === undefined ? [] : missingLanguages(words, locales))
      note(at, 'language-missing', { language });
  };
  see(written.title, '/title');
  see(written.late, '/late');
  for (const name of unequalPlaceholders(written.late)) note('/late', 'placeholder-missing', { name });
  for (const [index, { title, help, message }] of written.steps.entries()) {
    see(title, `/steps/${index}/title`);
    see(help, `/steps/${index}/help`);
    see(message, `/steps/${index}/message`);
  }
  for (const [index, { title }] of written.ends.entries()) see(title, `/ends/${index}/title`);
};

/** Somebody who does a step must be able to do steps at all, and to hand in a file where one is asked for. */
const noteRoles = (named: readonly string[], at: string, needsFile: boolean, note: Note): void => {
  for (const [index, role] of named.entries()) {
    const place = `${at}/${index}`;
    if (!roles.some((one) => one === role)) note(place, 'unknown-role', { role: role.slice(0, 80) });
    else if (!rolesThatMay('workflow.move').some((one) => one === role))
      note(place, 'role-may-not-move', { role });
    else if (needsFile && !rolesThatMay('answers.submit').some((one) => one === role))
      note(place, 'role-may-not-submit', { role });
  }
};

const noteRepeats = (written: Written, note: Note): void => {
  const seen = new Set<string>();
  const named = [
    ...written.steps.map((step, index) => ({ id: step.id, at: `/steps/${index}/id` })),
    ...written.ends.map((end, index) => ({ id: end.id, at: `/ends/${index}/id` })),
  ];
  for (const one of named) {
    if (seen.has(one.id) || one.id === 'start') note(one.at, 'id-twice', { id: one.id });
    seen.add(one.id);
  }
};

/** A name without braces is `start` or a step; anything else is an expression, which the compiler judges. */
const stepsAfter = ({ after }: Pick<WrittenDue, 'after'>): readonly string[] =>
  (typeof after === 'string' ? [after] : after).filter((one) => /^[\w-]+$/.test(one) && one !== 'start');

const noteSteps = (workflow: Workflow, note: Note): void => {
  for (const [index, { next, due, needs, message }] of workflow.steps.entries()) {
    const at = `/steps/${index}`;
    for (const [position, to] of next.entries())
      if (stepOf(workflow, to) === undefined && !isEnd(workflow, to))
        note(`${at}/next/${position}`, 'unknown-step', { step: to.slice(0, 80) });
    for (const step of due === undefined ? [] : stepsAfter(due))
      if (stepOf(workflow, step) === undefined) note(`${at}/due/after`, 'unknown-step', { step });
    if (needs !== undefined && message === undefined) note(at, 'message-missing');
  }
  for (const { step, code } of wayFaults(workflow))
    note(`/steps/${workflow.steps.findIndex((one) => one.id === step)}`, code, { step });
};

const noteSurroundings = (written: Written, { schema }: CheckSurroundings, note: Note): void => {
  if (!schema.kinds.has(written.unit))
    note('/unit', 'unknown-unit-kind', { unit: written.unit.slice(0, 80) });
  if (schema.questionnaires.get(written.about)?.unit !== written.unit)
    note('/about', 'unknown-questionnaire', { questionnaire: written.about.slice(0, 80) });
  if (written.holidays !== undefined && !schema.parameters.has(written.holidays))
    note('/holidays', 'unknown-name', { name: `P.${written.holidays}`.slice(0, 80) });
};

const readWorkflow = (
  { file, content }: CheckFile,
  surroundings: CheckSurroundings,
  faults: FileFault[],
): Workflow | undefined => {
  const note: Note = (at, code, facts = {}) => faults.push({ at: `${file}#${at}`, code, facts });
  const parsed = workflowShape.safeParse(content);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      note(['', ...issue.path.map(String)].join('/'), 'wrong-shape', { says: issue.message });
    return undefined;
  }
  const written = parsed.data;
  noteTexts(written, surroundings, note);
  noteRepeats(written, note);
  noteSurroundings(written, surroundings, note);
  noteRoles(written.startedBy ?? [], '/startedBy', false, note);
  for (const [index, { who, evidence }] of written.steps.entries())
    noteRoles(who, `/steps/${index}/who`, evidence === 'scan', note);
  // Roles that are none were told of; nobody runs a pack with faults.
  const workflow: Workflow = {
    ...written,
    steps: written.steps.map((step) => ({ ...step, who: step.who as readonly Role[] })),
    ...(written.startedBy === undefined ? {} : { startedBy: written.startedBy as readonly Role[] }),
  } as Workflow;
  noteSteps(workflow, note);
  for (const fault of compileWorkflow(workflow, surroundings.schema).faults)
    note(fault.at, fault.code, fault.facts);
  return workflow;
};

export const parseWorkflows = (
  files: readonly CheckFile[],
  surroundings: CheckSurroundings,
): { readonly workflows: readonly Workflow[]; readonly faults: readonly FileFault[] } => {
  const faults: FileFault[] = [];
  const workflows = files.flatMap((file) => readWorkflow(file, surroundings, faults) ?? []);
  for (const [index, workflow] of workflows.entries())
    if (workflows.findIndex((other) => other.id === workflow.id) !== index)
      faults.push({ at: `${files[index]?.file ?? ''}#/id`, code: 'id-twice', facts: { id: workflow.id } });
  return { workflows, faults };
};
