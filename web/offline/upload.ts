/** Bytes to the link that was made for them, with how far they are; and why a file is not even tried. */
import { limits } from '#forms/wire/limits.ts';
import { ConnectionLost, ProblemError } from '../api.ts';

/** Refused on the phone, before a byte is sent. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly why: 'wrongType' | 'tooLarge' | 'empty';
  constructor(why: 'wrongType' | 'tooLarge' | 'empty') {
    super(why);
    this.why = why;
  }
}

/** Throws FileRefused when the server would take no such file. */
export const mustBeSendable = ({ type, size }: Pick<Blob, 'type' | 'size'>): void => {
  if (!(limits.scanTypes as readonly string[]).includes(type)) throw new FileRefused('wrongType');
  if (size === 0) throw new FileRefused('empty');
  if (size > limits.scanBytes) throw new FileRefused('tooLarge');
};

/** fetch tells nothing while it uploads; XMLHttpRequest does. Throws ProblemError, ConnectionLost. */
export const upload = (
  { url, headers }: { readonly url: string; readonly headers: { readonly [name: string]: string } },
  bytes: Uint8Array<ArrayBuffer>,
  onShare: (share: number) => void = () => undefined,
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
