/** The seals, read as an auditor reads them: from their files and the public key alone. */

import { linesPath, manifestPath } from '#forms/seal/layout.ts';
import type { Manifest } from '#forms/seal/manifest.ts';
import { checkReceiptInSeal } from '#forms/seal/receipt-in-seal.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import type { Item } from '#functions/ports.ts';
import { gunzip, sha256, textOf } from '#functions/store/bytes.ts';
import { sealFilesIn, sealFolder } from '#functions/store/seal-files.ts';
import { readSeal } from '#functions/store/seals.ts';
import { receiptOf } from '#functions/store/village.ts';
import { campaign } from '../simulation/plan.ts';
import { lastCalendar } from './calendars.ts';
import { type Broken, type Evidence, groupOf, type Stored } from './evidence.ts';

export interface SealsJudged {
  readonly broken: readonly Broken[];
  readonly roots: readonly string[];
  readonly sealed: number;
  readonly late: number;
}

interface Line {
  readonly kind: string;
  readonly unit: string;
  readonly questionnaire: string;
  readonly submission?: string;
  readonly version?: number;
  readonly outcome?: string;
}

export const judgeSeals = async (evidence: Evidence, stored: Stored): Promise<SealsJudged> => {
  const { plan, table, seals, publicKey } = evidence;
  const broken: Broken[] = [];
  const roots: string[] = [];
  let [sealed, late] = [0, 0];
  for (const { id, groups } of lastCalendar(stored.calendars).seals) {
    const state = await readSeal(table, campaign, id);
    if (state?.state !== 'sealed') {
      broken.push({
        rule: 'S5',
        says: `seal ${id} is ${state?.state ?? 'not begun'}: ${JSON.stringify(state?.why)}`,
      });
      continue;
    }
    const before = state.previous
      ? await seals.get(sealFolder(campaign, state.previous.id) + manifestPath)
      : undefined;
    const tools = { gunzip, sha256 };
    const files = sealFilesIn(seals, campaign, id);
    const report = await verifySeal(files, publicKey, { ...tools, ...(before ? { previous: before } : {}) });
    if (!report.valid || !report.manifest) {
      broken.push({ rule: 'S6', says: `seal ${id}: ${JSON.stringify(report.failure)}` });
      continue;
    }
    roots.push(report.manifest.root);
    const mine = (item: Item) => groups.includes(groupOf(plan, String(item.questionnaire)));
    const lines = await linesOf(evidence, id, report.manifest);
    broken.push(...recordFaults(lines.records, stored, mine));
    broken.push(...lateFaults(lines.late, stored, mine, state.sealedAt));
    broken.push(...decisionFaults(lines.decisions, stored, mine));
    broken.push(...(await receiptFaults(evidence, id, stored, mine)));
    sealed += lines.records.length;
    late += lines.late.length;
  }
  return { broken, roots, sealed, late };
};

const linesOf = async ({ seals }: Evidence, seal: string, { villages }: Manifest) => {
  const read = async (list: 'villages' | 'late'): Promise<readonly Line[]> => {
    const lines: Line[] = [];
    for (const { code } of villages) {
      const bytes = await seals.get(sealFolder(campaign, seal) + linesPath(list, code));
      if (bytes)
        for (const line of textOf(gunzip(bytes)).trim().split('\n')) lines.push(JSON.parse(line) as Line);
    }
    return lines;
  };
  return {
    records: (await read('villages')).filter(({ kind }) => kind === 'record'),
    late: (await read('late')).filter(({ kind }) => kind === 'late'),
    decisions: (await read('late')).filter(({ kind }) => kind === 'decision'),
  };
};

/** S10: accepted ⇒ in the seal, in its newest version, exactly once; and nothing else is. */
const recordFaults = (
  lines: readonly Line[],
  stored: Stored,
  mine: (item: Item) => boolean,
): readonly Broken[] => {
  const newest = new Map<string, Item>();
  for (const item of [...stored.accepted.values()].filter(mine)) {
    const about = `${item.unit}/${item.questionnaire}`;
    if (Number(newest.get(about)?.version ?? 0) < Number(item.version)) newest.set(about, item);
  }
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    const about = `${line.unit}/${line.questionnaire}`;
    found.set(about, [...(found.get(about) ?? []), line]);
  }
  return [...new Set([...newest.keys(), ...found.keys()])].flatMap((about) => {
    const [inSeal = [], wanted] = [found.get(about), newest.get(about)];
    if (inSeal.length === 1 && inSeal[0]?.submission === wanted?.submission) return [];
    const versions = inSeal.map(({ version }) => version).join(' ') || 'not at all';
    return [{ rule: 'S10', says: `sealed ${versions}, accepted version ${wanted?.version}`, about }];
  });
};

/** S11: in quarantine before sealing began ⇒ in the late list, once; what came after is not. */
const lateFaults = (
  lines: readonly Line[],
  stored: Stored,
  mine: (item: Item) => boolean,
  sealedAt: number,
): readonly Broken[] =>
  [...stored.late]
    .filter(([, item]) => mine(item))
    .flatMap(([id, item]) => {
      const wanted = Number(item.receivedAt) < sealedAt ? 1 : 0;
      const count = lines.filter(({ submission }) => submission === id).length;
      const about = `${item.unit}/${item.questionnaire}`;
      const when = `received ${Number(item.receivedAt) - sealedAt} ms after sealing began`;
      return count === wanted
        ? []
        : [{ rule: 'S11', says: `${when}, ${count} times in the late list`, about }];
    });

/** G19: every decision once, as it was decided, and none that was not. */
const decisionFaults = (
  lines: readonly Line[],
  stored: Stored,
  mine: (item: Item) => boolean,
): readonly Broken[] =>
  [...stored.admissions.values()].filter(mine).flatMap((item) => {
    const own = lines
      .filter(({ submission }) => submission === item.submission)
      .map(({ outcome }) => outcome);
    const wanted = item.state === 'asked' ? [] : [item.state];
    const about = `${item.unit}/${item.questionnaire}`;
    return own.join() === wanted.join()
      ? []
      : [{ rule: 'G19', says: `decided ${wanted}, sealed as ${own}`, about }];
  });

const sampled = 4;

/** S8: what one household can do with its receipt. */
const receiptFaults = async (
  { seals, publicKey }: Evidence,
  seal: string,
  stored: Stored,
  mine: (item: Item) => boolean,
): Promise<readonly Broken[]> => {
  const broken: Broken[] = [];
  const some = [...stored.accepted.values()].filter(mine).slice(0, sampled);
  for (const item of some) {
    const receipt = receiptOf(item);
    const files = sealFilesIn(seals, campaign, seal);
    const { state } = await checkReceiptInSeal(files, receipt, publicKey, { gunzip, sha256 });
    const about = `${item.unit}/${item.questionnaire}`;
    if (state !== 'in-seal' && state !== 'superseded')
      broken.push({ rule: 'S8', says: `the receipt of version ${receipt.version} is ${state}`, about });
  }
  return broken;
};
