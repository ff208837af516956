/** Small pictures of every kind that pictures may have, made here byte by byte: a head and, for PNG, all of it. */
import { crc32, deflateSync } from 'node:zlib';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const uint32 = (value: number): Uint8Array => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

export const pngChunk = (name: string, data: Uint8Array): Uint8Array => {
  const body = joined(ascii(name), data);
  return joined(uint32(data.length), body, uint32(crc32(body)));
};

/** A grey PNG that every program opens; `extra` are chunks before the picture. */
export const aPng = (width = 4, height = 3, extra: readonly Uint8Array[] = []): Uint8Array => {
  const head = joined(uint32(width), uint32(height), Uint8Array.of(8, 0, 0, 0, 0));
  // Each row begins with the number of its filter, 0 for none.
  const rows = deflateSync(
    Uint8Array.from({ length: (width + 1) * height }, (_, at) => at % (width + 1) && 0x80),
  );
  return joined(
    ascii('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', head),
    ...extra,
    pngChunk('IDAT', rows),
    pngChunk('IEND', new Uint8Array()),
  );
};

const segment = (marker: number, data: Uint8Array): Uint8Array =>
  joined(Uint8Array.of(0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff), data);

/** The head of a JPEG; `extra` are segments before the frame. */
export const jpegHead = (width = 4, height = 3, extra: readonly Uint8Array[] = []): Uint8Array =>
  joined(
    Uint8Array.of(0xff, 0xd8),
    segment(0xe0, ascii('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    ...extra,
    segment(0xc4, new Uint8Array(20)),
    segment(0xc2, Uint8Array.of(8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0)),
    segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    Uint8Array.of(0xff, 0xd9),
  );

export const exifSegment = segment(0xe1, ascii('Exif\0\0MM\0*'));

/** Exif of one entry: lie the picture on its right side to see it upright (orientation 6), as TIFF 6.0 writes it. */
export const uprightSegment = segment(
  0xe1,
  joined(
    ascii('Exif\0\0MM\0*'),
    uint32(8),
    Uint8Array.of(0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0),
    uint32(0),
  ),
);

const riff = (chunk: string, data: Uint8Array, more: Uint8Array = new Uint8Array()): Uint8Array => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  const padded = data.length % 2 === 0 ? data : joined(data, Uint8Array.of(0));
  return joined(ascii('RIFF'), new Uint8Array(4), ascii('WEBP'), ascii(chunk), length, padded, more);
};
export const webpChunk = (name: string, data: Uint8Array): Uint8Array => riff(name, data).subarray(12);

/** Heads of WebP in its three forms. */
export const webpHeads = (width = 4, height = 3): readonly Uint8Array[] => {
  const [w, h] = [width - 1, height - 1];
  const lossless = Buffer.alloc(14);
  lossless[0] = 0x2f;
  lossless.writeUInt32LE((w | (h << 14)) >>> 0, 1);
  const lossy = Buffer.alloc(14);
  lossy.writeUInt16LE(width, 6);
  lossy.writeUInt16LE(height, 8);
  const extended = Buffer.from([8, 0, 0, 0, w & 0xff, w >> 8, 0, h & 0xff, h >> 8, 0]);
  return [
    riff('VP8L', lossless),
    riff('VP8 ', lossy),
    riff('VP8X', extended, webpChunk('EXIF', ascii('Exif'))),
  ];
};
