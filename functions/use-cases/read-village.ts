/** A village's work: units, state of their records, gates, findings, quarantine. One query over the village's partition each. */

import { maskSensitive } from '#forms/answers/mask.ts';
import type { Explanation } from '#forms/campaign/submission.ts';
import { isClosed } from '#forms/findings/finding.ts';
import type { JsonObject } from '#forms/json.ts';
import { mayDo, type Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { LateState, RecordReply, WorkReply } from '#forms/wire/shapes.ts';
import type { Ports, Table } from '../ports.ts';
import { admissionState, admissionsOfVillage } from '../store/admissions.ts';
import { gunzip, textOf } from '../store/bytes.ts';
import { type Campaign, readArea, readEdition, villagesOf } from '../store/campaign.ts';
import { findingOf, shownFinding } from '../store/findings.ts';
import * as keys from '../store/keys.ts';
import * as village from '../store/village.ts';
import { campaignFor } from './access.ts';
import { auditWrite } from './audit.ts';
import { extensionsOfVillage } from './extension/read-extensions.ts';

export const readWork =
  (person: Person, campaignId: string, area: string) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<Result<WorkReply, Problem>> => {
    const found = await campaignFor(person, 'unit.read', campaignId, area, table);
    if (!found.ok) return found;
    const [place, takesPart] = await Promise.all([
      readArea(table, area),
      table.get(keys.villageKey(campaignId, area)),
    ]);
    if (!place || !takesPart) return refuse(problem('no-such-area', { area }));
    const pk = keys.villagePk(campaignId, area);
    const [units, records, gates, findings, late, sealed, extensions] = await Promise.all([
      village.allOf(table, pk, keys.unitPrefix),
      village.allOf(table, pk, keys.recordPrefix),
      village.gatesOfVillage(table, campaignId, area),
      village.allOf(table, pk, keys.findingPrefix),
      lateOnes(table, campaignId, area),
      sealOfQuestionnaires(table, found.value),
      extensionsOfVillage(table, campaignId, area),
    ]);
    return ok({
      village: place,
      units: units.map(village.unitOf).sort((a, b) => a.order - b.order),
      records: records
        .map(village.recordOf)
        .map((record) => village.recordStateOf(record, sealed.get(record.questionnaire))),
      gates,
      findings: findings
        .map(findingOf)
        .filter((finding) => !isClosed(finding))
        .map(shownFinding),
      late,
      extensions,
      now: clock.now(),
    });
  };

/** The quarantine of one village, each with what was asked and decided about it. */
const lateOnes = async (table: Table, campaign: string, code: string): Promise<readonly LateState[]> => {
  const [late, admissions] = await Promise.all([
    village.allOf(table, keys.villagePk(campaign, code), keys.latePrefix),
    admissionsOfVillage(table, campaign, code),
  ]);
  return late.map((item) => {
    const { contentHash: _, ...state } = village.lateOf(item);
    const admission = admissions.get(state.submission);
    return admission === undefined ? state : { ...state, admission: admissionState(admission) };
  });
};

/** Which questionnaires are in a verified seal, and in which. */
export const sealOfQuestionnaires = async (
  table: Table,
  campaign: Campaign,
): Promise<ReadonlyMap<string, string>> => {
  const sealed = new Map<string, string>();
  for (const plan of campaign.calendar.seals) {
    const item = await table.get(keys.sealKey(campaign.id, plan.id));
    if (item?.state !== 'sealed') continue;
    for (const questionnaire of campaign.questionnaires)
      if (plan.groups.includes(questionnaire.group)) sealed.set(questionnaire.id, plan.id);
  }
  return sealed;
};

export interface RecordWanted {
  readonly campaign: string;
  readonly area: string;
  readonly unit: string;
  readonly questionnaire: string;
  /** P6: with a reason identity numbers are shown, and the reason is logged before anything leaves. */
  readonly reason?: string;
}

export const readRecord =
  (person: Person, { campaign: id, area, unit, questionnaire, reason }: RecordWanted) =>
  async (
    ports: Pick<Ports, 'table' | 'clock' | 'dice'>,
  ): Promise<Result<Omit<RecordReply, 'people'>, Problem>> => {
    const { table } = ports;
    const verb = reason === undefined ? 'record.read' : 'record.reveal';
    const found = await campaignFor(person, verb, id, area, table);
    if (!found.ok) return found;
    const item = await table.get(keys.recordKey(id, area, unit, questionnaire));
    if (!item) return refuse(problem('no-such-record', { unit, questionnaire }));
    const record = village.recordOf(item);
    const [submission, edition, sealed] = await Promise.all([
      table.get(keys.submissionKey(id, area, record.submission)),
      readEdition(table, id, questionnaire, record.edition),
      sealOfQuestionnaires(table, found.value),
    ]);
    if (!submission || !edition)
      throw new Error(`record ${unit}/${questionnaire} points at a submission that is not there`);
    const { answers, explanations } = JSON.parse(textOf(gunzip(village.submissionOf(submission).body))) as {
      answers: JsonObject;
      explanations?: readonly Explanation[];
    };
    const state = {
      ...village.recordStateOf(record, sealed.get(questionnaire)),
      ...(explanations === undefined ? {} : { explanations }),
    };
    if (reason === undefined) return ok({ ...state, answers: maskSensitive(edition, answers), masked: true });
    const note = { campaign: id, verb, on: `${area}/${unit}/${questionnaire}`, why: reason };
    const logged = await table.transact([auditWrite(person, note, ports)]);
    if (logged !== 'done') return refuse(problem('busy', { seconds: 5 }));
    return ok({ ...state, answers, masked: false });
  };

/** Quarantine of every village in an area, newest first. */
export const readQuarantine =
  (person: Person, campaign: string, area: string) =>
  async ({
    table,
  }: Pick<Ports, 'table'>): Promise<Result<{ readonly late: readonly LateState[] }, Problem>> => {
    const found = await campaignFor(person, 'quarantine.read', campaign, area, table);
    if (!found.ok) return found;
    const villages = (await villagesOf(table, campaign, area)).filter(({ code }) =>
      mayDo(person, 'quarantine.read', code),
    );
    const lists = await Promise.all(villages.map(({ code }) => lateOnes(table, campaign, code)));
    return ok({ late: lists.flat().sort((a, b) => b.receivedAt - a.receivedAt) });
  };
