/** Shapes of the files that answers refer to: signatures, photos, documents. */
import * as z from 'zod';
import { hex64 } from './pieces.ts';
import type { ScanTicketReply } from './shapes.ts';

export const blobRequestShape = z.strictObject({
  sha256: hex64,
  size: z.number().int().min(1),
  type: z.string().max(100),
});
export type BlobRequest = z.infer<typeof blobRequestShape>;

export interface BlobTicketReply {
  /** What the answer says. */
  readonly reference: string;
  /** Absent when the file is there already. */
  readonly upload?: ScanTicketReply['upload'];
}

/** A link that works for some minutes. */
export interface BlobReply {
  readonly download: string;
}
