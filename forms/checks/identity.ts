/** The identity of a hit: found again by a later run, whatever else changed in the record (K8). */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { maskText } from '../answers/mask.ts';
import { canonicalJson } from '../seal/canonical-json.ts';
import type { Row, RowList } from './rows.ts';

export const hitId = (check: string, unit: string, questionnaire: string, row: Row | undefined): string =>
  bytesToHex(sha256(canonicalJson([check, unit, questionnaire, ...(row?.keys ?? [])])));

/** The key as people may see it: identity numbers are not spread over findings. */
export const shownKey = ({ keys }: Row, lists: readonly RowList[]): string =>
  keys
    .map((key, depth) => {
      if (!key.startsWith('[')) return key;
      const end = key.lastIndexOf(']') + 1;
      const parts = (JSON.parse(key.slice(0, end)) as readonly string[]).join(' ');
      return (lists[depth]?.sensitive ? maskText(parts) : parts) + key.slice(end);
    })
    .join(' / ');
