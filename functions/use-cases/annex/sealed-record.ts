/** A record as it stands in a seal: read from the sealed files, not from the store, because a correction speaks of what was sealed. */
import * as z from 'zod';
import type { JsonObject } from '#forms/json.ts';
import { leavesPath, linesPath, newlineMember, parseLeaves } from '#forms/seal/layout.ts';
import type { SealFiles } from '#forms/seal/report.ts';
import { gunzip, leafHashOf, sealTools, textOf } from '../../store/bytes.ts';

export interface SealedRecordFound {
  readonly leaf: string;
  readonly edition: number;
  readonly sourceHash: string;
  readonly contentHash: string;
  readonly answers: JsonObject;
}
export interface RecordPlace {
  readonly village: string;
  readonly unit: string;
  readonly questionnaire: string;
}

const bodyShape = z.object({
  edition: z.number(),
  sourceHash: z.string(),
  contentHash: z.string(),
  answers: z.record(z.string(), z.unknown()),
});

/** Nothing when there is no such record in the seal. Throws when the files do not hold what their list says. */
export const sealedRecord = async (
  files: SealFiles,
  { village, unit, questionnaire }: RecordPlace,
): Promise<SealedRecordFound | undefined> => {
  const leaves = await files.read(leavesPath('villages', village));
  const entries = (leaves && parseLeaves(leaves, sealTools.text)) ?? [];
  const index = entries.findIndex(
    (entry) => entry.kind === 'record' && entry.unit === unit && entry.questionnaire === questionnaire,
  );
  const entry = entries[index];
  if (!entry) return undefined;
  const lines = (await files.read(linesPath('villages', village))) ?? new Uint8Array();
  const at = entries.slice(0, index).reduce((sum, { bytes }) => sum + bytes, 0);
  const body = gunzip(lines.subarray(at, at + entry.bytes - newlineMember.length));
  if (leafHashOf(body) !== entry.leaf)
    throw new Error(`line ${index + 1} of ${village} is not what was sealed`);
  const record = bodyShape.parse(JSON.parse(textOf(body)));
  return { ...record, leaf: entry.leaf, answers: record.answers as JsonObject };
};
