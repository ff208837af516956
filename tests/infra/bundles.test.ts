/** What is in the functions as they are deployed, and how much of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundles, buildBundles, entryNames, type FunctionName, partsOf, textOf } from './bundles.ts';
import { pack } from './synthesise.ts';

let bundles: Bundles;
beforeAll(() => {
  bundles = buildBundles();
}, 240_000);
afterAll(() => bundles?.remove());

describe('bundles', () => {
  test('[N10] carry neither the renderer, nor LMDB, nor the one-machine server with its demo', () => {
    for (const name of entryNames)
      expect(
        partsOf(name).filter((path) => /survey-core|lmdb|functions\/server|web\//.test(path)),
        name,
      ).toEqual([]);
    expect(partsOf('submit')).toContain('functions/use-cases/submit-answers.ts');
  });

  test('[N10] carry clients of only those services that the function uses', () => {
    const clients = Object.fromEntries(
      entryNames.map((name) => [
        name,
        [
          ...new Set(
            partsOf(name).flatMap(
              (path) => /node_modules\/@aws-sdk\/client-([a-z0-9-]+)/.exec(path)?.[1] ?? [],
            ),
          ),
        ],
      ]),
    );
    expect(clients).toEqual({
      api: ['dynamodb', 'kms', 's3', 'secrets-manager'],
      submit: [],
      freeze: ['dynamodb'],
      calendar: [],
      check: [],
      background: [],
      seal: ['dynamodb', 'kms', 's3'],
      annex: ['dynamodb', 'kms', 's3'],
      'open-campaign': [],
      'add-person': ['dynamodb', 'secrets-manager'],
    });
  });

  test('[N10] are no larger than a quick cold start allows', () => {
    const most: { readonly [Name in FunctionName]: number } = {
      ApiFunction: 470,
      SubmitFunction: 122,
      FreezeFunction: 165,
      CalendarFunction: 95,
      CheckFunction: 95,
      SealFunction: 250,
      AnnexFunction: 250,
      BackgroundFunction: 110,
      OpenCampaignFunction: 230,
      AddPersonFunction: 310,
    };
    const sizes = Object.entries(bundles.folders).map(([name, folder]) => {
      const [raw, packed] = [textOf(folder).length, gzipSync(textOf(folder)).length];
      return { name, raw: Math.round(raw / 1000), gzip: Math.round(packed / 1000) };
    });
    process.stdout.write(
      `${sizes.map(({ name, raw, gzip }) => `  ${name} ${raw} kB, ${gzip} kB gzip`).join('\n')}\n`,
    );
    expect(sizes.filter(({ name, gzip }) => gzip > most[name as FunctionName])).toEqual([]);
  });

  test('[N15] the submit function is at most 400 kB, without accounts, renderer, blobs and official clients', () => {
    expect(textOf(bundles.folders.SubmitFunction).length).toBeLessThanOrEqual(400_000);
    const foreign = /better-auth|survey-core|@aws-sdk|@smithy|functions\/adapters\/(s3|files)/;
    expect(partsOf('submit').filter((path) => foreign.test(path))).toEqual([]);
  });

  test('[N21] only the background function carries what speaks to mail servers', () => {
    const carrying = entryNames.filter((name) => partsOf(name).some((path) => path.includes('nodemailer')));
    expect(carrying).toEqual(['background']);
  });

  test('[N10] lie beside the packs that they open', () => {
    expect(existsSync(join(bundles.folders.OpenCampaignFunction, `packs/${pack}/pack.json`))).toBe(true);
  });
});
