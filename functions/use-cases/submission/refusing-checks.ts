/** The checks that refuse a submission: errors of its rows and of the record itself, as violations at their questions (K31). */
import type { Violation } from '#forms/answers/answers.ts';
import { mostViolations } from '#forms/answers/judge.ts';
import type { UnitFacts } from '#forms/campaign/unit.ts';
import { dossierContext, recordHits, violationsOfHits } from '#forms/checks/record-checks.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import type { Ports } from '../../ports.ts';
import type { Campaign } from '../../store/campaign.ts';
import { readRecordChecks } from '../../store/campaign-checks.ts';
import { readPreviousAnswers } from '../../store/previous.ts';
import type { StoredUnit } from '../../store/village.ts';

interface Delivered {
  readonly campaign: Campaign;
  readonly envelope: SubmissionEnvelope;
  readonly unit: StoredUnit | undefined;
  readonly edition: Edition;
  /** Normalised. */
  readonly answers: JsonObject;
  /** The round before, where the engine has read it already. */
  readonly prev: JsonObject | undefined;
}

const factsOf = ({ envelope: { unit: id, village, newUnit }, unit }: Delivered): UnitFacts => {
  if (unit) return unit;
  if (!newUnit) throw new Error(`nothing is known of unit ${id}`);
  const { kind, name, address = '', attributes = {} } = newUnit;
  return { id, kind, village, name, address, attributes };
};

export const refusingChecks = async (
  delivered: Delivered,
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
): Promise<readonly Violation[]> => {
  const { campaign, envelope, edition, answers } = delivered;
  const checks = await readRecordChecks(table, campaign, edition);
  if (checks.compiled.length === 0) return [];
  const { village, unit, questionnaire } = envelope;
  const prev =
    delivered.prev ??
    (checks.readsPrevious
      ? await readPreviousAnswers(table, campaign.id, { village, unit, questionnaire })
      : undefined);
  const hits = recordHits(
    checks,
    { unit: factsOf(delivered), answers, prev },
    dossierContext(campaign, clock.now()),
  );
  return violationsOfHits(hits).slice(0, mostViolations);
};
