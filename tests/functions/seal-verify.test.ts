/** What an auditor would notice: every byte of a small seal, and seals that a signer made wrongly on purpose. */
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { gunzipSync as browserGunzip } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hexOf } from '#forms/seal/hash.ts';
import { type LeafEntry, leavesPath, linesPath, newlineMember, parseLeaves } from '#forms/seal/layout.ts';
import { parseManifest } from '#forms/seal/manifest.ts';
import { checkLineProof, lineProof } from '#forms/seal/proof.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import type { PublicKey } from '#functions/ports.ts';
import { gunzip, sha256 } from '#functions/store/bytes.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import { copyFiles, type FileMap, mapFiles, withFile } from '#tests/support/seal/file-map.ts';
import {
  campaign,
  collect,
  homesSeal,
  openSealWorld,
  type SealWorld,
  villages,
} from '#tests/support/seal/seal-world.ts';

let world: SealWorld;
let sealed: FileMap;
let key: PublicKey;
const [one] = villages;
const recordsFile = linesPath('villages', one);

beforeAll(async () => {
  world = await openSealWorld();
  await collect(world);
  await world.goTo('2031-12-11T00:01');
  await sealCampaign(homesSeal)(world.ports);
  sealed = await copyFiles(sealFilesIn(world.ports.seals, campaign, 'homes-seal'));
  key = await world.ports.signer.publicKey();
});
afterAll(() => world.close());

const verify = (files: FileMap, publicKey = key) =>
  verifySeal(mapFiles(files), publicKey, { gunzip, sha256 });
const bytesOf = (path: string): Uint8Array => {
  const bytes = sealed.get(path);
  if (!bytes) throw new Error(`no ${path}`);
  return bytes;
};
const entriesOf = (path: string): readonly LeafEntry[] => parseLeaves(bytesOf(path)) ?? [];

describe('one byte', () => {
  test('[S6] any changed byte of any file is found; in a list of lines it names the line', async () => {
    const places = [...sealed].flatMap(([path, bytes]) => [...bytes.keys()].map((at) => ({ path, at })));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.integer({ min: 1, max: 255 }),
        async ({ path, at }, mask) => {
          const changed = Uint8Array.from(bytesOf(path));
          changed[at] = (changed[at] ?? 0) ^ mask;
          const { valid, failure } = await verify(withFile(sealed, path, changed));
          expect(valid).toBe(false);
          if (!path.endsWith('.gz')) return;
          const { line, entry } = lineAt(path, at);
          const { unit, questionnaire } = entry;
          expect(failure?.facts).toMatchObject({ file: path, line, unit, questionnaire });
          expect(failure?.facts.village).toBe(path.slice(path.indexOf('/') + 1, -'.ndjson.gz'.length));
        },
      ),
      { numRuns: 400 },
    );
  });

  const lineAt = (path: string, at: number): { readonly line: number; readonly entry: LeafEntry } => {
    let end = 0;
    for (const [index, entry] of entriesOf(path.replace('.ndjson.gz', '.leaves')).entries()) {
      end += entry.bytes;
      if (at < end) return { line: index + 1, entry };
    }
    throw new Error(`byte ${at} is behind the last line`);
  };

  test('[S6] every single byte of one record names that record', async () => {
    const [first] = entriesOf(leavesPath('villages', one));
    for (let at = 0; at < (first?.bytes ?? 0); at++) {
      const changed = Uint8Array.from(bytesOf(recordsFile));
      changed[at] = (changed[at] ?? 0) ^ 4;
      const { failure } = await verify(withFile(sealed, recordsFile, changed));
      expect(failure).toMatchObject({ code: 'record-differs', facts: { line: 1, unit: first?.unit } });
    }
  });

  test('[S6] a file cut short names the record that is cut; bytes behind the last one are named too', async () => {
    const bytes = bytesOf(recordsFile);
    const cut = await verify(withFile(sealed, recordsFile, bytes.subarray(0, bytes.length - 3)));
    expect(cut.failure).toMatchObject({ code: 'record-cut', facts: { line: 6, questionnaire: 'land' } });
    const longer = await verify(withFile(sealed, recordsFile, Uint8Array.of(...bytes, 0)));
    expect(longer.failure).toMatchObject({ code: 'bytes-after-last-record', facts: { file: recordsFile } });
  });

  test('[S6] two records that changed places: the first of them is named', async () => {
    const [a, b] = entriesOf(leavesPath('villages', one));
    const bytes = bytesOf(recordsFile);
    const [first, second] = [a?.bytes ?? 0, b?.bytes ?? 0];
    const swapped = Uint8Array.of(
      ...bytes.subarray(first, first + second),
      ...bytes.subarray(0, first),
      ...bytes.subarray(first + second),
    );
    const { failure } = await verify(withFile(sealed, recordsFile, swapped));
    expect(failure).toMatchObject({ code: 'record-differs', facts: { line: 1, unit: 'h-10' } });
  });
});

