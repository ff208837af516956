/** The one transaction of an accepted submission: what is written, under which conditions, and the receipt for it. */

import type { AdmissionTrace } from '#forms/campaign/admission.ts';
import { sufficientRights } from '#forms/campaign/gate.ts';
import type { Receipt } from '#forms/campaign/submission.ts';
import { factsIn } from '#forms/checks/told.ts';
import type { Finding } from '#forms/findings/finding.ts';
import { afterEvent } from '#forms/findings/life.ts';
import type { Instant } from '#forms/json.ts';
import type { DrawnUp, Item, Write } from '../../ports.ts';
import { readPackChecks } from '../../store/campaign-checks.ts';
import { findingWrites } from '../../store/findings.ts';
import * as keys from '../../store/keys.ts';
import type { StoredRecord } from '../../store/village.ts';
import { openGate } from '../open-gate.ts';
import { computingOf, draftOf } from './computing.ts';
import type { Delivery, SubmissionPorts } from './delivery.ts';
import { recordHead } from './record-head.ts';
import { unitChanges } from './unit-changes.ts';

/** A decision by which a quarantined submission is let in: it stands in for the gate's right. */
export interface UnderDecision {
  readonly trace: AdmissionTrace;
  /** Takes the place of the gate's condition. */
  readonly gate: Write;
  /** The decision itself, in place of the look into quarantine: there it lies. */
  readonly decision: (receipt: Receipt) => Write;
}

/** What was drawn up when the answers were judged, if that is still what it says. */
const drawnUpAt = async (
  now: Instant,
  delivery: Delivery,
  ports: SubmissionPorts,
  under: UnderDecision | undefined,
): Promise<DrawnUp> => {
  const { drawn, canonical, contentHash } = delivery;
  if (drawn?.at === now && under === undefined) return drawn.up;
  const admission = under === undefined ? {} : { admission: under.trace };
  const record = { ...recordHead(delivery, now, ports.dice), contentHash, ...admission };
  return computingOf(ports).drawUp(draftOf(record, canonical));
};

export const acceptance = async (
  delivery: Delivery,
  previous: StoredRecord | undefined,
  findings: readonly Finding[],
  now: Instant,
  ports: SubmissionPorts,
  under?: UnderDecision,
) => {
  const changes = await unitChanges(delivery, now, ports.table);
  const { person, envelope, campaign, edition, contentHash } = delivery;
  const { village, unit, questionnaire, id: submission, basedOn } = envelope;
  const version = basedOn + 1;
  const { body, leafHash, receipt } = await drawnUpAt(now, delivery, ports, under);
  const correcting = basedOn > 0;
  const underFinding = findings.length > 0;
  const pointer: Item = {
    ...keys.recordKey(campaign.id, village, unit, questionnaire),
    unit,
    questionnaire,
    version,
    submission,
    edition: edition.edition,
    leafHash,
    contentHash,
    acceptedAt: now,
    by: person.id,
    receipt: receipt.code,
    pages: 0,
    ...(await sharedFacts(delivery, ports.table)),
  };
  const writes: { readonly [name: string]: Write | undefined } = {
    submission: {
      put: {
        ...keys.submissionKey(campaign.id, village, submission),
        unit,
        questionnaire,
        version,
        edition: edition.edition,
        submission,
        leafHash,
        contentHash,
        body,
        receipt: JSON.stringify(receipt),
        at: now,
      },
      when: [{ attribute: 'pk', is: 'absent' }],
    },
    late: under?.decision(receipt) ?? {
      check: keys.lateKey(campaign.id, village, submission), // W13: a copy of it may have met the gate closed
      when: [{ attribute: 'pk', is: 'absent' }],
    },
    gate:
      under?.gate ??
      openGate(
        { campaign: campaign.id, village, questionnaire },
        sufficientRights({ correcting, underFinding }),
        now,
      ),
    ...changes.writes,
    record: {
      put: pointer,
      when: correcting // W7: a version that never was is no less moved on than one that is no longer the newest
        ? [
            { attribute: 'version', is: '=', value: basedOn },
            { attribute: 'pages', is: '=', value: previous?.pages ?? 0 },
          ]
        : [{ attribute: 'pk', is: 'absent' }],
    },
    ...correctionUnder(findings, delivery, now),
    // K30: whatever was accepted is looked at by checks, however the process ends.
    recheck: { put: recheckMark(delivery) },
    tally: {
      add: keys.tallyKey(campaign.id, village, questionnaire),
      amounts: {
        submissions: 1,
        ...(changes.owed === 0 ? {} : { units: changes.owed }),
        records: correcting ? 0 : 1,
        signed: previous !== undefined && previous.pages > 0 ? -1 : 0, // the signed pages show the old content
        ...(under === undefined ? {} : { decided: 1 }),
      },
      set: { lastAt: now },
      ...(changes.below === undefined
        ? {}
        : { when: [{ attribute: 'units', is: '<', value: changes.below }] }),
    },
  };
  const named = Object.entries(writes).filter((entry): entry is [string, Write] => entry[1] !== undefined);
  return { receipt, names: named.map(([name]) => name), writes: named.map(([, write]) => write) };
};

/** What others may take over lies with the pointer: nobody opens hundreds of bodies for it (K43). */
const sharedFacts = async (
  { campaign, envelope, answers }: Delivery,
  table: SubmissionPorts['table'],
): Promise<{ readonly facts?: string }> => {
  const { facts } = await readPackChecks(table, campaign);
  const told = factsIn(facts, envelope.questionnaire, answers, 0);
  if (told.length === 0) return {};
  return { facts: JSON.stringify(Object.fromEntries(told.map(({ question, value }) => [question, value]))) };
};

/** Using findings moves them on, together with their village's counts (G6, K41). */
const correctionUnder = (
  findings: readonly Finding[],
  { person, envelope, campaign }: Delivery,
  now: Instant,
): { readonly [name: string]: Write } => {
  const place = { campaign: campaign.id, village: envelope.village };
  const changes = findings.flatMap((before) => {
    const corrected = afterEvent(before, { kind: 'correct' }, { by: person.id }, now);
    return corrected.ok ? [{ before, after: corrected.value }] : [];
  });
  return Object.fromEntries(findingWrites(place, changes).map((write, at) => [`finding${at}`, write]));
};

/** A sheet is looked at together with the unit that it belongs to. */
const recheckMark = ({ envelope, campaign, unit }: Delivery): Item => ({
  ...keys.recheckKey(
    campaign.id,
    envelope.village,
    unit?.parent ?? envelope.newUnit?.parent ?? envelope.unit,
  ),
  submission: envelope.id,
});
