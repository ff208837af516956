/** Crossing the deadlines: the last seconds of collecting, late work, corrections under findings, the seal. */
import { stagesOf } from '#forms/campaign/calendar.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { Report } from './report.ts';
import { answersOf, collectorOf, concurrently, envelopeOf, type World } from './world.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const leadQuestionnaire = (world: World) => {
  const [questionnaire] = world.campaign.questionnaires;
  if (!questionnaire) throw new Error('the pack has no questionnaire');
  return questionnaire;
};

/** The clock is put some seconds before the end of collecting, and phones keep sending while it passes. */
export const crossEntryDeadline = async (world: World, report: Report): Promise<void> => {
  const questionnaire = leadQuestionnaire(world);
  const [entry] = stagesOf(world.campaign.calendar, questionnaire.group);
  if (!entry) throw new Error('no stage to cross');
  await world.town.call('moveClock', {}, { now: entry.to - 2_000 });
  report.step(`the clock stands 2 s before ${isoOf(entry.to)}; phones keep sending`);
  const units = world.units.filter(({ kind }) => kind === questionnaire.unit);
  const wrong: { exact: string[]; lost: string[] } = { exact: [], lost: [] };
  let [before, after] = [0, 0];
  const end = Date.now() + 4_000;
  await concurrently(units, 12, async (unit) => {
    if (Date.now() > end) return;
    const current = world.ledger.newest.get(`${unit.id}/${questionnaire.id}`);
    const answers = answersOf(world, unit, questionnaire.id, 3);
    const envelope = envelopeOf(world, {
      unit,
      questionnaire: questionnaire.id,
      answers,
      basedOn: current?.version ?? 0,
    });
    const { status, body } = await collectorOf(world, unit.village).client.call('submit', {}, envelope);
    await sleep(40);
    if (status === 201) {
      before++;
      if (Date.parse(body.receipt.at) >= entry.to)
        wrong.exact.push(`${unit.id} accepted at ${body.receipt.at}`);
      world.ledger.keep(body.receipt);
    } else if (status === 202) {
      after++;
      if (Date.parse(body.receipt.at) < entry.to)
        wrong.exact.push(`${unit.id} quarantined at ${body.receipt.at}`);
      world.ledger.keep(body.receipt);
    } else wrong.lost.push(`${unit.id}: ${status} ${body?.problem}`);
  });
  report.step(`${before} were accepted before the deadline, ${after} quarantined after it`);
  report.check(
    'G1',
    'to the millisecond: accepted before, quarantined after',
    wrong.exact,
    Math.min(before, after),
  );
  report.check('G8', 'nothing that was sent around the deadline is dropped', wrong.lost, before + after);
};

export const tryLateWrites = async (world: World, report: Report): Promise<void> => {
  const questionnaire = leadQuestionnaire(world);
  const units = world.units.filter(({ kind }) => kind === questionnaire.unit).slice(0, 20);
  const wrong: string[] = [];
  await concurrently(units, 8, async (unit, index) => {
    const current = world.ledger.newest.get(`${unit.id}/${questionnaire.id}`);
    const answers = answersOf(world, unit, questionnaire.id, 4);
    const envelope = envelopeOf(world, {
      unit,
      questionnaire: questionnaire.id,
      answers,
      basedOn: current?.version ?? 0,
    });
    const { client } = collectorOf(world, unit.village);
    const { status, body } = await client.call(
      'submit',
      {},
      index % 2 === 0 ? envelope : { ...envelope, capturedAt: 0, sinceServerTime: 1 },
    );
    if (status !== 202 || body.receipt.why !== 'finding-needed')
      wrong.push(`${unit.id}: ${status} ${body?.receipt?.why ?? body?.problem}`);
    else world.ledger.keep(body.receipt);
    const again = await client.call('submit', {}, envelope);
    if (again.body?.receipt?.code === undefined) wrong.push(`${unit.id} again: ${again.status}`);
    else if (index % 2 === 1 && again.status !== 202) wrong.push(`${unit.id} again: ${again.status}`);
  });
  report.check('G8', 'late work is quarantined whatever the device says of its clock', wrong, units.length);
};

export const correctUnderFindings = async (world: World, report: Report): Promise<void> => {
  const questionnaire = leadQuestionnaire(world);
  const units = world.units.filter(({ kind }) => kind === questionnaire.unit).slice(20, 30);
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
    if (status !== 202 || body.receipt.why !== 'closed')
      wrong.push(`${status} ${body?.receipt?.why ?? body?.problem}`);
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
