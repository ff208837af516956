/**
 * The whole key design with the question that each key answers. A village in a campaign is one partition: gate, units,
 * records, submissions, quarantine, findings and scans live together, so that every write of a collector is one
 * transaction in one partition plus the town's tally line, and a national deadline has no hot spot.
 * Keys of deadlines and seals are in seal-keys.ts.
 */
import type { AreaCode } from '#forms/permission/area.ts';
import { townOf } from '#forms/permission/area.ts';
import type { Key } from '../ports.ts';

/** Numbers inside keys, so that they stand in their own order. */
export const number = (value: number, digits: number) => String(value).padStart(digits, '0');

/** Which campaigns are there? */
export const campaignListPk = 'CAMPAIGNS';
export const campaignListKey = (campaign: string): Key => ({ pk: campaignListPk, sk: campaign });

/** What is this campaign: calendar, area, and the name of its pack. */
export const campaignPk = (campaign: string) => `C#${campaign}`;
export const campaignKey = (campaign: string): Key => ({ pk: campaignPk(campaign), sk: 'CAMPAIGN' });
/** What its pack says besides the calendar, immutable, named by its own bytes. */
export const openedPackKey = (campaign: string, sha256: string): Key => ({
  pk: campaignPk(campaign),
  sk: `PACK#${sha256}`,
});
/** Which edition of a questionnaire is the current one? */
export const questionnairePrefix = 'QUESTIONNAIRE#';
export const questionnaireKey = (campaign: string, questionnaire: string): Key => ({
  pk: campaignPk(campaign),
  sk: `${questionnairePrefix}${questionnaire}`,
});
/** One published edition, immutable. */
export const editionKey = (campaign: string, questionnaire: string, edition: number): Key => ({
  pk: campaignPk(campaign),
  sk: `EDITION#${questionnaire}#${number(edition, 6)}`,
});
/** The designer's draft. */
export const draftKey = (campaign: string, questionnaire: string): Key => ({
  pk: campaignPk(campaign),
  sk: `DRAFT#${questionnaire}`,
});
/** Is this picture of questionnaires there? Named by its own bytes. */
export const pictureKey = (campaign: string, file: string): Key => ({
  pk: campaignPk(campaign),
  sk: `PICTURE#${file}`,
});
/** The checks of the pack, and its dictionary of shared facts. */
export const checksKey = (campaign: string): Key => ({ pk: campaignPk(campaign), sk: 'CHECKS' });
/** Which villages take part? For freeze and seal to walk. */
export const villagePrefix = 'VILLAGE#';
export const villageKey = (campaign: string, village: AreaCode): Key => ({
  pk: campaignPk(campaign),
  sk: `${villagePrefix}${village}`,
});
/** What has this deadline done so far? */
export const deadlineKey = (campaign: string, kind: string, id: string): Key => ({
  pk: campaignPk(campaign),
  sk: `DEADLINE#${kind}#${id}`,
});

/** Which granted extensions are not carried out, or not over yet? For deadlines to walk. */
export const runningExtensionPrefix = 'EXTENDING#';
export const runningExtensionKey = (campaign: string, extension: string): Key => ({
  pk: campaignPk(campaign),
  sk: `${runningExtensionPrefix}${extension}`,
});

/** How was it proposed to change the calendar, and what became of it? */
export const calendarChangePrefix = 'CALCHANGE#';
export const calendarChangeKey = (campaign: string, change: string): Key => ({
  pk: campaignPk(campaign),
  sk: `${calendarChangePrefix}${change}`,
});
/** Which approved change is not in force yet? One at a time. */
export const comingCalendarKey = (campaign: string): Key => ({
  pk: campaignPk(campaign),
  sk: 'CALCOMING',
});

/** Which change is in force and not yet told to everybody concerned? */
export const tellingCalendarPrefix = 'CALTELL#';
export const tellingCalendarKey = (campaign: string, change: string): Key => ({
  pk: campaignPk(campaign),
  sk: `${tellingCalendarPrefix}${change}`,
});

/** How many extensions were granted? Whoever moves a seal must not miss one. */
export const grantsKey = (campaign: string): Key => ({ pk: campaignPk(campaign), sk: 'GRANTS' });

