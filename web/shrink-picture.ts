/**
 * Makes a picture as small as it may be before it is kept or sent: a photograph of a modern phone has 5 to 12 MB and says where and
 * with what it was taken. Redrawn it has no more pixels than somebody needs to read it, stands upright, and says nothing else.
 */
import { pictureHead, tellsMore } from '#forms/questionnaire/picture-bytes.ts';

export interface Shrinking {
  /** Longest side in pixels. */
  readonly side: number;
  /** Bytes up to which a picture of few enough pixels stays as it is. */
  readonly enough: number;
  /** 0 … 1, of JPEG. */
  readonly quality: number;
}

/** W45: a page of paper can be read at some 170 dots per inch. */
export const ofPaper: Shrinking = { side: 2000, enough: 600 * 1024, quality: 0.8 };

/** Shown across a phone, at most three of its pixels to one of CSS. */
export const ofQuestionnaires: Shrinking = { side: 1400, enough: 300 * 1024, quality: 0.82 };

const jpeg = 'image/jpeg';

/** Whether a list of media types and endings, as `accept` has it, takes a JPEG. */
const takesJpeg = (accepted: string): boolean =>
  accepted.trim() === '' || /image\/\*|image\/jpe?g|\.jpe?g/i.test(accepted);

const named = (name: string, type: string): string =>
  type === jpeg ? `${name.replace(/\.[A-Za-z0-9]{2,5}$/, '')}.jpg` : name;

/** Upright, as whoever took it saw it. Throws when it cannot be decoded. */
const decoded = (file: Blob): Promise<ImageBitmap> =>
  createImageBitmap(file, { imageOrientation: 'from-image' });

/** JPEG has no transparency: what was transparent is paper. */
const drawn = (bitmap: ImageBitmap, side: number, type: string): HTMLCanvasElement => {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser does not draw');
  pen.imageSmoothingQuality = 'high';
  if (type === jpeg) {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
};

/** A browser that cannot write the type gives a PNG instead, or nothing. */
const written = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | undefined> =>
  new Promise((done) => canvas.toBlob((blob) => done(blob?.type === type ? blob : undefined), type, quality));

/** A photograph is smallest as JPEG, a drawing as what it was: every type is tried, and the smallest counts. */
const redrawn = async (
  file: File,
  { side, quality }: Shrinking,
  types: readonly string[],
): Promise<File | undefined> => {
  const bitmap = await decoded(file);
  try {
    const blobs = await Promise.all(types.map((type) => written(drawn(bitmap, side, type), type, quality)));
    const [smallest] = blobs.filter((blob) => blob !== undefined).sort((a, b) => a.size - b.size);
    if (!smallest) return undefined;
    const { type } = smallest;
    return new File([smallest], named(file.name, type), { type, lastModified: file.lastModified });
  } finally {
    bitmap.close();
  }
};

/**
 * The picture to keep: redrawn when it is larger than wanted or tells more than it shows, else the very file. What is no picture, or
 * cannot be decoded, is the very file. `accepted`: what the question takes; without JPEG among it the type stays.
 */
export const shrunk = async (file: File, wanted: Shrinking, accepted = ''): Promise<File> => {
  if (!file.type.startsWith('image/') || file.type === 'image/svg+xml') return file;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const head = pictureHead(bytes);
  const isNarrow = head !== undefined && Math.max(head.width, head.height) <= wanted.side;
  const isSmall = isNarrow && bytes.byteLength <= wanted.enough;
  const tells = tellsMore(bytes);
  if (isSmall && !tells) return file;
  const own = head?.type ?? jpeg;
  const types = isSmall || !takesJpeg(accepted) ? [own] : [...new Set([jpeg, own])];
  const small = await redrawn(file, wanted, types).catch(() => undefined);
  if (small === undefined) return file;
  return tells || !isNarrow || small.size < file.size ? small : file;
};
