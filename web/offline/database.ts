/**
 * What this phone holds, one database per person: answers begun (drafts), answers on their way (outbox), and the work as the
 * server last told it, so that the app opens in a yard with no network.
 */
import { Dexie, type EntityTable } from 'dexie';
import type { NewUnit } from '#forms/campaign/unit.ts';
import type { Told } from '#forms/checks/told.ts';
import type { Instant, Json, JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import type { ChecksReply } from '#forms/wire/findings.ts';
import type { CampaignReply, SubmissionEnvelope, WorkReply } from '#forms/wire/shapes.ts';
import type { OutboxState } from './outbox.ts';

/** Whose answers to which questionnaire. */
export interface Place {
  readonly campaign: string;
  readonly village: string;
  readonly unit: string;
  readonly questionnaire: string;
}
export const keyOf = ({ campaign, village, unit, questionnaire }: Place): string =>
  [campaign, village, unit, questionnaire].join('/');
/** What the keys of everything about one unit begin with. */
export const unitKeyOf = ({ campaign, village, unit }: Omit<Place, 'questionnaire'>): string =>
  [campaign, village, unit].join('/');
export const villageKey = ({ campaign, village }: Pick<Place, 'campaign' | 'village'>): string =>
  `${campaign}/${village}`;
export const editionKey = (campaign: string, questionnaire: string, edition: number): string =>
  `${campaign}/${questionnaire}/${edition}`;

/** `last-round`, or the questionnaire that the answer was given to. */
export const lastRound = 'last-round';
export type Carried = { readonly [question: string]: string };

/** By `explanationKey`. */
export type Said = { readonly [check: string]: string };

export interface Draft extends Place {
  readonly key: string;
  readonly villageKey: string;
  readonly answers: JsonObject;
  readonly edition: number;
  /** Record version that it started from; 0 for none. */
  readonly basedOn: number;
  /** Open findings that it answers. */
  readonly findings?: readonly string[];
  /** Outbox item that it takes up again. */
  readonly from?: string;
  /** Root questions whose answers came from elsewhere and that nobody has looked at yet (W41, W42). */
  readonly carried?: Carried;
  /** What the person says to checks that ask, by check and row (W54). */
  readonly explanations?: Said;
  /** Where the person was. */
  readonly page: number;
  readonly member: number;
  readonly changedAt: Instant;
}
export interface OutboxItem {
  /** Submission id. */
  readonly id: string;
  readonly key: string;
  readonly villageKey: string;
  /** For people who look at the list without the work at hand. */
  readonly unitName: string;
  /** Its answers are emptied once there is an accepted receipt. */
  readonly envelope: SubmissionEnvelope;
  readonly state: OutboxState;
  readonly stateKind: OutboxState['kind'];
  /** Item that must have its receipt first: this one then starts from that version. */
  readonly after?: string;
  /** Files that must be there before it is sent. */
  readonly files?: readonly string[];
  readonly queuedAt: Instant;
  readonly settledAt?: Instant;
}
/** A unit that was added on this phone and that the server does not list yet (W33). */
export interface AddedUnit {
  readonly id: string;
  readonly villageKey: string;
  readonly unit: NewUnit;
  readonly addedAt: Instant;
}
/** What a unit answered in the round before; the row whose key is the village's says that all of them are here. */
export interface KeptPrevious {
  readonly key: string;
  readonly villageKey: string;
  readonly answers: JsonObject;
}
/** A shared fact as somebody told it on this visit. */
export interface ToldFact {
  readonly key: string;
  readonly questionnaire: string;
  readonly question: string;
  readonly value: Json;
  readonly at: Instant;
}
/** What records of a unit say of shared facts, whoever sent them. */
export interface KeptFacts {
  readonly key: string;
  readonly villageKey: string;
  readonly told: readonly Told[];
}
/** How far they were fetched: the row whose key is the village's. */
export interface FactsFetched {
  readonly key: string;
  readonly villageKey: string;
  readonly upTo: Instant;
  /** Of all records with facts, added up: it changes with every new version. */
  readonly versions: number;
  readonly told: readonly [];
}
/** A signature or a file that answers here speak of. */
export interface KeptFile {
  /** `blobs/answers/<village>/<SHA-256>.<ending>`. */
  readonly reference: string;
  readonly campaign: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Device time in milliseconds. */
  readonly keptAt: number;
}
export interface KeptWork {
  readonly key: string;
  readonly work: WorkReply;
}
export interface KeptCampaign {
  readonly id: string;
  readonly campaign: CampaignReply;
}
/** The checks of a campaign, with the code lists that they speak of. */
export interface KeptChecks {
  readonly campaign: string;
  readonly checks: ChecksReply;
}
export interface KeptEdition {
  readonly key: string;
  readonly edition: Edition;
}

export type Database = Dexie & {
  drafts: EntityTable<Draft, 'key'>;
  outbox: EntityTable<OutboxItem, 'id'>;
  work: EntityTable<KeptWork, 'key'>;
  campaigns: EntityTable<KeptCampaign, 'id'>;
  editions: EntityTable<KeptEdition, 'key'>;
  addedUnits: EntityTable<AddedUnit, 'id'>;
  previous: EntityTable<KeptPrevious, 'key'>;
  told: EntityTable<ToldFact, 'key'>;
  checks: EntityTable<KeptChecks, 'campaign'>;
  files: EntityTable<KeptFile, 'reference'>;
  facts: EntityTable<KeptFacts | FactsFetched, 'key'>;
};

const open = new Map<string, Database>();

/** A draft that was begun when a correction answered one finding. */
const answerSeveral = (draft: { finding?: string; findings?: readonly string[] }): void => {
  if (draft.finding !== undefined) draft.findings = [draft.finding];
  delete draft.finding;
};

/** The person's database; opened once per page. */
export const databaseOf = (person: string): Database => {
  const known = open.get(person);
  if (known) return known;
  const database = new Dexie(`xiangbiao-${person}`) as Database;
  database.version(1).stores({
    drafts: 'key, villageKey',
    outbox: 'id, key, villageKey, stateKind, queuedAt',
    work: 'key',
    campaigns: 'id',
    editions: 'key',
  });
  database.version(2).stores({ files: 'reference' });
  database.version(3).stores({ addedUnits: 'id, villageKey', previous: 'key, villageKey', told: 'key, at' });
  database.version(4).stores({ checks: 'campaign' });
  database
    .version(5)
    .stores({ facts: 'key, villageKey' })
    .upgrade((upgrade) => upgrade.table('drafts').toCollection().modify(answerSeveral));
  open.set(person, database);
  return database;
};

/** After a sign-out with nothing unsent, nobody else who takes the phone finds a household in it. */
export const deleteDatabaseOf = async (person: string): Promise<void> => {
  await databaseOf(person).delete();
  open.delete(person);
};
