/** Workflows: as they are written, where units are on their way, and what people do there. */
import { moveFlowShape, startFlowShape, type UnitFlowsReply } from '#forms/wire/workflows.ts';
import { readFlowFile } from '../../use-cases/handed-in-file.ts';
import { moveFlow, startFlow } from '../../use-cases/workflow/change-flow.ts';
import { readFlowList, readUnitFlows, readWorkflows } from '../../use-cases/workflow/read-flows.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { withPeople } from '../people.ts';
import { problemReply, reply } from '../reply.ts';

const smallBody = 20 * 1024;

const whoDid = ({ flows }: Pick<UnitFlowsReply, 'flows'>) =>
  flows.flatMap(({ history }) => history.flatMap(({ by }) => by ?? []));

type WorkflowRoute = 'workflows' | 'flows' | 'unitFlows' | 'flowFile' | 'startFlow' | 'moveFlow';

export const workflowRoutes: Pick<Handlers, WorkflowRoute> = {
  workflows: async (context, { ports }, person) =>
    reply(await readWorkflows(person, context.req.param('campaign') ?? '')(ports)),

  flows: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const ended = context.req.query('ended') === 'yes';
    return reply(await readFlowList(person, campaign, area, ended)(ports));
  },

  unitFlows: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '', unit = '' } = context.req.param();
    const read = await readUnitFlows(person, { campaign, area, unit })(ports);
    return reply(await withPeople(read, whoDid, accounts));
  },

  flowFile: async (context, { ports }, person) => {
    const { campaign = '', area = '', unit = '', workflow = '', file = '' } = context.req.param();
    return reply(await readFlowFile(person, { campaign, area, unit, workflow, file })(ports));
  },

  startFlow: async (context, { ports, accounts }, person) => {
    const body = await readBody(context, startFlowShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    const { campaign = '', area = '', unit = '' } = context.req.param();
    const started = await startFlow(person, { campaign, area, unit }, body.value)(ports);
    return reply(await withPeople(started, whoDid, accounts), 201);
  },

  moveFlow: async (context, { ports, accounts }, person) => {
    const body = await readBody(context, moveFlowShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    const { campaign = '', area = '', unit = '', workflow = '' } = context.req.param();
    const moved = await moveFlow(person, { campaign, area, unit, workflow }, body.value)(ports);
    return reply(await withPeople(moved, whoDid, accounts));
  },
};
