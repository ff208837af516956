/** What the measurement of deadlines is judged by. */
import type { Stretch } from './stretch.ts';

export interface Measured {
  /** Processor microseconds for each record. */
  readonly cost: (what: string) => number;
  /** Own memory in megabytes while `records` and a quarter of them were sealed. */
  readonly memory: { readonly small: number; readonly large: number; readonly records: number };
  readonly frozen: {
    readonly wanted: number;
    readonly moved: number;
    readonly noted: number;
    readonly freezing: Stretch;
    readonly bare: Stretch;
  };
}
export interface Goal {
  readonly says: string;
  readonly got: string;
  readonly met: boolean;
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

export const goalsOf = ({ cost, memory, frozen }: Measured): readonly Goal[] => {
  const share = (of: string) => cost(of) / cost('sealing');
  const verifying = cost('sealing') / cost('verifying');
  const freeze = frozen.bare.processor / frozen.freezing.processor;
  return [
    {
      says: 'sealing at least 60 % of reading, hashing and compressing the same bytes as small as they are stored',
      got: `${percent(share('compress-6'))}; of compressing them fast ${percent(share('compress-1'))}, of a bare copy ${percent(share('expand'))}`,
      met: share('compress-6') >= 0.6,
    },
    {
      says: 'verifying no slower than sealing',
      got: percent(verifying),
      met: verifying >= 1,
    },
    {
      says: 'memory flat: at most 15 % more for four times the records',
      got: `${memory.small.toFixed(0)} MB at ${memory.records / 4}, ${memory.large.toFixed(0)} MB at ${memory.records}`,
      met: memory.large <= 1.15 * memory.small,
    },
    {
      says: 'every gate moved once, progress noted for every village',
      got: `${frozen.moved} gates, ${frozen.noted} villages`,
      met: frozen.moved === frozen.wanted * 13 && frozen.noted === frozen.wanted,
    },
    {
      says: 'freezing at least 50 % of what the store does alone with the very same transactions',
      got: percent(freeze),
      met: freeze >= 0.5,
    },
  ];
};
