/**
 * The first start of the demo: a fictional township with people for every role, its campaign opened, and some of the work
 * done already, through the same use cases that serve everybody. A later start finds all that and changes nothing.
 */
import { stagesOf } from '#forms/campaign/calendar.ts';
import type { Pack } from '#forms/campaign/pack.ts';
import type { Grant, Person } from '#forms/permission/permission.ts';
import type { Ports } from '../../ports.ts';
import { listCampaigns } from '../../store/campaign.ts';
import { openCampaign } from '../../use-cases/open-campaign.ts';
import { parseDemoPlan } from './demo-plan.ts';
import { demoSeed } from './demo-visits.ts';
import { doDemoWork } from './demo-work.ts';
import { generatePrevious } from './generate-previous.ts';
import { type DemoPerson, generatePeople, generateTownship } from './generate-township.ts';

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
  idOf(userName: string): Promise<string | undefined>;
  createPerson(person: { userName: string; name: string; password: string }): Promise<string>;
  grant(person: string, grant: Grant): Promise<void>;
}
export interface DemoDone {
  readonly people: readonly DemoPerson[];
  readonly submitted: number;
}

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
  return generatePeople(parsed, generateTownship(parsed, { seed: demoSeed, villages, units: 0 }).areas);
};

export const openDemo =
  ({ pack, plan: planSource, villages, units: unitCount, visited }: DemoWanted, accounts: DemoAccounts) =>
  async (ports: Ports): Promise<DemoDone | 'already-open'> => {
    if ((await listCampaigns(ports.table)).includes(pack.id)) return 'already-open';
    const plan = parseDemoPlan(planSource);
    const { areas, units, sheets } = generateTownship(plan, { seed: demoSeed, villages, units: unitCount });
    const people = generatePeople(plan, areas);
    const persons: Person[] = [];
    for (const { userName, name, role, area } of people) {
      // A first start that was killed half-way has left people behind.
      const id =
        (await accounts.idOf(userName)) ??
        (await accounts.createPerson({ userName, name, password: demoPassword }));
      await accounts.grant(id, { role, area });
      persons.push({ id, name, grants: [{ role, area }] });
    }
    const previous = generatePrevious({ pack, plan, units, seed: demoSeed });
    await openCampaign({ id: pack.id, pack, area: plan.town.code, areas, units, previous })(ports);
    const submitted = await doDemoWork(
      { pack, plan, units: [...units, ...sheets], people: persons, visited },
      ports,
    );
    return { people, submitted };
  };
