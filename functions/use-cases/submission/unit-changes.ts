/**
 * What the acceptance of a record does to its unit, and through it to who owes what. A unit may be added, or get other attributes
 * (W31, W33); the tallies of every questionnaire that it owes from now on, or no longer, move in the same transaction. A unit
 * counts for a questionnaire that it owes or has a record of (W32), so what is done can never be more than what there is to do.
 */
import { dueFor } from '#forms/campaign/due.ts';
import type { PackQuestionnaire } from '#forms/campaign/pack.ts';
import { attributesAfter, orderOfNewUnit, type UnitAttributes } from '#forms/campaign/unit.ts';
import type { Instant } from '#forms/json.ts';
import { compiledOf } from '#forms/questionnaire/compiled.ts';
import type { Table, Write } from '../../ports.ts';
import * as keys from '../../store/keys.ts';
import type { StoredUnit } from '../../store/village.ts';
import type { Delivery } from './delivery.ts';
import { hashOfNewUnit } from './unit-of-envelope.ts';

export interface UnitChanges {
  /** `unit`, `parent`, and for every other questionnaire that is affected its tally and that it still has no record. */
  readonly writes: { readonly [name: string]: Write };
  /** By how much the units that count for the delivered questionnaire itself grow: 0 or 1. */
  readonly owed: number;
  /** Only while fewer units than this count for it. */
  readonly below?: number;
}

/** Units that devices may add to a village, for one questionnaire. */
export const mostUnits = 10_000;

const unchanged: UnitChanges = { writes: {}, owed: 0 };

export const unitChanges = async (delivery: Delivery, now: Instant, table: Table): Promise<UnitChanges> => {
  const { campaign, questionnaire, unit, envelope } = delivery;
  const before = unit?.attributes ?? envelope.newUnit?.attributes ?? {};
  const attributes = changedAttributes(delivery, before);
  if (!unit) return addUnit(delivery, attributes ?? before, now);
  const first = envelope.basedOn === 0;
  const owed = first && !dueFor(questionnaire, unit) ? 1 : 0;
  if (attributes) {
    const after = { ...unit, attributes, revision: unit.revision + 1 };
    const put = { ...keys.unitKey(campaign.id, unit.village, unit.id), ...after };
    return {
      writes: { unit: { put, when: isAt(unit) }, ...(await movedTallies(delivery, unit, after, table)) },
      owed,
    };
  }
  // What it owes must not change between this look at it and the write.
  if (first && questionnaire.due !== undefined)
    return {
      writes: { unit: { check: keys.unitKey(campaign.id, unit.village, unit.id), when: isAt(unit) } },
      owed,
    };
  return unchanged;
};

const isAt = ({ revision }: StoredUnit) => [{ attribute: 'revision', is: '=', value: revision } as const];

const changedAttributes = (
  { campaign, questionnaire: { id: questionnaire, unit }, edition, answers }: Delivery,
  before: UnitAttributes,
): UnitAttributes | undefined => {
  const kind = campaign.unitKinds.find(({ id }) => id === unit);
  if (!kind?.attributes) return undefined;
  const asks = (question: string) =>
    compiledOf(edition).root.questions.some(({ name, answer }) => (answer ?? name) === question);
  return attributesAfter(kind, before, { questionnaire, answers, asks });
};

const addUnit = (
  { person, campaign, questionnaire, envelope }: Delivery,
  attributes: UnitAttributes,
  now: Instant,
): UnitChanges => {
  const { village, unit: id, newUnit } = envelope;
  if (!newUnit) throw new Error(`nothing is known of unit ${id}`);
  const { kind, parent, name, address = '' } = newUnit;
  const unit: StoredUnit = {
    id,
    kind,
    village,
    name,
    address,
    order: orderOfNewUnit(now),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(parent === undefined ? {} : { parent }),
    addedAt: now,
    addedBy: person.id,
    revision: 1,
    madeFrom: hashOfNewUnit(newUnit),
  };
  const others = campaign.questionnaires.filter(
    (other) => other.id !== questionnaire.id && dueFor(other, unit),
  );
  const parentKind = campaign.unitKinds.find((candidate) => candidate.id === kind)?.parent;
  return {
    writes: {
      unit: {
        put: { ...keys.unitKey(campaign.id, village, id), ...unit },
        when: [{ attribute: 'pk', is: 'absent' }],
      },
      ...(parent === undefined || parentKind === undefined
        ? {}
        : {
            parent: {
              check: keys.unitKey(campaign.id, village, parent),
              when: [{ attribute: 'kind', is: '=', value: parentKind }],
            },
          }),
      ...Object.fromEntries(
        others.map((other) => [`tally ${other.id}`, counted(campaign.id, village, other.id, 1)]),
      ),
    },
    owed: 1,
    below: mostUnits,
  };
};

const counted = (campaign: string, village: string, questionnaire: string, units: number): Write => ({
  add: keys.tallyKey(campaign, village, questionnaire),
  amounts: { units },
});

/** Other questionnaires of the kind that the unit begins or ceases to owe; one that it has a record of counts either way. */
const movedTallies = async (
  { campaign, questionnaire }: Delivery,
  before: StoredUnit,
  after: StoredUnit,
  table: Table,
): Promise<{ readonly [name: string]: Write }> => {
  const moved = campaign.questionnaires.filter(
    (other) => other.id !== questionnaire.id && dueFor(other, before) !== dueFor(other, after),
  );
  const writes = await Promise.all(
    moved.map(async (other) => {
      const record = keys.recordKey(campaign.id, after.village, after.id, other.id);
      return (await table.get(record)) ? [] : movedTally(campaign.id, other, after, record);
    }),
  );
  return Object.fromEntries(writes.flat());
};

const movedTally = (
  campaign: string,
  questionnaire: PackQuestionnaire,
  after: StoredUnit,
  record: ReturnType<typeof keys.recordKey>,
): readonly (readonly [string, Write])[] => [
  [`record ${questionnaire.id}`, { check: record, when: [{ attribute: 'pk', is: 'absent' }] }],
  [
    `tally ${questionnaire.id}`,
    counted(campaign, after.village, questionnaire.id, dueFor(questionnaire, after) ? 1 : -1),
  ],
];
