/** The identity of a hit: found again by a later run, whatever else changed in the record (K8). */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { maskText } from '../answers/mask.ts';
import { canonicalJson } from '../seal/canonical-json.ts';
import type { RowList, RowName } from './rows.ts';

export const hitId = (
  check: string,
  unit: string,
  questionnaire: string,
  names: readonly RowName[],
): string => {
  const keys = names.map(({ parts, time, position }) => (time === 0 ? position : [...parts, time]));
  return bytesToHex(sha256(canonicalJson([check, unit, questionnaire, ...keys])));
};

/** The key as people may see it: identity numbers are not spread over findings (K13). */
export const shownKey = (names: readonly RowName[], lists: readonly RowList[]): string =>
  names
    .map(({ parts, time, position }, depth) => {
      if (time === 0) return `#${position}`;
      const key = parts.map((part) => (lists[depth]?.sensitive ? maskText(part) : part)).join(' ');
      return time === 1 ? key : `${key}#${time}`;
    })
    .join(' / ');