describe('files and keys', () => {
  test('[S4] a missing file and one too many are named', async () => {
    for (const path of sealed.keys()) {
      const { failure } = await verify(withFile(sealed, path, undefined));
      expect(failure).toMatchObject({ code: 'file-missing', facts: { file: path } });
    }
    const more = await verify(withFile(sealed, 'villages/990101109001.ndjson.gz', Uint8Array.of(1)));
    expect(more.failure).toMatchObject({ code: 'file-unexpected' });
  });

  test('[S4] a manifest that was changed and not signed again does not count, whatever it says', async () => {
    const text = new TextDecoder().decode(bytesOf('manifest.json'));
    const fewer = text.replace('"records":5', '"records":4');
    expect(fewer).not.toBe(text);
    const { failure, manifest } = await verify(
      withFile(sealed, 'manifest.json', new TextEncoder().encode(fewer)),
    );
    expect(failure?.code).toBe('signature-invalid');
    expect(manifest).toBeUndefined();
  });

  test('[S4] another key is not the key', async () => {
    const stranger = await openSealWorld();
    const other = await stranger.ports.signer.publicKey();
    await stranger.close();
    const { failure } = await verify(sealed, other);
    expect(failure).toMatchObject({
      code: 'key-differs',
      facts: { expected: other.fingerprint, got: key.fingerprint },
    });
  });

  test('[S6] a browser comes to the same verdict with nothing but JavaScript, and hears of progress', async () => {
    const heard: number[] = [];
    const report = await verifySeal(mapFiles(sealed), key, {
      gunzip: (member) => browserGunzip(member),
      onProgress: ({ villagesDone }) => heard.push(villagesDone),
    });
    expect(report.valid).toBe(true);
    expect(heard).toEqual([1, 2, 3]);
    expect(report.checks).toEqual((await verify(sealed)).checks);
  });
});

describe('layout', () => {
  test('[S10] the newline member is what gzip makes of a newline', () => {
    expect(gunzipSync(newlineMember).toString()).toBe('\n');
    const made = new Uint8Array(gzipSync('\n', { level: 6 }));
    made[9] = newlineMember[9] ?? 0; // the operating system, which depends on the machine
    expect(hexOf(newlineMember)).toBe(hexOf(made));
  });

  test('[S12] a proof leads from its line to the campaign root, and no other line, place or root will do', () => {
    const parsed = parseManifest(bytesOf('manifest.json'));
    if (!parsed.ok) throw new Error('no manifest');
    const manifest = parsed.value;
    for (const village of villages) {
      const entries = entriesOf(leavesPath('villages', village));
      for (const [index, entry] of entries.entries()) {
        const proof = lineProof(manifest, 'villages', village, entries, index);
        expect(checkLineProof(proof, manifest.root)).toBe(true);
        expect(checkLineProof(proof, manifest.villages[0]?.root ?? '')).toBe(false);
        for (const other of entries)
          expect(checkLineProof({ ...proof, leaf: other.leaf }, manifest.root)).toBe(other === entry);
        const moved = { ...proof, village: { ...proof.village, code: '990101101009' } };
        expect(checkLineProof(moved, manifest.root)).toBe(false);
        const counted = { ...proof, village: { ...proof.village, records: 99 } };
        expect(checkLineProof(counted, manifest.root)).toBe(false);
      }
    }
  });
});
