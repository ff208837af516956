/** Work that can wait until nobody is waiting for the screen. Safari has no idle callback; a short pause does. */
export const whenIdle = (act: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 300 });
  else setTimeout(act, 60);
};
