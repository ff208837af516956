/**
 * An invented township from a pack's demo plan: areas, units, people. The same plan and seed give the same township,
 * and village n does not depend on how many villages there are.
 */
import { type Area, townOf } from '#forms/permission/area.ts';
import type { Role } from '#forms/permission/permission.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { DemoPlan, Template } from './demo-plan.ts';
import { type FillText, textFiller } from './fill-text.ts';
import { seededDice } from './seeded-dice.ts';
import { fromSketch, isSketched, type SketchedUnit } from './sketch-unit.ts';

export interface TownshipOptions {
  readonly seed: string;
  readonly villages: number;
  /** Units of the kinds that come in numbers, over all villages. */
  readonly units: number;
}
export interface Township {
  /** District, town, villages. */
  readonly areas: readonly Area[];
  /** Those that are there when the campaign opens. */
  readonly units: readonly Unit[];
  /** Sheets that people make under some of them while they collect. */
  readonly sheets: readonly Unit[];
}
export interface DemoPerson {
  readonly userName: string;
  readonly name: string;
  readonly role: Role;
  readonly area: string;
}

/** The template that a unit's answers are made from; the same for its name, for each of its questionnaires, and for every seed. */
export const templateFor = (
  plan: DemoPlan,
  questionnaire: string,
  unit: SketchedUnit & Pick<Unit, 'attributes'>,
): Template => {
  const { id, attributes = {} } = unit;
  const templates = plan.questionnaires[questionnaire]?.templates.filter(
    ({ when = {}, if: condition }) =>
      Object.entries(when).every(([name, value]) => attributes[name] === value) &&
      (condition === undefined || isSketched(plan, unit, condition)),
  );
  if (!templates || templates.length === 0)
    throw new Error(`the demo plan has no answers to questionnaire ${questionnaire} for unit ${id}`);
  return seededDice(`${id}/template`).pick(
    templates.flatMap((template) => Array.from({ length: template.weight }, () => template)),
  );
};

