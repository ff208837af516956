/** The campaign of the measurement, small: many villages with a record or two, sealed from a data folder as a server has it. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileBlobs } from '#functions/adapters/files/blobs.ts';
import { openLocalSigner } from '#functions/adapters/keys/local-signer.ts';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { systemDice } from '#functions/adapters/system/system.ts';
import { readCampaign, readEdition } from '#functions/store/campaign.ts';
import { freezeGates } from '#functions/use-cases/freeze-gates.ts';
import { openCampaign } from '#functions/use-cases/open-campaign.ts';
import {
  areasOf,
  campaign,
  collecting,
  deadline,
  district,
  packOf,
  villageCodes,
} from '#tests/bench/seal/campaign.ts';
import { recordItems } from '#tests/bench/seal/records.ts';

/** Ports over a data folder at the deadline. */
export const portsIn = async (data: string) => {
  const table = await openLmdbTable(join(data, 'store'));
  const signer = await openLocalSigner(join(data, 'keys'));
  const blobs = (name: string) =>
    fileBlobs({ folder: join(data, name), baseUrl: '', secret: '', now: () => 0 });
  const errors: string[] = [];
  return {
    table,
    signer,
    seals: blobs('seals'),
    scans: blobs('scans'),
    dice: systemDice,
    clock: { now: () => deadline },
    journal: { info: () => undefined, error: (event: string) => errors.push(event) },
    errors,
  };
};
export type DataPorts = Awaited<ReturnType<typeof portsIn>>;

/** A data folder whose campaign stands at its deadline, its gates closed unless they are wanted open, and the same once more. */
export const openDataFolder = async (villages: number, { frozen = true } = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-data-'));
  const [data, copy] = [join(folder, 'one'), join(folder, 'two')];
  const codes = villageCodes(villages);
  const ports = await portsIn(data);
  const { table, signer } = ports;
  await openCampaign({ id: campaign, pack: packOf(1), area: district, areas: areasOf(codes), units: [] })({
    table,
    clock: { now: () => collecting },
  });
  const [stored, edition] = [
    await readCampaign(table, campaign),
    await readEdition(table, campaign, 'q1', 1),
  ];
  if (!stored || !edition) throw new Error('the campaign did not open');
  for (const [index, code] of codes.entries())
    for (const items of await recordItems({ campaign: stored, edition, signer }, code, index % 3))
      await table.transact(items.map((put) => ({ put })));
  if (frozen) await freezeGates({ campaign })(ports);
  await table.close();
  await cp(data, copy, { recursive: true });
  return { data, copy, codes, remove: () => rm(folder, { recursive: true, force: true }) };
};
