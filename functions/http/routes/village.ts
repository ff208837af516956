/** A village's work: records, findings, signed pages, and how far it is. */
import { blobRequestShape } from '#forms/wire/blobs.ts';
import { openFindingShape, type QuarantineReply, revealShape, scanRequestShape } from '#forms/wire/shapes.ts';
import { revealFactsShape, revealPreviousShape } from '#forms/wire/units.ts';
import { keepBlob, readBlob, requestBlob } from '../../use-cases/answer-blobs.ts';
import { attachScan, readScans, requestScan } from '../../use-cases/attach-scan.ts';
import { openFinding } from '../../use-cases/open-finding.ts';
import { revealFacts } from '../../use-cases/read-facts.ts';
import { readPrevious } from '../../use-cases/read-previous.ts';
import { readGates, readProgress } from '../../use-cases/read-progress.ts';
import { readQuarantine, readRecord, readWork } from '../../use-cases/read-village.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { withPeople } from '../people.ts';
import { problemReply, reply } from '../reply.ts';

const smallBody = 20 * 1024;

type VillageRoute =
  | 'work'
  | 'record'
  | 'reveal'
  | 'previous'
  | 'revealPrevious'
  | 'revealFacts'
  | 'openFinding'
  | 'requestBlob'
  | 'keepBlob'
  | 'blob'
  | 'requestScan'
  | 'attachScan'
  | 'scans'
  | 'progress'
  | 'gates'
  | 'quarantine';

export const villageRoutes: Pick<Handlers, VillageRoute> = {
  work: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    return reply(await readWork(person, campaign, area)(ports));
  },

  record: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '', unit = '', questionnaire = '' } = context.req.param();
    const record = await readRecord(person, { campaign, area, unit, questionnaire })(ports);
    return reply(await withPeople(record, ({ by }) => [by], accounts));
  },

  reveal: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '', unit = '', questionnaire = '' } = context.req.param();
    const body = await readBody(context, revealShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    const { reason } = body.value;
    const record = await readRecord(person, { campaign, area, unit, questionnaire, reason })(ports);
    return reply(await withPeople(record, ({ by }) => [by], accounts));
  },

  previous: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const after = context.req.query('after');
    return reply(await readPrevious(person, { campaign, area, after })(ports));
  },

  revealPrevious: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const body = await readBody(context, revealPreviousShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await readPrevious(person, { campaign, area, ...body.value })(ports));
  },

  revealFacts: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const body = await readBody(context, revealFactsShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await revealFacts(person, campaign, area, body.value)(ports));
  },

  openFinding: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const body = await readBody(context, openFindingShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await openFinding(person, { campaign, area, ...body.value })(ports), 201);
  },

  requestBlob: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const body = await readBody(context, blobRequestShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await requestBlob(person, campaign, area, body.value)(ports), 201);
  },

  keepBlob: async (context, { ports }, person) => {
    const { campaign = '', area = '', blob = '' } = context.req.param();
    return reply(await keepBlob(person, campaign, area, blob)(ports), 201);
  },

  blob: async (context, { ports }, person) => {
    const { campaign = '', area = '', blob = '' } = context.req.param();
    return reply(await readBlob(person, campaign, area, blob)(ports));
  },

  requestScan: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const body = await readBody(context, scanRequestShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    return reply(await requestScan(person, campaign, area, body.value)(ports), 201);
  },

  attachScan: async (context, { ports }, person) => {
    const { campaign = '', area = '', scan = '' } = context.req.param();
    return reply(await attachScan(person, campaign, area, scan)(ports), 201);
  },

  scans: async (context, { ports }, person) => {
    const { campaign = '', area = '', unit = '', questionnaire = '' } = context.req.param();
    return reply(await readScans(person, campaign, area, unit, questionnaire)(ports));
  },

  progress: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    return reply(await readProgress(person, campaign, area)(ports));
  },

  gates: async (context, { ports }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    return reply(await readGates(person, campaign, area)(ports));
  },

  quarantine: async (context, { ports, accounts }, person) => {
    const { campaign = '', area = '' } = context.req.param();
    const quarantined = await readQuarantine(person, campaign, area)(ports);
    const ids = ({ late }: Pick<QuarantineReply, 'late'>) =>
      late.flatMap(({ by, admission }) => [by, admission?.askedBy ?? by, admission?.decidedBy ?? by]);
    return reply(await withPeople(quarantined, ids, accounts));
  },
};
