/** Collectors at work before the deadline: everything that a day in the villages throws at the server. */

import { createHash, randomBytes } from 'node:crypto';
import { dueFor } from '#forms/campaign/due.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { Report } from './report.ts';
import {
  answersOf,
  chosen,
  collectorOf,
  concurrently,
  envelopeOf,
  isHeldBack,
  leadQuestionnaire,
  type World,
} from './world.ts';

const width = 16;

interface Wrong {
  readonly receipts: string[];
  readonly duplicates: string[];
  readonly invalid: string[];
  readonly conflicts: string[];
}

export const collect = async (world: World, report: Report): Promise<void> => {
  const wrong: Wrong = { receipts: [], duplicates: [], invalid: [], conflicts: [] };
  const counted = { receipts: 0, duplicates: 0, invalid: 0, conflicts: 0 };
  const jobs = world.campaign.questionnaires.flatMap((questionnaire) =>
    world.units
      .filter(
        (unit) =>
          questionnaire.filledBy.includes('collector') &&
          dueFor(questionnaire, unit) &&
          !(questionnaire.id === leadQuestionnaire(world).id && isHeldBack(world, unit)),
      )
      .map((unit) => ({ unit, questionnaire: questionnaire.id })),
  );
  let done = 0;
  await concurrently(jobs, width, async ({ unit, questionnaire }) => {
    const about = `${unit.id}/${questionnaire}`;
    const { client } = collectorOf(world, unit.village);
    const answers = answersOf(world, unit, questionnaire);
    if (chosen(0.06, `invalid/${about}`)) {
      counted.invalid++;
      const broken = { ...answers, [Object.keys(answers)[0] ?? 'x']: { not: 'an answer' }, notAQuestion: 1 };
      const answer = await client.call(
        'submit',
        {},
        envelopeOf(world, { unit, questionnaire, answers: broken }),
      );
      if (
        answer.status !== 422 ||
        answer.body.problem !== 'answers-refused' ||
        answer.body.facts.violations.length < 2
      )
        wrong.invalid.push(`${about}: ${answer.status} ${answer.body?.problem}`);
    }
    const envelope = envelopeOf(world, { unit, questionnaire, answers });
    const twice = chosen(0.1, `twice/${about}`);
    const replies = await Promise.all(
      Array.from({ length: twice ? 3 : 1 }, () => client.call('submit', {}, envelope)),
    );
    const first = replies.find(({ body }) => body?.outcome === 'accepted');
    counted.receipts++;
    if (!first) wrong.receipts.push(`${about}: ${JSON.stringify(replies[0]?.body)?.slice(0, 200)}`);
    else world.ledger.keep(first.body.receipt);
    if (twice && first) {
      counted.duplicates++;
      const again = await client.call('submit', {}, envelope);
      const receipts = new Set([...replies, again].map(({ body }) => JSON.stringify(body?.receipt)));
      if (receipts.size !== 1 || again.status !== 200 || again.body.outcome !== 'already-have-it')
        wrong.duplicates.push(`${about}: ${receipts.size} different receipts, ${again.status}`);
    }
    if (first && chosen(0.08, `conflict/${about}`)) {
      counted.conflicts++;
      await editTwiceAtOnce(world, unit, questionnaire, wrong.conflicts);
    }
    done++;
    if (done % 100 === 0 || done === jobs.length)
      report.step(`${done} of ${jobs.length} questionnaires sent`);
  });
  report.check('W11', 'every valid submission gets a receipt', wrong.receipts, counted.receipts);
  report.check('W5', 'sent again, the same receipt comes back', wrong.duplicates, counted.duplicates);
  report.check('W8', 'invalid answers are refused with every violation', wrong.invalid, counted.invalid);
  report.check(
    'W7',
    'of two edits at once one is accepted, one told moved-on',
    wrong.conflicts,
    counted.conflicts,
  );
};

const editTwiceAtOnce = async (
  world: World,
  unit: Unit,
  questionnaire: string,
  wrong: string[],
): Promise<void> => {
  const { client } = collectorOf(world, unit.village);
  const edits = [1, 2].map((round) =>
    envelopeOf(world, {
      unit,
      questionnaire,
      answers: answersOf(world, unit, questionnaire, round),
      basedOn: 1,
    }),
  );
  const replies = await Promise.all(edits.map((edit) => client.call('submit', {}, edit)));
  const outcomes = replies.map(({ body }) => body?.outcome ?? body?.problem).sort();
  if (outcomes.join() !== 'accepted,moved-on') wrong.push(`${unit.id}: ${outcomes.join()}`);
  for (const { body } of replies) if (body?.outcome === 'accepted') world.ledger.keep(body.receipt);
};

