/**
 * Pictures of a questionnaire: what the designer shows, as opposed to files that people hand in. A picture is named by its own
 * SHA-256, so that a name always means the same bytes and a phone may keep them for good (Q33).
 */
import { isJsonObject } from '../json.ts';
import { below } from './faults.ts';

export const pictureTypes: { readonly [extension: string]: string } = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

export interface Picture {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly type: string;
}

const prefix = 'blobs/pictures/';
const form = /^([0-9a-f]{64})\.(jpg|png|webp)$/;

/** The file name of a picture; undefined for a type that pictures may not have. */
export const pictureFile = ({ sha256, type }: Picture): string | undefined => {
  const extension = Object.keys(pictureTypes).find((one) => pictureTypes[one] === type);
  return extension && `${sha256}.${extension}`;
};

/** What the questionnaire says: `blobs/pictures/<SHA-256>.<ending>`. */
export const pictureReference = (file: string): string => prefix + file;

/** The file name in a reference; undefined when it is none to a picture. */
export const fileOfPicture = (reference: unknown): string | undefined =>
  typeof reference === 'string' && reference.startsWith(prefix) && form.test(reference.slice(prefix.length))
    ? reference.slice(prefix.length)
    : undefined;

/** What a file name says; undefined when it is not one of a picture. */
export const pictureOf = (file: string): Picture | undefined => {
  const [, sha256, extension] = form.exec(file) ?? [];
  const type = pictureTypes[extension ?? ''];
  return sha256 === undefined || type === undefined ? undefined : { sha256, type };
};

/** Deeper than any questionnaire that publishes. */
const deepest = 60;

/** A copy in which every link of a picture is what `change` makes of it; `at` is its JSON pointer. Never throws. */
export const withPictureLinks = (
  source: unknown,
  change: (link: unknown, at: string) => unknown,
  at = '',
  depth = 0,
): unknown => {
  if (depth > deepest) return source;
  if (Array.isArray(source))
    return source.map((one, index) => withPictureLinks(one, change, below(at, index), depth + 1));
  if (!isJsonObject(source)) return source;
  const isPicture = source.type === 'image';
  return Object.fromEntries(
    Object.entries(source).map(([key, value]) => [
      key,
      isPicture && key === 'imageLink'
        ? change(value, `${at}/imageLink`)
        : withPictureLinks(value, change, below(at, key), depth + 1),
    ]),
  );
};

/** A picture that a questionnaire shows, and where. */
export interface ShownPicture {
  readonly at: string;
  readonly reference: string;
}

/** Every picture that a questionnaire shows, in its order; what is no reference of ours is none. */
export const picturesIn = (source: unknown): readonly ShownPicture[] => {
  const found: ShownPicture[] = [];
  withPictureLinks(source, (link, at) => {
    if (fileOfPicture(link) !== undefined) found.push({ at, reference: String(link) });
    return link;
  });
  return found;
};
