/** One signed page from the phone to the store: checked here, hashed here, uploaded with progress, bound to the content. */

import type { RecordState } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import type { Place } from '../offline/database.ts';
import { sha256Hex } from '../offline/ids.ts';
import { mustBeSendable, upload } from '../offline/upload.ts';

/** Throws FileRefused, ProblemError, ConnectionLost. */
export const attachPage = async (
  { campaign, village, unit, questionnaire }: Place,
  record: RecordState,
  page: number,
  file: File,
  onShare: (share: number) => void,
): Promise<void> => {
  mustBeSendable(file);
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
  await upload(ticket.upload, bytes, onShare);
  await call('attachScan', { params: { ...params, scan: ticket.scan }, body: {} });
};
