/** Correction annexes: asked, decided, listed, and their files as they were sealed. */
import { askAnnexShape, decideAnnexShape } from '#forms/wire/annexes.ts';
import { askAnnex } from '../../use-cases/annex/ask-annex.ts';
import { decideAnnex } from '../../use-cases/annex/decide-annex.ts';
import { listAnnexes, readAnnexFile, readAnnexLines } from '../../use-cases/annex/read-annexes.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { withPeople } from '../people.ts';
import { problemReply, reply } from '../reply.ts';
import { fileReply } from './seal.ts';

/** Fifty records, or few large ones. */
const bodyBytes = 1024 * 1024;
const smallBytes = 4 * 1024;

const peopleOf = ({
  askedBy,
  decidedBy = askedBy,
}: {
  readonly askedBy: string;
  readonly decidedBy?: string;
}) => [askedBy, decidedBy];

export const annexRoutes: Pick<Handlers, 'annexes' | 'askAnnex' | 'annex' | 'decideAnnex' | 'annexFile'> = {
  annexes: async (context, { ports, accounts }, person) => {
    const { campaign = '', seal = '' } = context.req.param();
    const found = await listAnnexes(person, campaign, seal)(ports);
    return reply(await withPeople(found, ({ annexes }) => annexes.flatMap(peopleOf), accounts));
  },

  askAnnex: async (context, { ports }, person) => {
    const { campaign = '', area = '', seal = '' } = context.req.param();
    const body = await readBody(context, askAnnexShape, bodyBytes);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await askAnnex(person, { campaign, area, seal, ...body.value })(ports), 201);
  },

  annex: async (context, { ports, accounts }, person) => {
    const { campaign = '', seal = '', annex = '' } = context.req.param();
    const found = await readAnnexLines(person, { campaign, seal, annex })(ports);
    return reply(await withPeople(found, peopleOf, accounts));
  },

  decideAnnex: async (context, { ports }, person) => {
    const { campaign = '', seal = '', annex = '' } = context.req.param();
    const body = await readBody(context, decideAnnexShape, smallBytes);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await decideAnnex(person, { campaign, seal, annex, ...body.value })(ports));
  },

  annexFile: async (context, { ports }, person) => {
    const { campaign = '', seal = '', annex = '', file = '' } = context.req.param();
    const result = await readAnnexFile(person, { campaign, seal, annex }, file)(ports);
    return result.ok ? fileReply(context, file, result.value) : problemReply(result.refusal);
  },
};
