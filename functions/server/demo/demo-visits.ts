/**
 * Who was visited when, and what came home: papers one after the other, fewer of each next kind, some of them with a mistake.
 * Papers that count others are only there in villages where there is nothing left to count.
 */
import { stagesOf } from '#forms/campaign/calendar.ts';
import { dueFor } from '#forms/campaign/due.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { PackQuestionnaire } from '#forms/campaign/pack.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import { type DemoTownship, finishedVillages, personAs, villagesOf } from './demo-township.ts';
import { generateAnswers } from './generate-answers.ts';
import { generateVillage } from './generate-village.ts';
import { grouped } from './grouped.ts';
import { faultIn } from './plant-fault.ts';
import { seededDice } from './seeded-dice.ts';

export const demoSeed = 'demo';
const minuteMs = 60_000;
/** Of the units that have one questionnaire, the share that has the next one too. */
const leftAfterEach = 0.94;

export const toss = (...about: string[]): number => seededDice([demoSeed, ...about].join('/')).next();

export interface Visit {
  readonly unit: Unit;
  readonly questionnaire: PackQuestionnaire;
  readonly collector: Person;
  readonly at: number;
  readonly answers: JsonObject;
}
type Planned = Omit<Visit, 'answers'>;

/** Villages are not equally far. */
const shareOf = (village: string, visited: number): number =>
  visited === 0 ? 0 : visited + (toss(village, 'pace') - 0.5) * 0.3;

const counts = ({ plan }: DemoTownship, questionnaire: string): boolean =>
  Object.keys(plan.questionnaires[questionnaire]?.derived ?? {}).length > 0;

/**
 * A visit brings home the papers of a unit one after the other, and not everybody gets through all of them: of each next
 * questionnaire a few fewer units are done, and never one without those before it.
 */
const plannedVisits = (township: DemoTownship, until: number): readonly Planned[] => {
  const { pack, units, visited: visitedShare, people } = township;
  const finished = new Set(finishedVillages(township));
  return pack.questionnaires.flatMap((questionnaire, place) => {
    const stage = stagesOf(pack.calendar, questionnaire.group)[0];
    if (!stage || stage.from >= until || !questionnaire.filledBy.includes('collector')) return [];
    const counting = counts(township, questionnaire.id);
    return units.flatMap((unit): readonly Planned[] => {
      const whole = finished.has(unit.village);
      const share = whole ? 1 : shareOf(unit.village, visitedShare) * leftAfterEach ** place;
      // A sheet is made on the visit to the unit that it is about.
      const visited = unit.parent ?? unit.id;
      if (!dueFor(questionnaire, unit) || toss(visited, 'visited') >= share) return [];
      if (counting && !whole && township.plan.story !== undefined) return [];
      const turn = 0.2 + 0.79 * toss(visited, 'turn');
      const visitedAt = Math.round(stage.from + (until - stage.from) * turn) + place * minuteMs;
      const at = counting && whole ? until - (60 - place) * minuteMs : visitedAt;
      const collector = personAs(people, 'collector', unit.village);
      return collector ? [{ unit, questionnaire, collector, at }] : [];
    });
  });
};

/** Papers that count others, by unit and questionnaire, of the villages where all that they count is in. */
const totalsOf = (township: DemoTownship, now: number): ReadonlyMap<string, JsonObject> => {
  const { pack, plan, units } = township;
  return new Map(
    finishedVillages(township).flatMap((village) => {
      const mine = units.filter((unit) => unit.village === village);
      const { papers } = generateVillage({ pack, plan, units: mine, seed: demoSeed, now, faults: 0 });
      return papers
        .filter(({ questionnaire }) => counts(township, questionnaire))
        .map(({ unit, questionnaire, answers }) => [`${unit} ${questionnaire}`, answers] as const);
    }),
  );
};

const withFaults = (township: DemoTownship, visits: readonly Visit[]): readonly Visit[] => {
  const { plan } = township;
  const [home] = villagesOf(township);
  const finished = finishedVillages(township);
  const { faultsAtHome = 0, faultsElsewhere = 0 } = plan.story ?? {};
  const left = new Map(villagesOf(township).map((village) => [village, faultsElsewhere]));
  const byUnit = grouped(visits, ({ unit }) => unit.id);
  const wrong = new Map(
    [...byUnit].flatMap(([unit, mine]) => {
      const village = mine[0]?.unit.village ?? '';
      const remaining = left.get(village) ?? 0;
      const share = village === home ? faultsAtHome : Math.min(1, remaining);
      const drafts = mine.map(({ questionnaire, answers }) => ({
        unit,
        questionnaire: questionnaire.id,
        answers,
      }));
      const found = finished.includes(village) ? undefined : faultIn(plan, drafts, demoSeed, share);
      if (found) left.set(village, remaining - 1);
      return found ? [[`${unit} ${found.draft.questionnaire}`, found.answers] as const] : [];
    }),
  );
  return visits.map((visit) => ({
    ...visit,
    answers: wrong.get(`${visit.unit.id} ${visit.questionnaire.id}`) ?? visit.answers,
  }));
};

/** In the order in which they arrived. */
export const visitsOf = (township: DemoTownship, until: number): readonly Visit[] => {
  const { pack, plan } = township;
  const totals = totalsOf(township, until);
  const visits = plannedVisits(township, until).map((visit): Visit => {
    const { unit, questionnaire, at } = visit;
    const today = dateAt(at, pack.calendar.timeZone);
    const about = { plan, questionnaire: questionnaire.id, unit, seed: demoSeed, today };
    return { ...visit, answers: totals.get(`${unit.id} ${questionnaire.id}`) ?? generateAnswers(about) };
  });
  return withFaults(township, visits).toSorted((a, b) => a.at - b.at);
};
