/**
 * Comparison lists as stored: every version that was handed in, its rows compressed in pieces, and per area which version holds.
 * A village compares with the list of its town, and with that of the district where the town has none (K21).
 */
import * as z from 'zod';
import type { ComparisonLists } from '#forms/dossier/lists.ts';
import type { JsonObject } from '#forms/json.ts';
import { type AreaCode, districtOf, townOf } from '#forms/permission/area.ts';
import type { ListVersion } from '#forms/wire/lists.ts';
import type { Item, Table, Write } from '../ports.ts';
import { bytesOf, gunzip, gzip, sha256Hex, textOf } from './bytes.ts';
import { campaignPk } from './keys.ts';
import * as listKeys from './list-keys.ts';
import { allOf } from './village.ts';

/** Rows as they are handed in: ids of columns, and cells in their order. */
export interface ListRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const versionShape = z.object({
  list: z.string(),
  area: z.string(),
  version: z.number(),
  rows: z.number(),
  /** SHA-256 over its columns and rows. */
  hash: z.string(),
  handedInAt: z.number(),
  by: z.string(),
  reason: z.string(),
  pieces: z.number(),
});
export type StoredVersion = z.infer<typeof versionShape>;

export const shownVersion = ({ pieces: _, ...shown }: StoredVersion): ListVersion => shown;

const pieceBytes = 350 * 1024;

const bodyOf = ({ columns, rows }: ListRows): Uint8Array => bytesOf(JSON.stringify({ columns, rows }));

export const listHash = (rows: ListRows): string => sha256Hex(bodyOf(rows));

/** What a version is made of, its head last; refused where somebody else has handed in meanwhile: the first write's condition. */
export const listWrites = (
  campaign: string,
  version: Omit<StoredVersion, 'pieces'>,
  rows: ListRows,
): readonly Write[] => {
  const body = gzip(bodyOf(rows));
  const pieces = Math.ceil(body.length / pieceBytes);
  const { list, area, version: number } = version;
  const stored = { ...version, pieces };
  return [
    {
      put: { ...listKeys.versionKey(campaign, area, list, number), ...stored },
      when: [{ attribute: 'pk', is: 'absent' }],
    },
    ...Array.from({ length: pieces }, (_, piece) => ({
      put: {
        ...listKeys.rowsKey(campaign, version, piece),
        body: body.slice(piece * pieceBytes, (piece + 1) * pieceBytes),
      },
    })),
    { put: { ...listKeys.listKey(campaign, area, list), ...stored } },
  ];
};

const versionOf = (item: Item): StoredVersion => versionShape.parse(item);

export const readListHead = async (
  table: Table,
  campaign: string,
  area: AreaCode,
  list: string,
): Promise<StoredVersion | undefined> => {
  const item = await table.get(listKeys.listKey(campaign, area, list));
  return item && versionOf(item);
};

/** Every version that was handed in for exactly this area, oldest first. */
export const versionsOfArea = async (
  table: Table,
  campaign: string,
  area: AreaCode,
): Promise<readonly StoredVersion[]> =>
  (await allOf(table, listKeys.versionsPk(campaign), listKeys.versionPrefix(area))).map(versionOf);

const headsOf = async (table: Table, campaign: string, area: AreaCode): Promise<readonly StoredVersion[]> =>
  (await allOf(table, campaignPk(campaign), listKeys.listPrefix(area))).map(versionOf);

/** By list: the version that a village or a town compares with. */
export const listsInForce = async (
  table: Table,
  campaign: string,
  area: AreaCode,
): Promise<ReadonlyMap<string, StoredVersion>> => {
  const [district, town] = await Promise.all([
    headsOf(table, campaign, districtOf(area)),
    headsOf(table, campaign, townOf(area)),
  ]);
  return new Map([...district, ...town].map((version) => [version.list, version]));
};

const pieceShape = z.object({ body: z.instanceof(Uint8Array) });
const bodyShape = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) });

export const readListRows = async (
  table: Table,
  campaign: string,
  version: StoredVersion,
): Promise<ListRows> => {
  const pieces = await Promise.all(
    Array.from({ length: version.pieces }, async (_, piece) => {
      const item = await table.get(listKeys.rowsKey(campaign, version, piece));
      if (!item) throw new Error(`list ${version.list} of ${version.area} lacks piece ${piece}`);
      return pieceShape.parse(item).body;
    }),
  );
  return bodyShape.parse(JSON.parse(textOf(gunzip(Buffer.concat(pieces)))));
};

/** Blank cells are not there, as in answers. */
const rowOf = (columns: readonly string[], cells: readonly string[]): JsonObject =>
  Object.fromEntries(columns.flatMap((id, at) => (cells[at] ? [[id, cells[at]]] : [])));

/** A version never changes, and reading one of 20 000 rows takes longer than all checks of a village. */
const known = new WeakMap<Table, Map<string, readonly JsonObject[]>>();
/** Of all campaigns together: some tens of megabytes. */
const mostKnownRows = 200_000;

const remember = (of: Map<string, readonly JsonObject[]>, name: string, rows: readonly JsonObject[]) => {
  of.set(name, rows);
  let sum = [...of.values()].reduce((total, { length }) => total + length, 0);
  for (const [oldest, { length }] of of) {
    if (sum <= mostKnownRows || oldest === name) break;
    of.delete(oldest);
    sum -= length;
  }
};

const rowsAsObjects = async (
  table: Table,
  campaign: string,
  version: StoredVersion,
): Promise<readonly JsonObject[]> => {
  const kept = known.get(table) ?? new Map<string, readonly JsonObject[]>();
  known.set(table, kept);
  const name = `${campaign} ${version.hash}`;
  const before = kept.get(name);
  if (before) return before;
  const { columns, rows } = await readListRows(table, campaign, version);
  const objects = rows.map((cells) => rowOf(columns, cells));
  remember(kept, name, objects);
  return objects;
};

/** What checks of the village compare with. */
export const readComparisonLists = async (
  table: Table,
  campaign: string,
  village: AreaCode,
): Promise<ComparisonLists> => {
  const versions = await listsInForce(table, campaign, village);
  const lists = await Promise.all(
    [...versions].map(async ([id, version]) => [id, await rowsAsObjects(table, campaign, version)] as const),
  );
  return Object.fromEntries(lists);
};
