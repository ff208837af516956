/** All that the application asks of the outside, on one page. Adapters fulfil it; use cases name only what they touch. */
import type { EvaluationContext, Verdict, Violation } from '#forms/answers/answers.ts';
import type { GateRefusal } from '#forms/campaign/gate.ts';
import type { PackChecks } from '#forms/campaign/pack-checks.ts';
import type { QuarantinedSubmission, Receipt, SealedRecord } from '#forms/campaign/submission.ts';
import type { UnitFacts } from '#forms/campaign/unit.ts';
import type { KnownOfCampaign, RecordSource } from '#forms/checks/record-checks.ts';
import type { Instant, JsonObject } from '#forms/json.ts';
import type { Notice } from '#forms/notice/notice.ts';
import type { NoticeText } from '#forms/notice/notice-text.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';

// ── the store ────────────────────────────────────────────────────────────────────────────────────────────────────
export interface Key {
  readonly pk: string;
  readonly sk: string;
}
export type Scalar = string | number | boolean;
export type Attribute =
  | Scalar
  | null
  | Uint8Array
  | readonly Attribute[]
  | { readonly [name: string]: Attribute };
/** A stored item. Numbers are finite; keys are non-empty strings; the whole is at most 400 KB as DynamoDB counts. */
export type Item = Key & { readonly [attribute: string]: Attribute };

/** All tests of a `when` must hold. On a missing item every attribute is absent and every comparison is false. */
export type Test =
  | { readonly attribute: string; readonly is: 'absent' | 'present' }
  | {
      readonly attribute: string;
      readonly is: '=' | '<>' | '<' | '<=' | '>' | '>=';
      readonly value: string | number | boolean;
    }
  | { readonly attribute: string; readonly is: 'in'; readonly values: readonly (string | number)[] };

export type Write =
  | { readonly put: Item; readonly when?: readonly Test[] }
  | { readonly delete: Key; readonly when?: readonly Test[] }
  | { readonly check: Key; readonly when: readonly Test[] }
  /** Adds to numeric attributes, creating item and attributes from 0; `set` writes other attributes beside it. */
  | {
      readonly add: Key;
      readonly amounts: { readonly [attribute: string]: number };
      readonly set?: { readonly [attribute: string]: Scalar };
      readonly when?: readonly Test[];
    };

/** `refused` is the index of the first write whose `when` failed; `busy` came after bounded retries under contention. */
export type TransactOutcome = 'done' | 'busy' | { readonly refused: number };

export interface QueryOptions {
  readonly prefix?: string;
  /** Inclusive bounds on the sort key; not together with `prefix`. */
  readonly from?: string;
  readonly to?: string;
  /** Continue behind this sort key (before it when newest first). */
  readonly after?: string;
  /** At most this many items, 1 … 1000. */
  readonly limit: number;
  readonly newestFirst?: boolean;
}
export interface Page {
  readonly items: readonly Item[];
  /** Present when there may be more: give it back as `after`. */
  readonly next?: string;
}

/** Reads see every write whose promise has resolved. Sort keys order by UTF-8 bytes. */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  query(pk: string, options: QueryOptions): Promise<Page>;
  /**
   * All or nothing, durable when it resolves; 1 … 100 writes, no two on one key, at most 4 MB.
   * Throws `ItemTooLarge` for an item over 400 KB, before anything is written.
   */
  transact(writes: readonly Write[]): Promise<TransactOutcome>;
  /** Every item once, in no order, over `of` disjoint segments (0 … of-1). */
  scan(segment: number, of: number): AsyncIterable<Item>;
}

export class ItemTooLarge extends Error {
  override readonly name = 'ItemTooLarge';
  readonly key: Key;
  readonly bytes: number;
  constructor(key: Key, bytes: number) {
    super(`item ${key.pk} / ${key.sk} is ${bytes} bytes, more than 400 KB`);
    this.key = key;
    this.bytes = bytes;
  }
}

// ── blobs ────────────────────────────────────────────────────────────────────────────────────────────────────────
export interface BlobFacts {
  readonly size: number;
  /** Lower-case hex; demanded at upload and checked by the store. */
  readonly sha256: string;
  readonly type: string;
}
export interface UploadTicket {
  readonly url: string;
  readonly method: 'PUT';
  /** To be sent exactly as given; the store refuses other bytes, another size or another type. */
  readonly headers: { readonly [name: string]: string };
}
export interface Blobs {
  /** A URL that accepts exactly the described bytes under `key` until `expiresAt` (real time, not campaign time). */
  presignUpload(key: string, facts: BlobFacts, expiresInSeconds: number): Promise<UploadTicket>;
  presignDownload(
    key: string,
    options: { readonly expiresInSeconds: number; readonly fileName: string },
  ): Promise<string>;
  head(key: string): Promise<BlobFacts | undefined>;
  /** Written by ourselves (seals): `retainUntil` puts it under a lock; the same bytes again are no harm, others throw `Locked`. */
  put(
    key: string,
    bytes: Uint8Array,
    options: { readonly type: string; readonly retainUntil?: Instant },
  ): Promise<BlobFacts>;
  get(key: string): Promise<Uint8Array | undefined>;
  list(prefix: string): Promise<readonly string[]>;
  /** Foreign origins that presigned URLs point to; the content security policy lets the page talk to them. */
  readonly origins?: readonly string[];
}

