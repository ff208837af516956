/** The store against itself: versions without gaps, findings used once, tallies that a recount confirms, gates that only close. */

import * as z from 'zod';
import { dueFor } from '#forms/campaign/due.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import type { Item } from '#functions/ports.ts';
import { gunzip, textOf } from '#functions/store/bytes.ts';
import * as keys from '#functions/store/keys.ts';
import { type StoredUnit, storedUnitOf, submissionOf } from '#functions/store/village.ts';
import { campaign } from '../simulation/plan.ts';
import { rightsAt } from './allowance.ts';
import { lastCalendar } from './calendars.ts';
import { type Broken, type Evidence, groupOf, type Stored } from './evidence.ts';
import { admittedIn } from './judge-decisions.ts';
import { stagesMet } from './judge-replies.ts';

const aboutItem = ({ unit, questionnaire }: Item) => `${unit}/${questionnaire}`;

export const judgeVersions = ({ accepted, records }: Stored): readonly Broken[] => {
  const versions = new Map<string, Item[]>();
  for (const item of accepted.values())
    versions.set(aboutItem(item), [...(versions.get(aboutItem(item)) ?? []), item]);
  const broken: Broken[] = [];
  for (const [about, items] of versions) {
    const numbers = items.map(({ version }) => Number(version)).sort((a, b) => a - b);
    if (numbers.some((number, index) => number !== index + 1))
      broken.push({ rule: 'W7', says: `has the versions ${numbers.join(' ')}`, about });
    const newest = items.find(({ version }) => version === numbers.at(-1));
    if (records.get(about)?.submission !== newest?.submission)
      broken.push({ rule: 'W11', says: 'its record is not the newest accepted submission', about });
  }
  for (const about of records.keys())
    if (!versions.has(about)) broken.push({ rule: 'W11', says: 'a record without a submission', about });
  return broken;
};

const stepsShape = z.array(z.object({ kind: z.string(), at: z.number() }));

/** When a correction came in under the finding. */
const correctedAt = ({ steps }: Item): readonly number[] =>
  stepsShape.parse(steps).flatMap(({ kind, at }) => (kind === 'correct' ? [at] : []));

/** G5, G6: each correction in such a stage has used a finding of its own. */
export const judgeFindings = (evidence: Evidence, stored: Stored): readonly Broken[] => {
  const { accepted, findings } = stored;
  const admitted = admittedIn(stored);
  const used = new Map<string, number>();
  for (const finding of findings.values())
    for (const at of correctedAt(finding)) {
      const key = `${aboutItem(finding)} ${at}`;
      used.set(key, (used.get(key) ?? 0) + 1);
    }
  const broken: Broken[] = [];
  for (const [id, item] of accepted) {
    const about = aboutItem(item);
    const place = { village: String(item.unit).slice(0, 12), questionnaire: String(item.questionnaire) };
    const rights = rightsAt(evidence, stored, place, Number(item.at));
    const count = used.get(`${about} ${item.at}`) ?? 0;
    if (admitted.has(id)) continue;
    if (count > 1) broken.push({ rule: 'G6', says: `…${id.slice(-4)} used ${count} findings`, about });
    if (!rights.some((right) => right === 'collect' || right === 'correct') && count !== 1)
      broken.push({ rule: 'G6', says: `…${id.slice(-4)} passed without a finding`, about });
    if (!rights.includes('collect') && Number(item.version) === 1)
      broken.push({ rule: 'G5', says: `…${id.slice(-4)} is a first record under ${rights}`, about });
  }
  const moments = new Set([...accepted.values()].map((item) => `${aboutItem(item)} ${item.at}`));
  for (const [id, finding] of findings) {
    const times = correctedAt(finding);
    const known = times.every((at) => moments.has(`${aboutItem(finding)} ${at}`));
    if (times.length > 1 || !known || (finding.state === 'corrected') !== (times.length === 1))
      broken.push({ rule: 'G6', says: `finding …${id.slice(-4)} was used ${times.length} times` });
  }
  return broken;
};

export const judgeTallies = ({ plan }: Evidence, stored: Stored): readonly Broken[] =>
  stored.tallies.flatMap((tally) => {
    const here = keys.villagePk(campaign, String(tally.village));
    const mine = (items: ReadonlyMap<string, Item>) =>
      [...items.values()].filter((item) => item.questionnaire === tally.questionnaire && item.pk === here);
    const about = plan.pack.questionnaires.find(({ id }) => id === tally.questionnaire);
    const owed = (unit: StoredUnit) =>
      about !== undefined &&
      (dueFor(about, unit) || stored.records.has(`${unit.id}/${String(tally.questionnaire)}`));
    const records = mine(stored.records);
    const decided = mine(stored.admissions).filter(({ state }) => state !== 'asked').length;
    const counted = {
      units: stored.units
        .filter(({ pk }) => pk === here)
        .map(storedUnitOf)
        .filter(owed).length,
      submissions: mine(stored.accepted).length,
      records: records.length,
      signed: records.filter(({ pages }) => Number(pages) > 0).length,
      late: mine(stored.late).length,
      decided,
    };
    const wrong = Object.entries(counted).filter(([name, count]) => (tally[name] ?? 0) !== count);
    return wrong.map(([name, count]) => ({
      rule: 'W11',
      says: `${tally.village} ${tally.questionnaire}: tally says ${tally[name]} ${name}, there are ${count}`,
    }));
  });

