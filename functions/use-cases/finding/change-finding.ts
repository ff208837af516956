/**
 * What people do to one finding: the event has a place in its state or is refused, and nothing is said any more about what is
 * closed for good (K32).
 */
import type { FindingEvent } from '#forms/findings/finding.ts';
import { afterEvent } from '#forms/findings/life.ts';
import type { Person, Verb } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { FindingState } from '#forms/wire/shapes.ts';
import type { Ports } from '../../ports.ts';
import { findingOf, findingWrites, shownFinding } from '../../store/findings.ts';
import * as keys from '../../store/keys.ts';
import { campaignFor } from '../access.ts';
import { fileIsKept } from '../answer-blobs.ts';
import { auditWrite } from '../audit.ts';
import { notClosedForGood } from '../gate-open-still.ts';
import { tellOfFindings } from './tell-of-findings.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'dice' | 'notices'>;

export interface FindingChangeWanted {
  readonly verb: Extract<Verb, 'finding.answer' | 'finding.return' | 'finding.decide'>;
  readonly campaign: string;
  /** The village. */
  readonly area: string;
  readonly finding: string;
  readonly event: FindingEvent;
}

/** Somebody may change it between reading and writing; then it is looked at again. */
const rounds = 4;

export const changeFinding =
  (person: Person, { verb, campaign, area, finding: id, event }: FindingChangeWanted) =>
  async (ports: Needs): Promise<Result<FindingState, Problem>> => {
    const { table, clock } = ports;
    const found = await campaignFor(person, verb, campaign, area, table);
    if (!found.ok) return found;
    const place = { campaign, village: area };
    for (let round = 0; round < rounds; round += 1) {
      const item = await table.get(keys.findingKey(campaign, area, id));
      if (!item) return refuse(problem('no-such-finding', { finding: id }));
      const before = findingOf(item);
      const { kind } = event;
      const changed = afterEvent(before, event, { by: person.id, name: person.name }, clock.now());
      if (!changed.ok) return refuse(problem('not-now', { state: before.state, kind }));
      const after = changed.value;
      const told =
        kind === 'issue' || kind === 'return'
          ? await tellOfFindings(place, [after], { text: event.text, by: person.id }, ports)
          : [];
      const file = 'file' in event ? event.file : undefined;
      const outcome = await table.transact([
        notClosedForGood(place, before.questionnaire),
        ...(file === undefined ? [] : [fileIsKept(campaign, area, file)]),
        ...findingWrites(place, [{ before, after }]),
        auditWrite(
          person,
          {
            campaign,
            verb: `finding.${kind}`,
            on: `${area}/${before.unit}/${before.questionnaire}`,
            why: id,
          },
          ports,
        ),
        ...told,
      ]);
      if (outcome === 'done') return ok(shownFinding(after));
      if (outcome !== 'busy' && outcome.refused === 0)
        return refuse(problem('gate-closed', { why: 'closed', questionnaire: before.questionnaire }));
      if (file !== undefined && outcome !== 'busy' && outcome.refused === 1)
        return refuse(problem('files-missing', { files: [file] }));
    }
    return refuse(problem('busy', { seconds: 5 }));
  };
