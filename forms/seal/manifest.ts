/**
 * The manifest says everything about a seal that is not a record: what was sealed, when, under which gates, by which key,
 * and the hash of every other file. It is signed as it stands, as canonical JSON, so it has exactly one spelling.
 */
import * as z from 'zod';
import type { Json } from '../json.ts';
import { isAreaCode } from '../permission/area.ts';
import { ok, type Result, refuse } from '../result.ts';
import { canonicalJson } from './canonical-json.ts';
import { isCanonical } from './canonical-scan.ts';
import { jsonOf } from './text.ts';

/** Grows when an older verifier could no longer read a seal: since 2 flows are sealed. Seals of every version are read. */
export const manifestVersion = 2;

/** Name and version of the software that writes seals; equal to package.json by test. */
export const software = 'xiangbiao 0.3.0';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** ISO 8601 in UTC with milliseconds. */
const time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const count = z.number().int().min(0);
const area = z.string().refine(isAreaCode);
const text = z.union([z.string(), z.record(z.string(), z.string())]);
/** Names become paths and lines; nothing in a sealed folder may lead out of it. */
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

const gateShape = z.strictObject({
  questionnaire: name,
  stage: z.string(),
  right: z.string(),
  closesAt: time,
  /** Grew by one with every move. */
  revision: count,
  /** Every move, oldest first. */
  moves: z.array(
    z.strictObject({
      revision: count,
      stage: z.string(),
      right: z.string(),
      at: time,
      /** Where an extension moved it: which one, who asked and decided, and why (G16). */
      extension: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

export const sealedVillageShape = z.strictObject({
  code: area,
  name: z.string(),
  records: count,
  scans: count,
  /** Over records and scans, in the order of the file. */
  root: hash,
  /** Quarantined submissions: their own list with its own root. */
  late: z.strictObject({ count, root: hash }),
  /** Since version 2: units on their way through workflows, as they stood at the seal's instant. */
  flows: z.strictObject({ count, root: hash }).optional(),
  /** Position of each gate when the village was sealed. */
  gates: z.array(gateShape),
});
export type SealedVillage = z.infer<typeof sealedVillageShape>;

export const sealedFileShape = z.strictObject({ path: z.string().min(1), bytes: count, sha256: hash });
export type SealedFile = z.infer<typeof sealedFileShape>;

export const sealedEditionShape = z.strictObject({
  questionnaire: name,
  edition: z.number().int().min(1),
  sourceHash: hash,
});
export type SealedEdition = z.infer<typeof sealedEditionShape>;

const calendarShape = z.strictObject({
  timeZone: z.string(),
  stages: z.array(
    z.strictObject({
      id: z.string(),
      title: text,
      group: z.string(),
      right: z.string(),
      from: time,
      to: time,
    }),
  ),
  milestones: z.array(
    z.strictObject({ id: z.string(), title: text, group: z.string(), at: time, share: z.number() }),
  ),
});

const shape = z.strictObject({
  format: z.literal('xiangbiao-seal'),
  version: z.union([z.literal(1), z.literal(manifestVersion)]),
  campaign: name,
  title: text,
  area,
  seal: z.strictObject({ id: name, title: text, at: time, groups: z.array(z.string()) }),
  calendar: calendarShape,
  /** The questionnaires that the seal covers. */
  questionnaires: z.array(z.strictObject({ id: name, unit: z.string(), group: z.string(), title: text })),
  pack: z.strictObject({ id: z.string(), version: z.string(), hash: z.string() }),
  /** When sealing began: every gate was closed, and the quarantine holds what came before. */
  sealedAt: time,
  software: z.string(),
  counts: z.strictObject({
    villages: count,
    records: count,
    scans: count,
    late: count,
    flows: count.optional(),
  }),
  root: hash,
  /** Districts and towns, by code. */
  areas: z.array(
    z.strictObject({
      code: area,
      level: z.enum(['district', 'town']),
      name: z.string(),
      /** Areas directly below. */
      size: count,
      root: hash,
    }),
  ),
  /** By code. */
  villages: z.array(sealedVillageShape),
  editions: z.array(sealedEditionShape),
  /** Every file but manifest, signature and public key, by path. */
  files: z.array(sealedFileShape),
  /** The campaign's seal before this one, with the hash of its manifest. */
  previous: z.strictObject({ id: name, root: hash, manifest: hash }).nullable(),
  signer: z.strictObject({ algorithm: z.enum(['Ed25519', 'ECDSA_P256_SHA256']), fingerprint: z.string() }),
});
export type Manifest = z.infer<typeof shape>;

/** What a version has, every village and the counts have. */
const hasItsParts = ({ version, counts, villages }: Manifest): boolean =>
  [counts, ...villages].every((part) => (part.flows !== undefined) === version >= 2);
export const manifestShape = shape.refine(hasItsParts, { path: ['version'] });
export type ManifestFault = 'manifest-unreadable' | 'manifest-version-unknown' | 'not-canonical';

/** S4: the manifest out of its bytes. `says` tells where the shape is wrong. */
export const parseManifest = (
  bytes: Uint8Array,
): Result<Manifest, { readonly code: ManifestFault; readonly says: string }> => {
  const json = jsonOf(bytes);
  if (json === undefined) return refuse({ code: 'manifest-unreadable', says: 'JSON' });
  const head = z.object({ format: z.literal('xiangbiao-seal'), version: z.number() }).safeParse(json);
  if (head.success && !(head.data.version >= 1 && head.data.version <= manifestVersion))
    return refuse({ code: 'manifest-version-unknown', says: String(head.data.version) });
  const parsed = manifestShape.safeParse(json);
  if (!parsed.success)
    return refuse({
      code: 'manifest-unreadable',
      says: `/${parsed.error.issues[0]?.path.map(String).join('/') ?? ''}`,
    });
  return isCanonical(bytes) ? ok(parsed.data) : refuse({ code: 'not-canonical', says: '' });
};

export const manifestBytes = (manifest: Manifest): Uint8Array => canonicalJson(manifest as unknown as Json);
