/**
 * Pictures that a pack brings in its folder `images/`. Its questionnaires name them by their path there; once parsed they name them
 * like every other picture, by what the bytes are, so that an edition means the same wherever its pack lies (Q35).
 */
import { pictureFile, pictureReference, withPictureLinks } from '../questionnaire/picture.ts';
import { pictureHash, pictureHead } from '../questionnaire/picture-bytes.ts';
import { limits } from '../wire/limits.ts';
import type { PackFault, PackFiles } from './pack.ts';

export interface PackPicture {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What programs leave in folders, under names that begin with a dot, is none. */
export const isPicturePath = (path: string): boolean => /^images(?:\/[^./][^/]*)+$/.test(path);

interface Resolved {
  /** The questionnaire with its pictures named by their bytes. */
  readonly source: unknown;
  /** Pointers of links to what is not there: told once, here. */
  readonly unknown: ReadonlySet<string>;
}
export interface PackPictures {
  resolve(questionnaireFile: string): Resolved;
  /** Once every questionnaire is resolved: what is wrong, and what nothing shows. */
  faults(): readonly PackFault[];
  used(): readonly PackPicture[];
}

type Found = { readonly picture: PackPicture } | { readonly fault: Omit<PackFault, 'at'> };

const look = (path: string, bytes: unknown): Found => {
  const fault = (code: string, facts: PackFault['facts']): Found => ({
    fault: { code, facts: { picture: path, ...facts } },
  });
  const found = path.split('.').at(-1) ?? '';
  if (!(bytes instanceof Uint8Array)) return fault('picture-kind', { found });
  const head = pictureHead(bytes);
  if (head === undefined) return fault('picture-kind', { found });
  const [size, side] = [bytes.byteLength, Math.max(head.width, head.height)];
  if (size > limits.pictureBytes) return fault('picture-too-large', { size, limit: limits.pictureBytes });
  if (side > limits.pictureSide) return fault('picture-too-wide', { side, limit: limits.pictureSide });
  return { picture: { sha256: pictureHash(bytes), type: head.type, bytes } };
};

export const readPackPictures = (files: PackFiles): PackPictures => {
  const found = new Map(
    Object.keys(files)
      .filter(isPicturePath)
      .map((path) => [path, look(path, files[path])] as const),
  );
  const shown = new Set<string>();
  const faults: PackFault[] = [...found].flatMap(([path, one]) =>
    'fault' in one ? [{ ...one.fault, at: `${path}#` }] : [],
  );
  return {
    resolve: (questionnaireFile) => {
      const unknown = new Set<string>();
      const source = withPictureLinks(files[questionnaireFile], (link, at) => {
        if (typeof link !== 'string' || !isPicturePath(link)) return link;
        const one = found.get(link);
        shown.add(link);
        if (one === undefined)
          faults.push({
            at: `${questionnaireFile}#${at}`,
            code: 'unknown-picture',
            facts: { picture: link },
          });
        if (one === undefined || 'fault' in one) {
          unknown.add(at);
          return link;
        }
        return pictureReference(pictureFile(one.picture) ?? '');
      });
      return { source, unknown };
    },
    faults: () => [
      ...faults,
      ...[...found.keys()]
        .filter((path) => !shown.has(path))
        .map((path) => ({ at: `${path}#`, code: 'picture-not-shown', facts: { picture: path } })),
    ],
    used: () => {
      const pictures = [...found].flatMap(([path, one]) =>
        shown.has(path) && 'picture' in one ? [one.picture] : [],
      );
      return [...new Map(pictures.map((one) => [one.sha256, one])).values()];
    },
  };
};
