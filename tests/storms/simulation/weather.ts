/** How rough a storm is: every seed has its own mixture, from a calm day on which little goes wrong to the worst of all. */
import { type Chance, chanceOf } from './chance.ts';

export interface StoreFaults {
  /** Shares of the operations. */
  readonly crash: number;
  readonly throws: number;
  readonly busy: number;
  /** The process stands still before the operation. */
  readonly stall: number;
  /** For at most so many milliseconds. */
  readonly longestStall: number;
}

export interface Weather {
  readonly requests: StoreFaults;
  readonly deadlines: StoreFaults;
  readonly network: { readonly lostRequest: number; readonly lostReply: number; readonly copy: number };
  /** Share of phones that are without a network for long. */
  readonly offline: number;
  readonly clockSteps: number;
  /** Triggers of a deadline that never come. */
  readonly missingTriggers: number;
  readonly wrongAnswers: number;
  /** Phones that claim a version that never was, or send other content under an id that was used. */
  readonly liars: number;
}

const oneOf = (chance: Chance, ...shares: readonly number[]) => chance.pick(shares);

export const weatherOf = (seed: string): Weather => {
  const chance = chanceOf(`${seed}/weather`);
  const faults = (times: number, longestStall: number): StoreFaults => ({
    crash: times * oneOf(chance, 0, 0.0005, 0.002),
    throws: times * oneOf(chance, 0, 0.001, 0.004),
    busy: times * oneOf(chance, 0, 0.002, 0.008),
    stall: oneOf(chance, 0, 0.004, 0.02),
    longestStall,
  });
  return {
    requests: faults(1, 150_000),
    deadlines: faults(6, 1_800_000),
    network: {
      lostRequest: oneOf(chance, 0, 0.05, 0.2),
      lostReply: oneOf(chance, 0.02, 0.1, 0.3),
      copy: oneOf(chance, 0.02, 0.1, 0.3),
    },
    offline: oneOf(chance, 0.05, 0.2, 0.5),
    clockSteps: oneOf(chance, 0, 0, 0, 3, 12),
    missingTriggers: oneOf(chance, 0, 0.2, 0.6),
    wrongAnswers: oneOf(chance, 0.01, 0.1),
    liars: oneOf(chance, 0, 0.03),
  };
};
