/**
 * Roots of roots: villages of a town, towns of a district, districts of the campaign. What stands for an area in the tree
 * above it is canonical JSON of its code, its counts and its root, so that none of them can be swapped without a trace.
 */
import type { Json } from '../json.ts';
import { type AreaCode, districtOf, townOf } from '../permission/area.ts';
import { canonicalJson } from './canonical-json.ts';
import { hexOf, type Sha256, sha256 } from './hash.ts';
import type { SealedVillage } from './manifest.ts';
import { leafHash, merkleRoot } from './merkle.ts';

export type VillageRoots = Pick<SealedVillage, 'code' | 'records' | 'scans' | 'root' | 'late' | 'flows'>;

export interface AreaRoot {
  readonly code: AreaCode;
  readonly level: 'district' | 'town';
  /** Areas directly below. */
  readonly size: number;
  readonly root: string;
}

/** What is hashed for an area in the tree above it. */
export const villageLeaf = ({ code, records, scans, root, late, flows }: VillageRoots): Json => ({
  area: code,
  ...(flows ? { flows: { count: flows.count, root: flows.root } } : {}),
  late: { count: late.count, root: late.root },
  records,
  root,
  scans,
});
export const areaLeaf = ({ code, size, root }: Omit<AreaRoot, 'level'>): Json => ({ area: code, root, size });

export const hashOfLeaf = (leaf: Json, hash: Sha256 = sha256): Uint8Array =>
  leafHash(canonicalJson(leaf), hash);

const byCode = (a: { readonly code: AreaCode }, b: { readonly code: AreaCode }) => (a.code < b.code ? -1 : 1);

const parents = (
  below: readonly { readonly code: AreaCode; readonly leaf: Json }[],
  level: AreaRoot['level'],
  hash: Sha256,
): readonly AreaRoot[] => {
  const parentOf = level === 'town' ? townOf : districtOf;
  const groups = new Map<AreaCode, Uint8Array[]>();
  for (const { code, leaf } of [...below].sort(byCode)) {
    const parent = parentOf(code);
    const leaves = groups.get(parent) ?? [];
    groups.set(parent, leaves);
    leaves.push(hashOfLeaf(leaf, hash));
  }
  return [...groups].map(([code, leaves]) => ({
    code,
    level,
    size: leaves.length,
    root: hexOf(merkleRoot(leaves, hash)),
  }));
};

export interface AreaRoots {
  /** By code. */
  readonly towns: readonly AreaRoot[];
  readonly districts: readonly AreaRoot[];
  /** Over the districts: the root of the campaign. */
  readonly root: string;
}

/** S12: every root above the villages. */
export const areaRoots = (villages: readonly VillageRoots[], hash: Sha256 = sha256): AreaRoots => {
  const towns = parents(
    villages.map((village) => ({ code: village.code, leaf: villageLeaf(village) })),
    'town',
    hash,
  );
  const districts = parents(
    towns.map((town) => ({ code: town.code, leaf: areaLeaf(town) })),
    'district',
    hash,
  );
  const root = merkleRoot(
    districts.map((district) => hashOfLeaf(areaLeaf(district), hash)),
    hash,
  );
  return { towns, districts, root: hexOf(root) };
};