/** Which notices are on their way out of the app? */
export const outgoingPrefix = 'OUTGOING#';
export const outgoingKey = (campaign: string, person: string, notice: string): Key => ({
  pk: campaignPk(campaign),
  sk: `${outgoingPrefix}${person}#${notice}`,
});
/** Has everybody been reminded of this deadline, so long before it? */
export const remindedKey = (campaign: string, closesAt: number, ahead: number): Key => ({
  pk: campaignPk(campaign),
  sk: `REMINDED#${number(closesAt, 15)}#${number(ahead, 12)}`,
});

/** Who holds which role in an area? */
export const holdersPk = (area: AreaCode) => `HOLDERS#${area}`;

/** What has a person been told in a campaign, in order of time, and how far have they read? */
export const personPk = (campaign: string, person: string) => `C#${campaign}#P${person}`;
export const noticePrefix = 'NOTICE#';
export const noticeKey = (campaign: string, person: string, at: number, notice: string): Key => ({
  pk: personPk(campaign, person),
  sk: `${noticePrefix}${number(at, 15)}#${notice}`,
});
export const noticesReadKey = (campaign: string, person: string): Key => ({
  pk: personPk(campaign, person),
  sk: 'READ',
});
/** Where do a person's notices go outside the app? */
export const contactKey = (person: string): Key => ({ pk: `CONTACT#${person}`, sk: 'EMAIL' });

/** State of a seal. */
export const sealPrefix = 'SEAL#';
export const sealKey = (campaign: string, seal: string): Key => ({
  pk: campaignPk(campaign),
  sk: `${sealPrefix}${seal}`,
});

/** Everything of a village. */
export const villagePk = (campaign: string, village: AreaCode) => `C#${campaign}#V${village}`;
export const gatePrefix = 'GATE#';
export const gateKey = (campaign: string, village: AreaCode, questionnaire: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `${gatePrefix}${questionnaire}`,
});
export const unitPrefix = 'UNIT#';
export const unitKey = (campaign: string, village: AreaCode, unit: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `${unitPrefix}${unit}`,
});
/** What did the unit answer in the round before? Written at the opening, never changed. */
export const previousPrefix = 'PREV#';
export const previousKey = (
  campaign: string,
  village: AreaCode,
  unit: string,
  questionnaire: string,
): Key => ({
  pk: villagePk(campaign, village),
  sk: `${previousPrefix}${unit}#${questionnaire}`,
});
/** The newest accepted submission of a unit for a questionnaire: a pointer, small. */
export const recordPrefix = 'REC#';
export const recordKey = (campaign: string, village: AreaCode, unit: string, questionnaire: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `${recordPrefix}${unit}#${questionnaire}`,
});
/** Every accepted submission with its canonical bytes; never changed, never deleted. */
export const submissionPrefix = 'SUB#';
export const submissionKey = (campaign: string, village: AreaCode, submission: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `${submissionPrefix}${submission}`,
});
/** How a gate moved: `GATELOG#<questionnaire>#<revision>`. */
export const gateHistoryPrefix = 'GATELOG#';
/** What does this person's phone still hold of the village? */
export const phonePrefix = 'PHONE#';
export const phoneKey = (campaign: string, village: AreaCode, person: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `${phonePrefix}${person}`,
});
/** An extension is put on a village's gates once. */
export const extendedKey = (campaign: string, village: AreaCode, extension: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `EXTENDED#${extension}`,
});
/** Quarantine. */
export const latePrefix = 'LATE#';
export const lateKey = (campaign: string, village: AreaCode, submission: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `${latePrefix}${submission}`,
});
/** What was asked and decided about a quarantined submission. */
export const admissionPrefix = 'ADMISSION#';
export const admissionKey = (campaign: string, village: AreaCode, submission: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `${admissionPrefix}${submission}`,
});
/** A submission that found the record moved on: kept until a person has merged it. */
export const movedOnKey = (campaign: string, village: AreaCode, submission: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `MOVED#${submission}`,
});
export const findingPrefix = 'FIND#';
export const findingKey = (campaign: string, village: AreaCode, finding: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `${findingPrefix}${finding}`,
});
/** Which units have changed since checks looked at them? Written with every accepted submission. */
export const recheckPrefix = 'RECHECK#';
export const recheckKey = (campaign: string, village: AreaCode, unit: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `${recheckPrefix}${unit}`,
});
/** The village of a mark; nothing where the key is that of something else. */
export const markedVillage = ({ pk, sk }: Key): { campaign: string; village: AreaCode } | undefined => {
  const [, campaign, village] = /^C#([^#]+)#V(\d{12})$/.exec(pk) ?? [];
  return campaign && village && sk.startsWith(recheckPrefix) ? { campaign, village } : undefined;
};
/** When were all checks last asked to run over this area anew, and over how many units? */
export const checkRunKey = (campaign: string, area: AreaCode): Key => ({
  pk: townPk(campaign, area),
  sk: `CHECKRUN#${area}`,
});
/** Where on its way through a workflow is the unit, and what has happened to it there? */
export const flowPrefix = 'FLOW#';
export const unitFlowPrefix = (unit: string) => `${flowPrefix}${unit}#`;
export const flowKey = (campaign: string, village: AreaCode, unit: string, workflow: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `${unitFlowPrefix(unit)}${workflow}`,
});
/** Which flows have to be looked at on which day, because a step turns overdue? In order of the day. */
export const flowDuePrefix = 'FLOWDUE#';
export const flowDueKey = (
  campaign: string,
  day: string,
  {
    village,
    unit,
    workflow,
  }: { readonly village: AreaCode; readonly unit: string; readonly workflow: string },
): Key => ({
  pk: campaignPk(campaign),
  sk: `${flowDuePrefix}${day}#${village}#${unit}#${workflow}`,
});
/** Signed pages: `SCAN#<unit>#<questionnaire>#<scan>`. */
export const scanPrefix = 'SCAN#';
export const recordScanPrefix = (unit: string, questionnaire: string) =>
  `${scanPrefix}${unit}#${questionnaire}#`;
