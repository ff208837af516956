/**
 * The first start of the demo: a fictional township with people for every role, its campaign opened, and some of the work
 * done already, through the same use cases that serve everybody. A later start finds all that and changes nothing.
 */
import { stagesOf } from '#forms/campaign/calendar.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Pack } from '#forms/campaign/pack.ts';
import { textIn } from '#forms/json.ts';
import type { Grant, Person } from '#forms/permission/permission.ts';
import { type Unit, wireVersion } from '#forms/wire/shapes.ts';
import type { Ports } from '../../ports.ts';
import { listCampaigns } from '../../store/campaign.ts';
import { openCampaign } from '../../use-cases/open-campaign.ts';
import { submitAnswers } from '../../use-cases/submit-answers.ts';
import { type DemoPlan, parseDemoPlan } from './demo-plan.ts';
import { generateAnswers } from './generate-answers.ts';
import { type DemoPerson, generatePeople, generateTownship } from './generate-township.ts';
import { seededDice } from './seeded-dice.ts';

export interface DemoWanted {
  readonly pack: Pack;
  /** The pack's demo.json. */
  readonly plan: unknown;
  readonly villages: number;
  readonly units: number;
  /** Share of the first questionnaire's units that were visited before a newcomer opens the demo, 0 … 1. */
  readonly visited: number;
}
export interface DemoAccounts {
  createPerson(person: { userName: string; name: string; password: string }): Promise<string>;
  grant(person: string, grant: Grant): Promise<void>;
}
export interface DemoDone {
  readonly people: readonly DemoPerson[];
  readonly submitted: number;
}

const seed = 'demo';
const dayMs = 86_400_000;

export const demoPassword = 'xiangbiao';

/** A moment in the middle of collecting, a good two weeks before the first deadline where there is so much time. */
export const demoStart = ({ calendar }: Pick<Pack, 'calendar'>): number => {
  const [first] = stagesOf(calendar, calendar.groups[0] ?? '');
  if (!first) throw new Error('the calendar has no stage to start in');
  return Math.max(first.to - 17.6 * dayMs, (first.from + first.to) / 2);
};

/** Names of accounts only: what the terminal prints at every start. */
export const demoPeople = (plan: unknown, villages: number): readonly DemoPerson[] => {
  const parsed = parseDemoPlan(plan);
  return generatePeople(parsed, generateTownship(parsed, { seed, villages, units: 0 }).areas);
};

export const openDemo =
  ({ pack, plan: planSource, villages, units: unitCount, visited }: DemoWanted, accounts: DemoAccounts) =>
  async (ports: Ports): Promise<DemoDone | 'already-open'> => {
    if ((await listCampaigns(ports.table)).includes(pack.id)) return 'already-open';
    const plan = parseDemoPlan(planSource);
    const { areas, units } = generateTownship(plan, { seed, villages, units: unitCount });
    const people = generatePeople(plan, areas);
    const ids = new Map<string, string>();
    for (const { userName, name, role, area } of people) {
      const id = await accounts.createPerson({ userName, name, password: demoPassword });
      await accounts.grant(id, { role, area });
      ids.set(userName, id);
    }
    await openCampaign({ id: pack.id, pack, area: plan.town.code, areas, units })(ports);
    const submitted = await doSomeWork({ pack, plan, units, people, ids, visited }, ports);
    return { people, submitted };
  };

interface Township {
  readonly pack: Pack;
  readonly plan: DemoPlan;
  readonly units: readonly Unit[];
  readonly visited: number;
  readonly people: readonly DemoPerson[];
  readonly ids: ReadonlyMap<string, string>;
}

/** Submissions spread over the days before now, each with the clock that its collector had. */
const doSomeWork = async (
  { pack, plan, units, people, ids, visited }: Township,
  ports: Ports,
): Promise<number> => {
  const [questionnaire] = pack.questionnaires;
  const collectors = new Map(
    people.filter(({ role }) => role === 'collector').map((person) => [person.area, person]),
  );
  const stage = questionnaire && stagesOf(pack.calendar, questionnaire.group)[0];
  if (!questionnaire || !stage) return 0;
  const chosen = units.filter(
    (unit) => unit.kind === questionnaire.unit && seededDice(`${seed}/${unit.id}/visited`).next() < visited,
  );
  const until = ports.clock.now();
  let submitted = 0;
  for (const [index, unit] of chosen.entries()) {
    const collector = collectors.get(unit.village);
    if (!collector) continue;
    const at = Math.round(
      stage.from + (until - stage.from) * (0.2 + (0.79 * (index + 1)) / (chosen.length + 1)),
    );
    const person: Person = {
      id: ids.get(collector.userName) ?? '',
      name: collector.name,
      grants: [collector],
    };
    const answers = generateAnswers({
      plan,
      questionnaire: questionnaire.id,
      unit,
      seed,
      today: dateAt(at, pack.calendar.timeZone),
    });
    const result = await submitAnswers(person, {
      wire: wireVersion,
      id: ports.dice.id(at),
      campaign: pack.id,
      village: unit.village,
      unit: unit.id,
      questionnaire: questionnaire.id,
      edition: 1,
      basedOn: 0,
      answers,
      capturedAt: at - 20 * 60_000,
    })({ ...ports, clock: { now: () => at } });
    if (!result.ok)
      throw new Error(
        `demo answers for ${textIn(questionnaire.title, 'en')} were refused: ${JSON.stringify(result.refusal)}`,
      );
    submitted++;
  }
  return submitted;
};
