/** Light, dark, or as the device says. One attribute on <html> tells our tokens and Mantine alike. */
import { useSyncExternalStore } from 'react';

export type ColorScheme = 'light' | 'dark' | 'auto';
const stored = 'xiangbiao.color-scheme';
const listeners = new Set<(scheme: ColorScheme) => void>();
const device = window.matchMedia('(prefers-color-scheme: dark)');

export const colorScheme = (): ColorScheme => {
  const kept = localStorage.getItem(stored);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
};

/** What is seen: `auto` resolved by the device. */
export const shownScheme = (): 'light' | 'dark' => {
  const scheme = colorScheme();
  if (scheme !== 'auto') return scheme;
  return device.matches ? 'dark' : 'light';
};

export const applyColorScheme = (): void => {
  document.documentElement.dataset.mantineColorScheme = shownScheme();
};

export const setColorScheme = (scheme: ColorScheme): void => {
  if (scheme === 'auto') localStorage.removeItem(stored);
  else localStorage.setItem(stored, scheme);
  applyColorScheme();
  for (const listener of listeners) listener(scheme);
};

device.addEventListener('change', () => {
  applyColorScheme();
  for (const listener of listeners) listener(colorScheme());
});

export const onColorScheme = (listener: (scheme: ColorScheme) => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useColorScheme = (): ColorScheme => useSyncExternalStore(onColorScheme, colorScheme);
export const useShownScheme = (): 'light' | 'dark' => useSyncExternalStore(onColorScheme, shownScheme);
