/** Seals one village of a sealed folder again after a change, hashes, roots, signature and all: a signer who cheats. */
import { gunzipSync } from 'node:zlib';
import type { Json } from '#forms/json.ts';
import { areaRoots } from '#forms/seal/area-roots.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { hexOf, sha256Hex } from '#forms/seal/hash.ts';
import { type LeafEntry, leavesBytes, leavesPath, linesPath, newlineMember } from '#forms/seal/layout.ts';
import { type Manifest, manifestBytes, parseManifest } from '#forms/seal/manifest.ts';
import { leafHash, merkleRoot } from '#forms/seal/merkle.ts';
import type { Signer } from '#functions/ports.ts';
import { gzip } from '#functions/store/bytes.ts';
import type { FileMap } from './file-map.ts';

const bytesOf = (sealed: FileMap, path: string): Uint8Array => {
  const bytes = sealed.get(path);
  if (!bytes) throw new Error(`no ${path}`);
  return bytes;
};

export type Line = { [name: string]: Json };

export const resealed = async (
  sealed: FileMap,
  village: string,
  signer: Signer,
  change: (lines: Line[]) => readonly (Line | string)[],
  changeManifest: (manifest: Manifest) => Manifest = (manifest) => manifest,
  changeEntries: (entries: readonly LeafEntry[]) => readonly LeafEntry[] = (entries) => entries,
): Promise<FileMap> => {
  const recordsFile = linesPath('villages', village);
  const lines = gunzipSync(bytesOf(sealed, recordsFile)).toString('utf8').trimEnd().split('\n');
  const changed = change(lines.map((line) => JSON.parse(line)));
  const bodies = changed.map((line) =>
    typeof line === 'string' ? new TextEncoder().encode(line) : canonicalJson(line),
  );
  const members = bodies.map((body) => Uint8Array.of(...gzip(body), ...newlineMember));
  const entries = bodies.map((body, index): LeafEntry => {
    const line = JSON.parse(new TextDecoder().decode(body));
    return {
      id: line.scan ?? line.submission,
      kind: line.kind,
      unit: line.unit,
      questionnaire: line.questionnaire,
      leaf: hexOf(leafHash(body)),
      bytes: members[index]?.length ?? 0,
      gzip: sha256Hex(members[index] ?? new Uint8Array()),
      number: line.version ?? line.page ?? 0,
    };
  });
  const written = new Map([
    [recordsFile, Uint8Array.from(members.flatMap((member) => [...member]))],
    [leavesPath('villages', village), leavesBytes(changeEntries(entries))],
  ]);
  const parsed = parseManifest(bytesOf(sealed, 'manifest.json'));
  if (!parsed.ok) throw new Error('no manifest');
  const root = hexOf(merkleRoot(bodies.map((body) => leafHash(body))));
  const count = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
  const counted = (found: Manifest['villages'][number]) =>
    found.code === village ? { ...found, root, records: count('record'), scans: count('scan') } : found;
  const listed = parsed.value.villages.map(counted);
  const roots = areaRoots(listed);
  const manifest = changeManifest({
    ...parsed.value,
    root: roots.root,
    villages: listed,
    counts: {
      ...parsed.value.counts,
      records: listed.reduce((sum, { records }) => sum + records, 0),
      scans: listed.reduce((sum, { scans }) => sum + scans, 0),
    },
    areas: parsed.value.areas.map((found) => ({
      ...found,
      root: [...roots.towns, ...roots.districts].find(({ code }) => code === found.code)?.root ?? '',
    })),
    files: parsed.value.files.map((file) => {
      const bytes = written.get(file.path);
      return bytes ? { path: file.path, bytes: bytes.length, sha256: sha256Hex(bytes) } : file;
    }),
  });
  const bytes = manifestBytes(manifest);
  const signature = await signer.sign(bytes);
  return new Map([...sealed, ...written, ['manifest.json', bytes], ['manifest.sig', signature]]);
};
