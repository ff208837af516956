/** Crossing the deadlines: the last seconds of collecting, late work, corrections under findings, the seal. */
import { stagesOf } from '#forms/campaign/calendar.ts';
import { gatePosition, gateRefusal } from '#forms/campaign/gate.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import type { Receipt } from '#forms/campaign/submission.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { Report } from './report.ts';
import {
  answersOf,
  collectorOf,
  concurrently,
  envelopeOf,
  isHeldBack,
  leadQuestionnaire,
  type World,
} from './world.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the calendar says about a write at an instant: the oracle of every reply around a deadline. */
const expectedWhy = (world: World, at: number, attempt: { correcting: boolean; underFinding: boolean }) => {
  const { group, id } = leadQuestionnaire(world);
  const gate = {
    village: '',
    questionnaire: id,
    revision: 0,
    ...gatePosition(world.campaign.calendar, group, at),
  };
  return gateRefusal(gate, { now: at, ...attempt });
};

/** Sends one submission of the lead questionnaire; says what is wrong with the reply, if anything is. */
const sendAround = async (
  world: World,
  unit: Unit,
  round: number,
  changes: object = {},
): Promise<{ outcome: string; wrong?: string }> => {
  const { id: questionnaire } = leadQuestionnaire(world);
  const basedOn = world.ledger.newest.get(`${unit.id}/${questionnaire}`)?.version ?? 0;
  const envelope = envelopeOf(world, {
    unit,
    questionnaire,
    answers: answersOf(world, unit, questionnaire, round),
    basedOn,
  });
  const { status, body } = await collectorOf(world, unit.village).client.call(
    'submit',
    {},
    { ...envelope, ...changes },
  );
  if (status !== 201 && status !== 202)
    return { outcome: 'lost', wrong: `${unit.id}: ${status} ${body?.problem}` };
  const receipt: Receipt = body.receipt;
  world.ledger.keep(receipt);
  const why = expectedWhy(world, Date.parse(receipt.at), { correcting: basedOn > 0, underFinding: false });
  // A gate that has not been moved yet says `frozen`; one that has says what holds now. Both refuse.
  const named = receipt.why === why || (why !== undefined && receipt.why === 'frozen');
  const right = named && (status === 201) === (why === undefined);
  return {
    outcome: receipt.outcome,
    ...(right
      ? {}
      : { wrong: `${unit.id} at ${receipt.at}: ${status} ${receipt.why}, the calendar says ${why}` }),
  };
};

/** The clock is put some seconds before the end of collecting, and phones keep sending while it passes. */
export const crossEntryDeadline = async (world: World, report: Report): Promise<void> => {
  const questionnaire = leadQuestionnaire(world);
  const [entry] = stagesOf(world.campaign.calendar, questionnaire.group);
  if (!entry) throw new Error('no stage to cross');
  const held = world.units.filter((unit) => isHeldBack(world, unit));
  await world.town.call('moveClock', {}, { now: entry.to - 2_000 });
  report.step(
    `the clock stands 2 s before ${isoOf(entry.to)}; phones keep sending ${held.length} first records`,
  );
  const outcomes: string[] = [];
  const wrong: string[] = [];
  const began = Date.now();
  await concurrently(held, 4, async (unit, index) => {
    // Spread over four seconds, the deadline in their middle.
    await sleep(Math.max(0, began + (4_000 * index) / held.length - Date.now()));
    const { outcome, wrong: says } = await sendAround(world, unit, 0);
    outcomes.push(outcome);
    if (says) wrong.push(says);
  });
  await sleep(Math.max(0, began + 3_000 - Date.now()));
  const accepted = outcomes.filter((outcome) => outcome === 'accepted').length;
  report.step(`${accepted} were accepted before the deadline, ${outcomes.length - accepted} came after it`);
  const both = Math.min(accepted, outcomes.length - accepted);
  report.check('G1', 'to the millisecond: accepted before the deadline, quarantined from it on', wrong, both);
};

export const tryLateWrites = async (world: World, report: Report): Promise<void> => {
  const units = world.units.filter(({ kind }) => kind === leadQuestionnaire(world).unit).slice(0, 20);
  const wrong: string[] = [];
  await concurrently(units, 8, async (unit, index) => {
    const { wrong: says } = await sendAround(
      world,
      unit,
      4,
      index % 2 === 0 ? {} : { capturedAt: 0, sinceServerTime: 1 },
    );
    if (says) wrong.push(says);
  });
  report.check(
    'G8',
    "what comes late is judged by the server's clock, whatever the device says",
    wrong,
    units.length,
  );
};

