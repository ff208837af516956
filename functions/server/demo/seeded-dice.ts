/**
 * Dice that always fall the same way: a demo and a rehearsal must be repeatable from a seed. Only for invented people;
 * whatever needs real chance takes the `Dice` port.
 */
export interface SeededDice {
  /** 0 … below 1. */
  next(): number;
  /** A whole number between two bounds, both included. */
  whole(from: number, to: number): number;
  pick<Value>(list: readonly Value[]): Value;
}

/** Spreads a text over 32 bits (FNV-1a, offset basis and prime as published by its authors). */
const spread = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

/** A Weyl sequence (golden ratio steps), each term stirred with the low-bias multipliers that C. Wellons published. */
export const seededDice = (seed: string): SeededDice => {
  let state = spread(seed);
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let stirred = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    stirred = Math.imul(stirred ^ (stirred >>> 15), 0x735a2d97);
    return ((stirred ^ (stirred >>> 15)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <Value>(list: readonly Value[]): Value => {
    const picked = list[whole(0, list.length - 1)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  };
  return { next, whole, pick };
};
