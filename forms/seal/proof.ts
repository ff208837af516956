/**
 * A proof that one line is in a seal: its audit paths through village, town and district up to the campaign's root, the one
 * number on the printed certificate. It can be checked with nothing else at hand.
 */
import type { Json } from '../json.ts';
import { districtOf, townOf } from '../permission/area.ts';
import {
  type AreaRoots,
  areaLeaf,
  areaRoots,
  hashOfLeaf,
  type VillageRoots,
  villageLeaf,
} from './area-roots.ts';
import { bytesOfHex, hexOf, type Sha256, sha256 } from './hash.ts';
import type { LeafEntry, ListName } from './layout.ts';
import type { Manifest } from './manifest.ts';
import { inclusionProof, rootOfProof } from './merkle.ts';

export interface ProofStep {
  readonly index: number;
  readonly size: number;
  /** Hex, from the leaf upwards. */
  readonly path: readonly string[];
}
export interface LineProof {
  readonly list: ListName;
  /** Hex. */
  readonly leaf: string;
  readonly inVillage: ProofStep;
  readonly village: VillageRoots;
  readonly inTown: ProofStep;
  readonly town: { readonly code: string; readonly size: number; readonly root: string };
  readonly inDistrict: ProofStep;
  readonly district: { readonly code: string; readonly size: number; readonly root: string };
  readonly inCampaign: ProofStep;
  /** Hex: the campaign's root. */
  readonly root: string;
}

const bytesOf = (hex: string): Uint8Array => bytesOfHex(hex) ?? new Uint8Array();

const step = (leaves: readonly Uint8Array[], index: number, hash: Sha256): ProofStep => ({
  index,
  size: leaves.length,
  path: inclusionProof(leaves, index, hash).map(hexOf),
});

/** Where a leaf stands among its siblings; throws when the manifest has no such area, which `openSeal` does not rule out. */
const stepAmong = <Area extends { readonly code: string }>(
  siblings: readonly Area[],
  code: string,
  leafOf: (area: Area) => Json,
  hash: Sha256,
): ProofStep =>
  step(
    siblings.map((sibling) => hashOfLeaf(leafOf(sibling), hash)),
    siblings.findIndex((sibling) => sibling.code === code),
    hash,
  );

/** The proof for the entry at `index` of a village's list. `roots` are those of the manifest, if the caller has them. */
export const lineProof = (
  manifest: Manifest,
  list: ListName,
  code: string,
  entries: readonly LeafEntry[],
  index: number,
  hash: Sha256 = sha256,
  roots: AreaRoots = areaRoots(manifest.villages, hash),
): LineProof => {
  const { towns, districts, root } = roots;
  const village = manifest.villages.find((candidate) => candidate.code === code);
  const town = towns.find((candidate) => candidate.code === townOf(code));
  const district = districts.find((candidate) => candidate.code === districtOf(code));
  const leaf = entries[index]?.leaf;
  if (!village || !town || !district || leaf === undefined)
    throw new RangeError(`no line ${index} of ${list}/${code} in this seal`);
  const besideVillage = manifest.villages.filter((candidate) => townOf(candidate.code) === town.code);
  const besideTown = towns.filter((candidate) => districtOf(candidate.code) === district.code);
  const { records, scans, late, flows } = village;
  return {
    list,
    leaf,
    inVillage: step(
      entries.map((entry) => bytesOf(entry.leaf)),
      index,
      hash,
    ),
    village: { code, records, scans, root: village.root, late, ...(flows ? { flows } : {}) },
    inTown: stepAmong(besideVillage, code, villageLeaf, hash),
    town: { code: town.code, size: town.size, root: town.root },
    inDistrict: stepAmong(besideTown, town.code, areaLeaf, hash),
    district: { code: district.code, size: district.size, root: district.root },
    inCampaign: stepAmong(districts, district.code, areaLeaf, hash),
    root,
  };
};

const leadsTo = (leaf: Uint8Array, { index, size, path }: ProofStep, root: string, hash: Sha256) => {
  const found = rootOfProof({ leaf, index, size, path: path.map(bytesOf) }, hash);
  return found !== undefined && hexOf(found) === root;
};

/** S8: true when every path of the proof leads where it says, up to `root`. */
export const checkLineProof = (proof: LineProof, root: string, hash: Sha256 = sha256): boolean => {
  const { village, town, district, list } = proof;
  const villageRoot = list === 'late' ? village.late.root : village.root;
  return (
    leadsTo(bytesOf(proof.leaf), proof.inVillage, villageRoot, hash) &&
    townOf(village.code) === town.code &&
    leadsTo(hashOfLeaf(villageLeaf(village), hash), proof.inTown, town.root, hash) &&
    districtOf(village.code) === district.code &&
    leadsTo(hashOfLeaf(areaLeaf(town), hash), proof.inDistrict, district.root, hash) &&
    leadsTo(hashOfLeaf(areaLeaf(district), hash), proof.inCampaign, root, hash)
  );
};
