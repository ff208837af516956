/** The unit that an envelope is about: one that is there, or one that the envelope may add (W33, W34). */
import { newUnitFault } from '#forms/campaign/unit.ts';
import type { Json } from '#forms/json.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import type { Table } from '../../ports.ts';
import { hexOf, sha256 } from '../../store/bytes.ts';
import type { Campaign } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import { type StoredUnit, storedUnitOf } from '../../store/village.ts';

/** What a unit was added as, so that whoever sends the same again finds it and whoever sends something else is told. */
export const hashOfNewUnit = (unit: NonNullable<SubmissionEnvelope['newUnit']>): string =>
  hexOf(sha256(canonicalJson(unit as unknown as Json)));

/** Nothing when the envelope is to add it. */
export const unitOfEnvelope = async (
  campaign: Campaign,
  { village, unit: id, newUnit }: SubmissionEnvelope,
  table: Table,
): Promise<Result<StoredUnit | undefined, Problem>> => {
  const item = await table.get(keys.unitKey(campaign.id, village, id));
  const unit = item && storedUnitOf(item);
  if (newUnit === undefined) return unit ? ok(unit) : refuse(problem('no-such-unit', { unit: id }));
  if (unit)
    return unit.madeFrom === hashOfNewUnit(newUnit) ? ok(unit) : refuse(problem('unit-exists', { unit: id }));
  const why = newUnitFault(id, newUnit, village, campaign.unitKinds, (list) =>
    (campaign.codeLists[list]?.items ?? []).map(({ value }) => value),
  );
  return why === undefined ? ok(undefined) : refuse(problem('new-unit-refused', { unit: id, why }));
};
