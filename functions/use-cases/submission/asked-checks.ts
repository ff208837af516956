/** The checks that can refuse a submission: those of its rows and of the record itself, with what is known of its unit (K31). */
import type { UnitFacts } from '#forms/campaign/unit.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import type { Judging, Table } from '../../ports.ts';
import type { Campaign } from '../../store/campaign.ts';
import { readPackChecks, refusingChecksOf } from '../../store/campaign-checks.ts';
import type { StoredUnit } from '../../store/village.ts';

interface Delivered {
  readonly campaign: Campaign;
  readonly envelope: SubmissionEnvelope;
  readonly unit: StoredUnit | undefined;
  readonly edition: Edition;
}

const factsOf = ({ envelope: { unit: id, village, newUnit }, unit }: Delivered): UnitFacts => {
  if (unit) return unit;
  if (!newUnit) throw new Error(`nothing is known of unit ${id}`);
  const { kind, name, address = '', attributes = {} } = newUnit;
  return { id, kind, village, name, address, attributes };
};

export interface AskedChecks {
  /** Nothing when there are none. */
  readonly checking: Judging['checking'];
  /** Whether any of them looks at the round before. */
  readonly readsPrevious: boolean;
}

export const askedChecks = async (delivered: Delivered, table: Table): Promise<AskedChecks> => {
  const { campaign, edition } = delivered;
  const pack = await readPackChecks(table, campaign);
  const { compiled, readsPrevious } = refusingChecksOf(campaign, pack, edition);
  const checking = compiled.length === 0 ? undefined : { campaign, pack, unit: factsOf(delivered) };
  return { checking, readsPrevious };
};
