/** One signed page from the phone to the store: checked here, hashed here, uploaded with progress, bound to the content. */

import type { RecordState } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import type { Place } from '../offline/database.ts';
import { sha256Hex } from '../offline/ids.ts';
import { mustBeSendable, upload } from '../offline/upload.ts';
import { ofPaper, shrunk } from '../shrink-picture.ts';

export interface Sending {
  /** 0 … 1. */
  readonly share: number;
  /** Bytes as the camera gave them, and as they are sent. */
  readonly from: number;
  readonly to: number;
}

/** Throws FileRefused, ProblemError, ConnectionLost. */
export const attachPage = async (
  { campaign, village, unit, questionnaire }: Place,
  record: RecordState,
  page: number,
  chosen: File,
  onSending: (sending: Sending) => void,
): Promise<void> => {
  const file = await shrunk(chosen, ofPaper);
  mustBeSendable(file);
  const tell = (share: number) => onSending({ share, from: chosen.size, to: file.size });
  tell(0);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const params = { campaign, area: village };
  const ticket = await call('requestScan', {
    params,
    body: {
      unit,
      questionnaire,
      contentHash: record.contentHash,
      page,
      sha256: await sha256Hex(bytes),
      size: bytes.byteLength,
      type: file.type,
    },
  });
  await upload(ticket.upload, bytes, tell);
  await call('attachScan', { params: { ...params, scan: ticket.scan }, body: {} });
};
