/** Which findings are shown, in which order, and as what they leave the app. Pure. */
import { type Severity, severities } from '#forms/checks/check.ts';
import { type FindingStateName, isOverdue } from '#forms/findings/finding.ts';
import type { Instant } from '#forms/json.ts';
import type { ListedFinding } from '#forms/wire/findings.ts';

export const views = ['open', 'review', 'closed'] as const;
/** Not done with · the town's turn · done with. */
export type View = (typeof views)[number];
/** What the village has said or done, and the town has not looked at. */
const forReview: readonly FindingStateName[] = ['denied', 'explained', 'corrected'];

export const ages = ['all', 'overdue', '3', '7', '14'] as const;
/** Overdue, or older than so many days. */
export type Age = (typeof ages)[number];

export interface FindingFilter {
  readonly view: View;
  readonly village?: string | undefined;
  readonly questionnaire?: string | undefined;
  readonly check?: string | undefined;
  readonly age: Age;
}

const dayMs = 86_400_000;
export const daysOld = ({ openedAt }: Pick<ListedFinding, 'openedAt'>, now: Instant): number =>
  Math.max(0, Math.floor((now - openedAt) / dayMs));
/** Whole days since it was due; 0 on the first. */
export const daysOver = ({ dueAt = 0 }: Pick<ListedFinding, 'dueAt'>, now: Instant): number =>
  Math.max(0, Math.floor((now - dueAt) / dayMs));

const inView = ({ state }: ListedFinding, view: View): boolean =>
  view === 'closed'
    ? state === 'closed'
    : state !== 'closed' && (view === 'open' || forReview.includes(state));

const ofAge = (finding: ListedFinding, age: Age, now: Instant): boolean =>
  age === 'all' || (age === 'overdue' ? isOverdue(finding, now) : daysOld(finding, now) >= Number(age));

const is = (wanted: string | undefined, value: string | undefined): boolean =>
  wanted === undefined || wanted === '' || wanted === value;

export const shownFindings = (
  findings: readonly ListedFinding[],
  { view, village, questionnaire, check, age }: FindingFilter,
  now: Instant,
): readonly ListedFinding[] =>
  findings.filter(
    (finding) =>
      inView(finding, view) &&
      is(village, finding.village) &&
      is(questionnaire, finding.questionnaire) &&
      is(check, finding.check) &&
      ofAge(finding, age, now),
  );

export interface SeverityGroup {
  readonly severity: Severity;
  readonly findings: readonly ListedFinding[];
}

/** W50: the gravest first; in each what is overdue, then what is oldest, village by village. */
export const grouped = (findings: readonly ListedFinding[], now: Instant): readonly SeverityGroup[] => {
  const late = (finding: ListedFinding): number => (isOverdue(finding, now) ? 0 : 1);
  const before = (one: ListedFinding, other: ListedFinding): number =>
    late(one) - late(other) ||
    daysOld(other, now) - daysOld(one, now) ||
    one.village.localeCompare(other.village) ||
    one.unit.localeCompare(other.unit) ||
    one.id.localeCompare(other.id);
  return severities
    .map((severity) => ({
      severity,
      findings: findings.filter((finding) => finding.severity === severity).toSorted(before),
    }))
    .filter((group) => group.findings.length > 0);
};

/** The one after or before in the list; the first when none is chosen, and the last stays the last. */
export const neighbour = (
  ids: readonly string[],
  chosen: string | undefined,
  step: 1 | -1,
): string | undefined => {
  const at = chosen === undefined ? -1 : ids.indexOf(chosen);
  if (at < 0) return ids[0];
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))];
};

/** A cell that begins like a formula would be run by a spreadsheet: an apostrophe makes it text. */
const cell = (value: string): string => {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** W51: a table that spreadsheets open as it stands: byte order mark, CRLF, no formulas. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
