/** What a verification is given and what it says. Codes and facts only; the sentences belong to whoever shows them. */
import type { Sha256 } from './hash.ts';
import type { Manifest } from './manifest.ts';

/** A sealed folder, read-only: on a disk, in a zip, behind a URL. */
export interface SealFiles {
  /** Paths inside the folder, with forward slashes, in any order. */
  list(): Promise<readonly string[]>;
  /** Nothing when there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
}

export interface SealProgress {
  readonly villagesDone: number;
  readonly villages: number;
}

export interface SealTools {
  /** Expands one gzip member; throws when it cannot. */
  readonly gunzip: (member: Uint8Array) => Uint8Array;
  readonly sha256?: Sha256;
  /** Expands many members that lie one behind the other, for runtimes where one call for each is what costs. */
  readonly gunzipMany?: (members: Uint8Array) => Uint8Array;
  /** UTF-8 to text, strictly: throws for malformed bytes and keeps a byte order mark. */
  readonly text?: (bytes: Uint8Array) => string;
}

/** S18: villages looked at elsewhere and many at once: other threads, other functions. Each by the code of `villageFailure`. */
export interface VerifyHands {
  readonly atOnce: number;
  check(village: string): Promise<SealFailure | undefined>;
}

export interface SealOptions extends SealTools {
  /** Bytes of `manifest.json` of the campaign's seal before this one, to check the link between them. */
  readonly previous?: Uint8Array;
  readonly onProgress?: (progress: SealProgress) => void;
  /** Without them every village is looked at here, one after the other. */
  readonly hands?: VerifyHands;
}

export type SealCheckCode =
  | 'key-matches'
  | 'signature-valid'
  | 'files-complete'
  | 'previous-linked'
  | 'previous-named'
  | 'first-seal'
  | 'gates-closed'
  | 'editions-match'
  | 'records-match'
  | 'quarantine-matches'
  | 'flows-match'
  | 'roots-match';

/** One check that was done and held. */
export interface SealCheck {
  readonly code: SealCheckCode;
  readonly facts: { readonly [name: string]: string | number };
}

export type SealFailureCode =
  // before anything else
  | 'file-missing'
  | 'manifest-unreadable'
  | 'manifest-version-unknown'
  | 'key-unreadable'
  | 'key-differs'
  | 'signature-invalid'
  // the folder as a whole
  | 'file-unexpected'
  | 'file-twice'
  | 'file-differs'
  | 'previous-differs'
  | 'gate-open'
  | 'counts-differ'
  | 'root-differs'
  // one line of a list
  | 'leaves-unreadable'
  | 'record-differs'
  | 'record-cut'
  | 'bytes-after-last-record'
  | 'leaf-differs'
  | 'not-canonical'
  | 'not-a-record'
  | 'entry-differs'
  | 'out-of-order'
  | 'scan-without-record'
  | 'content-hash-differs'
  | 'edition-unknown'
  | 'accepted-after-seal';

/** Where it is, as far as that can be said. `line` counts from 1. */
export interface SealFailureFacts {
  readonly file?: string;
  readonly village?: string;
  readonly area?: string;
  readonly line?: number;
  readonly kind?: string;
  readonly unit?: string;
  readonly questionnaire?: string;
  readonly edition?: number;
  readonly expected?: string | number;
  readonly got?: string | number;
  readonly says?: string;
}
export interface SealFailure {
  readonly code: SealFailureCode;
  readonly facts: SealFailureFacts;
}

export interface SealReport {
  readonly valid: boolean;
  /** What was checked and held, in order. */
  readonly checks: readonly SealCheck[];
  /** The first thing that is wrong. */
  readonly failure?: SealFailure;
  /** Present once its signature has been checked. */
  readonly manifest?: Manifest;
}
