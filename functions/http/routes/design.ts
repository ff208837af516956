/** Questionnaires in the making. */
import { blobRequestShape } from '#forms/wire/blobs.ts';
import { limits } from '#forms/wire/limits.ts';
import { publishShape, saveDraftShape } from '#forms/wire/shapes.ts';
import {
  listQuestionnaires,
  publishQuestionnaire,
  readDraft,
  saveDraft,
} from '../../use-cases/edit-questionnaire.ts';
import { keepPicture, readPicture, requestPicture } from '../../use-cases/pictures.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { problemReply, reply } from '../reply.ts';

type DesignRoute =
  | 'questionnaires'
  | 'draft'
  | 'saveDraft'
  | 'publish'
  | 'requestPicture'
  | 'keepPicture'
  | 'picture';

export const designRoutes: Pick<Handlers, DesignRoute> = {
  questionnaires: async (context, { ports }, person) =>
    reply(await listQuestionnaires(person, context.req.param('campaign') ?? '')(ports)),

  draft: async (context, { ports }, person) => {
    const { campaign = '', questionnaire = '' } = context.req.param();
    return reply(await readDraft(person, campaign, questionnaire)(ports));
  },

  saveDraft: async (context, { ports }, person) => {
    const { campaign = '', questionnaire = '' } = context.req.param();
    const body = await readBody(context, saveDraftShape, limits.draftBytes);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await saveDraft(person, { campaign, questionnaire, ...body.value })(ports));
  },

  publish: async (context, { ports }, person) => {
    const { campaign = '', questionnaire = '' } = context.req.param();
    const body = await readBody(context, publishShape, 1024);
    if (!body.ok) return problemReply(body.refusal);
    return reply(
      await publishQuestionnaire(person, campaign, questionnaire, body.value.revision)(ports),
      201,
    );
  },

  requestPicture: async (context, { ports }, person) => {
    const body = await readBody(context, blobRequestShape, 1024);
    if (!body.ok) return problemReply(body.refusal);
    const campaign = context.req.param('campaign') ?? '';
    return reply(await requestPicture(person, campaign, body.value)(ports), 201);
  },

  keepPicture: async (context, { ports }, person) => {
    const { campaign = '', picture = '' } = context.req.param();
    return reply(await keepPicture(person, campaign, picture)(ports), 201);
  },

  picture: async (context, { ports }, person) => {
    const { campaign = '', picture = '' } = context.req.param();
    return reply(await readPicture(person, campaign, picture)(ports));
  },
};