export const correctUnderFindings = async (world: World, report: Report): Promise<void> => {
  const questionnaire = leadQuestionnaire(world);
  const stage = stagesOf(world.campaign.calendar, questionnaire.group).find(
    ({ right }) => right === 'correct-by-finding',
  );
  if (!stage) return report.step('this calendar has no corrections under findings');
  if (world.campaign.now < stage.from) await world.town.call('moveClock', {}, { now: stage.from + 60_000 });
  const units = world.units
    .filter(({ kind }) => kind === questionnaire.unit)
    .filter((unit) => world.ledger.newest.has(`${unit.id}/${questionnaire.id}`))
    .slice(20, 30);
  const wrong: string[] = [];
  for (const unit of units) {
    const current = world.ledger.newest.get(`${unit.id}/${questionnaire.id}`);
    const where = { campaign: world.campaign.id, area: unit.village };
    const finding = await world.town.call('openFinding', where, {
      unit: unit.id,
      questionnaire: questionnaire.id,
      comment: 'please look again',
    });
    const correct = async (round: number, basedOn: number) =>
      collectorOf(world, unit.village).client.call(
        'submit',
        {},
        envelopeOf(world, {
          unit,
          questionnaire: questionnaire.id,
          answers: answersOf(world, unit, questionnaire.id, round),
          basedOn,
          finding: finding.body.id,
        }),
      );
    const first = await correct(5, current?.version ?? 0);
    if (first.status === 201) world.ledger.keep(first.body.receipt);
    else wrong.push(`${unit.id}: ${first.status} ${first.body?.receipt?.why ?? first.body?.problem}`);
    const second = await correct(6, (current?.version ?? 0) + 1);
    if (second.status === 202) world.ledger.keep(second.body.receipt);
    else wrong.push(`${unit.id}: a used finding let a second correction through`);
  }
  report.check('G6', 'one finding lets exactly one correction through', wrong, units.length);
};

/** After the last deadline: gates closed, and the seal comes by itself. */
export const crossToSeal = async (world: World, report: Report): Promise<void> => {
  const [seal] = world.campaign.calendar.seals;
  if (!seal) throw new Error('the calendar has no seal');
  await world.town.call('moveClock', {}, { now: seal.at - 1_000 });
  report.step(`the clock stands 1 s before ${isoOf(seal.at)}`);
  const started = Date.now();
  let state = 'planned';
  while (state !== 'sealed' && Date.now() - started < 60_000) {
    await sleep(200);
    const { body } = await world.district.call('seals', { campaign: world.campaign.id });
    const now = body.seals.find(({ id }: { id: string }) => id === seal.id);
    if (now.state !== state)
      report.step(`seal ${seal.id}: ${now.state} (${now.villagesDone} of ${now.villages} villages)`);
    state = now.state;
  }
  report.check(
    'S5',
    "the seal is made and verified without anyone's hand",
    state === 'sealed' ? [] : [state],
    1,
  );
  const wrong: string[] = [];
  const questionnaire = leadQuestionnaire(world);
  const unit = world.units.find(({ kind }) => kind === questionnaire.unit) as Unit;
  const envelope = envelopeOf(world, {
    unit,
    questionnaire: questionnaire.id,
    answers: answersOf(world, unit, questionnaire.id, 7),
    basedOn: 1,
  });
  for (const client of [world.town, collectorOf(world, unit.village).client]) {
    const { status, body } = await client.call('submit', {}, envelope);
    const says = body?.receipt?.why ?? body?.problem;
    const fills = client !== world.town || questionnaire.filledBy.includes('town-officer');
    if (says !== (fills ? 'closed' : 'wrong-role')) wrong.push(`${status} ${says}`);
  }
  report.check('S1', 'after the seal nobody writes, whatever the role', wrong, 2);
};

/** Tallies of the town against the ledger of receipts. */
export const recount = async (world: World, report: Report): Promise<void> => {
  const { body } = await world.town.call('progress', {
    campaign: world.campaign.id,
    area: world.campaign.area.code,
  });
  const wrong: string[] = [];
  for (const tally of body.tallies) {
    const mine = (receipt: { village: string; questionnaire: string }) =>
      receipt.village === tally.village && receipt.questionnaire === tally.questionnaire;
    const expected = {
      records: [...world.ledger.newest.values()].filter(mine).length,
      submissions: world.ledger.accepted.filter(mine).length,
    };
    for (const [name, count] of Object.entries(expected))
      if (tally[name] !== count)
        wrong.push(`${tally.village} ${tally.questionnaire} ${name}: ${tally[name]}, counted ${count}`);
  }
  report.check('W11', 'tallies equal a recount of the receipts', wrong, body.tallies.length);
};
