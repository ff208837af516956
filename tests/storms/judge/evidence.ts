/** What the judges look at: the store as it lies there at the end, beside the ledger of what really happened. */
import type { Receipt } from '#forms/campaign/submission.ts';
import type { CalendarProposal } from '#forms/wire/calendar.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import type { Blobs, Item, PublicKey, Table } from '#functions/ports.ts';
import { calendarChangesOf } from '#functions/store/calendar-changes.ts';
import * as keys from '#functions/store/keys.ts';
import { allOf, receiptOf } from '#functions/store/village.ts';
import type { Ledger } from '../simulation/ledger.ts';
import { campaign, type Plan } from '../simulation/plan.ts';
import type { Weather } from '../simulation/weather.ts';
import { type HeldCalendar, heldCalendars } from './calendars.ts';

export interface Broken {
  /** Number in forms/RULES.md. */
  readonly rule: string;
  readonly says: string;
  /** `<unit>/<questionnaire>`, when it is about one. */
  readonly about?: string;
}

export interface Evidence {
  readonly table: Table;
  readonly seals: Blobs;
  readonly ledger: Ledger;
  readonly plan: Plan;
  readonly weather: Weather;
  readonly publicKey: PublicKey;
  /** Envelopes that no phone got rid of. */
  readonly unfinished: readonly SubmissionEnvelope[];
}

export interface Stored {
  /** By submission id. */
  readonly accepted: ReadonlyMap<string, Item>;
  readonly late: ReadonlyMap<string, Item>;
  readonly movedOn: ReadonlyMap<string, Item>;
  /** By `<unit>/<questionnaire>`. */
  readonly records: ReadonlyMap<string, Item>;
  readonly scans: ReadonlyMap<string, Item>;
  readonly findings: ReadonlyMap<string, Item>;
  readonly units: readonly Item[];
  readonly gates: readonly Item[];
  readonly moves: readonly Item[];
  readonly tallies: readonly Item[];
  readonly extensions: readonly Item[];
  readonly changes: readonly CalendarProposal[];
  /** The pack's own, and those that came after it. */
  readonly calendars: readonly HeldCalendar[];
  /** By quarantined submission. */
  readonly admissions: ReadonlyMap<string, Item>;
}

const by = (items: readonly Item[], key: (item: Item) => unknown): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [String(key(item)), item]));

export const readStored = async (evidence: Evidence): Promise<Stored> => {
  const { table, plan } = evidence;
  const changes = await calendarChangesOf(table, campaign);
  const villages = plan.areas.filter(({ level }) => level === 'village').map(({ code }) => code);
  const under = async (prefix: string) =>
    (await Promise.all(villages.map((code) => allOf(table, keys.villagePk(campaign, code), prefix)))).flat();
  return {
    accepted: by(await under(keys.submissionPrefix), (item) => item.submission),
    late: by(await under(keys.latePrefix), (item) => item.submission),
    movedOn: by(await under('MOVED#'), (item) => item.submission),
    records: by(await under(keys.recordPrefix), (item) => `${item.unit}/${item.questionnaire}`),
    scans: by(await under(keys.scanPrefix), (item) => item.scan),
    findings: by(await under(keys.findingPrefix), (item) => item.id),
    units: await under(keys.unitPrefix),
    gates: await under(keys.gatePrefix),
    moves: await under(keys.gateHistoryPrefix),
    extensions: await allOf(table, keys.townPk(campaign, plan.area), keys.extensionPrefix),
    changes,
    calendars: heldCalendars(evidence, changes),
    admissions: by(await under(keys.admissionPrefix), (item) => item.submission),
    tallies: await allOf(table, keys.townPk(campaign, plan.area), keys.tallyPrefix),
  };
};

export const groupOf = (plan: Plan, questionnaire: string): string => {
  const found = plan.pack.questionnaires.find(({ id }) => id === questionnaire);
  if (!found) throw new Error(`no questionnaire ${questionnaire}`);
  return found.group;
};

export const sameReceipt = (item: Item | undefined, receipt: Receipt): boolean =>
  item !== undefined && JSON.stringify(receiptOf(item)) === JSON.stringify(receipt);
