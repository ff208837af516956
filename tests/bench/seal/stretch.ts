/** A stretch of time of this process: by the clock, and in seconds of processor time over all its threads. */
export interface Stretch {
  readonly seconds: number;
  readonly processor: number;
}

export const startStretch = (): (() => Stretch) => {
  const [began, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { seconds: (performance.now() - began) / 1000, processor: (user + system) / 1e6 };
  };
};
