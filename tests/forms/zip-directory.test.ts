import { inflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { packedBytes, type ReadAt, zipEntries } from '#forms/seal/zip-directory.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytesOf = (written: string) => new TextEncoder().encode(written);
const over =
  (zip: Uint8Array): ReadAt =>
  async (from, length) =>
    zip.slice(from, from + length);
const entriesIn = (zip: Uint8Array) => zipEntries(over(zip), zip.length, text);

const files = { 'a/one.txt': bytesOf('one '.repeat(50)), 'a/二.txt': bytesOf('two') };
const unpacked = async (zip: Uint8Array) => {
  const found: { [name: string]: string } = {};
  for (const entry of (await entriesIn(zip)) ?? []) {
    const packed = await packedBytes(over(zip), entry);
    found[entry.name] = text(entry.deflated ? inflateRawSync(packed) : packed);
  }
  return found;
};
const whole = { 'a/one.txt': 'one '.repeat(50), 'a/二.txt': 'two' };

/** The same zip with its sizes and places said the long way (APPNOTE §4.3.14, §4.5.3), as writers do beyond 4 GB. */
const saidLong = (zip: Uint8Array): Uint8Array => {
  const data = new DataView(zip.buffer, zip.byteOffset, zip.length);
  const end = zip.length - 22;
  const from = data.getUint32(end + 16, true);
  const parts: Uint8Array[] = [zip.slice(0, from)];
  for (let at = from; at < end; ) {
    const [names, extra, comment] = [28, 30, 32].map((place) => data.getUint16(at + place, true));
    const length = 46 + (names ?? 0);
    const field = new DataView(new ArrayBuffer(28));
    field.setUint16(0, 1, true);
    field.setUint16(2, 24, true);
    for (const [index, place] of [24, 20, 42].entries())
      field.setBigUint64(4 + 8 * index, BigInt(data.getUint32(at + place, true)), true);
    const head = zip.slice(at, at + length);
    const said = new DataView(head.buffer);
    for (const place of [20, 24, 42]) said.setUint32(place, 0xffffffff, true);
    said.setUint16(30, 28, true);
    said.setUint16(32, 0, true);
    parts.push(head, new Uint8Array(field.buffer));
    at += length + (extra ?? 0) + (comment ?? 0);
  }
  const listed = parts.slice(1).reduce((sum, part) => sum + part.length, 0);
  const long = new DataView(new ArrayBuffer(56));
  long.setUint32(0, 0x06064b50, true);
  long.setBigUint64(40, BigInt(listed), true);
  long.setBigUint64(48, BigInt(from), true);
  const locator = new DataView(new ArrayBuffer(20));
  locator.setUint32(0, 0x07064b50, true);
  locator.setBigUint64(8, BigInt(from + listed), true);
  const short = zip.slice(end);
  new DataView(short.buffer).setUint32(12, 0xffffffff, true);
  new DataView(short.buffer).setUint32(16, 0xffffffff, true);
  return Buffer.concat([...parts, new Uint8Array(long.buffer), new Uint8Array(locator.buffer), short]);
};

test('[S19] files are found and read, stored or deflated, and with a comment behind them', async () => {
  for (const level of [0, 6] as const) {
    const zip = zipSync({ a: {}, ...files }, { level });
    expect(await unpacked(zip)).toEqual(whole);
    const commented = Buffer.concat([zip, bytesOf('sealed PK\u0005\u0006 today')]);
    commented.writeUInt16LE(commented.length - zip.length, zip.length - 2);
    expect(await unpacked(commented)).toEqual(whole);
  }
});

test('[S19] sizes and places beyond four gigabytes are read where they stand', async () => {
  expect(await unpacked(saidLong(zipSync(files, { level: 6 })))).toEqual(whole);
});

test('[S19] what is no zip, is cut, encrypted or packed another way is none', async () => {
  const zip = zipSync(files, { level: 0 });
  expect(await entriesIn(bytesOf('no zip'))).toBeUndefined();
  expect(await entriesIn(zip.slice(0, -30))).toBeUndefined();
  const directory = new DataView(zip.buffer, zip.byteOffset).getUint32(zip.length - 6, true);
  for (const [place, value] of [
    [8, 1],
    [10, 9],
  ] as const) {
    const other = zip.slice();
    other[directory + place] = value;
    expect(await entriesIn(other)).toBeUndefined();
  }
  const moved = zip.slice();
  moved[0] = 0;
  const [first] = (await entriesIn(moved)) ?? [];
  await expect(
    packedBytes(over(moved), first ?? { name: '', at: 0, packed: 0, deflated: false }),
  ).rejects.toThrow('a/one.txt');
});