// ── signing, clock, dice ─────────────────────────────────────────────────────────────────────────────────────────
export type SignatureAlgorithm = 'Ed25519' | 'ECDSA_P256_SHA256';
export interface PublicKey {
  readonly algorithm: SignatureAlgorithm;
  /** Raw key bytes: 32 for Ed25519, 33 (compressed point) for P-256. */
  readonly bytes: Uint8Array;
  /** First 16 hex digits of the SHA-256 of `bytes`. */
  readonly fingerprint: string;
}
export interface Signer {
  publicKey(): Promise<PublicKey>;
  /** Signature over the message (not its hash): 64 bytes for both algorithms (P-256: r ‖ s). */
  sign(message: Uint8Array): Promise<Uint8Array>;
}
export interface Clock {
  now(): Instant;
}
export interface Dice {
  /** Random bytes from the system's generator. */
  bytes(length: number): Uint8Array;
  /** UUIDv7 for `now`. */
  id(now: Instant): string;
}

// ── computing ────────────────────────────────────────────────────────────────────────────────────────────────────
/** Answers to be judged, whole. */
export interface Judging {
  readonly edition: Edition;
  readonly answers: JsonObject;
  readonly evaluation: EvaluationContext;
  /** What checks are asked with; they look at answers that have passed (K31). Without it none are asked. */
  readonly checking?: {
    readonly campaign: RecordSource & KnownOfCampaign;
    readonly pack: PackChecks;
    /** As it is before the record. */
    readonly unit: UnitFacts;
  };
  /** What to draw up at once when nothing speaks against it. */
  readonly accepting?: {
    readonly record: RecordHead;
    /** Content hash that the sender computed: with another one nothing is drawn up. */
    readonly claimed?: string;
  };
}
/** A record as far as it is known before its answers are judged. */
export type RecordHead = Omit<SealedRecord, 'answers' | 'contentHash'>;
export type Judged =
  | (Verdict & { readonly ok: false })
  /** `found`: what checks refuse, in answers that have passed otherwise. */
  | (Verdict & { readonly ok: true } & { readonly found: readonly Violation[]; readonly drawnUp?: DrawnUp });
/** What is to be stored and sealed of a submission, before it is one text. */
export interface Draft {
  readonly outcome: Receipt['outcome'];
  readonly record: Omit<SealedRecord, 'answers'> | Omit<QuarantinedSubmission, 'answers'>;
  /** Canonical JSON of its answers. */
  readonly canonical: Uint8Array;
  readonly version: number;
  readonly at: string;
  readonly why?: GateRefusal;
}
export interface DrawnUp {
  /** gzip of its canonical JSON. */
  readonly body: Uint8Array;
  readonly leafHash: string;
  readonly receipt: Receipt;
}
/** What a submission takes of a processor. It follows from what goes in and the signing key alone, so it may run anywhere. */
export interface Computing {
  judge(judging: Judging): Promise<Judged>;
  drawUp(draft: Draft): Promise<DrawnUp>;
}

// ── people, background work, the log ─────────────────────────────────────────────────────────────────────────────
/** Ids and codes only: never an answer, a name, an identity number. */
export interface Journal {
  info(event: string, facts?: { readonly [name: string]: Scalar | undefined }): void;
  error(event: string, facts?: { readonly [name: string]: Scalar | undefined }): void;
}

// ── notices outside the app ──────────────────────────────────────────────────────────────────────────────────────
/** A notice on its way to a person. The same id may come twice, when nobody knows whether it was taken the first time. */
export interface SentNotice extends Notice {
  readonly campaign: string;
  readonly person: string;
  /** Where the person wants it; absent when they said nothing. */
  readonly email?: string;
  /** The same words in several languages, the campaign's first one first. */
  readonly texts: readonly (NoticeText & { readonly language: string })[];
}
export interface Notices {
  /** Resolves when it was taken, or has nowhere to go here; throws when it should be tried again. */
  deliver(notice: SentNotice): Promise<void>;
}

// ── who is speaking ──────────────────────────────────────────────────────────────────────────────────────────────
export type SignInOutcome =
  | { readonly outcome: 'signed-in'; readonly cookies: readonly string[] }
  | { readonly outcome: 'wrong-credentials' }
  | { readonly outcome: 'too-many-tries'; readonly seconds: number };
export interface Accounts {
  /** Set-Cookie values of the new session; the same refusal for an unknown name and a wrong password. */
  signIn(
    headers: Headers,
    credentials: { readonly userName: string; readonly password: string },
  ): Promise<SignInOutcome>;
  signOut(headers: Headers): Promise<readonly string[]>;
  /** What these people are called now; ids of nobody are left out. */
  namesOf(ids: readonly string[]): Promise<{ readonly [id: string]: string }>;
  /** The person of the session cookie with the roles held now. */
  personOf(headers: Headers): Promise<(Person & { readonly userName: string }) | undefined>;
}

/** Looks at changed units soon. What it is not told of, or forgets, stays marked in the store. */
export interface Checking {
  changed(campaign: string, village: string): void;
}

export interface Ports {
  readonly table: Table;
  readonly scans: Blobs;
  readonly seals: Blobs;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly dice: Dice;
  readonly journal: Journal;
  /** Beside the thread that answers, where there is a processor to spare; in place otherwise. */
  readonly computing?: Computing;
  /** Where notices leave the app; without it they stay in it. */
  readonly notices?: Notices;
  /** Where what may read seals may not write them: the store itself tells of annexes that were agreed to. Sealed here otherwise. */
  readonly annexes?: 'elsewhere';
  /** On one machine; elsewhere the store itself tells of marks. */
  readonly checking?: Checking;
}
