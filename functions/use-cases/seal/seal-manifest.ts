/** The manifest of a seal out of the campaign, the state of the seal and the summaries of its villages. */
import type { Calendar } from '#forms/campaign/calendar.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import { areaRoots } from '#forms/seal/area-roots.ts';
import { editionPath } from '#forms/seal/layout.ts';
import {
  type Manifest,
  manifestVersion,
  type SealedEdition,
  type SealedFile,
  software,
} from '#forms/seal/manifest.ts';
import type { PublicKey } from '../../ports.ts';
import { hexOf, sha256 } from '../../store/bytes.ts';
import type { Campaign } from '../../store/campaign.ts';
import type { StoredSeal, VillageSummary } from '../../store/seals.ts';

export interface ManifestParts {
  readonly campaign: Campaign;
  readonly seal: StoredSeal;
  readonly summaries: readonly VillageSummary[];
  readonly editionFiles: readonly SealedFile[];
  /** Names of towns and districts by code. */
  readonly names: ReadonlyMap<string, string>;
  readonly signer: Pick<PublicKey, 'algorithm' | 'fingerprint'>;
}

/** Every edition that any village's lines refer to, once, in order. */
export const editionsIn = (summaries: readonly VillageSummary[]): readonly SealedEdition[] => {
  const byPath = new Map<string, SealedEdition>();
  for (const { editions } of summaries)
    for (const edition of editions) byPath.set(editionPath(edition.questionnaire, edition.edition), edition);
  return [...byPath].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edition]) => edition);
};

export const sealManifest = (parts: ManifestParts): Manifest => {
  const { campaign, seal, summaries, editionFiles, names, signer } = parts;
  const { calendar = campaign.calendar } = seal;
  const plan = calendar.seals.find(({ id }) => id === seal.seal);
  if (!plan) throw new Error(`no seal ${seal.seal} in the calendar of ${campaign.id}`);
  const villages = summaries.map(({ village }) => ({ ...village, flows: village.flows ?? noFlows }));
  const { towns, districts, root } = areaRoots(villages, sha256);
  const total = (of: (village: (typeof villages)[number]) => number) =>
    villages.reduce((sum, village) => sum + of(village), 0);
  return {
    format: 'xiangbiao-seal',
    version: manifestVersion,
    campaign: campaign.id,
    title: campaign.title,
    area: campaign.area,
    seal: { id: plan.id, title: plan.title, at: isoOf(plan.at), groups: [...plan.groups] },
    calendar: sealedCalendar(calendar),
    questionnaires: campaign.questionnaires
      .filter(({ group }) => plan.groups.includes(group))
      .map(({ id, unit, group, title }) => ({ id, unit, group, title })),
    pack: { id: campaign.packId, version: campaign.packVersion, hash: campaign.packHash },
    sealedAt: isoOf(seal.sealedAt),
    software,
    counts: {
      villages: villages.length,
      records: total((village) => village.records),
      scans: total((village) => village.scans),
      late: total((village) => village.late.count),
      flows: total((village) => village.flows.count),
    },
    root,
    areas: [...districts, ...towns]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map((area) => ({ ...area, name: names.get(area.code) ?? '' })),
    villages,
    editions: [...editionsIn(summaries)],
    files: [...summaries.flatMap(({ files }) => files), ...editionFiles].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    ),
    previous: seal.previous,
    signer: { algorithm: signer.algorithm, fingerprint: signer.fingerprint },
  };
};

/** Of a village that was sealed by the version before, in a seal that this one goes on with. */
const noFlows = { count: 0, root: hexOf(sha256(new Uint8Array())) };

const sealedCalendar = (calendar: Calendar): Manifest['calendar'] => ({
  timeZone: calendar.timeZone,
  stages: calendar.stages.map(({ id, title, group, right, from, to }) => ({
    id,
    title,
    group,
    right,
    from: isoOf(from),
    to: isoOf(to),
  })),
  milestones: calendar.milestones.map(({ id, title, group, at, share }) => ({
    id,
    title,
    group,
    at: isoOf(at),
    share,
  })),
});
