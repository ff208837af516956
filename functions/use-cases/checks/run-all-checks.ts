/** Every check over an area anew, asked for by somebody who may; and how far that is (K36, K40). */
import { mayDo, type Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { CheckRunReply, WaitingVillage } from '#forms/wire/findings.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports, Table } from '../../ports.ts';
import { villagesOf } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import { markedArea } from '../../store/list-keys.ts';
import { allOf } from '../../store/village.ts';
import { campaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { beginRun, type CheckRunPlace, checkedIn, readRun, type StoredCheckRun } from './check-run.ts';

type Reply = Omit<CheckRunReply, 'people'>;

export const runAllChecks =
  (person: Person, campaign: string, area: string) =>
  async (ports: Pick<Ports, 'table' | 'clock' | 'dice' | 'checking'>): Promise<Result<Reply, Problem>> => {
    const { table, clock, dice } = ports;
    const found = await campaignFor(person, 'check.run', campaign, area, table);
    if (!found.ok) return found;
    const now = clock.now();
    const place = { campaign, area };
    const begun = await beginRun(ports, place, { id: dice.id(now), startedAt: now, startedBy: person.id });
    const audit = auditWrite(person, { campaign, verb: 'check.run', on: area }, ports);
    const outcome = await table.transact([...begun.writes, audit]);
    if (outcome !== 'done') return refuse(problem('busy', { seconds: 5 }));
    await begun.goOn();
    return readCheckRun(person, campaign, area)(ports);
  };

/** Villages that are asked what waits in them: more nobody reads one by one, and each is a query. */
const mostListed = 60;

/** The last full run of the area, and what is still to be looked at, whoever marked it. */
export const readCheckRun =
  (person: Person, campaign: string, area: string) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<Result<Reply, Problem>> => {
    const found = await campaignFor(person, 'finding.read', campaign, area, table);
    if (!found.ok) return found;
    const place = { campaign, area };
    const villages = (await villagesOf(table, campaign, area))
      .map(({ code }) => code)
      .filter((village) => mayDo(person, 'finding.read', village));
    const run = await readRun(table, place);
    const through = run ? await checkedIn(table, place, run.id) : new Set<string>();
    const left = villages.filter((village) => !through.has(village));
    const asked = villages.length <= mostListed || left.length === 0 ? villages : left;
    const waiting = await waitingIn(table, place, asked.slice(0, mostListed));
    return ok({
      ...shownRun(run, through.size),
      waiting,
      now: clock.now(),
    });
  };

const shownRun = (run: StoredCheckRun | undefined, through: number): Pick<Reply, 'run'> => {
  if (run === undefined) return {};
  const { id: _, ...shown } = run;
  return { run: { ...shown, through: Math.min(through, run.villages) } };
};

const waitingIn = async (
  table: Table,
  { campaign }: CheckRunPlace,
  villages: readonly string[],
): Promise<readonly WaitingVillage[]> => {
  const waiting = await Promise.all(
    villages.map(async (village): Promise<WaitingVillage | undefined> => {
      const marks = await allOf(table, keys.villagePk(campaign, village), keys.recheckPrefix);
      if (marks.length === 0) return undefined;
      return marks.some((mark) => markedArea(mark)) ? { village } : { village, units: marks.length };
    }),
  );
  return waiting.filter((one) => one !== undefined);
};
