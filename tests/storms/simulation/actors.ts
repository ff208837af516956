/** Whoever else takes part: collectors in their hours, officers who hand back, what wakes the deadlines, clocks that jump. */
import { deadlinesOf } from '#forms/campaign/calendar.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import { deadlineKey } from '#functions/store/keys.ts';
import { gatesOfVillage } from '#functions/store/village.ts';
import { openFinding } from '#functions/use-cases/open-finding.ts';
import { runDeadline, runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { type Chance, chanceOf, diceOf } from './chance.ts';
import { Phone } from './phone.ts';
import { campaign, latestOf } from './plan.ts';
import type { Storm } from './storm-parts.ts';

const hour = 3_600_000;

/** Since the storm began. */
export const since = ({ plan }: Storm, instant: number) => instant - plan.start;

/** Mostly within seconds of an edge of the calendar, where it hurts; otherwise while something may be written, or any time. */
export const someTime = (storm: Storm, chance: Chance): number => {
  const { edges, pack } = storm.plan;
  if (chance.happens(0.1)) return Math.floor(chance.next() * (since(storm, edges.at(-1) ?? 0) + hour));
  if (chance.happens(0.4)) {
    const { from, to } = chance.pick(pack.calendar.stages.filter(({ right }) => right !== 'read'));
    return since(storm, from) + Math.floor(chance.next() * (to - from));
  }
  const side = chance.happens(0.7) ? -1 : 1;
  return since(storm, chance.pick(edges)) + side * chance.small(180_000);
};

export const startPhones = (storm: Storm, fills: number): readonly Phone[] =>
  storm.plan.collectors.map((collector) => {
    const chance = chanceOf(`${storm.seed}/${collector.person.id}`);
    const phone = new Phone(storm, collector, chance, diceOf(chance));
    for (let fill = 0; fill < fills; fill++)
      if (fill === 0 || chance.happens(0.5)) storm.timeline.at(someTime(storm, chance), () => phone.fill());
    return phone;
  });

export const startOfficer = (storm: Storm, findings: number): void => {
  const { timeline, ledger, machine, plan } = storm;
  const chance = chanceOf(`${storm.seed}/officer`);
  const open = async () => {
    const records = [...ledger.newest.values()];
    if (records.length === 0) return;
    const { village, unit, questionnaire } = chance.pick(records);
    const about = `${unit}/${questionnaire}`;
    const wanted = { campaign, area: village, unit, questionnaire, comment: 'please look again' };
    const opened = await machine.call('requests', openFinding(plan.officer, wanted));
    if (typeof opened === 'string' || !opened.ok) return;
    ledger.findings.push({ id: opened.value.id, about, village });
    ledger.note('officer', `opens finding …${opened.value.id.slice(-4)}`, about);
  };
  for (let count = 0; count < findings; count++) timeline.at(someTime(storm, chance), () => void open());
};

/** A deadline that is marked as done is never run again: then no gate may still stand before it. */
const lookAtGates = async ({ timeline, table, plan, ledger }: Storm, about: string) => {
  const behind = async () => {
    const deadlines = deadlinesOf((await readCampaign(table, campaign))?.calendar ?? plan.pack.calendar);
    const marks = await Promise.all(
      deadlines.map(({ kind, id }) => table.get(deadlineKey(campaign, kind, id))),
    );
    const passed = Math.max(0, ...deadlines.filter((_, index) => marks[index]).map(({ at }) => at));
    for (const { code } of plan.areas.filter(({ level }) => level === 'village'))
      for (const { questionnaire, stage, closesAt } of await gatesOfVillage(table, campaign, code))
        if (stage !== 'closed' && closesAt <= passed)
          ledger.seen.push({
            rule: 'G3',
            says: `${about} is done, ${code}/${questionnaire} is still ${stage}`,
          });
  };
  await timeline.during(behind());
};

/** As an alarm does after a run that left something: again, after a while. */
const retries = 6;

export const wake = async (storm: Storm, about: string, run: Parameters<Storm['machine']['call']>[1]) => {
  const { machine, ledger, timeline } = storm;
  const chance = chanceOf(`${storm.seed}/${about}`);
  for (let round = 0; round < retries; round++) {
    const outcome = await machine.call('deadlines', run);
    ledger.note('trigger', `${about}: ${JSON.stringify(outcome)}`);
    const failed = typeof outcome === 'object' && outcome !== null && 'failed' in outcome && outcome.failed;
    await lookAtGates(storm, about);
    if (outcome === 'done' || (typeof outcome === 'object' && !failed)) return;
    await timeline.sleep(5_000 + chance.small(60_000));
  }
};

/** Each deadline is triggered early, in time, late, several times at once, or never. */
export const startTriggers = (storm: Storm): void => {
  const { timeline, plan, weather, machine, seed } = storm;
  const chance = chanceOf(`${seed}/triggers`);
  const all = (about: string) => void wake(storm, about, runDeadlines());
  for (const deadline of deadlinesOf(plan.pack.calendar)) {
    const times = chance.pick([1, 1, 2, 3]);
    for (let time = 0; time < times; time++) {
      if (chance.happens(weather.missingTriggers)) continue;
      const about = `${deadline.kind}/${deadline.id}/${time}`;
      const late = chance.pick([-60_000, 0, 0, 1_000, 1_000, hour]);
      const at = since(storm, deadline.at) + (late < 0 ? -1 : 1) * chance.small(Math.abs(late) + 1);
      const one = chance.happens(0.5);
      timeline.at(at, () => (one ? void wake(storm, about, runDeadline(campaign, deadline)) : all(about)));
    }
  }
  let starts = 0;
  machine.onStart = () => {
    if (!chance.happens(weather.missingTriggers)) all(`start-${starts++}`);
  };
};

/** A clock that is set: some seconds or minutes, mostly near an edge. */
export const startClockSteps = (storm: Storm): void => {
  const chance = chanceOf(`${storm.seed}/clock`);
  for (let count = 0; count < storm.weather.clockSteps; count++) {
    const by = (chance.happens(0.5) ? -1 : 1) * (1 + chance.small(chance.pick([2_000, 120_000])));
    storm.timeline.at(someTime(storm, chance), () => storm.machine.stepClock(by));
  }
};

/** Behind the last edge, until every seal is made: what no trigger did is made good, in the worst weather to the end. */
export const startClosing = (storm: Storm): void => {
  const { timeline, plan } = storm;
  const end = since(storm, latestOf(plan)) + hour;
  for (let round = 0; round < 30; round++)
    timeline.at(end + round * 120_000, () => {
      if (round === 25) storm.machine.calm();
      void wake(storm, `closing-${round}`, runDeadlines());
    });
};
