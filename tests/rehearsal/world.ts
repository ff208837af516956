/** The campaign that is rehearsed: its people signed in, its units, answers for each of them, and a ledger of what was promised. */
import { readFile } from 'node:fs/promises';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Receipt } from '#forms/campaign/submission.ts';
import type { JsonObject } from '#forms/json.ts';
import { wireVersion } from '#forms/wire/limits.ts';
import type { CampaignReply, SubmissionEnvelope, Unit } from '#forms/wire/shapes.ts';
import { systemDice } from '#functions/adapters/system/system.ts';
import { type DemoPlan, parseDemoPlan } from '#functions/server/demo/demo-plan.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import type { DemoPerson } from '#functions/server/demo/generate-township.ts';
import { seededDice } from '#functions/server/demo/seeded-dice.ts';
import { Client } from './client.ts';

export const seed = 'rehearsal';

export interface Collector extends DemoPerson {
  readonly client: Client;
}

export interface World {
  readonly url: string;
  readonly campaign: CampaignReply;
  readonly plan: DemoPlan;
  readonly collectors: readonly Collector[];
  readonly town: Client;
  readonly district: Client;
  readonly designer: Client;
  readonly units: readonly Unit[];
  readonly ledger: Ledger;
}

/** What the server has promised in writing. */
export class Ledger {
  /** Newest accepted receipt by `<unit>/<questionnaire>`. */
  readonly newest = new Map<string, Receipt>();
  readonly accepted: Receipt[] = [];
  readonly quarantined: Receipt[] = [];
  /** Signed pages attached, by leaf of the record that they show. */
  pages = 0;

  keep(receipt: Receipt): void {
    if (receipt.outcome === 'quarantined') {
      this.quarantined.push(receipt);
      return;
    }
    this.accepted.push(receipt);
    const key = `${receipt.unit}/${receipt.questionnaire}`;
    if ((this.newest.get(key)?.version ?? 0) < receipt.version) this.newest.set(key, receipt);
  }
}

export interface WorldWanted {
  readonly url: string;
  readonly packFolder: string;
  readonly people: readonly DemoPerson[];
  readonly password: string;
}

export const openWorld = async ({ url, packFolder, people, password }: WorldWanted): Promise<World> => {
  const plan = parseDemoPlan(JSON.parse(await readFile(`${packFolder}/demo.json`, 'utf8')));
  const signedIn = async (userName: string) => {
    const client = new Client(url);
    await client.signIn(userName, password);
    return client;
  };
  const named = async (role: DemoPerson['role']) =>
    signedIn(people.find((person) => person.role === role)?.userName ?? role);
  const [town, district, designer] = await Promise.all(
    (['town-officer', 'district-officer', 'designer'] as const).map(named),
  );
  if (!town || !district || !designer) throw new Error('somebody could not sign in');
  const collectors: Collector[] = [];
  for (const person of people.filter(({ role }) => role === 'collector'))
    collectors.push({ ...person, client: await signedIn(person.userName) });
  const session = await town.call('session');
  const campaign = (await town.call('campaign', { campaign: session.body.campaigns[0].id }))
    .body as CampaignReply;
  const units: Unit[] = [];
  for (const { client, area } of collectors)
    units.push(...(await client.call('work', { campaign: campaign.id, area })).body.units);
  return { url, campaign, plan, collectors, town, district, designer, units, ledger: new Ledger() };
};

export const collectorOf = (world: World, village: string): Collector => {
  const collector = world.collectors.find(({ area }) => area === village);
  if (!collector) throw new Error(`no collector holds ${village}`);
  return collector;
};

/** Valid answers of a unit; another `round` gives other answers of the same household. */
export const answersOf = (world: World, unit: Unit, questionnaire: string, round = 0): JsonObject =>
  generateAnswers({
    plan: world.plan,
    questionnaire,
    unit,
    seed: round === 0 ? seed : `${seed}/${round}`,
    today: dateAt(world.campaign.now, world.campaign.calendar.timeZone),
  });

export interface Delivery {
  readonly unit: Unit;
  readonly questionnaire: string;
  readonly answers: JsonObject;
  readonly basedOn?: number;
  readonly finding?: string;
}

export const envelopeOf = (
  world: World,
  { unit, questionnaire, answers, basedOn = 0, finding }: Delivery,
): SubmissionEnvelope => ({
  wire: wireVersion,
  id: systemDice.id(Date.now()),
  campaign: world.campaign.id,
  village: unit.village,
  unit: unit.id,
  questionnaire,
  edition: world.campaign.questionnaires.find(({ id }) => id === questionnaire)?.edition ?? 1,
  basedOn,
  answers,
  capturedAt: world.campaign.now,
  ...(finding === undefined ? {} : { finding }),
});

/** A seeded share of things: the same ones in every run. */
export const chosen = (share: number, about: string): boolean =>
  seededDice(`${seed}/${about}`).next() < share;

export const leadQuestionnaire = (world: World) => {
  const [questionnaire] = world.campaign.questionnaires;
  if (!questionnaire) throw new Error('the pack has no questionnaire');
  return questionnaire;
};

/** Units whose first record is kept for the minute around the deadline. */
export const isHeldBack = (world: World, unit: Unit): boolean =>
  unit.kind === leadQuestionnaire(world).unit && chosen(0.15, `held/${unit.id}`);

/** Runs over a list with so many at a time, as that many phones would. */
export const concurrently = async <Thing>(
  things: readonly Thing[],
  width: number,
  act: (thing: Thing, index: number) => Promise<void>,
) => {
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < things.length; index = next++) {
      const thing = things[index];
      if (thing !== undefined) await act(thing, index);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
};
