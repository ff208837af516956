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

/** A file of an answer is named by its village and its own SHA-256: a phone can name it before it ever was sent. */
export interface AnswerBlob {
  readonly village: string;
  readonly sha256: string;
  readonly type: string;
}

export const answerBlobReference = ({ village, sha256, type }: AnswerBlob): string | undefined => {
  const extension = Object.keys(blobTypes).find((one) => blobTypes[one] === type);
  return extension && `blobs/answers/${village}/${sha256}.${extension}`;
};

const answerReference = /^blobs\/answers\/(\d{12})\/([0-9a-f]{64})\.([a-z]{3,4})$/;

/** What a reference in an answer names; undefined when it is none of this form. */
export const answerBlobOf = (reference: string): AnswerBlob | undefined => {
  const [, village, sha256, extension] = answerReference.exec(reference) ?? [];
  const type = blobTypes[extension ?? ''];
  return village === undefined || sha256 === undefined || type === undefined
    ? undefined
    : { village, sha256, type };
};
