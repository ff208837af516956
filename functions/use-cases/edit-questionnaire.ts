/**
 * Questionnaires in the making: a draft per questionnaire, saved on its revision so that two designers never overwrite each
 * other, and publication as a new immutable edition through the engine's gate.
 */
import * as z from 'zod';
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { Json, JsonObject } from '#forms/json.ts';
import type { Person } from '#forms/permission/permission.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { DraftReply, PublishReply, QuestionnaireState } from '#forms/wire/shapes.ts';
import type { Item, Ports, Table } from '../ports.ts';
import { bytesOf, gunzip, gzip, hexOf, sha256, textOf } from '../store/bytes.ts';
import { type Campaign, currentEditionNumber, editionItem, readEdition } from '../store/campaign.ts';
import * as keys from '../store/keys.ts';
import { allOf } from '../store/village.ts';
import { wholeCampaignFor } from './access.ts';
import { auditWrite } from './audit.ts';
import { missingPictures } from './pictures.ts';

const draftShape = z.object({
  revision: z.number(),
  savedAt: z.number(),
  savedBy: z.string(),
  source: z.instanceof(Uint8Array),
});

const draftOf = (item: Item) => {
  const { source, ...draft } = draftShape.parse(item);
  return { ...draft, source: JSON.parse(textOf(gunzip(source))) as JsonObject };
};

export const listQuestionnaires =
  (person: Person, campaign: string) =>
  async ({ table }: Pick<Ports, 'table'>): Promise<Result<readonly QuestionnaireState[], Problem>> => {
    const found = await wholeCampaignFor(person, 'questionnaire.edit', campaign, table);
    if (!found.ok) return found;
    const states = found.value.questionnaires.map(async ({ id, title }): Promise<QuestionnaireState> => {
      const draft = await table.get(keys.draftKey(campaign, id));
      const { revision, savedAt, savedBy } = draft
        ? draftOf(draft)
        : { revision: 0, savedAt: 0, savedBy: '' };
      return {
        id,
        title,
        edition: (await currentEditionNumber(table, campaign, id)) ?? 1,
        ...(draft ? { draft: { revision, savedAt, savedBy } } : {}),
        records: await countRecords(table, found.value, id),
      };
    });
    return ok(await Promise.all(states));
  };

const countRecords = async (table: Table, campaign: Campaign, questionnaire: string): Promise<number> => {
  const villages = await allOf(table, keys.campaignPk(campaign.id), keys.villagePrefix);
  const tallies = await Promise.all(
    villages.map((village) =>
      table.get(keys.tallyKey(campaign.id, z.string().parse(village.code), questionnaire)),
    ),
  );
  return tallies.reduce((sum, tally) => sum + z.number().parse(tally?.records ?? 0), 0);
};

export const readDraft =
  (person: Person, campaign: string, questionnaire: string) =>
  async ({ table }: Pick<Ports, 'table'>): Promise<Result<DraftReply, Problem>> => {
    const found = await wholeCampaignFor(person, 'questionnaire.edit', campaign, table);
    if (!found.ok) return found;
    const edition = await currentEditionNumber(table, campaign, questionnaire);
    if (edition === undefined) return refuse(problem('no-such-questionnaire', { questionnaire }));
    const head = { questionnaire, edition, codeLists: found.value.codeLists };
    const item = await table.get(keys.draftKey(campaign, questionnaire));
    if (item) {
      const { source, revision, savedAt } = draftOf(item);
      return ok({ ...head, source, revision, savedAt });
    }
    const published = await readEdition(table, campaign, questionnaire, edition);
    if (!published) throw new Error(`edition ${edition} of ${questionnaire} is named but not there`);
    return ok({ ...head, source: published.source, revision: 0 });
  };

export interface SaveDraft {
  readonly campaign: string;
  readonly questionnaire: string;
  readonly source: JsonObject;
  /** Revision that the editor started from; 0 when there was no draft. */
  readonly revision: number;
}

export const saveDraft =
  (person: Person, { campaign, questionnaire, source, revision }: SaveDraft) =>
  async ({
    table,
    clock,
  }: Pick<Ports, 'table' | 'clock'>): Promise<Result<{ readonly revision: number }, Problem>> => {
    const found = await wholeCampaignFor(person, 'questionnaire.edit', campaign, table);
    if (!found.ok) return found;
    if (!questionnaireOf(found.value, questionnaire))
      return refuse(problem('no-such-questionnaire', { questionnaire }));
    const key = keys.draftKey(campaign, questionnaire);
    const outcome = await table.transact([
      {
        put: {
          ...key,
          revision: revision + 1,
          savedAt: clock.now(),
          savedBy: person.name,
          source: gzip(bytesOf(JSON.stringify(source))),
        },
        when:
          revision === 0
            ? [{ attribute: 'pk', is: 'absent' }]
            : [{ attribute: 'revision', is: '=', value: revision }],
      },
    ]);
    if (outcome === 'done') return ok({ revision: revision + 1 });
    if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
    const current = await table.get(key);
    return refuse(problem('draft-moved-on', { revision: current ? draftOf(current).revision : 0 }));
  };

export const publishQuestionnaire =
  (person: Person, campaign: string, questionnaire: string, revision: number) =>
  async (ports: Pick<Ports, 'table' | 'clock' | 'dice'>): Promise<Result<PublishReply, Problem>> => {
    const { table } = ports;
    const found = await wholeCampaignFor(person, 'questionnaire.publish', campaign, table);
    if (!found.ok) return found;
    const current = await currentEditionNumber(table, campaign, questionnaire);
    if (current === undefined) return refuse(problem('no-such-questionnaire', { questionnaire }));
    const item = await table.get(keys.draftKey(campaign, questionnaire));
    if (!item) return refuse(problem('nothing-to-publish', { questionnaire }));
    const draft = draftOf(item);
    if (draft.revision !== revision) return refuse(problem('draft-moved-on', { revision: draft.revision }));
    const { codeLists, locales, parameters } = found.value;
    const published = publish(draft.source, {
      questionnaire,
      edition: current + 1,
      codeLists,
      locales,
      parameters,
    });
    if (!published.ok) return refuse(problem('questionnaire-refused', { faults: published.refusal }));
    const edition = published.value;
    const missing = await missingPictures(table, campaign, edition.source);
    if (missing.length > 0) return refuse(problem('questionnaire-refused', { faults: missing }));
    const before = await readEdition(table, campaign, questionnaire, current);
    if (before && sameSource(before.source, edition.source))
      return refuse(problem('nothing-to-publish', { questionnaire }));
    const outcome = await table.transact([
      { put: editionItem(campaign, edition), when: [{ attribute: 'pk', is: 'absent' }] },
      {
        put: { ...keys.questionnaireKey(campaign, questionnaire), edition: edition.edition },
        when: [{ attribute: 'edition', is: '=', value: current }],
      },
      {
        delete: keys.draftKey(campaign, questionnaire),
        when: [{ attribute: 'revision', is: '=', value: revision }],
      },
      auditWrite(
        person,
        { campaign, verb: 'questionnaire.publish', on: `${questionnaire}/${edition.edition}` },
        ports,
      ),
    ]);
    if (outcome === 'done')
      return ok({ questionnaire, edition: edition.edition, sourceHash: edition.sourceHash });
    if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
    return refuse(problem('draft-moved-on', { revision }));
  };

const sameSource = (a: Json, b: Json): boolean =>
  hexOf(sha256(canonicalJson(a))) === hexOf(sha256(canonicalJson(b)));
