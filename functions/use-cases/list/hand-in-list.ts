/**
 * Somebody hands in a comparison list: judged cell by cell as it was in the browser, kept as a version of its own, in force at once,
 * and every unit that it could say something about is looked at anew (K19, K20, K22).
 */
import { checksOf, type PackChecks } from '#forms/campaign/pack-checks.ts';
import { listsOf } from '#forms/checks/list-names.ts';
import { readListTable } from '#forms/lists/list-table.ts';
import { levelOf } from '#forms/permission/area.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { HandInList, ListVersion } from '#forms/wire/lists.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports, Table } from '../../ports.ts';
import { readPackChecks } from '../../store/campaign-checks.ts';
import { type ListRows, listHash, listWrites, readListHead, shownVersion } from '../../store/lists.ts';
import { campaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { beginRun } from '../checks/check-run.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'dice' | 'checking'>;

export interface ListPlace {
  readonly campaign: string;
  /** Town or district. */
  readonly area: string;
  readonly list: string;
}

interface Taken extends ListRows {
  readonly pack: PackChecks;
}

/** The rows as they are kept, or every fault in them. */
const taken = async (
  person: Person,
  { campaign, area, list }: ListPlace,
  wanted: HandInList,
  table: Table,
): Promise<Result<Taken, Problem>> => {
  const found = await campaignFor(person, 'list.hand-in', campaign, area, table);
  if (!found.ok) return found;
  if (levelOf(area) === 'village') return refuse(problem('no-such-area', { area }));
  const pack = await readPackChecks(table, found.value);
  const form = pack.lists?.find(({ id }) => id === list);
  if (!form) return refuse(problem('no-such-list', { list }));
  const { columns, rows, faults } = readListTable(form, [wanted.columns, ...wanted.rows]);
  return faults.length > 0 ? refuse(problem('list-refused', { faults })) : ok({ columns, rows, pack });
};

const isAsked = (pack: PackChecks, list: string): boolean =>
  checksOf(pack).some((check) => check.off !== true && listsOf(check).includes(list));

export const handInList =
  (person: Person, place: ListPlace, wanted: HandInList) =>
  async (ports: Needs): Promise<Result<ListVersion, Problem>> => {
    const { table, clock, dice } = ports;
    const { campaign, area, list } = place;
    const judged = await taken(person, place, wanted, table);
    if (!judged.ok) return judged;
    const { pack, columns, rows } = judged.value;
    const now = clock.now();
    const hash = listHash({ columns, rows });
    const head = await readListHead(table, campaign, area, list);
    const before = head?.version ?? 0;
    // Sent again because the reply was lost: it is there, and what may not have been marked is marked once more.
    const again = head !== undefined && head.hash === hash && head.by === person.id;
    if (!again && before !== wanted.basedOn) return refuse(problem('list-moved-on', { version: before }));
    const next = { list, area, version: before + 1, rows: rows.length, hash, handedInAt: now };
    const version = again ? shownVersion(head) : { ...next, by: person.id, reason: wanted.reason };
    const run = { id: dice.id(now), startedAt: now, startedBy: person.id, list };
    const begun = isAsked(pack, list) ? await beginRun(ports, { campaign, area }, run) : undefined;
    const why = `${version.version}: ${wanted.reason}`;
    const outcome = await table.transact([
      ...(again ? [] : listWrites(campaign, version, { columns, rows })),
      ...(begun?.writes ?? []),
      auditWrite(person, { campaign, verb: 'list.hand-in', on: `${area}/${list}`, why }, ports),
    ]);
    if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
    if (outcome !== 'done') return refuse(problem('list-moved-on', { version: before + 1 }));
    await begun?.goOn();
    return ok(version);
  };
