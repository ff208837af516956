/** Another calendar for a running campaign: proposed, decided, shown. */
import { decideCalendarShape, proposeCalendarShape } from '#forms/wire/calendar.ts';
import { decideCalendar } from '../../use-cases/calendar/decide-calendar.ts';
import { proposeCalendar } from '../../use-cases/calendar/propose-calendar.ts';
import { readCalendarChanges } from '../../use-cases/calendar/read-calendar-changes.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { withPeople } from '../people.ts';
import { problemReply, reply } from '../reply.ts';

/** Dozens of stages with their titles in some languages. */
const bodyBytes = 64 * 1024;

export const calendarRoutes: Pick<Handlers, 'calendarChanges' | 'proposeCalendar' | 'decideCalendar'> = {
  calendarChanges: async (context, { ports, accounts }, person) => {
    const { campaign = '' } = context.req.param();
    const found = await readCalendarChanges(person, campaign)(ports);
    const named = await withPeople(
      found,
      ({ changes }) => changes.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy ?? proposedBy]),
      accounts,
    );
    return reply(named);
  },

  proposeCalendar: async (context, { ports }, person) => {
    const { campaign = '' } = context.req.param();
    const body = await readBody(context, proposeCalendarShape, bodyBytes);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await proposeCalendar(person, { campaign, ...body.value })(ports), 201);
  },

  decideCalendar: async (context, { ports }, person) => {
    const { campaign = '', change = '' } = context.req.param();
    const body = await readBody(context, decideCalendarShape, bodyBytes);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await decideCalendar(person, { campaign, change, ...body.value })(ports));
  },
};
