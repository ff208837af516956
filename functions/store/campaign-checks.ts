/**
 * The checks of a campaign as stored at its opening, and ready to run: compiled against the editions that are current, once for
 * every set of them.
 */
import * as z from 'zod';
import { checksOf, madeChecks, type PackChecks } from '#forms/campaign/pack-checks.ts';
import type { Check, CheckTopic } from '#forms/checks/check.ts';
import { type CompiledChecks, compileChecks, ofScope, readsOf } from '#forms/checks/compile-checks.ts';
import type { Fact } from '#forms/checks/facts.ts';
import {
  type KnownOfCampaign,
  type RecordChecks,
  type RecordSource,
  recordChecks,
} from '#forms/checks/record-checks.ts';
import type { Reads } from '#forms/dossier/reads.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { type CompiledWorkflow, compileWorkflow } from '#forms/workflows/compile-workflows.ts';
import type { Item, Table } from '../ports.ts';
import { bytesOf, gunzip, gzip, textOf } from './bytes.ts';
import { type Campaign, readEdition } from './campaign.ts';
import * as keys from './keys.ts';
import { allOf } from './village.ts';

export const checksItem = (campaign: string, { checks, facts, lists, workflows }: PackChecks): Item => ({
  ...keys.checksKey(campaign),
  body: gzip(bytesOf(JSON.stringify({ checks, facts, lists, workflows }))),
});

export interface CampaignChecks {
  readonly topics: readonly CheckTopic[];
  readonly facts: readonly Fact[];
  /** By id, those that are off included. */
  readonly known: ReadonlyMap<string, Check>;
  readonly compiled: CompiledChecks;
  /** What checks of villages and towns read of a dossier. */
  readonly areaReads: Reads;
  readonly workflows: readonly CompiledWorkflow[];
}

const shape = z.object({ body: z.instanceof(Uint8Array) });

const currentEditions = async (table: Table, campaign: string): Promise<readonly Edition[]> => {
  const current = await allOf(table, keys.campaignPk(campaign), keys.questionnairePrefix);
  const editions = await Promise.all(
    current.map((item) =>
      readEdition(table, campaign, item.sk.slice(keys.questionnairePrefix.length), Number(item.edition)),
    ),
  );
  return editions.filter((edition) => edition !== undefined);
};

const compiled = (campaign: Campaign, pack: PackChecks, editions: readonly Edition[]): CampaignChecks => {
  const all = checksOf(pack);
  const schema = schemaOf({ ...campaign, lists: pack.lists ?? [], editions });
  const { checks } = compileChecks(all, schema);
  return {
    topics: pack.checks,
    facts: pack.facts,
    known: new Map([...all, ...madeChecks(pack)].map((check) => [check.id, check])),
    compiled: checks,
    areaReads: readsOf(ofScope(checks, 'village', 'town')),
    workflows: (pack.workflows ?? []).map((workflow) => compileWorkflow(workflow, schema).compiled),
  };
};

interface Made {
  readonly of: string;
  readonly checks: CampaignChecks;
}
/** Compiling some hundred checks takes longer than running them. One cache per table. */
const made = new WeakMap<Table, Map<string, Made>>();

/** Written at the opening and never changed, so read once as long as the campaign reads the same. */
const written = new WeakMap<Campaign, Promise<PackChecks>>();

export const readPackChecks = (table: Table, campaign: Campaign): Promise<PackChecks> => {
  const known = written.get(campaign);
  if (known) return known;
  const read = async (): Promise<PackChecks> => {
    const item = await table.get(keys.checksKey(campaign.id));
    if (!item) written.delete(campaign); // one that is still being opened gets them
    return item ? JSON.parse(textOf(gunzip(shape.parse(item).body))) : { checks: [], facts: [] };
  };
  const reading = read();
  written.set(campaign, reading);
  reading.catch(() => written.delete(campaign));
  return reading;
};

type CheckedCampaign = RecordSource & KnownOfCampaign;
const byEdition = new WeakMap<CheckedCampaign, Map<string, RecordChecks>>();

/**
 * The checks of rows and records of an edition that can refuse, for whoever takes in many submissions: compiled once. Those that
 * only find something are asked afterwards, of every accepted record (K30).
 */
export const refusingChecksOf = (
  campaign: CheckedCampaign,
  pack: PackChecks,
  edition: Edition,
): RecordChecks => {
  const known = byEdition.get(campaign) ?? new Map<string, RecordChecks>();
  byEdition.set(campaign, known);
  const before = known.get(edition.sourceHash);
  if (before) return before;
  const errors = checksOf(pack).filter(({ severity }) => severity === 'error');
  const made = recordChecks(errors, campaign, edition);
  known.set(edition.sourceHash, made);
  return made;
};

export const readChecks = async (table: Table, campaign: Campaign): Promise<CampaignChecks> => {
  const editions = await currentEditions(table, campaign.id);
  const of = editions.map(({ sourceHash }) => sourceHash).join();
  const known = made.get(table) ?? new Map<string, Made>();
  made.set(table, known);
  const before = known.get(campaign.id);
  if (before?.of === of) return before.checks;
  const checks = compiled(campaign, await readPackChecks(table, campaign), editions);
  known.set(campaign.id, { of, checks });
  return checks;
};
