/**
 * Many lines expanded with one call. Starting an inflation costs a server more than running it over three kilobytes, and members
 * may lie one behind the other (RFC 1952 §2.2), so a run of lines is expanded whole and cut by the lengths that members carry.
 */
import { type LeafEntry, newlineMember } from './layout.ts';
import type { SealTools } from './report.ts';

/** ISIZE, the last four bytes of a member: its length when expanded, least significant byte first. */
const expandedLength = (bytes: Uint8Array, end: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset + end - 4, 4).getUint32(0, true);

/**
 * What each of these lines gives, without its newline; nothing at all when the run cannot be expanded as a whole. Only a shortcut:
 * whoever uses it compares every line with its leaf hash, and without it expands line by line.
 */
export const expandedLines = (
  bytes: Uint8Array,
  entries: readonly LeafEntry[],
  { gunzipMany }: SealTools,
): readonly Uint8Array[] => {
  const length = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (!gunzipMany || length > bytes.length) return [];
  let whole: Uint8Array;
  try {
    whole = gunzipMany(bytes.subarray(0, length));
  } catch {
    return [];
  }
  const lines: Uint8Array[] = [];
  let [member, at] = [0, 0];
  for (const entry of entries) {
    member += entry.bytes;
    if (entry.bytes < newlineMember.length + 4) return [];
    const end = at + expandedLength(bytes, member - newlineMember.length);
    lines.push(whole.subarray(at, end));
    at = end + 1;
  }
  return at === whole.length ? lines : [];
};
