/** Hands many findings out in one go, each at most once, village by village (K34). */
import type { Finding } from '#forms/findings/finding.ts';
import { afterEvent } from '#forms/findings/life.ts';
import { mayDo, type Person } from '#forms/permission/permission.ts';
import { ok, type Result } from '#forms/result.ts';
import type { IssueFindings, IssueReply } from '#forms/wire/findings.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { Ports } from '../../ports.ts';
import { type FindingChange, findingOf, findingWrites, type VillagePlace } from '../../store/findings.ts';
import * as keys from '../../store/keys.ts';
import { gatesOfVillage } from '../../store/village.ts';
import { campaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { notClosedForGood } from '../gate-open-still.ts';
import { tellOfFindings } from './tell-of-findings.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'dice' | 'notices'>;

/** With gates, counts and notices beside them they fit into one transaction of a hundred writes. */
const atOnce = 40;
const rounds = 3;

export const issueFindings =
  (person: Person, campaign: string, area: string, wanted: IssueFindings) =>
  async (ports: Needs): Promise<Result<IssueReply, Problem>> => {
    const found = await campaignFor(person, 'finding.decide', campaign, area, ports.table);
    if (!found.ok) return found;
    const villages = new Map<string, Set<string>>();
    for (const { village, id } of wanted.findings) {
      if (!mayDo(person, 'finding.decide', village)) continue;
      villages.set(village, (villages.get(village) ?? new Set()).add(id));
    }
    let issued = 0;
    for (const [village, ids] of villages)
      for (let start = 0; start < ids.size; start += atOnce)
        issued += await issueSome(
          person,
          { campaign, village },
          [...ids].slice(start, start + atOnce),
          wanted,
        )(ports);
    const asked = new Set(wanted.findings.map(({ id }) => id)).size;
    return ok({ issued, skipped: asked - issued });
  };

const issueSome =
  (person: Person, place: VillagePlace, ids: readonly string[], { text, dueAt }: IssueFindings) =>
  async (ports: Needs): Promise<number> => {
    const event = { kind: 'issue', text, ...(dueAt === undefined ? {} : { dueAt }) } as const;
    for (let round = 0; round < rounds; round += 1) {
      const [gates, items] = await Promise.all([
        gatesOfVillage(ports.table, place.campaign, place.village),
        Promise.all(ids.map((id) => ports.table.get(keys.findingKey(place.campaign, place.village, id)))),
      ]);
      const closed = new Set(gates.filter(({ right }) => right === 'none').map((gate) => gate.questionnaire));
      const changes = items.flatMap((item): readonly FindingChange[] => {
        const before = item && findingOf(item);
        if (before?.state !== 'found' || closed.has(before.questionnaire)) return [];
        const after = afterEvent(before, event, { by: person.id, name: person.name }, ports.clock.now());
        return after.ok ? [{ before, after: after.value }] : [];
      });
      if (changes.length === 0) return 0;
      if ((await write(person, place, changes, text, ports)) === 'done') return changes.length;
    }
    return 0;
  };

const write = async (
  person: Person,
  place: VillagePlace,
  changes: readonly FindingChange[],
  text: string,
  ports: Needs,
) => {
  const findings: readonly Finding[] = changes.map(({ after }) => after);
  const questionnaires = new Set(findings.map(({ questionnaire }) => questionnaire));
  return ports.table.transact([
    ...[...questionnaires].map((questionnaire) => notClosedForGood(place, questionnaire)),
    ...findingWrites(place, changes),
    auditWrite(
      person,
      {
        campaign: place.campaign,
        verb: 'finding.issue',
        on: place.village,
        why: String(findings.length),
      },
      ports,
    ),
    ...(await tellOfFindings(place, findings, { text, by: person.id }, ports)),
  ]);
};
