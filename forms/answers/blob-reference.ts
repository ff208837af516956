/**
 * References to files that we keep ourselves. Answers never carry a file or an address: only a key of our own store, in one
 * form that can neither leave it nor name another site (A21).
 */

/** What a file may be, by the end of its key. */
export const blobTypes: { readonly [extension: string]: string } = {
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  png: 'image/png',
  webp: 'image/webp',
};

const reference = /^blobs(?:\/[A-Za-z0-9_-]{1,64}){1,6}\.(jpg|pdf|png|webp)$/;

/** The media type of what a reference names; undefined when it is no reference to a blob of ours. */
export const blobType = (text: unknown): string | undefined => {
  if (typeof text !== 'string' || text.length > 400) return undefined;
  const extension = reference.exec(text)?.[1];
  return extension === undefined ? undefined : blobTypes[extension];
};

export const isImageBlob = (text: unknown): boolean => blobType(text)?.startsWith('image/') === true;
