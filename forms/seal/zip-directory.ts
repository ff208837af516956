/**
 * The list of files at the end of a zip (APPNOTE 6.3.10 §4.3): with it any one file is read from its place, and neither the zip nor
 * what is in it has to be in memory as a whole. Only what seals need: stored or deflated files, of any size, not encrypted.
 */

/** Reads `length` bytes at `from`; fewer only behind the end. */
export type ReadAt = (from: number, length: number) => Promise<Uint8Array>;

export interface ZipEntry {
  readonly name: string;
  /** Where its local header begins. */
  readonly at: number;
  /** Length as it lies in the zip. */
  readonly packed: number;
  readonly deflated: boolean;
}

const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const locatorMark = 0x07064b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const tail = 22 + 0xffff + 20;
const unknown32 = 0xffffffff;

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const whole = (data: DataView, at: number): number => Number(data.getBigUint64(at, true));

interface Directory {
  readonly at: number;
  readonly length: number;
}

/** Behind the last file stands where the directory is; the comment behind that may be up to 64 KB. */
const directoryOf = async (read: ReadAt, size: number): Promise<Directory | undefined> => {
  const from = Math.max(0, size - tail);
  const bytes = await read(from, size - from);
  const data = view(bytes);
  for (let at = bytes.length - 22; at >= 0; at--) {
    if (data.getUint32(at, true) !== endMark) continue;
    const directory = { length: data.getUint32(at + 12, true), at: data.getUint32(at + 16, true) };
    if (
      directory.at !== unknown32 &&
      directory.length !== unknown32 &&
      data.getUint16(at + 10, true) !== 0xffff
    )
      return directory;
    if (at < 20 || data.getUint32(at - 20, true) !== locatorMark) return directory;
    const long = view(await read(whole(data, at - 12), 56));
    if (long.byteLength < 56 || long.getUint32(0, true) !== end64Mark) return undefined;
    return { length: whole(long, 40), at: whole(long, 48) };
  }
  return undefined;
};

/** Sizes and places that do not fit stand in an extra field (id 1), in this order and only those. */
const long = (data: DataView, at: number, end: number, packed: number, size: number, place: number) => {
  let field = at;
  while (field + 4 <= end && data.getUint16(field, true) !== 1) field += 4 + data.getUint16(field + 2, true);
  let next = field + 4;
  const read = (short: number) => {
    if (short !== unknown32 || next + 8 > end) return short;
    next += 8;
    return whole(data, next - 8);
  };
  read(size);
  const found = { packed: read(packed), at: 0 };
  return { ...found, at: read(place) };
};

/**
 * Every file of the zip, folders left out; nothing when it is no zip, or holds something encrypted or packed in another way. `text`
 * decodes UTF-8.
 */
export const zipEntries = async (
  read: ReadAt,
  size: number,
  text: (bytes: Uint8Array) => string,
): Promise<readonly ZipEntry[] | undefined> => {
  const directory = await directoryOf(read, size);
  if (!directory || directory.at + directory.length > size) return undefined;
  const bytes = await read(directory.at, directory.length);
  const data = view(bytes);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= bytes.length; ) {
    if (data.getUint32(at, true) !== entryMark) return undefined;
    const [flags, method] = [data.getUint16(at + 8, true), data.getUint16(at + 10, true)];
    const [names, extra, comment] = [28, 30, 32].map((place) => data.getUint16(at + place, true));
    const behindName = at + 46 + (names ?? 0);
    const behindExtra = behindName + (extra ?? 0);
    if (behindExtra > bytes.length) return undefined;
    const name = text(bytes.subarray(at + 46, behindName));
    if (!name.endsWith('/')) {
      if (flags % 2 === 1 || (method !== 0 && method !== 8)) return undefined;
      const [packed, unpacked, place] = [20, 24, 42].map((one) => data.getUint32(at + one, true));
      const found = long(data, behindName, behindExtra, packed ?? 0, unpacked ?? 0, place ?? 0);
      entries.push({ name, ...found, deflated: method === 8 });
    }
    at = behindExtra + (comment ?? 0);
  }
  return entries;
};

/** The bytes of one file as they lie in the zip; throws when its place does not hold what the list says. */
export const packedBytes = async (read: ReadAt, { at, packed, name }: ZipEntry): Promise<Uint8Array> => {
  const head = view(await read(at, 30));
  if (head.byteLength < 30 || head.getUint32(0, true) !== localMark)
    throw new Error(`${name} is not where the zip says`);
  const from = at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const bytes = await read(from, packed);
  if (bytes.length !== packed) throw new Error(`${name} is cut`);
  return bytes;
};
