/**
 * `npm run generate`: writes an invented township to a folder, village by village: its units, what they answered a year ago, every
 * paper of this year, and the faults that were planted. Says what the pack's checks find in it.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { stagesOf } from '#forms/campaign/calendar.ts';
import { type Pack, parsePack } from '#forms/campaign/pack.ts';
import { checksOf } from '#forms/campaign/pack-checks.ts';
import type { Hit } from '#forms/checks/check.ts';
import { compileChecks, ofScope, readsOf } from '#forms/checks/compile-checks.ts';
import { hitsOfArea, hitsOfRecord, hitsOfUnit } from '#forms/checks/run-checks.ts';
import type { Dossier } from '#forms/dossier/dossier.ts';
import { extractOf } from '#forms/dossier/reads.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import { readPackFolder } from '../../adapters/files/pack-folder.ts';
import { parseDemoPlan } from './demo-plan.ts';
import { generateTownship } from './generate-township.ts';
import {
  contextOf,
  dossiersOf,
  type GeneratedVillage,
  generateVillage,
  type Planted,
} from './generate-village.ts';
import { drawnShares } from './shares.ts';
import { surprisesIn } from './surprises.ts';

const { values: wanted } = parseArgs({
  options: {
    villages: { type: 'string', default: '12' },
    households: { type: 'string', default: '3600' },
    seed: { type: 'string', default: '7' },
    faults: { type: 'string', default: '0.08' },
    pack: { type: 'string', default: '' },
    out: { type: 'string', default: 'data/township' },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

const readPack = async (folder: string): Promise<Pack> => {
  const parsed = parsePack(await readPackFolder(folder));
  if (!parsed.ok) throw new Error(`the pack has faults: ${JSON.stringify(parsed.refusal.slice(0, 3))}`);
  return parsed.value;
};

/** The end of the first stage of the first group: everything is collected, nothing is corrected yet. */
const collectedAt = ({ calendar }: Pack): number =>
  (stagesOf(calendar, calendar.groups[0] ?? '')[0]?.to ?? 0) - 60_000;

const writeVillage = async (path: string, units: readonly object[], village: GeneratedVillage) => {
  const file = createWriteStream(path);
  const line = (kind: string, entry: object) => file.write(`${JSON.stringify({ kind, ...entry })}\n`);
  for (const unit of units) line('unit', { unit });
  for (const previous of village.previous) line('previous', previous);
  for (const paper of village.papers) line('paper', paper);
  file.end();
  await finished(file);
};

const packFolder = join('forms/packs', wanted.pack);
const pack = await readPack(packFolder);
const plan = parseDemoPlan(JSON.parse(await readFile(join(packFolder, 'demo.json'), 'utf8')));
const [villages, households] = [Number(wanted.villages), Number(wanted.households)];
const { seed } = wanted;
const now = collectedAt(pack);
const township = generateTownship(plan, { seed, villages, units: households });
const { checks } = compileChecks(checksOf(pack), schemaOf(pack));
const areaReads = readsOf(ofScope(checks, 'village', 'town'));
const context = contextOf({ pack, now });

const folder = wanted.out;
await mkdir(join(folder, 'villages'), { recursive: true });
await writeFile(join(folder, 'areas.json'), `${JSON.stringify(township.areas, null, 1)}\n`);

const hits: Hit[] = [];
const planted: Planted[] = [];
const extracts: Dossier[] = [];
let papers = 0;
for (const { code } of township.areas.filter(({ level }) => level === 'village')) {
  const units = [...township.units, ...township.sheets].filter((unit) => unit.village === code);
  const village = generateVillage({ pack, plan, units, seed, now, faults: Number(wanted.faults) });
  await writeVillage(join(folder, 'villages', `${code}.ndjson`), units, village);
  papers += village.papers.length;
  planted.push(...village.planted);
  for (const dossier of dossiersOf(units, village.papers, village.previous)) {
    for (const id of Object.keys(dossier.answers)) hits.push(...hitsOfRecord(checks, dossier, id, context));
    hits.push(...hitsOfUnit(checks, dossier, context));
    extracts.push(extractOf(dossier, areaReads));
  }
}
hits.push(
  ...hitsOfArea(checks, extracts, 'village', context),
  ...hitsOfArea(checks, extracts, 'town', context),
);
await writeFile(join(folder, 'faults.ndjson'), planted.map((fault) => `${JSON.stringify(fault)}\n`).join(''));

say(`${villages} villages, ${households} households, ${papers} papers, seed ${seed}, in ${folder}`);
const { missed, unplanted } = surprisesIn(hits, planted);
say(`${planted.length} faults planted, ${planted.length - missed.length} found`);
for (const { unit, finds } of missed.slice(0, 10)) say(`  missed: ${finds.join(', ')} in ${unit}`);
say(`${hits.length} hits, ${unplanted.length} of them in units without a fault`);
const counts = new Map<string, number>();
for (const { check } of unplanted) counts.set(check, (counts.get(check) ?? 0) + 1);
for (const [check, count] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 30))
  say(`  ${check}: ${count}`);
for (const { about, drawn, of, from, to } of drawnShares(plan, township.units, seed))
  say(`  ${about}: ${drawn?.toFixed(3) ?? 'nobody'} (wanted ${from} … ${to}, of ${of})`);
