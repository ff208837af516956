/**
 * The area tree is readable from the code alone: 12 digits, of which a district uses the first 6, a town 9, a village
 * all 12 (GB/T 10114 and the statistics bureau's village codes). What a code does not use is zeros.
 */
export type AreaCode = string;
export type AreaLevel = 'district' | 'town' | 'village';
export interface Area {
  readonly code: AreaCode;
  readonly level: AreaLevel;
  readonly name: string;
  /** Code of the next wider area; absent for a district. */
  readonly parent?: AreaCode;
}

const pattern = /^99\d{10}$|^\d{12}$/;

export const isAreaCode = (value: unknown): value is AreaCode =>
  typeof value === 'string' && pattern.test(value);

export const levelOf = (code: AreaCode): AreaLevel =>
  code.endsWith('000000') ? 'district' : code.endsWith('000') ? 'town' : 'village';

export const townOf = (code: AreaCode): AreaCode => `${code.slice(0, 9)}000`;

export const districtOf = (code: AreaCode): AreaCode => `${code.slice(0, 6)}000000`;

/** P2: an area covers itself and everything below it, nothing beside or above it. */
export const covers = (outer: AreaCode, inner: AreaCode): boolean => {
  const significant = { district: 6, town: 9, village: 12 }[levelOf(outer)];
  return (
    isAreaCode(outer) && isAreaCode(inner) && outer.slice(0, significant) === inner.slice(0, significant)
  );
};
