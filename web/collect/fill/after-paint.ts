/** Work that follows a change but is not part of showing it: done once the screen has it, and once for many changes at a time. */
export interface AfterPaint {
  readonly ask: () => void;
  /** What was asked for is not done any more. */
  readonly stop: () => void;
}

export const afterPaint = (act: () => void): AfterPaint => {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    timer = undefined;
    act();
  };
  // A hidden page paints nothing and gets no frames: the timer alone must do.
  const later = () => {
    timer = setTimeout(run, document.hidden ? 30 : 0);
  };
  return {
    ask: () => {
      cancelAnimationFrame(frame);
      if (timer !== undefined) return;
      if (document.hidden) later();
      else
        frame = requestAnimationFrame(() => {
          frame = 0;
          later();
        });
    },
    stop: () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    },
  };
};
