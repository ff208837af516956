/**
 * The work that was done before a newcomer opens the demo: submissions over the days, most of them signed, a few handed back by
 * the town. All of it goes through the use cases that serve everybody, each with the clock that its person had.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { stagesOf } from '#forms/campaign/calendar.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Pack, PackQuestionnaire } from '#forms/campaign/pack.ts';
import type { Receipt } from '#forms/campaign/submission.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { Result } from '#forms/result.ts';
import { wireVersion } from '#forms/wire/limits.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { Ports } from '../../ports.ts';
import { scanRequestKey } from '../../store/keys.ts';
import { attachScan, requestScan } from '../../use-cases/attach-scan.ts';
import { openFinding } from '../../use-cases/open-finding.ts';
import { submitAnswers } from '../../use-cases/submit-answers.ts';
import type { DemoPlan } from './demo-plan.ts';
import { drawSignedPage } from './draw-page.ts';
import { generateAnswers } from './generate-answers.ts';
import { seededDice } from './seeded-dice.ts';

export const demoSeed = 'demo';
const minuteMs = 60_000;
/** Share of the visited units whose signed page is on file. */
const signedShare = 0.8;

export interface DemoTownship {
  readonly pack: Pack;
  readonly plan: DemoPlan;
  readonly units: readonly Unit[];
  /** Share of the first questionnaire's units that have been visited, 0 … 1. */
  readonly visited: number;
  readonly people: readonly Person[];
}

const toss = (...about: string[]): number => seededDice([demoSeed, ...about].join('/')).next();

/** Villages are not equally far. */
const shareOf = (village: string, visited: number): number =>
  visited === 0 ? 0 : visited + (toss(village, 'pace') - 0.5) * 0.3;

/** The units that were visited, in the order of their visits. */
const visitsOf = ({ units, visited }: DemoTownship, questionnaire: PackQuestionnaire): readonly Unit[] =>
  units
    .filter(
      ({ kind, id, village }) =>
        kind === questionnaire.unit && toss(id, 'visited') < shareOf(village, visited),
    )
    .map((unit) => ({ unit, turn: toss(unit.id, 'turn') }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ unit }) => unit);

const done = <Value>(result: Result<Value, Problem>, what: string): Value => {
  if (result.ok) return result.value;
  throw new Error(`the demo could not ${what}: ${JSON.stringify(result.refusal)}`);
};

export const doDemoWork = async (township: DemoTownship, ports: Ports): Promise<number> => {
  const { pack, people } = township;
  const [questionnaire] = pack.questionnaires;
  const stage = questionnaire && stagesOf(pack.calendar, questionnaire.group)[0];
  if (!questionnaire || !stage) return 0;
  const visits = visitsOf(township, questionnaire);
  const until = ports.clock.now();
  const receipts: Receipt[] = [];
  for (const [index, unit] of visits.entries()) {
    const collector = people.find(({ grants }) =>
      grants.some(({ role, area }) => role === 'collector' && area === unit.village),
    );
    if (!collector) continue;
    const at = Math.round(
      stage.from + (until - stage.from) * (0.2 + (0.79 * (index + 1)) / (visits.length + 1)),
    );
    const receipt = await submitVisit(township, { unit, questionnaire, collector, at }, ports);
    receipts.push(receipt);
    if (questionnaire.scanPages > 0 && toss(unit.id, 'signed') < signedShare)
      await attachPage(receipt, collector, { ...ports, clock: { now: () => at + 30 * minuteMs } });
  }
  await handBack(township, receipts, ports);
  return receipts.length;
};

interface Visit {
  readonly unit: Unit;
  readonly questionnaire: PackQuestionnaire;
  readonly collector: Person;
  readonly at: number;
}

const submitVisit = async (
  { pack, plan }: DemoTownship,
  { unit, questionnaire, collector, at }: Visit,
  ports: Ports,
): Promise<Receipt> => {
  const today = dateAt(at, pack.calendar.timeZone);
  const reply = await submitAnswers(collector, {
    wire: wireVersion,
    id: ports.dice.id(at),
    campaign: pack.id,
    village: unit.village,
    unit: unit.id,
    questionnaire: questionnaire.id,
    edition: 1,
    basedOn: 0,
    answers: generateAnswers({ plan, questionnaire: questionnaire.id, unit, seed: demoSeed, today }),
    capturedAt: at - 20 * minuteMs,
  })({ ...ports, clock: { now: () => at } });
  return done(reply, `submit ${unit.id}`).receipt;
};

const attachPage = async (receipt: Receipt, collector: Person, ports: Ports): Promise<void> => {
  const { campaign, village, unit, questionnaire, contentHash } = receipt;
  const bytes = drawSignedPage(unit);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const page = { unit, questionnaire, contentHash, page: 1, sha256, size: bytes.length, type: 'image/png' };
  const { scan } = done(
    await requestScan(collector, campaign, village, page)(ports),
    `ask for an upload of ${unit}`,
  );
  const request = await ports.table.get(scanRequestKey(campaign, village, scan));
  await ports.scans.put(z.string().parse(request?.blob), bytes, { type: page.type });
  done(await attachScan(collector, campaign, village, scan)(ports), `attach a page of ${unit}`);
};

/** The town hands back the newest records of the first village, with the plan's comments. */
const handBack = async (
  { pack, plan, people }: DemoTownship,
  receipts: readonly Receipt[],
  ports: Ports,
): Promise<void> => {
  const officer = people.find(({ grants }) => grants.some(({ role }) => role === 'town-officer'));
  const village = receipts.map((receipt) => receipt.village).sort()[0];
  const newest = receipts.filter((receipt) => receipt.village === village).reverse();
  for (const [index, finding] of plan.findings.entries()) {
    const receipt = newest[index];
    if (!officer || !receipt) return;
    const { unit, questionnaire } = receipt;
    const given = { campaign: pack.id, area: receipt.village, unit, questionnaire, ...finding };
    done(await openFinding(officer, given)(ports), `hand back ${unit}`);
  }
};
