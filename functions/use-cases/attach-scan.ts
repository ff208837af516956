/**
 * Signed pages. A ticket first: where to upload exactly these bytes (size, type, SHA-256 checked by the store). Then the
 * attachment: the store is asked what it holds, and one transaction binds the page to the content that was signed.
 */
import * as z from 'zod';
import type { Right } from '#forms/campaign/calendar.ts';
import { type Gate, movedGate } from '#forms/campaign/gate.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { SealedScan } from '#forms/campaign/submission.ts';
import type { Instant, Json } from '#forms/json.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { limits } from '#forms/wire/limits.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import {
  type ScanRequest,
  type ScanState,
  type ScansReply,
  type ScanTicketReply,
  scanRequestShape,
} from '#forms/wire/shapes.ts';
import type { Ports } from '../ports.ts';
import { gzip, hexOf, leafHashOf } from '../store/bytes.ts';
import type { Campaign } from '../store/campaign.ts';
import * as keys from '../store/keys.ts';
import { allOf, gateOf, recordOf, scanOf } from '../store/village.ts';
import { campaignFor } from './access.ts';
import { moveGate } from './move-gate.ts';
import { openGate } from './open-gate.ts';

const uploadSeconds = 15 * 60;
const downloadSeconds = 10 * 60;
const extension: { readonly [type: string]: string } = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

export const requestScan =
  (person: Person, campaignId: string, area: string, request: ScanRequest) =>
  async ({
    table,
    scans,
    clock,
    dice,
  }: Pick<Ports, 'table' | 'scans' | 'clock' | 'dice'>): Promise<Result<ScanTicketReply, Problem>> => {
    const { unit, questionnaire: questionnaireId } = request;
    const found = await campaignFor(person, 'scan.attach', campaignId, area, table);
    if (!found.ok) return found;
    const questionnaire = questionnaireOf(found.value, questionnaireId);
    if (!questionnaire) return refuse(problem('no-such-questionnaire', { questionnaire: questionnaireId }));
    if (request.page > questionnaire.scanPages)
      return refuse(problem('too-many-pages', { limit: questionnaire.scanPages }));
    if (!extension[request.type])
      return refuse(problem('wrong-file-type', { type: request.type, allowed: limits.scanTypes.join(', ') }));
    if (request.size > limits.scanBytes)
      return refuse(problem('file-too-large', { limit: limits.scanBytes }));
    const recordItem = await table.get(keys.recordKey(campaignId, area, unit, questionnaireId));
    if (!recordItem) return refuse(problem('no-such-record', { unit, questionnaire: questionnaireId }));
    const record = recordOf(recordItem);
    if (record.contentHash !== request.contentHash)
      return refuse(problem('content-signed-differs', { contentHash: record.contentHash }));
    const closed = await closedGate(found.value, area, questionnaireId, { table, clock });
    if (closed) return refuse(closed);

    const now = clock.now();
    const scan = dice.id(now);
    const blob = `${campaignId}/${area}/${scan}.${extension[request.type]}`;
    const facts = { size: request.size, sha256: request.sha256, type: request.type };
    const upload = await scans.presignUpload(blob, facts, uploadSeconds);
    const outcome = await table.transact([
      {
        put: {
          ...keys.scanRequestKey(campaignId, area, scan),
          ...request,
          blob,
          by: person.id,
          requestedAt: now,
        },
      },
    ]);
    return outcome === 'done' ? ok({ scan, upload }) : refuse(problem('busy', { seconds: 5 }));
  };

/** G1 for pages: explained before anybody uploads; the transaction repeats it. A gate behind the calendar is moved (G11). */
const closedGate = async (
  campaign: Campaign,
  area: string,
  questionnaire: string,
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
): Promise<Problem | undefined> => {
  const item = await table.get(keys.gateKey(campaign.id, area, questionnaire));
  if (!item) return problem('no-such-area', { area });
  const gate = gateOf(item);
  const now = clock.now();
  if (letsPagesIn(gate, now)) return undefined;
  const group = questionnaireOf(campaign, questionnaire)?.group ?? '';
  const next = movedGate(gate, campaign.calendar, group, now);
  if (next && letsPagesIn(next, now)) {
    const outcome = await moveGate(campaign.id, gate, next, now)({ table });
    return outcome === 'busy' ? problem('busy', { seconds: 2 }) : undefined;
  }
  const why =
    now < gate.opensAt
      ? 'not-open-yet'
      : gate.right === 'read'
        ? 'read-only'
        : gate.right === 'none'
          ? 'closed'
          : 'frozen';
  return problem('gate-closed', { why, questionnaire });
};