/** A page as a phone would photograph it, small: bytes that begin as a JPEG does. */
const page = (): Uint8Array<ArrayBuffer> => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...randomBytes(2000)]);

export const uploadScans = async (world: World, report: Report): Promise<void> => {
  const signed = world.campaign.questionnaires.filter(({ scanPages }) => scanPages > 0).map(({ id }) => id);
  if (signed.length === 0) return report.step('nothing is signed in this pack');
  const receipts = [...world.ledger.newest.values()].filter(
    ({ unit, questionnaire }) => signed.includes(questionnaire) && chosen(0.15, `scan/${unit}`),
  );
  const [wrong, wrongChecksum]: string[][] = [[], []];
  await concurrently(receipts, 8, async (receipt, index) => {
    const { client } = collectorOf(world, receipt.village);
    const where = { campaign: world.campaign.id, area: receipt.village };
    const bytes = page();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const request = {
      unit: receipt.unit,
      questionnaire: receipt.questionnaire,
      contentHash: receipt.contentHash,
      page: 1,
      sha256,
      size: bytes.length,
      type: 'image/jpeg',
    };
    const ticket = await client.call('requestScan', where, request);
    if (ticket.status !== 201) {
      wrong?.push(`${receipt.unit}: ${ticket.status} ${ticket.body?.problem}`);
      return;
    }
    if (index % 5 === 0) {
      const other = bytes.slice();
      other[100] = (other[100] ?? 0) ^ 1;
      const status = await client.upload(ticket.body.upload, other);
      const attached = await client.call('attachScan', { ...where, scan: ticket.body.scan }, {});
      if (status < 400 || attached.body?.problem !== 'not-uploaded')
        wrongChecksum?.push(`${receipt.unit}: upload ${status}, attach ${attached.status}`);
    }
    const status = await client.upload(ticket.body.upload, bytes);
    const attached = await client.call('attachScan', { ...where, scan: ticket.body.scan }, {});
    if (attached.status === 201) world.ledger.pages++;
    else
      wrong?.push(`${receipt.unit}: upload ${status}, attach ${attached.status} ${attached.body?.problem}`);
  });
  report.step(`${world.ledger.pages} signed pages uploaded`);
  report.check('G9', 'signed pages are bound to the content they show', wrong ?? [], receipts.length);
  report.check(
    'B20',
    'other bytes than announced are refused by the store',
    wrongChecksum ?? [],
    Math.ceil(receipts.length / 5),
  );
};

/** Whoever has no business there is told so, and nothing is written. */
export const knockAtWrongDoors = async (world: World, report: Report): Promise<void> => {
  const [unit] = world.units;
  const stranger = world.collectors.find(({ area }) => area !== unit?.village);
  const questionnaire =
    world.campaign.questionnaires.find((candidate) => candidate.unit === unit?.kind)?.id ?? '';
  if (!unit || !stranger) throw new Error('a rehearsal needs two villages');
  const envelope = envelopeOf(world, { unit, questionnaire, answers: answersOf(world, unit, questionnaire) });
  const where = { campaign: world.campaign.id, area: unit.village };
  const own = collectorOf(world, unit.village).client;
  const tries: [string, number, Promise<{ status: number }>][] = [
    ['a collector of another village submits', 403, stranger.client.call('submit', {}, envelope)],
    [
      'with a forged village',
      404,
      stranger.client.call('submit', {}, { ...envelope, village: stranger.area }),
    ],
    ['a designer submits', 403, world.designer.call('submit', {}, envelope)],
    ['a district officer submits', 403, world.district.call('submit', {}, envelope)],
    ["another village's work", 403, stranger.client.call('work', where)],
    [
      'a designer reads a record',
      403,
      world.designer.call('record', { ...where, unit: unit.id, questionnaire }),
    ],
    ['a collector publishes', 403, own.call('publish', { ...where, questionnaire }, { revision: 1 })],
    [
      'a collector opens a finding',
      403,
      own.call('openFinding', where, { unit: unit.id, questionnaire, comment: 'x' }),
    ],
    ['a collector reads the audit log', 403, own.call('audit', where)],
  ];
  const wrong: string[] = [];
  for (const [what, expected, answer] of tries) {
    const { status } = await answer;
    if (status !== expected) wrong.push(`${what}: ${status}, not ${expected}`);
  }
  report.check('P3', 'who may not is refused, whatever the door', wrong, tries.length);
};
