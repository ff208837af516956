/** What page and worker say to each other about a seal: where its files are, what is asked, how far it is, what came of it. */
import type { Receipt } from '#forms/campaign/submission.ts';
import type { ReceiptVerdict } from '#forms/seal/receipt-in-seal.ts';
import type { SealProgress, SealReport } from '#forms/seal/report.ts';
import type { PublicKey } from '#forms/seal/signature.ts';
import type { ProblemCode } from '#forms/wire/problems.ts';
import type { HandedAnnex } from './annex/verify-handed.ts';
import type { HandedFile } from './sealed-folder.ts';

export type SealSource =
  | {
      readonly from: 'server';
      readonly campaign: string;
      readonly seal: string;
      readonly paths: readonly string[];
    }
  | { readonly from: 'annex'; readonly campaign: string; readonly seal: string; readonly annex: string }
  | { readonly from: 'files'; readonly files: readonly HandedFile[] };

/** Whether the files are a seal or a correction annex at all, and the key that lies with them. */
export type Opening =
  | { readonly state: 'seal' | 'annex'; readonly ownKey: PublicKey | undefined }
  | { readonly state: 'noManifest' | 'notAZip' };

export interface SealWorks {
  readonly open: { readonly asks: Record<never, never>; readonly gives: Opening };
  readonly verify: {
    readonly asks: { readonly key: PublicKey; readonly previous?: Uint8Array };
    readonly gives: SealReport;
  };
  readonly annex: {
    readonly asks: {
      readonly key: PublicKey;
      /** The seal that it corrects, when it is at hand. */
      readonly seal?: SealSource | undefined;
      readonly heads: readonly Uint8Array[];
    };
    readonly gives: HandedAnnex;
  };
  readonly receipt: {
    readonly asks: { readonly key: PublicKey; readonly receipt: Receipt | string };
    readonly gives: readonly ReceiptVerdict[];
  };
}
export type WorkName = keyof SealWorks;

/** `source` comes with the first thing asked and stays. */
export interface AskedOfWorker {
  readonly id: number;
  readonly what: WorkName;
  readonly asks: SealWorks[WorkName]['asks'];
  readonly source?: SealSource;
}

/** Classes do not survive the way out of a worker, so what failed is told in words that do. */
export type Failed =
  | { readonly kind: 'problem'; readonly code: ProblemCode; readonly facts: object; readonly status: number }
  | { readonly kind: 'lost' }
  | { readonly kind: 'other'; readonly message: string };

export type SaidByWorker =
  | { readonly id: number; readonly progress: SealProgress }
  | { readonly id: number; readonly gives: SealWorks[WorkName]['gives'] }
  | { readonly id: number; readonly failed: Failed };
