/**
 * `npm run bench -- checks`: what the checks of a pack cost. Row and record checks over invented units beside reading and parsing
 * the same records, village by village in one run, so that the ratio is judged and not the machine; then the checks of villages and
 * of the town over a whole township, at two sizes, by pairs of rounds: the cost of a unit must not grow with their number.
 *
 * Options: --households 100000, --township 3600, --villages 12, --pack township-2022 or a folder, --rounds 5.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePack } from '#forms/campaign/pack.ts';
import { checksOf } from '#forms/campaign/pack-checks.ts';
import { compileChecks, ofScope, readsOf } from '#forms/checks/compile-checks.ts';
import { hitsOfArea, hitsOfRecord, hitsOfUnit } from '#forms/checks/run-checks.ts';
import type { Dossier } from '#forms/dossier/dossier.ts';
import { extractOf } from '#forms/dossier/reads.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import { readPackFolder } from '#functions/adapters/files/pack-folder.ts';
import { parseDemoPlan } from '#functions/server/demo/demo-plan.ts';
import { contextOf } from '#functions/server/demo/generate-village.ts';
import {
  type Campaign,
  dossiersIn,
  readPapers,
  type StoredVillage,
  storedVillages,
} from './checks/stored-villages.ts';
import { median, spread, tableOf } from './intake/figures.ts';

const { values: wanted } = parseArgs({
  options: {
    households: { type: 'string', default: '100000' },
    township: { type: 'string', default: '3600' },
    villages: { type: 'string', default: '12' },
    rounds: { type: 'string', default: '5' },
    pack: { type: 'string', default: 'township-2022' },
  },
});
const folder = wanted.pack.includes('/')
  ? wanted.pack
  : new URL(`../../forms/packs/${wanted.pack}/`, import.meta.url).pathname;
const goals: { readonly goal: string; readonly met: boolean }[] = [];
const judge = (goal: string, met: boolean): void => {
  goals.push({ goal, met });
};
const clock = (): number => performance.now();

const parsed = parsePack(await readPackFolder(folder));
if (!parsed.ok) throw new Error(`the pack in ${folder} has faults: npx xiangbiao pack check tells them`);
const pack = parsed.value;
const plan = parseDemoPlan(JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')));
const now = Math.min(...pack.calendar.stages.map(({ to }) => to)) - 5 * 86_400_000;
const campaign: Campaign = { pack, plan, now };
const context = contextOf(campaign);

const began = clock();
const { checks, faults } = compileChecks(checksOf(pack), schemaOf(pack));
const compiling = clock() - began;
if (faults.length > 0) throw new Error(JSON.stringify(faults.slice(0, 5)));
const count = (...scopes: Parameters<typeof ofScope>[1][]): number => ofScope(checks, ...scopes).length;
console.log(
  `${checks.length} checks compiled in ${compiling.toFixed(0)} ms: ${count('row', 'record')} of rows and records, ` +
    `${count('unit')} of units, ${count('village')} of villages, ${count('town')} of the town\n`,
);

// ── rows and records ─────────────────────────────────────────────────────────────────────────────────────────────
const times = { read: 0, records: 0, units: 0 };
const found = { units: 0, records: 0, hits: 0, errors: 0, unitHits: 0, undecided: 0 };
const ratios: number[] = [];

const measured = (village: StoredVillage): void => {
  const start = clock();
  const papers = readPapers(village);
  const reading = clock() - start;
  const dossiers = dossiersIn(village, papers);
  const middle = clock();
  for (const dossier of dossiers)
    for (const questionnaire of Object.keys(dossier.answers))
      for (const hit of hitsOfRecord(checks, dossier, questionnaire, context)) {
        found.hits += 1;
        if (hit.severity === 'error') found.errors += 1;
        if (hit.undecided) found.undecided += 1;
      }
  const checking = clock() - middle;
  const later = clock();
  for (const dossier of dossiers) found.unitHits += hitsOfUnit(checks, dossier, context).length;
  times.units += clock() - later;
  times.read += reading;
  times.records += checking;
  found.units += dossiers.length;
  found.records += papers.length;
  ratios.push(checking / reading);
};

// Large villages: what each of them costs is measured by itself, and must be more than noise.
const households = Number(wanted.households);
for (const village of storedVillages(campaign, Math.max(1, Math.ceil(households / 1_000)), households))
  measured(village);
const perSecond = (ms: number): string => Math.round((found.records / ms) * 1000).toLocaleString('en-US');
console.log(
  `${found.units.toLocaleString('en-US')} units, ${found.records.toLocaleString('en-US')} records; ` +
    `${found.hits} hits (${found.errors} errors), ${found.unitHits} of units, ${found.undecided} undecided\n`,
);
console.log(
  tableOf([
    ['', 'records/s', 'µs a record'],
    ['read and parse (gzip, JSON)', perSecond(times.read), ((times.read / found.records) * 1000).toFixed(1)],
    ['row and record checks', perSecond(times.records), ((times.records / found.records) * 1000).toFixed(1)],
    ['unit checks', perSecond(times.units), ((times.units / found.records) * 1000).toFixed(1)],
  ]),
);
console.log(`\nrow and record checks beside reading: ${spread(ratios, 2)} ×`);
judge(
  `row and record checks cost at most 3 × reading and parsing (${median(ratios).toFixed(2)})`,
  median(ratios) <= 3,
);
judge('no check is left undecided', found.undecided === 0);

// ── villages and the town ────────────────────────────────────────────────────────────────────────────────────────
const reads = readsOf(ofScope(checks, 'village', 'town'));
const extractsOf = (size: number, villages: number): readonly Dossier[] =>
  [...storedVillages(campaign, villages, size)].flatMap((village) =>
    dossiersIn(village, readPapers(village)).map((dossier) => extractOf(dossier, reads)),
  );
const whole = extractsOf(Number(wanted.township), Number(wanted.villages));
const half = extractsOf(Math.floor(Number(wanted.township) / 2), Math.ceil(Number(wanted.villages) / 2));
const timed = (dossiers: readonly Dossier[], scope: 'village' | 'town') => {
  const start = clock();
  const hits = hitsOfArea(checks, dossiers, scope, context);
  return { ms: clock() - start, hits };
};
const run = (dossiers: readonly Dossier[]) => {
  const [inVillages, inTown] = [timed(dossiers, 'village'), timed(dossiers, 'town')];
  return {
    ms: inVillages.ms + inTown.ms,
    hits: inVillages.hits.length + inTown.hits.length,
    undecided: [...inVillages.hits, ...inTown.hits].filter(({ undecided }) => undecided).length,
  };
};
const rounds = Array.from({ length: Number(wanted.rounds) + 1 }, () => ({
  half: run(half),
  whole: run(whole),
})).slice(1);
const growths = rounds.map((one) => one.whole.ms / whole.length / (one.half.ms / half.length));
const bytes = Buffer.byteLength(JSON.stringify(whole));
console.log(
  `\ntownship of ${whole.length} units, extracts of ${(bytes / 1e6).toFixed(1)} MB: all checks of villages and town in ` +
    `${spread(rounds.map((one) => one.whole.ms))} ms, ${rounds[0]?.whole.hits} hits; half of it in ${spread(
      rounds.map((one) => one.half.ms),
    )} ms`,
);
judge(
  `a unit costs at most 1.3 × what it does in half the township (${median(growths).toFixed(2)})`,
  median(growths) <= 1.3,
);
judge(
  'no check of the area is left undecided',
  rounds.every((one) => one.whole.undecided === 0),
);

console.log(`\n${goals.map(({ goal, met }) => `${met ? 'met   ' : 'MISSED'} ${goal}`).join('\n')}`);
process.exit(goals.every(({ met }) => met) ? 0 : 1);