/** W31, W33: attributes are those of the newest record, and a unit was added exactly where a record of it was accepted. */
export const judgeUnits = (stored: Stored): readonly Broken[] => {
  const units = new Map(stored.units.map((item) => [String(item.id), storedUnitOf(item)]));
  const broken: Broken[] = [];
  for (const [about, record] of stored.records) {
    const unit = units.get(String(record.unit));
    if (!unit) broken.push({ rule: 'W33', says: 'a record of a unit that is not there', about });
    if (record.questionnaire !== 'home' || !unit) continue;
    const { body } = submissionOf(stored.accepted.get(String(record.submission)) ?? record);
    const { answers } = JSON.parse(textOf(gunzip(body))) as { answers: { status?: string } };
    if (answers.status !== unit.attributes?.status)
      broken.push({ rule: 'W31', says: `${answers.status} became ${unit.attributes?.status}`, about });
  }
  for (const { id, addedAt } of units.values())
    if (addedAt !== undefined && ![...stored.records.values()].some(({ unit }) => unit === id))
      broken.push({ rule: 'W33', says: `unit ${id} was added without a record` });
  return broken;
};

/** The pages that a record counts are those attached to its newest version, with the content of that version. */
const pageCounts = ({ weather }: Evidence, { records, scans }: Stored): readonly Broken[] =>
  [...records].flatMap(([about, record]) => {
    const shown = [...scans.values()].filter(
      (scan) => aboutItem(scan) === about && scan.contentHash === record.contentHash,
    );
    const since = shown.filter(({ attachedAt }) => Number(attachedAt) >= Number(record.acceptedAt));
    // Where the clock was set back, a page may be dated before the record that it was attached to.
    const right =
      weather.clockSteps === 0 ? since.length === record.pages : shown.length >= Number(record.pages);
    const says = `${record.pages} pages counted, ${since.length} there`;
    return right ? [] : [{ rule: 'G9', says, about }];
  });

/** G9, G11: a page is refused only while no write of its questionnaire may come in. */
export const judgePages = (evidence: Evidence, stored: Stored): readonly Broken[] => {
  const { scans } = stored;
  const { ledger, weather } = evidence;
  const missing = ledger.pages.filter(({ scan }) => !scans.has(scan));
  const refused = ledger.refusedPages.filter(({ about, at }) => {
    const met = stagesMet(evidence, stored, about.split('/')[1] ?? '', at);
    return weather.clockSteps === 0 && met.every((stage) => (stage?.right ?? 'read') !== 'read');
  });
  return [
    ...pageCounts(evidence, stored),
    ...missing.map((page) => ({
      rule: 'G9',
      says: `page …${page.scan.slice(-4)} was attached and is not there`,
      about: `${page.unit}/${page.questionnaire}`,
    })),
    ...refused.map(({ about, at }) => ({ rule: 'G11', says: `a page was refused at ${isoOf(at)}`, about })),
  ];
};

/** G3: every move once and forwards, and at the end all gates are closed. */
export const judgeGates = ({ plan }: Evidence, { gates, moves, calendars }: Stored): readonly Broken[] =>
  gates.flatMap((gate) => {
    const about = `gate ${gate.village}/${gate.questionnaire}`;
    const own = moves.filter((move) => move.pk === gate.pk && move.questionnaire === gate.questionnaire);
    const last = lastCalendar(calendars)
      .stages.filter(({ group }) => group === groupOf(plan, String(gate.questionnaire)))
      .reduce((end, { to }) => Math.max(end, to), 0);
    const revisions = own.map(({ revision }) => Number(revision));
    const byCalendar = own.filter(({ extension }) => extension === undefined);
    return [
      ...(gate.stage === 'closed' && gate.closesAt === last ? [] : [`${about} ends as ${gate.stage}`]),
      ...(revisions.every((revision, index) => revision === index + 2) && revisions.at(-1) === gate.revision
        ? []
        : [`${about} moved ${revisions.join(' ')} and stands at ${gate.revision}`]),
      ...(byCalendar.every((move, index) => isForwards(byCalendar[index - 1], move))
        ? []
        : [`${about} moved backwards`]),
    ].map((says) => ({ rule: 'G3', says }));
  });

/** By one calendar to no earlier end; to another calendar only a newer one. */
const isForwards = (before: Item | undefined, after: Item): boolean => {
  const [old, is] = [Number(before?.calendar ?? 0), Number(after.calendar ?? 0)];
  if (before === undefined || old < is) return true;
  return old === is && Number(after.closesAt) >= Number(before.closesAt);
};
