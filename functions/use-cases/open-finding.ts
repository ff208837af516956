/** A town hands a record back with a comment: under an open finding a correction passes even the correction stage's gate. */
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { Finding } from '#forms/findings/finding.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { FindingState } from '#forms/wire/shapes.ts';
import type { Ports } from '../ports.ts';
import { findingWrites, shownFinding } from '../store/findings.ts';
import * as keys from '../store/keys.ts';
import { campaignFor } from './access.ts';
import { auditWrite } from './audit.ts';

export interface OpenFinding {
  readonly campaign: string;
  readonly area: string;
  readonly unit: string;
  readonly questionnaire: string;
  readonly at?: string | undefined;
  readonly comment: string;
}

export const openFinding =
  (person: Person, { campaign, area, unit, questionnaire, at, comment }: OpenFinding) =>
  async (ports: Pick<Ports, 'table' | 'clock' | 'dice'>): Promise<Result<FindingState, Problem>> => {
    const { table, clock, dice } = ports;
    const found = await campaignFor(person, 'finding.open', campaign, area, table);
    if (!found.ok) return found;
    if (!questionnaireOf(found.value, questionnaire))
      return refuse(problem('no-such-questionnaire', { questionnaire }));
    const now = clock.now();
    const finding: Finding = {
      id: dice.id(now),
      unit,
      questionnaire,
      severity: 'error',
      ...(at === undefined ? {} : { at }),
      comment,
      openedAt: now,
      openedBy: person.name,
      state: 'open',
      revision: 1,
      steps: [{ at: now, by: person.id, kind: 'issue', text: comment }],
    };
    const outcome = await table.transact([
      {
        check: keys.recordKey(campaign, area, unit, questionnaire),
        when: [{ attribute: 'pk', is: 'present' }],
      },
      {
        check: keys.gateKey(campaign, area, questionnaire), // S1: nothing is said about what is closed for good
        when: [{ attribute: 'right', is: '<>', value: 'none' }],
      },
      ...findingWrites({ campaign, village: area }, [{ before: undefined, after: finding }]),
      auditWrite(
        person,
        { campaign, verb: 'finding.open', on: `${area}/${unit}/${questionnaire}`, why: finding.id },
        ports,
      ),
    ]);
    if (outcome === 'done') return ok(shownFinding(finding));
    if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
    if (outcome.refused === 1) return refuse(problem('gate-closed', { why: 'closed', questionnaire }));
    return refuse(problem('no-such-record', { unit, questionnaire }));
  };
