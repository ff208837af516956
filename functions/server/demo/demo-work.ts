/**
 * The work that was done before a newcomer opens the demo: submissions over the days, most of them signed, a few handed back by
 * the town. All of it goes through the use cases that serve everybody, each with the clock that its person had.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { stagesOf } from '#forms/campaign/calendar.ts';
import { dueFor } from '#forms/campaign/due.ts';
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
import { answerDemoFindings } from './demo-findings.ts';
import type { DemoPlan } from './demo-plan.ts';
import { drawSignedPage } from './draw-page.ts';
import { generateAnswers } from './generate-answers.ts';
import { seededDice } from './seeded-dice.ts';

export const demoSeed = 'demo';
const minuteMs = 60_000;
/** Share of the visited units whose signed page is on file. */
const signedShare = 0.8;
/** Of the units that have one questionnaire, the share that has the next one too. */
const leftAfterEach = 0.94;

export interface DemoTownship {
  readonly pack: Pack;
  readonly plan: DemoPlan;
  /** With the sheets that are made on the way. */
  readonly units: readonly Unit[];
  /** Share of the first questionnaire's units that have been visited, 0 … 1; fewer have the others. */
  readonly visited: number;
  readonly people: readonly Person[];
}

const toss = (...about: string[]): number => seededDice([demoSeed, ...about].join('/')).next();

/** Villages are not equally far. */
const shareOf = (village: string, visited: number): number =>
  visited === 0 ? 0 : visited + (toss(village, 'pace') - 0.5) * 0.3;

interface Visit {
  readonly unit: Unit;
  readonly questionnaire: PackQuestionnaire;
  readonly collector: Person;
  readonly at: number;
}

/**
 * A visit brings home the papers of a unit one after the other, and not everybody gets through all of them: of each next
 * questionnaire a few fewer units are done, and never one without those before it.
 */
const visitsOf = (
  { pack, units, visited: visitedShare, people }: DemoTownship,
  until: number,
): readonly Visit[] =>
  pack.questionnaires
    .flatMap((questionnaire, place) => {
      const stage = stagesOf(pack.calendar, questionnaire.group)[0];
      if (!stage || stage.from >= until || !questionnaire.filledBy.includes('collector')) return [];
      return units.flatMap((unit): readonly Visit[] => {
        const share = shareOf(unit.village, visitedShare) * leftAfterEach ** place;
        // A sheet is made on the visit to the unit that it is about.
        const visited = unit.parent ?? unit.id;
        if (!dueFor(questionnaire, unit) || toss(visited, 'visited') >= share) return [];
        const turn = 0.2 + 0.79 * toss(visited, 'turn');
        const at = Math.round(stage.from + (until - stage.from) * turn) + place * minuteMs;
        const collector = people.find(({ grants }) =>
          grants.some(({ role, area }) => role === 'collector' && area === unit.village),
        );
        return collector ? [{ unit, questionnaire, collector, at }] : [];
      });
    })
    .sort((a, b) => a.at - b.at);

const done = <Value>(result: Result<Value, Problem>, what: string): Value => {
  if (result.ok) return result.value;
  throw new Error(`the demo could not ${what}: ${JSON.stringify(result.refusal)}`);
};

export const doDemoWork = async (township: DemoTownship, ports: Ports): Promise<number> => {
  const receipts: Receipt[] = [];
  for (const visit of visitsOf(township, ports.clock.now())) {
    const { unit, questionnaire, collector, at } = visit;
    const receipt = await submitVisit(township, visit, ports);
    receipts.push(receipt);
    if (questionnaire.scanPages > 0 && toss(unit.id, 'signed') < signedShare)
      await attachPage(receipt, collector, { ...ports, clock: { now: () => at + 30 * minuteMs } });
  }
  await answerFindings(township, receipts, ports);
  await handBack(township, receipts, ports);
  return receipts.length;
};

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
    ...(unit.parent === undefined ? {} : { newUnit: sheetOf(unit, unit.parent) }),
  })({ ...ports, clock: { now: () => at } });
  return done(reply, `submit ${unit.id}`).receipt;
};

const sheetOf = ({ kind, name, address }: Unit, parent: string) => ({ kind, parent, name, address });

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

/** A village in the middle of its campaign has been looked at, and has answered. */
const answerFindings = async (
  { pack, plan, people }: DemoTownship,
  receipts: readonly Receipt[],
  ports: Ports,
): Promise<void> => {
  const village = receipts.map((receipt) => receipt.village).sort()[0];
  const [officer, collector] = (['town-officer', 'collector'] as const).map((wanted) =>
    people.find(({ grants }) =>
      grants.some(({ role, area }) => role === wanted && (role !== 'collector' || area === village)),
    ),
  );
  if (village && officer && collector)
    await answerDemoFindings({ campaign: pack.id, village, plan, officer, collector }, ports);
};

/** The town hands back the newest records of the first village, first questionnaire, with the plan's comments. */
const handBack = async (
  { pack, plan, people }: DemoTownship,
  receipts: readonly Receipt[],
  ports: Ports,
): Promise<void> => {
  const officer = people.find(({ grants }) => grants.some(({ role }) => role === 'town-officer'));
  const village = receipts.map((receipt) => receipt.village).sort()[0];
  const newest = receipts
    .filter((receipt) => receipt.village === village && receipt.questionnaire === pack.questionnaires[0]?.id)
    .reverse();
  for (const [index, finding] of plan.findings.entries()) {
    const receipt = newest[index];
    if (!officer || !receipt) return;
    const { unit, questionnaire } = receipt;
    const given = { campaign: pack.id, area: receipt.village, unit, questionnaire, ...finding };
    done(await openFinding(officer, given)(ports), `hand back ${unit}`);
  }
};