/** Uneven on purpose, as villages are; the shares add up to exactly `units`. */
const shares = ({ seed, villages, units }: TownshipOptions): readonly number[] => {
  const weights = Array.from(
    { length: villages },
    (_, index) => 0.6 + seededDice(`${seed}/weight/${index}`).next(),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let weightSoFar = 0;
  let given = 0;
  return weights.map((weight) => {
    weightSoFar += weight;
    const upTo = Math.round((weightSoFar / total) * units);
    const share = upTo - given;
    given = upTo;
    return share;
  });
};

const villagesOf = (plan: DemoPlan, count: number): readonly Area[] => {
  if (count < 1 || count > 999) throw new RangeError('a town has 1 … 999 villages');
  return Array.from({ length: count }, (_, index): Area => {
    const round = Math.floor(index / plan.villages.length);
    const name = plan.villages[index % plan.villages.length] ?? '';
    return {
      code: `${plan.town.code.slice(0, 9)}${String(index + 1).padStart(3, '0')}`,
      level: 'village',
      name: round === 0 ? name : `${name} ${round + 1}`,
      parent: plan.town.code,
    };
  });
};

type UnitPlan = DemoPlan['units'][number];

interface UnitNumber {
  readonly order: number;
  /** Whether there may be several of the kind in a village. */
  readonly several: boolean;
}

const idOf = (kind: UnitPlan, village: Area, { order, several }: UnitNumber): string =>
  `${village.code}-${kind.letter}${several ? String(order).padStart(4, '0') : ''}`;

/** What the register says, without what does not hold of this unit. */
const attributesOf = (
  plan: DemoPlan,
  unit: SketchedUnit,
  planned: NonNullable<UnitPlan['attributes']>,
): NonNullable<Unit['attributes']> =>
  Object.fromEntries(
    Object.entries(planned).flatMap(([name, value]) => {
      const drawn = fromSketch(plan, unit, value);
      return typeof drawn === 'object' || drawn === undefined ? [] : [[name, drawn] as const];
    }),
  );

const unitOf = (plan: DemoPlan, kind: UnitPlan, village: Area, number: UnitNumber, naming: Naming): Unit => {
  const id = idOf(kind, village, number);
  const fill = naming.fillerFor(id);
  const register = { id, kind: kind.kind, village: village.code, order: number.order };
  const place = { ...register, address: fill(kind.address) };
  const template = kind.ledBy === undefined ? undefined : templateFor(plan, kind.ledBy, place);
  const attributes = attributesOf(plan, place, { ...kind.attributes, ...template?.attributes });
  const called = fromSketch(plan, place, template?.unitName ?? kind.name);
  const size = fromSketch(plan, place, template?.size);
  return {
    ...place,
    name: typeof called === 'string' ? fill(called) : village.name,
    ...(typeof size === 'number' ? { size } : {}),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
};

/** Something happened in a share of them, or in those whose sketch says so: one sheet each, called as its parent where the plan has no name. */
const sheetsOf = (plan: DemoPlan, kind: UnitPlan, parents: readonly Unit[], seed: string): readonly Unit[] =>
  parents.flatMap((parent): readonly Unit[] => {
    const dice = seededDice(`${seed}/${parent.id}/${kind.kind}`);
    if (parent.kind !== kind.parent || dice.next() >= kind.share) return [];
    if (kind.if !== undefined && !isSketched(plan, parent, kind.if)) return [];
    const { village, name, address, order } = parent;
    const fill = textFiller({ words: plan.words, dice, unit: parent });
    const called = kind.name === undefined ? name : fill(kind.name);
    return [
      {
        id: `${parent.id}~${kind.letter}0001`,
        kind: kind.kind,
        village,
        name: called,
        address,
        order,
        parent: parent.id,
      },
    ];
  });

interface Naming {
  fillerFor(unit: string): FillText;
}

/** Households may share a name; the few units that a village has of another kind do not. */
const namingOf = (plan: DemoPlan, kind: UnitPlan, village: Area, seed: string): Naming => {
  const fillerOf = (about: string) =>
    textFiller({ words: plan.words, dice: seededDice(`${seed}/${about}`), village });
  const shared = fillerOf(`${village.code}-${kind.letter}`);
  return { fillerFor: (unit) => (kind.each === 'many' ? fillerOf(unit) : shared) };
};

const unitsOf = (
  plan: DemoPlan,
  kind: UnitPlan,
  village: Area,
  share: number,
  seed: string,
): readonly Unit[] => {
  if (kind.each === 'parent') return [];
  const length = kind.each === 'village' ? kind.perVillage : share;
  const several = kind.each === 'many' || kind.perVillage > 1;
  const naming = namingOf(plan, kind, village, seed);
  return Array.from({ length }, (_, position) =>
    unitOf(plan, kind, village, { order: position + 1, several }, naming),
  );
};

export const generateTownship = (plan: DemoPlan, options: TownshipOptions): Township => {
  const villages = villagesOf(plan, options.villages);
  const share = shares(options);
  const units = villages.flatMap((village, index) =>
    plan.units.flatMap((kind) => unitsOf(plan, kind, village, share[index] ?? 0, options.seed)),
  );
  const town: Area = { ...plan.town, level: 'town', parent: plan.district.code };
  const sheets = plan.units
    .filter(({ each }) => each === 'parent')
    .flatMap((kind) => sheetsOf(plan, kind, units, options.seed));
  return { areas: [{ ...plan.district, level: 'district' }, town, ...villages], units, sheets };
};

/** Somebody for each role that the plan names, and a collector for every village. */
export const generatePeople = (plan: DemoPlan, areas: readonly Area[]): readonly DemoPerson[] => {
  const villages = areas.filter((area) => area.level === 'village' && townOf(area.code) === plan.town.code);
  const places = {
    district: plan.district.code,
    town: plan.town.code,
    village: villages[0]?.code ?? plan.town.code,
  };
  const named = plan.people.map((person): DemoPerson => ({ ...person, area: places[person.area] }));
  const others = villages.slice(1).map(
    (village, index): DemoPerson => ({
      userName: `collector-${index + 2}`,
      name: plan.collectors[index % plan.collectors.length] ?? '',
      role: 'collector',
      area: village.code,
    }),
  );
  return [...named, ...others];
};
