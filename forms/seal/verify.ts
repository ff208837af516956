/**
 * Verification recomputes everything that a seal claims, from nothing but its files and a public key. The same code runs on
 * the server before a seal is announced, in the auditor's browser and in the command line: there is no second opinion to trust.
 */
import { areaRoots } from './area-roots.ts';
import { sha256Hex } from './hash.ts';
import { editionPath, leavesPath, linesPath, unlistedPaths } from './layout.ts';
import type { Manifest, SealedVillage } from './manifest.ts';
import { openSeal } from './open-seal.ts';
import type { SealCheck, SealFailure, SealFiles, SealOptions, SealReport } from './report.ts';
import type { PublicKey } from './signature.ts';
import { type ListContext, readListed } from './verify-list.ts';
import { listContext, villageFailure } from './verify-village.ts';

/** S6: checks done, and the first thing that is wrong. Never throws for what the files contain. */
export const verifySeal = async (
  files: SealFiles,
  publicKey: PublicKey,
  options: SealOptions,
): Promise<SealReport> => {
  const checks: SealCheck[] = [];
  const held = (code: SealCheck['code'], facts: SealCheck['facts']) => checks.push({ code, facts });
  const opened = await openSeal(files, publicKey);
  if (!opened.ok) return { valid: false, checks, failure: opened.refusal };
  const manifest = opened.value;
  held('signature-valid', { key: publicKey.fingerprint, algorithm: publicKey.algorithm });
  const context = listContext(files, manifest, options);
  const failure =
    (await folderFailure(context, held)) ??
    linkFailure(manifest, options, held) ??
    gateFailure(manifest, held) ??
    (await editionFailure(context, held)) ??
    (await villagesFailure(context, options, held)) ??
    rootFailure(manifest, options, held);
  return { valid: failure === undefined, checks, manifest, ...(failure ? { failure } : {}) };
};

type Held = (code: SealCheck['code'], facts: SealCheck['facts']) => unknown;

/** Exactly the files that the manifest's own counts call for, each once, and no other. */
const folderFailure = async (
  { files, manifest, listed }: ListContext,
  held: Held,
): Promise<SealFailure | undefined> => {
  const wanted = new Set([
    ...manifest.villages.flatMap(({ code, records, scans, late, flows }) => [
      ...(records + scans > 0 ? [linesPath('villages', code), leavesPath('villages', code)] : []),
      ...(late.count > 0 ? [linesPath('late', code), leavesPath('late', code)] : []),
      ...(flows && flows.count > 0 ? [linesPath('flows', code), leavesPath('flows', code)] : []),
    ]),
    ...manifest.editions.map(({ questionnaire, edition }) => editionPath(questionnaire, edition)),
  ]);
  if (listed.size !== manifest.files.length) return { code: 'file-twice', facts: { file: 'manifest.json' } };
  const there = new Set(await files.list());
  for (const file of wanted)
    if (!listed.has(file) || !there.has(file)) return { code: 'file-missing', facts: { file } };
  for (const file of [...listed.keys(), ...there])
    if (!wanted.has(file) && !unlistedPaths.includes(file))
      return { code: 'file-unexpected', facts: { file } };
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  held('files-complete', { files: listed.size, bytes });
  return undefined;
};

/** S7: seals of one campaign form a chain; without the earlier manifest at hand the link is only named. */
const linkFailure = (
  { previous }: Manifest,
  { previous: bytes, sha256 }: SealOptions,
  held: Held,
): SealFailure | undefined => {
  if (!previous) held('first-seal', {});
  else if (!bytes) held('previous-named', { seal: previous.id, root: previous.root });
  else if (sha256Hex(bytes, sha256) === previous.manifest) held('previous-linked', { seal: previous.id });
  else
    return {
      code: 'previous-differs',
      facts: { says: previous.id, expected: previous.manifest, got: sha256Hex(bytes, sha256) },
    };
  return undefined;
};

