/**
 * Findings of the demo as a town has them in the middle of a campaign: checks have looked at the first village, some of what they
 * found was handed out, some of that is answered, and some is late.
 */
import type { FindingEvent } from '#forms/findings/finding.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { Ports } from '../../ports.ts';
import { readCampaign } from '../../store/campaign.ts';
import { readFindings } from '../../store/findings.ts';
import { runChecks } from '../../use-cases/checks/run-checks.ts';
import { changeFinding } from '../../use-cases/finding/change-finding.ts';
import { issueFindings } from '../../use-cases/finding/issue-findings.ts';
import type { DemoPlan } from './demo-plan.ts';

export interface DemoFindings {
  readonly campaign: string;
  readonly village: string;
  readonly plan: DemoPlan;
  readonly officer: Person;
  readonly collector: Person;
}

const dayMs = 86_400_000;
const handedOut = 6;
/** In days before the demo begins: checks have looked, the town has handed out, the collector has answered. */
const ago = { looked: 1, handedOut: 0.9, handedOutLater: 0.5, answered: 0.2 } as const;

export const answerDemoFindings = async (
  { campaign: id, village, plan, officer, collector }: DemoFindings,
  ports: Ports,
): Promise<void> => {
  const campaign = await readCampaign(ports.table, id);
  const words = plan.handedOut;
  if (!campaign || !words) return;
  const now = ports.clock.now();
  const at = (days: number): Ports => ({ ...ports, clock: { now: () => Math.round(now - days * dayMs) } });
  await runChecks(campaign, village)(at(ago.looked));
  const all = await readFindings(ports.table, { campaign: id, village });
  const found = all.filter(({ state }) => state === 'found');
  const half = Math.floor(Math.min(found.length, handedOut) / 2);
  const [first, second] = [found.slice(0, half), found.slice(half, handedOut)];
  const hand = async (some: typeof found, due: number, days: number) => {
    if (some.length === 0) return;
    const findings = some.map((finding) => ({ village, id: finding.id }));
    await issueFindings(officer, id, village, {
      findings,
      text: words.comment,
      dueAt: Math.round(now + due * dayMs),
    })(at(days));
  };
  await hand(first, -0.02, ago.handedOut);
  await hand(second, 3, ago.handedOutLater);
  const answers: readonly FindingEvent[] = [
    { kind: 'deny', text: words.denied },
    { kind: 'confirm' },
    { kind: 'explain', text: words.explained },
  ];
  for (const [index, event] of answers.entries()) {
    const finding = second[index];
    if (finding === undefined) return;
    const wanted = {
      verb: 'finding.answer',
      campaign: id,
      area: village,
      finding: finding.id,
      event,
    } as const;
    await changeFinding(collector, wanted)(at(ago.answered));
  }
};
