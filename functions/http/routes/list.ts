/** Comparison lists: what there is of them, and handing one in. */
import { limits } from '#forms/wire/limits.ts';
import { handInListShape, type ListsReply } from '#forms/wire/lists.ts';
import { handInList } from '../../use-cases/list/hand-in-list.ts';
import { readLists } from '../../use-cases/list/read-lists.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { withPeople } from '../people.ts';
import { problemReply, reply } from '../reply.ts';

const whoHandedIn = ({ lists }: Pick<ListsReply, 'lists'>) =>
  lists.flatMap(({ inForce, versions }) => [...(inForce ? [inForce] : []), ...versions].map(({ by }) => by));

export const listRoutes: Pick<Handlers, 'lists' | 'handInList'> = {
  lists: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const read = await readLists(person, campaign, area)(ports);
    return reply(await withPeople(read, whoHandedIn, accounts));
  },

  handInList: async (context, { ports }, person) => {
    const body = await readBody(context, handInListShape, limits.listBytes);
    if (!body.ok) return problemReply(body.refusal);
    const { campaign = '', area = '', list = '' } = context.req.param();
    return reply(await handInList(person, { campaign, area, list }, body.value)(ports), 201);
  },
};
