/** Tallies turned into what an officer compares: share done, what is missing, what is late, by village and in all. */
import { stagesOf } from '#forms/campaign/calendar.ts';
import type { PackQuestionnaire } from '#forms/campaign/pack.ts';
import { type Severity, severities } from '#forms/checks/check.ts';
import type { Instant } from '#forms/json.ts';
import type { Area } from '#forms/permission/area.ts';
import type { FindingCounts } from '#forms/wire/findings.ts';
import type { CampaignReply, ProgressReply, TallyLine } from '#forms/wire/shapes.ts';

/** Below this a mini bar is amber: a questionnaire that lags. */
export const lowShare = 0.75;

export interface Sums {
  /** Records that there should be and that there are. */
  readonly due: number;
  readonly done: number;
  readonly share: number;
  /** Records that should bear a signature and do not. */
  readonly unsigned: number;
  readonly late: number;
  readonly submissions: number;
  readonly lastAt: Instant | undefined;
}
export interface QuestionnaireLine extends Sums {
  readonly questionnaire: PackQuestionnaire;
}
/** What nobody is done with, by how grave it is: of all questionnaires, because papers are compared with one another. */
export type OpenFindings = { readonly [S in Severity]: number };

export interface VillageLine extends Sums {
  readonly findings: OpenFindings;
  readonly village: Area;
  readonly lines: readonly QuestionnaireLine[];
}

const sumsOf = (tallies: readonly TallyLine[], signs: (questionnaire: string) => boolean): Sums => {
  const total = (of: (tally: TallyLine) => number) => tallies.reduce((sum, tally) => sum + of(tally), 0);
  const [due, done] = [total((tally) => tally.units), total((tally) => tally.records)];
  const last = Math.max(0, ...tallies.map((tally) => tally.lastAt ?? 0));
  return {
    due,
    done,
    share: due === 0 ? 0 : done / due,
    unsigned: total((tally) => (signs(tally.questionnaire) ? Math.max(0, tally.records - tally.signed) : 0)),
    late: total((tally) => tally.late),
    submissions: total((tally) => tally.submissions),
    lastAt: last > 0 ? last : undefined,
  };
};

const openFindings = (counts: readonly FindingCounts['counts'][]): OpenFindings => {
  const of = (severity: Severity) =>
    counts
      .flatMap((one) => Object.entries(one))
      .filter(([name]) => name.endsWith(`-${severity}`) && !name.startsWith('closed-'))
      .reduce((sum, [, count]) => sum + count, 0);
  return { error: of('error'), warn: of('warn'), verify: of('verify') };
};

export const allOpen = (findings: OpenFindings): number =>
  severities.reduce((sum, severity) => sum + findings[severity], 0);

export interface Summary {
  readonly villages: readonly VillageLine[];
  readonly total: Sums;
  readonly findings: OpenFindings;
  readonly expected: number;
}

/** One calendar group at a time: groups have deadlines of their own, so one expectation for all would mean nothing. */
export const summaryOf = (
  { villages, tallies, expected, findings }: ProgressReply,
  questionnaires: readonly PackQuestionnaire[],
  group: string,
): Summary => {
  const counted = questionnaires.filter((questionnaire) => questionnaire.group === group);
  const signs = (id: string) => counted.some((one) => one.id === id && one.scanPages > 0);
  const own = tallies.filter((tally) => counted.some(({ id }) => id === tally.questionnaire));
  const lines = villages.map((village): VillageLine => {
    const here = own.filter((tally) => tally.village === village.code);
    return {
      village,
      ...sumsOf(here, signs),
      findings: openFindings(
        findings.filter((one) => one.village === village.code).map(({ counts }) => counts),
      ),
      lines: counted.map((questionnaire) => ({
        questionnaire,
        ...sumsOf(
          here.filter((tally) => tally.questionnaire === questionnaire.id),
          signs,
        ),
      })),
    };
  });
  return {
    villages: lines,
    total: sumsOf(own, signs),
    findings: openFindings(findings.map(({ counts }) => counts)),
    expected: expected[group] ?? 0,
  };
};

export const orders = ['share', 'findings', 'unsigned', 'late', 'lastAt'] as const;
export type Order = (typeof orders)[number];

/** The gravest first: one grave finding before any number of doubts. */
const weight = ({ error, warn, verify }: OpenFindings): number => error * 1e8 + warn * 1e4 + verify;

/** What needs work first: the lowest share, the gravest findings, the most unsigned or late, the longest silence. */
export const ordered = (lines: readonly VillageLine[], order: Order): readonly VillageLine[] => {
  const key = (line: VillageLine): number => {
    if (order === 'share') return line.share;
    if (order === 'findings') return -weight(line.findings);
    return order === 'lastAt' ? (line.lastAt ?? 0) : -line[order];
  };
  return [...lines].sort((a, b) => key(a) - key(b) || a.village.code.localeCompare(b.village.code));
};

/** How many more records the expectation asks for; never negative. */
export const behind = ({ due, done }: Pick<Sums, 'due' | 'done'>, expected: number): number =>
  Math.max(0, Math.round(due * expected) - done);

export type NextDeadline =
  | { readonly kind: 'freeze'; readonly at: Instant; readonly stage: string }
  | { readonly kind: 'seal'; readonly at: Instant; readonly seal: string };

/** The next instant at which the group's rights change, else its seal. */
export const nextDeadline = (
  { calendar }: Pick<CampaignReply, 'calendar'>,
  group: string,
  now: Instant,
): NextDeadline | undefined => {
  const stage = stagesOf(calendar, group).find(({ to }) => now < to);
  if (stage) return { kind: 'freeze', at: stage.to, stage: stage.id };
  const seal = calendar.seals.find(({ groups, at }) => groups.includes(group) && now < at);
  return seal && { kind: 'seal', at: seal.at, seal: seal.id };
};
