/**
 * The server's clock as this device knows it. A phone's own clock may be hours off, and a deadline is the server's: every
 * reply that carries `now` corrects the offset, which survives a reload so that an offline start still counts right.
 */
import { useEffect, useState } from 'react';
import type { Instant } from '#forms/json.ts';

const stored = 'xiangbiao.server-offset';
let offset = Number(localStorage.getItem(stored) ?? 0) || 0;
let heardAt: number | undefined;
const listeners = new Set<() => void>();

/** `sentAt` and `receivedAt` by the device's clock: the server spoke about half-way between them. */
export const hearServerTime = (now: Instant, sentAt: number, receivedAt: number): void => {
  offset = Math.round(now - (sentAt + receivedAt) / 2);
  heardAt = performance.now();
  localStorage.setItem(stored, String(offset));
  for (const listener of listeners) listener();
};

export const serverNow = (): Instant => Date.now() + offset;

/** Milliseconds on the monotonic clock since the server was last heard in this page's life; absent when it was not. */
export const sinceServerTime = (): number | undefined =>
  heardAt === undefined ? undefined : Math.max(0, Math.round(performance.now() - heardAt));

/** The server's time, renewed every `everyMs` and whenever the server is heard. */
export const useServerNow = (everyMs = 1000): Instant => {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const tick = () => setNow(serverNow());
    const timer = setInterval(tick, everyMs);
    listeners.add(tick);
    return () => {
      clearInterval(timer);
      listeners.delete(tick);
    };
  }, [everyMs]);
  return now;
};
