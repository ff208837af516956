/** One signed page from the phone to the store: checked here, hashed here, uploaded with progress, bound to the content. */

import { limits } from '#forms/wire/limits.ts';
import type { RecordState } from '#forms/wire/shapes.ts';
import { ConnectionLost, call, ProblemError } from '../api.ts';
import type { Place } from '../offline/database.ts';
import { sha256Hex } from '../offline/ids.ts';

/** Refused on the phone, before a byte is sent. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly why: 'wrongType' | 'tooLarge' | 'empty';
  constructor(why: 'wrongType' | 'tooLarge' | 'empty') {
    super(why);
    this.why = why;
  }
}

/** fetch tells nothing while it uploads; XMLHttpRequest does. */
const upload = (
  { url, headers }: { readonly url: string; readonly headers: { readonly [name: string]: string } },
  bytes: Uint8Array<ArrayBuffer>,
  onShare: (share: number) => void,
): Promise<void> =>
  new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    // The browser sets the length itself and refuses to be told.
    for (const [name, value] of Object.entries(headers))
      if (name.toLowerCase() !== 'content-length') request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
    request.onerror = () => fail(new ConnectionLost());
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) done();
      else if (request.status === 403) fail(new ProblemError('link-expired', {}, 403));
      else if (request.status >= 500) fail(new ConnectionLost());
      else fail(new ProblemError('wrong-checksum', {}, request.status));
    };
    request.send(bytes);
  });

/** Throws FileRefused, ProblemError, ConnectionLost. */
export const attachPage = async (
  { campaign, village, unit, questionnaire }: Place,
  record: RecordState,
  page: number,
  file: File,
  onShare: (share: number) => void,
): Promise<void> => {
  if (!(limits.scanTypes as readonly string[]).includes(file.type)) throw new FileRefused('wrongType');
  if (file.size === 0) throw new FileRefused('empty');
  if (file.size > limits.scanBytes) throw new FileRefused('tooLarge');
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
