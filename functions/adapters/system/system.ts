/** Clock, dice and journal of a real process. */
import { randomBytes } from 'node:crypto';
import type { Clock, Dice, Journal, Scalar } from '../../ports.ts';

export const systemClock: Clock = { now: () => Date.now() };

/** Asking the system for sixteen bytes costs as much as asking it for thousands. What was taken is never given again. */
const drawnAtOnce = 4096;
let drawn = Buffer.alloc(0);

const random = (length: number): Buffer => {
  if (length > drawnAtOnce) return randomBytes(length);
  if (drawn.length < length) drawn = randomBytes(drawnAtOnce);
  const taken = drawn.subarray(0, length);
  drawn = drawn.subarray(length);
  return taken;
};

/** UUIDv7 (RFC 9562 §5.7): 48 bits of time, then random bits, so that ids sort by time. */
export const systemDice: Dice = {
  bytes: (length) => new Uint8Array(random(length)),
  id: (now) => {
    const bytes = random(16);
    bytes.writeUIntBE(now, 0, 6);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  },
};

type Facts = { readonly [name: string]: Scalar | undefined };

/** One JSON object per line; errors to standard error. */
export const lineJournal = (out: (line: string) => void, err: (line: string) => void): Journal => {
  const line = (level: string, event: string, facts: Facts = {}) =>
    JSON.stringify({ at: new Date().toISOString(), level, event, ...facts });
  return {
    info: (event, facts) => out(line('info', event, facts)),
    error: (event, facts) => err(line('error', event, facts)),
  };
};
