/** A page that looks as if somebody had signed it: ruled lines and a stroke, as a small PNG. For the demo only. */
import { crc32, deflateSync } from 'node:zlib';
import { seededDice } from './seeded-dice.ts';

const [width, height] = [240, 340];

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

/** PNG (ISO/IEC 15948), 8-bit grey; the same seed draws the same page. */
export const drawSignedPage = (seed: string): Uint8Array<ArrayBuffer> => {
  const dice = seededDice(seed);
  const pixels = Buffer.alloc((width + 1) * height, 0xfa);
  for (let row = 0; row < height; row++) pixels[row * (width + 1)] = 0; // no filter
  const dot = (x: number, y: number, grey: number) => {
    const [column, row] = [Math.round(x), Math.round(y)];
    if (column >= 0 && column < width && row >= 0 && row < height)
      pixels[row * (width + 1) + 1 + column] = grey;
  };
  for (let line = 30; line < 250; line += 16) {
    const end = 60 + dice.next() * 150;
    for (let x = 24; x < end; x++) for (let y = line; y < line + 3; y++) dot(x, y, 0x90);
  }
  const [lift, pace] = [8 + dice.next() * 10, 0.12 + dice.next() * 0.12];
  for (let step = 0; step < 700; step++) {
    const x = 90 + step * 0.16;
    const y = 290 + Math.sin(step * pace) * lift * Math.sin(step / 220);
    for (const [right, down] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const)
      dot(x + right, y + down, 0x20);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(pixels)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
};
