/**
 * The round before, out of the seal of a campaign that is over (W39): what was sealed is what the next round begins with. The seal
 * is verified first, from its files alone; one that does not verify gives nothing.
 */
import type { JsonObject } from '#forms/json.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { linesPath } from '#forms/seal/layout.ts';
import type { SealFailure, SealFiles } from '#forms/seal/report.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import type { PreviousAnswers } from '#forms/wire/units.ts';
import type { PublicKey } from '../ports.ts';
import { gunzip, sha256, textOf } from '../store/bytes.ts';

interface SealedLine extends PreviousAnswers {
  readonly kind: string;
  readonly answers: JsonObject;
}

/** Every record of the seal, in the order of villages, units and questionnaires. `key` is the key it must be signed with. */
export const previousFromSeal = async (
  files: SealFiles,
  key: PublicKey,
): Promise<Result<readonly PreviousAnswers[], SealFailure | undefined>> => {
  const { valid, manifest, failure } = await verifySeal(files, key, { gunzip, sha256 });
  if (!valid || !manifest) return refuse(failure);
  const previous: PreviousAnswers[] = [];
  for (const { code } of manifest.villages) {
    const bytes = await files.read(linesPath('villages', code));
    for (const line of bytes ? textOf(gunzip(bytes)).split('\n') : []) {
      const read = line === '' ? undefined : (JSON.parse(line) as SealedLine);
      if (read?.kind !== 'record') continue;
      const { unit, questionnaire, answers } = read;
      previous.push({ unit, questionnaire, answers });
    }
  }
  return ok(previous);
};
