/** Findings as they are listed and looked at: of every village of an area, and one whole with the answers that it speaks of. */
import { maskSensitive } from '#forms/answers/mask.ts';
import { pruneDraft } from '#forms/answers/prune.ts';
import { type Finding, isClosed } from '#forms/findings/finding.ts';
import { mayDo, type Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { FindingReply, FindingsReply, ListedFinding } from '#forms/wire/findings.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { Ports, Table } from '../../ports.ts';
import { currentEditionNumber, readEdition, villagesOf } from '../../store/campaign.ts';
import { findingOf, readFindings, shownFinding } from '../../store/findings.ts';
import * as keys from '../../store/keys.ts';
import { readPreviousAnswers } from '../../store/previous.ts';
import { allOf, unitOf } from '../../store/village.ts';
import { campaignFor } from '../access.ts';
import { readRecord } from '../read-village.ts';

const listed = (finding: Finding, village: string, unit: Unit | undefined): ListedFinding => {
  const { steps, ...shown } = shownFinding(finding);
  const last = steps.at(-1) ?? { at: finding.openedAt, kind: 'find' as const };
  return {
    ...shown,
    village,
    unitName: unit?.name ?? finding.unit,
    ...(unit?.size === undefined ? {} : { size: unit.size }),
    last: { at: last.at, kind: last.kind },
  };
};

const ofVillage = async (
  table: Table,
  campaign: string,
  village: string,
  closed: boolean,
): Promise<readonly ListedFinding[]> => {
  const findings = (await readFindings(table, { campaign, village })).filter(
    (finding) => isClosed(finding) === closed,
  );
  if (findings.length === 0) return [];
  const items = await allOf(table, keys.villagePk(campaign, village), keys.unitPrefix);
  const units = new Map(items.map((item) => [item.sk.slice(keys.unitPrefix.length), item]));
  return findings.map((finding) => {
    const item = units.get(finding.unit);
    return listed(finding, village, item && unitOf(item));
  });
};

/** K33: of the villages in the area where the person may look; `closed` for those that are done with. */
export const readFindingList =
  (person: Person, campaign: string, area: string, closed: boolean) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<Result<FindingsReply, Problem>> => {
    const found = await campaignFor(person, 'finding.read', campaign, area, table);
    if (!found.ok) return found;
    const villages = (await villagesOf(table, campaign, area)).filter(({ code }) =>
      mayDo(person, 'finding.read', code),
    );
    const lists = await Promise.all(villages.map(({ code }) => ofVillage(table, campaign, code, closed)));
    return ok({ findings: lists.flat(), now: clock.now() });
  };

export interface FindingWanted {
  readonly campaign: string;
  readonly area: string;
  readonly finding: string;
}

export const readFinding =
  (person: Person, { campaign, area, finding: id }: FindingWanted) =>
  async (
    ports: Pick<Ports, 'table' | 'clock' | 'dice'>,
  ): Promise<Result<Omit<FindingReply, 'people'>, Problem>> => {
    const { table, clock } = ports;
    const found = await campaignFor(person, 'finding.read', campaign, area, table);
    if (!found.ok) return found;
    const item = await table.get(keys.findingKey(campaign, area, id));
    if (!item) return refuse(problem('no-such-finding', { finding: id }));
    const finding = findingOf(item);
    const { unit, questionnaire } = finding;
    const [unitItem, record, prev] = await Promise.all([
      table.get(keys.unitKey(campaign, area, unit)),
      readRecord(person, { campaign, area, unit, questionnaire })(ports),
      previousMasked(table, campaign, area, finding),
    ]);
    if (!unitItem) return refuse(problem('no-such-unit', { unit }));
    return ok({
      finding: shownFinding(finding),
      village: area,
      unit: unitOf(unitItem),
      ...(record.ok ? { record: recordIn(record.value) } : {}),
      ...(prev === undefined ? {} : { prev }),
      now: clock.now(),
    });
  };

const recordIn = ({
  answers,
  edition,
  version,
  acceptedAt,
  by,
  pages,
}: NonNullable<FindingReply['record']>): NonNullable<FindingReply['record']> => ({
  answers,
  edition,
  version,
  acceptedAt,
  by,
  pages,
});

/** What no question asks any more is masked by none: it stays here (P26). */
const previousMasked = async (
  table: Table,
  campaign: string,
  village: string,
  { unit, questionnaire }: Finding,
) => {
  const [prev, number] = await Promise.all([
    readPreviousAnswers(table, campaign, { village, unit, questionnaire }),
    currentEditionNumber(table, campaign, questionnaire),
  ]);
  const edition =
    number === undefined ? undefined : await readEdition(table, campaign, questionnaire, number);
  return prev && edition ? maskSensitive(edition, pruneDraft(edition, prev)) : undefined;
};
