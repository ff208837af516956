/** Is the server within reach? The browser only guesses, so the outcome of our own calls counts more. */
import { useSyncExternalStore } from 'react';
import { onReach } from '../api.ts';

let reached = navigator.onLine;
const listeners = new Set<() => void>();

const set = (now: boolean) => {
  if (now === reached) return;
  reached = now;
  for (const listener of listeners) listener();
};
onReach(set);
window.addEventListener('offline', () => set(false));

export const isReached = (): boolean => reached;
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useReached = (): boolean => useSyncExternalStore(subscribe, isReached);