const gateFailure = ({ villages, questionnaires }: Manifest, held: Held): SealFailure | undefined => {
  let gates = 0;
  for (const { code: village, gates: found } of villages)
    for (const { id: questionnaire } of questionnaires) {
      const gate = found.find((candidate) => candidate.questionnaire === questionnaire);
      if (gate?.stage !== 'closed' || gate.right !== 'none')
        return { code: 'gate-open', facts: { village, questionnaire, got: gate?.stage ?? '' } };
      gates += 1;
    }
  held('gates-closed', { gates });
  return undefined;
};

/** An edition's file is the canonical JSON of its source, so its hash is the one that every record carries. */
const editionFailure = async (context: ListContext, held: Held): Promise<SealFailure | undefined> => {
  const { editions } = context.manifest;
  for (const { questionnaire, edition, sourceHash } of editions) {
    const file = editionPath(questionnaire, edition);
    const bytes = await readListed(context, file);
    if (!bytes.ok) return bytes.refusal;
    const got = sha256Hex(bytes.value, context.tools.sha256);
    if (got !== sourceHash)
      return { code: 'file-differs', facts: { file, questionnaire, edition, expected: sourceHash, got } };
  }
  held('editions-match', { editions: editions.length });
  return undefined;
};

const villagesFailure = async (
  context: ListContext,
  { onProgress, hands }: SealOptions,
  held: Held,
): Promise<SealFailure | undefined> => {
  const { villages, counts } = context.manifest;
  const once = new Set<string>();
  for (const { code: village } of villages) {
    if (once.has(village)) return { code: 'counts-differ', facts: { village } };
    once.add(village);
  }
  const check = (village: SealedVillage) =>
    hands ? hands.check(village.code) : villageFailure(context, village);
  const failure = await firstFailure(villages, hands?.atOnce ?? 1, check, (villagesDone) =>
    onProgress?.({ villagesDone, villages: villages.length }),
  );
  if (failure) return failure;
  const total = (of: (village: SealedVillage) => number) =>
    villages.reduce((sum, village) => sum + of(village), 0);
  const found = {
    villages: villages.length,
    records: total((village) => village.records),
    scans: total((village) => village.scans),
    late: total((village) => village.late.count),
    flows: total((village) => village.flows?.count ?? 0),
  };
  for (const name of ['villages', 'records', 'scans', 'late', 'flows'] as const)
    if ((counts[name] ?? 0) !== found[name])
      return { code: 'counts-differ', facts: { says: name, expected: counts[name] ?? 0, got: found[name] } };
  held('records-match', { records: found.records, scans: found.scans, villages: found.villages });
  held('quarantine-matches', { late: found.late });
  if (counts.flows !== undefined) held('flows-match', { flows: found.flows });
  return undefined;
};

/**
 * The first failure in the order of the villages, whoever finds theirs first: villages are begun in order, none behind a failure,
 * and what was begun is waited for.
 */
const firstFailure = async (
  villages: readonly SealedVillage[],
  atOnce: number,
  check: (village: SealedVillage) => Promise<SealFailure | undefined>,
  done: (count: number) => unknown,
): Promise<SealFailure | undefined> => {
  const failures = new Map<number, SealFailure>();
  let [next, count] = [0, 0];
  const lane = async () => {
    for (let at = next++; failures.size === 0; at = next++) {
      const village = villages[at];
      if (!village) return;
      const failure = await check(village);
      if (failure) failures.set(at, failure);
      else done(++count);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, lane));
  return failures.get(Math.min(...failures.keys()));
};

const rootFailure = (manifest: Manifest, { sha256 }: SealOptions, held: Held): SealFailure | undefined => {
  const { towns, districts, root } = areaRoots(manifest.villages, sha256);
  const found = new Map([...towns, ...districts].map((area) => [area.code, area]));
  for (const { code, level, size, root: expected } of manifest.areas) {
    const area = found.get(code);
    found.delete(code);
    if (!area || area.level !== level || area.size !== size || area.root !== expected)
      return { code: 'root-differs', facts: { area: code, expected, got: area?.root ?? '' } };
  }
  for (const { code, root: got } of found.values())
    return { code: 'root-differs', facts: { area: code, expected: '', got } };
  if (root !== manifest.root)
    return { code: 'root-differs', facts: { area: manifest.area, expected: manifest.root, got: root } };
  held('roots-match', { root, areas: manifest.areas.length + manifest.villages.length });
  return undefined;
};
