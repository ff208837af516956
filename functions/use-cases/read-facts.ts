/**
 * What records of a village say of shared facts, for phones that did not send them: with a reason that is in the audit log before it
 * leaves, because identity numbers are among them; of units that changed, and only what somebody can still use (K43).
 */
import { newestWords, type Told } from '#forms/checks/told.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { FactsReply, RevealFacts, UnitWords } from '#forms/wire/units.ts';
import type { Ports } from '../ports.ts';
import { readPackChecks } from '../store/campaign-checks.ts';
import * as keys from '../store/keys.ts';
import { eachOf, factsOfRecord, recordOf, type StoredRecord } from '../store/village.ts';
import { campaignFor } from './access.ts';
import { auditWrite } from './audit.ts';

/** Units in one reply: some hundred kilobytes at most. */
const atOnce = 500;

interface Said {
  readonly record: StoredRecord;
  readonly facts: JsonObject;
}

const toldIn = ({ record, facts }: Said): readonly Told[] =>
  Object.entries(facts).map(([question, value]) => ({
    questionnaire: record.questionnaire,
    question,
    value,
    at: record.acceptedAt,
  }));

const byUnit = (said: readonly Said[]): ReadonlyMap<string, readonly Said[]> => {
  const units = new Map<string, Said[]>();
  for (const one of said) units.set(one.record.unit, [...(units.get(one.record.unit) ?? []), one]);
  return units;
};

/** By questionnaire, so that its name and time are told once. */
const wordsByQuestionnaire = (told: readonly Told[]): UnitWords => {
  const words: { [questionnaire: string]: { at: number; values: { [question: string]: Told['value'] } } } =
    {};
  for (const { questionnaire, question, value, at } of told) {
    const own = words[questionnaire] ?? { at, values: {} };
    own.values[question] = value;
    words[questionnaire] = own;
  }
  return words;
};

export const revealFacts =
  (person: Person, campaign: string, area: string, { reason, since = 0, after = '' }: RevealFacts) =>
  async (ports: Pick<Ports, 'table' | 'clock' | 'dice'>): Promise<Result<FactsReply, Problem>> => {
    const { table, clock } = ports;
    const found = await campaignFor(person, 'record.reveal', campaign, area, table);
    if (!found.ok) return found;
    const { facts } = await readPackChecks(table, found.value);
    const said = await eachOf(table, keys.villagePk(campaign, area), keys.recordPrefix, (item) => ({
      record: recordOf(item),
      facts: factsOfRecord(item),
    }));
    const changed = [...byUnit(said)]
      .filter(([unit, records]) => unit > after && records.some(({ record }) => record.acceptedAt > since))
      .sort(([one], [other]) => (one < other ? -1 : 1));
    const now = clock.now();
    const note = { campaign, verb: 'record.reveal', on: `${area}/facts`, why: reason };
    const logged = await table.transact([auditWrite(person, note, ports)]);
    if (logged !== 'done') return refuse(problem('busy', { seconds: 5 }));
    const units = changed.slice(0, atOnce).map(([unit, records]) => {
      const recorded = new Set(records.map(({ record }) => record.questionnaire));
      return [unit, wordsByQuestionnaire(newestWords(facts, records.flatMap(toldIn), recorded))] as const;
    });
    const last = units.at(-1)?.[0];
    return ok({
      units: Object.fromEntries(units),
      ...(changed.length > atOnce && last !== undefined ? { next: last } : {}),
      now,
    });
  };
