/** Findings and checks: lists, what people do to a finding, and runs over a whole area. */
import {
  answerFindingShape,
  type CheckRunReply,
  decideFindingShape,
  type FindingReply,
  issueFindingsShape,
  returnFindingShape,
} from '#forms/wire/findings.ts';
import { readChecksFor } from '../../use-cases/checks/read-checks.ts';
import { readCheckRun, runAllChecks } from '../../use-cases/checks/run-all-checks.ts';
import { changeFinding } from '../../use-cases/finding/change-finding.ts';
import { issueFindings } from '../../use-cases/finding/issue-findings.ts';
import { readFinding, readFindingList } from '../../use-cases/finding/read-findings.ts';
import { readFindingFile } from '../../use-cases/handed-in-file.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { withPeople } from '../people.ts';
import { problemReply, reply } from '../reply.ts';

const smallBody = 20 * 1024;
/** Hundreds of findings, each with its village. */
const listBody = 60 * 1024;

type FindingRoute =
  | 'findings'
  | 'finding'
  | 'findingFile'
  | 'issueFindings'
  | 'answerFinding'
  | 'returnFinding'
  | 'decideFinding'
  | 'checks'
  | 'runChecks'
  | 'checkRun';

const whoRan = ({ run }: Pick<CheckRunReply, 'run'>) => (run ? [run.startedBy] : []);

const whoDid = ({ finding, record }: Pick<FindingReply, 'finding' | 'record'>) => [
  ...finding.steps.flatMap(({ by }) => by ?? []),
  ...(record ? [record.by] : []),
];

export const findingRoutes: Pick<Handlers, FindingRoute> = {
  findings: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const closed = context.req.query('closed') === 'yes';
    return reply(await readFindingList(person, campaign, area, closed)(ports));
  },

  finding: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '', finding = '' } = context.req.param();
    const read = await readFinding(person, { campaign, area, finding })(ports);
    return reply(await withPeople(read, whoDid, accounts));
  },

  findingFile: async (context, { ports }, person) => {
    const { campaign = '', area = '', finding = '', file = '' } = context.req.param();
    return reply(await readFindingFile(person, { campaign, area, finding, file })(ports));
  },

  issueFindings: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const body = await readBody(context, issueFindingsShape, listBody);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await issueFindings(person, campaign, area, body.value)(ports));
  },

  answerFinding: async (context, { ports }, person) => {
    const body = await readBody(context, answerFindingShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    const { campaign = '', area = '', finding = '' } = context.req.param();
    const wanted = { verb: 'finding.answer', campaign, area, finding, event: body.value } as const;
    return reply(await changeFinding(person, wanted)(ports));
  },

  returnFinding: async (context, { ports }, person) => {
    const body = await readBody(context, returnFindingShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    const { campaign = '', area = '', finding = '' } = context.req.param();
    const event = { kind: 'return', ...body.value } as const;
    const wanted = { verb: 'finding.return', campaign, area, finding, event } as const;
    return reply(await changeFinding(person, wanted)(ports));
  },

  decideFinding: async (context, { ports }, person) => {
    const body = await readBody(context, decideFindingShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    const { campaign = '', area = '', finding = '' } = context.req.param();
    const wanted = { verb: 'finding.decide', campaign, area, finding, event: body.value } as const;
    return reply(await changeFinding(person, wanted)(ports));
  },

  checks: async (context, { ports }, person) =>
    reply(await readChecksFor(person, context.req.param('campaign') ?? '')(ports)),

  runChecks: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const run = await runAllChecks(person, campaign, area)(ports);
    return reply(await withPeople(run, whoRan, accounts), 202);
  },

  checkRun: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const run = await readCheckRun(person, campaign, area)(ports);
    return reply(await withPeople(run, whoRan, accounts));
  },
};
