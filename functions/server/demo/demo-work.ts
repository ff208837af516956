/**
 * The work that was done before a newcomer opens the demo: submissions over the days, most of them signed, a few handed back by
 * the town. All of it goes through the use cases that serve everybody, each with the clock that its person had.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { stagesOf } from '#forms/campaign/calendar.ts';
import type { Receipt } from '#forms/campaign/submission.ts';
import type { Person } from '#forms/permission/permission.ts';
import { wireVersion } from '#forms/wire/limits.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { Ports } from '../../ports.ts';
import { scanRequestKey } from '../../store/keys.ts';
import { attachScan, requestScan } from '../../use-cases/attach-scan.ts';
import { openFinding } from '../../use-cases/open-finding.ts';
import { submitAnswers } from '../../use-cases/submit-answers.ts';
import { answerDemoFindings } from './demo-findings.ts';
import { tellExtension, tellFlows } from './demo-story.ts';
import { type DemoTownship, done, finishedVillages, personAs } from './demo-township.ts';
import { toss, type Visit, visitsOf } from './demo-visits.ts';
import { drawSignedPage } from './draw-page.ts';

const minuteMs = 60_000;
/** Share of the visited units whose signed page is on file. */
const signedShare = 0.8;

export const doDemoWork = async (township: DemoTownship, ports: Ports): Promise<number> => {
  const receipts: Receipt[] = [];
  const visits = visitsOf(township, ports.clock.now());
  await arriveEarly(township, visits, ports);
  for (const visit of visits) {
    const { unit, questionnaire, collector, at } = visit;
    const receipt = await submitVisit(township, visit, ports);
    receipts.push(receipt);
    if (questionnaire.scanPages > 0 && toss(unit.id, 'signed') < signedShare)
      await attachPage(receipt, collector, { ...ports, clock: { now: () => at + 30 * minuteMs } });
  }
  await answerFindings(township, receipts, ports);
  await handBack(township, receipts, ports);
  await tellFlows(township, receipts, ports);
  const village = finishedVillages(township).at(-1);
  if (village) await tellExtension(township, village, ports);
  return receipts.length;
};

/** What somebody sent before the doors were open: it lies in quarantine, and the same was sent again later. */
const arriveEarly = async (township: DemoTownship, visits: readonly Visit[], ports: Ports): Promise<void> => {
  const { pack, plan } = township;
  const village = finishedVillages(township).at(-1);
  const early = plan.story?.early;
  const visit = visits.find(
    (one) => one.unit.village === village && one.questionnaire.id === early?.questionnaire,
  );
  const stage = stagesOf(pack.calendar, visit?.questionnaire.group ?? '')[0];
  if (!visit || !stage || !early) return;
  const at = stage.from - early.minutes * minuteMs;
  await submitVisit(township, { ...visit, at }, ports);
};

const submitVisit = async (
  { pack }: DemoTownship,
  { unit, questionnaire, collector, at, answers }: Visit,
  ports: Ports,
): Promise<Receipt> => {
  const reply = await submitAnswers(collector, {
    wire: wireVersion,
    id: ports.dice.id(at),
    campaign: pack.id,
    village: unit.village,
    unit: unit.id,
    questionnaire: questionnaire.id,
    edition: 1,
    basedOn: 0,
    answers,
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
  if (village === undefined) return;
  const officer = personAs(people, 'town-officer', village);
  const collector = personAs(people, 'collector', village);
  if (officer && collector)
    await answerDemoFindings({ campaign: pack.id, village, plan, officer, collector }, ports);
};

/** The town hands back the newest records of the first village, first questionnaire, with the plan's comments. */
const handBack = async (
  { pack, plan, people }: DemoTownship,
  receipts: readonly Receipt[],
  ports: Ports,
): Promise<void> => {
  const village = receipts.map((receipt) => receipt.village).sort()[0];
  if (village === undefined) return;
  const officer = personAs(people, 'town-officer', village);
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
