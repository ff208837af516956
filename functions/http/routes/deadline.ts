/** What people ask of a deadline, and what others decide. */
import {
  askAdmissionsShape,
  askExtensionShape,
  decideAdmissionsShape,
  decideExtensionShape,
  phoneReportShape,
  type RehearsalReply,
} from '#forms/wire/deadlines.ts';
import { askAdmissions } from '../../use-cases/admission/ask-admissions.ts';
import { decideAdmissions } from '../../use-cases/admission/decide-admissions.ts';
import { readEvidence } from '../../use-cases/admission/read-evidence.ts';
import { askExtension } from '../../use-cases/extension/ask-extension.ts';
import { decideExtension } from '../../use-cases/extension/decide-extension.ts';
import { readExtensions } from '../../use-cases/extension/read-extensions.ts';
import { hearPhone } from '../../use-cases/hear-phone.ts';
import { rehearseDeadline } from '../../use-cases/rehearse.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { withPeople } from '../people.ts';
import { problemReply, reply } from '../reply.ts';

/** Hundreds of village codes or submission ids, and a reason. */
const bodyBytes = 40 * 1024;
const smallBytes = 1024;

type DeadlineRoute =
  | 'extensions'
  | 'askExtension'
  | 'decideExtension'
  | 'evidence'
  | 'askAdmissions'
  | 'decideAdmissions'
  | 'hearPhone'
  | 'rehearsal';

export const deadlineRoutes: Pick<Handlers, DeadlineRoute> = {
  extensions: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const found = await readExtensions(person, campaign, area)(ports);
    const named = await withPeople(
      found,
      ({ extensions }) => extensions.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy ?? askedBy]),
      accounts,
    );
    return reply(named);
  },

  askExtension: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const body = await readBody(context, askExtensionShape, bodyBytes);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await askExtension(person, { campaign, area, ...body.value })(ports), 201);
  },

  decideExtension: async (context, { ports }, person) => {
    const { campaign = '', area = '', extension = '' } = context.req.param();
    const body = await readBody(context, decideExtensionShape, bodyBytes);
    if (!body.ok) return problemReply(body.refusal);
    const deciding = { campaign, area, extension, ...body.value };
    return reply(await decideExtension(person, deciding)(ports));
  },

  evidence: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '', submission = '' } = context.req.param();
    const found = await readEvidence(person, campaign, { village: area, submission })(ports);
    const named = await withPeople(
      found,
      ({ by, admission }) => [by, admission?.askedBy ?? by, admission?.decidedBy ?? by],
      accounts,
    );
    return reply(named);
  },

  askAdmissions: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const body = await readBody(context, askAdmissionsShape, bodyBytes);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await askAdmissions(person, { campaign, area, ...body.value })(ports));
  },

  decideAdmissions: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const body = await readBody(context, decideAdmissionsShape, bodyBytes);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await decideAdmissions(person, { campaign, area, ...body.value })(ports));
  },

  hearPhone: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const body = await readBody(context, phoneReportShape, smallBytes);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await hearPhone(person, campaign, area, body.value)(ports));
  },

  rehearsal: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const found = await rehearseDeadline(person, campaign, area)(ports);
    const unsent = ({ phones }: Pick<RehearsalReply, 'phones'>) =>
      phones.filter((phone) => phone.unsent + phone.drafts > 0).map((phone) => phone.person);
    return reply(await withPeople(found, unsent, accounts));
  },
};