export const scanKey = (
  campaign: string,
  village: AreaCode,
  unit: string,
  questionnaire: string,
  scan: string,
): Key => ({
  pk: villagePk(campaign, village),
  sk: `${recordScanPrefix(unit, questionnaire)}${scan}`,
});
/** An upload that was allowed but has not been confirmed. */
/** Files that answers refer to: `FILE#<sha256>.<ending>`. Is it there? */
export const fileKey = (campaign: string, village: AreaCode, file: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `FILE#${file}`,
});
export const scanRequestKey = (campaign: string, village: AreaCode, scan: string): Key => ({
  pk: villagePk(campaign, village),
  sk: `SCANREQ#${scan}`,
});

/** Progress of a town: one query over its tally lines. */
export const townPk = (campaign: string, village: AreaCode) => `C#${campaign}#T${townOf(village)}`;
export const tallyPrefix = 'TALLY#';
export const tallyKey = (campaign: string, village: AreaCode, questionnaire: string): Key => ({
  pk: townPk(campaign, village),
  sk: `${tallyPrefix}${village}#${questionnaire}`,
});

/** What checks over villages and towns need of each unit of a town, cut out of its records. */
export const extractPrefix = 'EXTRACT#';
export const villageExtractPrefix = (village: AreaCode) => `${extractPrefix}${village}#`;
export const extractKey = (campaign: string, village: AreaCode, unit: string): Key => ({
  pk: townPk(campaign, village),
  sk: `${villageExtractPrefix(village)}${unit}`,
});
/** How many findings has each village of a town, by state and severity? */
export const findingTallyPrefix = 'FINDINGS#';
export const findingTallyKey = (campaign: string, village: AreaCode): Key => ({
  pk: townPk(campaign, village),
  sk: `${findingTallyPrefix}${village}`,
});

/** Which later deadlines were asked for in a town, and what became of them? */
export const extensionPrefix = 'EXTENSION#';
export const extensionKey = (campaign: string, area: AreaCode, extension: string): Key => ({
  pk: townPk(campaign, area),
  sk: `${extensionPrefix}${extension}`,
});

/** The area tree, one query for all of it. */
export const areaPk = 'AREAS';
export const areaKey = (area: AreaCode): Key => ({ pk: areaPk, sk: area });
/** Audit of a campaign, in order of time: `<ms>#<id>`. */
export const auditPk = (campaign: string) => `C#${campaign}#AUDIT`;
export const auditKey = (campaign: string, at: number, id: string): Key => ({
  pk: auditPk(campaign),
  sk: `${number(at, 15)}#${id}`,
});
/** Demo only: how far the campaign clock is ahead of real time. */
export const demoClockKey: Key = { pk: 'DEMO', sk: 'CLOCK' };
