/**
 * A process full of phones, started by the real storm: each sends first records and corrections over HTTP, pays no heed to
 * lost connections but to try again under the same id, and writes every receipt to standard output, one JSON object a line.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Receipt } from '#forms/campaign/submission.ts';
import type { SubmissionEnvelope, Unit } from '#forms/wire/shapes.ts';
import { demoPassword } from '#functions/server/demo/open-demo.ts';
import type { Client } from '#tests/rehearsal/client.ts';
import {
  answersOf,
  collectorOf,
  concurrently,
  envelopeOf,
  leadQuestionnaire,
} from '#tests/rehearsal/world.ts';
import { openRealWorld } from './real-world.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    villages: { type: 'string', default: '' },
    /** Which of how many processes this is. */
    share: { type: 'string', default: '0' },
    of: { type: 'string', default: '1' },
    phones: { type: 'string', default: '40' },
    /** Over how long the work is spread. */
    seconds: { type: 'string', default: '20' },
  },
});

export interface Told {
  readonly receipt: Receipt;
  readonly basedOn: number;
}

const tell = (told: Told | 'ready' | 'done') => process.stdout.write(`${JSON.stringify(told)}\n`);

const world = await openRealWorld(values.url, Number(values.villages), demoPassword);
const units = world.units
  .filter(({ kind }) => kind === leadQuestionnaire(world).unit)
  .filter((_, index) => index % Number(values.of) === Number(values.share));
tell('ready');
await once(createInterface({ input: process.stdin }), 'line');

const began = Date.now();
const spread = Number(values.seconds) * 1000;

/** Until there is a receipt; nothing else ends it. */
const deliver = async (client: Client, envelope: SubmissionEnvelope): Promise<Receipt> => {
  for (;;) {
    try {
      const { status, body } = await client.call('submit', {}, envelope);
      if (status === 200 || status === 201 || status === 202) {
        tell({ receipt: body.receipt, basedOn: envelope.basedOn });
        return body.receipt;
      }
      if (status < 500) throw new TypeError(`${envelope.unit}: ${status} ${JSON.stringify(body)}`);
    } catch (error) {
      // fetch throws a TypeError as well, but its cause is the connection.
      if (error instanceof TypeError && error.cause === undefined) throw error;
    }
    await sleep(100 + Math.random() * 300);
  }
};

const work = async (unit: Unit, index: number): Promise<void> => {
  const { client } = collectorOf(world, unit.village);
  const questionnaire = leadQuestionnaire(world).id;
  await sleep(Math.max(0, began + (spread * index) / units.length - Date.now()));
  const first = envelopeOf(world, { unit, questionnaire, answers: answersOf(world, unit, questionnaire) });
  const copies = index % 4 === 0 ? 2 : 1;
  const [receipt] = await Promise.all(Array.from({ length: copies }, () => deliver(client, first)));
  if (receipt?.outcome !== 'accepted' || index % 3 !== 0) return;
  await sleep(Math.random() * spread * 0.3);
  const answers = answersOf(world, unit, questionnaire, 1);
  await deliver(client, envelopeOf(world, { unit, questionnaire, answers, basedOn: receipt.version }));
};

await concurrently(units, Number(values.phones), work);
tell('done');
process.exit(0);
