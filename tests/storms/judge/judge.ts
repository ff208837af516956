/** The verdict over a storm: every rule that was broken, by its number. */
import type { Broken, Evidence } from './evidence.ts';
import { readStored } from './evidence.ts';
import { judgeCalendar } from './judge-calendar.ts';
import { admittedIn, judgeAdmissions, judgeExtensions } from './judge-decisions.ts';
import { judgeReplies } from './judge-replies.ts';
import { judgeSeals } from './judge-seals.ts';
import {
  judgeFindings,
  judgeGates,
  judgePages,
  judgeTallies,
  judgeUnits,
  judgeVersions,
} from './judge-store.ts';

export interface Verdict {
  readonly broken: readonly Broken[];
  readonly roots: readonly string[];
  readonly counts: { readonly [name: string]: number };
}

export const judge = async (evidence: Evidence): Promise<Verdict> => {
  const stored = await readStored(evidence);
  const seals = await judgeSeals(evidence, stored);
  return {
    broken: [
      ...judgeReplies(evidence, stored),
      ...judgeVersions(stored),
      ...judgeFindings(evidence, stored),
      ...judgeTallies(evidence, stored),
      ...judgeUnits(stored),
      ...judgePages(evidence, stored),
      ...judgeGates(evidence, stored),
      ...(await judgeCalendar(evidence, stored)),
      ...judgeExtensions(evidence, stored),
      ...(await judgeAdmissions(evidence, stored)),
      ...seals.broken,
    ],
    roots: seals.roots,
    counts: {
      answers: evidence.ledger.answers.length,
      accepted: stored.accepted.size,
      late: stored.late.size,
      movedOn: stored.movedOn.size,
      pages: stored.scans.size,
      findings: stored.findings.size,
      extended: stored.moves.filter(({ extension }) => extension !== undefined).length,
      admitted: admittedIn(stored).size,
      decided: [...stored.admissions.values()].filter(({ state }) => state !== 'asked').length,
      changed: stored.changes.filter(({ state }) => state === 'in-force').length,
      notChanged: stored.changes.filter(({ state }) => state !== 'in-force').length,
      sealed: seals.sealed,
    },
  };
};
