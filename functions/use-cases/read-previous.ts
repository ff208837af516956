/**
 * What the units of a village answered in the round before, for prefilling and comparing: read like records are (P26). It never
 * changes while the campaign runs, so a phone walks through it once and keeps it for the days without a network.
 */
import { maskSensitive } from '#forms/answers/mask.ts';
import { pruneDraft } from '#forms/answers/prune.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { PreviousReply } from '#forms/wire/units.ts';
import type { Ports, Table } from '../ports.ts';
import { currentEditionNumber, readEdition } from '../store/campaign.ts';
import * as keys from '../store/keys.ts';
import { previousOf } from '../store/previous.ts';
import { campaignFor } from './access.ts';
import { auditWrite } from './audit.ts';

export interface PreviousWanted {
  readonly campaign: string;
  readonly area: string;
  /** `next` of the reply before. */
  readonly after?: string | undefined;
  /** P6: with a reason identity numbers are shown, and the reason is logged before anything leaves. */
  readonly reason?: string;
}

/** Sets of answers in one reply: some hundred kilobytes. */
const atOnce = 100;

export const readPrevious =
  (person: Person, { campaign, area, after, reason }: PreviousWanted) =>
  async (ports: Pick<Ports, 'table' | 'clock' | 'dice'>): Promise<Result<PreviousReply, Problem>> => {
    const { table } = ports;
    const verb = reason === undefined ? 'record.read' : 'record.reveal';
    const found = await campaignFor(person, verb, campaign, area, table);
    if (!found.ok) return found;
    const page = await table.query(keys.villagePk(campaign, area), {
      prefix: keys.previousPrefix,
      limit: atOnce,
      ...(after === undefined ? {} : { after: keys.previousPrefix + after }),
    });
    if (reason !== undefined) {
      const logged = await table.transact([
        auditWrite(person, { campaign, verb, on: `${area}/previous`, why: reason }, ports),
      ]);
      if (logged !== 'done') return refuse(problem('busy', { seconds: 5 }));
    }
    const editions = await currentEditions(
      table,
      campaign,
      found.value.questionnaires.map(({ id }) => id),
    );
    return ok({
      previous: page.items.map(previousOf).flatMap(({ answers, ...about }) => {
        const edition = editions.get(about.questionnaire);
        if (!edition) return [];
        // What no question asks any more is masked by none: it stays here.
        const asked = pruneDraft(edition, answers);
        return [{ ...about, answers: reason === undefined ? maskSensitive(edition, asked) : asked }];
      }),
      masked: reason === undefined,
      ...(page.next === undefined ? {} : { next: page.next.slice(keys.previousPrefix.length) }),
    });
  };

const currentEditions = async (
  table: Table,
  campaign: string,
  questionnaires: readonly string[],
): Promise<ReadonlyMap<string, Edition>> => {
  const found = await Promise.all(
    questionnaires.map(async (id) => {
      const number = await currentEditionNumber(table, campaign, id);
      const edition = number === undefined ? undefined : await readEdition(table, campaign, id, number);
      return edition ? [[id, edition] as const] : [];
    }),
  );
  return new Map(found.flat());
};
