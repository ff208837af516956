/**
 * What the bytes of a picture say of it, whatever its name and the browser claim: its type by its first bytes, and its size in
 * pixels, because a small file can unfold into more than a phone can hold. Headers only, of PNG (ISO/IEC 15948), JPEG (ITU-T T.81
 * B.2) and WebP (RFC 9649); nothing is decoded.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** What a picture is named by, in lower-case hex. */
export const pictureHash = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

export interface PictureHead {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const png = (bytes: Uint8Array): PictureHead | undefined => {
  if (bytes.length < 33 || textAt(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n' || textAt(bytes, 12, 4) !== 'IHDR')
    return undefined;
  const data = view(bytes);
  return { type: 'image/png', width: data.getUint32(16), height: data.getUint32(20) };
};

/** Markers that begin a frame; C4, C8 and CC are tables. */
const beginsFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const jpeg = (bytes: Uint8Array): PictureHead | undefined => {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const data = view(bytes);
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (beginsFrame(marker))
      return { type: 'image/jpeg', width: data.getUint16(at + 7), height: data.getUint16(at + 5) };
    else at += 2 + data.getUint16(at + 2);
  }
  return undefined;
};

/** Little-endian, three bytes. */
const uint24 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);

const webpSides = (bytes: Uint8Array): readonly [width: number, height: number] | undefined => {
  const data = view(bytes);
  switch (textAt(bytes, 12, 4)) {
    case 'VP8X':
      return [uint24(bytes, 24) + 1, uint24(bytes, 27) + 1];
    case 'VP8L': {
      const bits = data.getUint32(21, true);
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
    }
    case 'VP8 ':
      return [data.getUint16(26, true) & 0x3fff, data.getUint16(28, true) & 0x3fff];
    default:
      return undefined;
  }
};

const webp = (bytes: Uint8Array): PictureHead | undefined => {
  if (bytes.length < 30 || textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return undefined;
  const [width, height] = webpSides(bytes) ?? [0, 0];
  return { type: 'image/webp', width, height };
};

/** Undefined when the bytes are none of the three kinds, or stop before they have said their size. Never throws. */
export const pictureHead = (bytes: Uint8Array): PictureHead | undefined => {
  const head = png(bytes) ?? jpeg(bytes) ?? webp(bytes);
  return head && head.width > 0 && head.height > 0 ? head : undefined;
};

/** Whether the camera, or a program, has written beside the picture where and with what it was taken. */
export const tellsMore = (bytes: Uint8Array): boolean => {
  const head = pictureHead(bytes);
  if (head?.type === 'image/jpeg') return segmentsOf(bytes).includes(0xe1);
  if (head?.type === 'image/png') return chunksOf(bytes, 8, 4, 12, false).some((name) => pngTales.has(name));
  if (head?.type === 'image/webp') return chunksOf(bytes, 12, 0, 8, true).some((name) => webpTales.has(name));
  return false;
};

/** Exif and XMP in PNG: XMP stands in an international text. */
const pngTales: ReadonlySet<string> = new Set(['eXIf', 'iTXt', 'tEXt', 'zTXt', 'tIME']);
const webpTales: ReadonlySet<string> = new Set(['EXIF', 'XMP ']);

/** Markers of the segments before the picture itself. */
const segmentsOf = (bytes: Uint8Array): readonly number[] => {
  const data = view(bytes);
  const markers: number[] = [];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xda) break;
    markers.push(marker);
    at += marker === 0xff ? 1 : 2 + data.getUint16(at + 2);
  }
  return markers;
};

/** Names of chunks; `head` is what a chunk has besides its data. RIFF says the name first and pads to even lengths. */
const chunksOf = (
  bytes: Uint8Array,
  start: number,
  nameAt: number,
  head: number,
  isRiff: boolean,
): readonly string[] => {
  const data = view(bytes);
  const names: string[] = [];
  let at = start;
  while (at + 8 <= bytes.length) {
    names.push(textAt(bytes, at + nameAt, 4));
    const length = data.getUint32(at + (isRiff ? 4 : 0), isRiff);
    at += head + length + (isRiff ? length % 2 : 0);
  }
  return names;
};