const letsPagesIn = ({ right, opensAt, closesAt }: Gate, now: Instant): boolean =>
  right !== 'none' && writingRights.includes(right) && opensAt <= now && now < closesAt;

/** A signed page does not change an answer: it may come in as long as anything may. */
const writingRights: readonly Right[] = ['collect', 'correct', 'correct-by-finding'];

const requestedShape = scanRequestShape.extend({ blob: z.string() });

export const attachScan =
  (person: Person, campaign: string, area: string, scan: string) =>
  async (ports: Pick<Ports, 'table' | 'scans' | 'clock' | 'dice'>): Promise<Result<ScanState, Problem>> => {
    const { table, scans, clock, dice } = ports;
    const found = await campaignFor(person, 'scan.attach', campaign, area, table);
    if (!found.ok) return found;
    const requestItem = await table.get(keys.scanRequestKey(campaign, area, scan));
    if (!requestItem) return refuse(problem('no-such-scan', { scan }));
    const request = requestedShape.parse(
      Object.fromEntries(Object.keys(requestedShape.shape).map((name) => [name, requestItem[name]])),
    );
    const { unit, questionnaire, contentHash, page, sha256, size, type, blob } = request;
    const key = keys.scanKey(campaign, area, unit, questionnaire, scan);
    const earlier = await table.get(key);
    if (earlier) return ok(stateOf(earlier));

    const stored = await scans.head(blob);
    if (!stored) return refuse(problem('not-uploaded', { scan }));
    if (stored.sha256 !== sha256 || stored.size !== size) return refuse(problem('wrong-checksum'));
    const recordItem = await table.get(keys.recordKey(campaign, area, unit, questionnaire));
    if (!recordItem) return refuse(problem('no-such-record', { unit, questionnaire }));
    const record = recordOf(recordItem);
    if (record.contentHash !== contentHash)
      return refuse(problem('content-signed-differs', { contentHash: record.contentHash }));

    const now = clock.now();
    const sealed: SealedScan = {
      kind: 'scan',
      campaign,
      village: area,
      unit,
      questionnaire,
      scan,
      page,
      contentHash,
      sha256,
      size,
      type,
      attachedAt: isoOf(now),
      by: person.id,
      nonce: hexOf(dice.bytes(16)),
    };
    const body = canonicalJson(sealed as unknown as Json);
    const item = {
      ...key,
      scan,
      unit,
      questionnaire,
      page,
      contentHash,
      sha256,
      size,
      type,
      attachedAt: now,
      by: person.id,
      blob,
      leafHash: leafHashOf(body),
      body: gzip(body),
    };
    const outcome = await table.transact([
      { put: item, when: [{ attribute: 'pk', is: 'absent' }] },
      openGate({ campaign, village: area, questionnaire }, writingRights, now),
      {
        add: keys.recordKey(campaign, area, unit, questionnaire),
        amounts: { pages: 1 },
        when: [
          { attribute: 'version', is: '=', value: record.version },
          { attribute: 'pages', is: '=', value: record.pages },
        ],
      },
      { add: keys.tallyKey(campaign, area, questionnaire), amounts: { signed: record.pages === 0 ? 1 : 0 } },
    ]);
    if (outcome === 'done') return ok(stateOf(item));
    if (outcome === 'busy' || outcome.refused === 2) return refuse(problem('busy', { seconds: 2 }));
    if (outcome.refused === 0) return ok(stateOf((await table.get(key)) ?? item));
    return refuse(
      (await closedGate(found.value, area, questionnaire, ports)) ?? problem('busy', { seconds: 2 }),
    );
  };

const stateOf = (item: Parameters<typeof scanOf>[0]): ScanState => {
  const { blob: _, ...state } = scanOf(item);
  return state;
};

/** The signed pages of one record, newest content included, each with a link that works for some minutes. */
export const readScans =
  (person: Person, campaign: string, area: string, unit: string, questionnaire: string) =>
  async ({ table, scans }: Pick<Ports, 'table' | 'scans'>): Promise<Result<ScansReply, Problem>> => {
    const found = await campaignFor(person, 'scan.read', campaign, area, table);
    if (!found.ok) return found;
    const items = await allOf(
      table,
      keys.villagePk(campaign, area),
      keys.recordScanPrefix(unit, questionnaire),
    );
    const stored = items.map(scanOf).sort((a, b) => a.page - b.page || a.attachedAt - b.attachedAt);
    return ok({
      scans: await Promise.all(
        stored.map(async ({ blob, ...state }) => ({
          ...state,
          download: await scans.presignDownload(blob, {
            expiresInSeconds: downloadSeconds,
            fileName: `${unit}-${questionnaire}-${state.page}.${extension[state.type] ?? 'bin'}`,
          }),
        })),
      ),
    });
  };
