/** The one route that writes answers; it needs the least, so that a function of its own can be small. */
import { limits } from '#forms/wire/limits.ts';
import { submissionShape } from '#forms/wire/shapes.ts';
import type { SubmissionPorts } from '../../use-cases/submission/delivery.ts';
import { submitAnswers } from '../../use-cases/submit-answers.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { problemReply, reply } from '../reply.ts';

/** Envelope around the answers; what is said to checks shares their room. */
const envelopeBytes = 4 * 1024;

export const submitRoutes: Pick<Handlers<{ readonly ports: SubmissionPorts }>, 'submit'> = {
  submit: async (context, { ports }, person) => {
    const body = await readBody(context, submissionShape, limits.answersBytes + envelopeBytes);
    if (!body.ok) return problemReply(body.refusal);
    const result = await submitAnswers(person, body.value)(ports);
    const status = { accepted: 201, 'already-have-it': 200, quarantined: 202 } as const;
    return reply(result, result.ok ? status[result.value.outcome] : 200);
  },
};
