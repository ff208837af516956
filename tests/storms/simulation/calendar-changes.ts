/**
 * Other calendars in a storm: proposed by people who may, decided by others, by the proposer too, twice, late, or never; and
 * whoever hears of a new deadline comes at it. What moves a changed deadline is the sweep, as unreliable as every trigger.
 */
import { type Calendar, deadlinesOf } from '#forms/campaign/calendar.ts';
import { calendarSource } from '#forms/campaign/calendar-source.ts';
import type { Person } from '#forms/permission/permission.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import { decideCalendar } from '#functions/use-cases/calendar/decide-calendar.ts';
import { proposeCalendar } from '#functions/use-cases/calendar/propose-calendar.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { since, someTime, wake } from './actors.ts';
import { editedCalendar } from './calendar-edits.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Phone } from './phone.ts';
import { campaign, latestOf } from './plan.ts';
import type { Storm } from './storm-parts.ts';

const minute = 60_000;

export const startCalendarChanges = (storm: Storm, phones: readonly Phone[], count: number): void => {
  const chance = chanceOf(`${storm.seed}/calendar-changes`);
  for (let number = 0; number < count; number++)
    storm.timeline.at(someTime(storm, chance), () => void change(storm, phones, chance, number));
};

/** As its people see it in the app. */
const calendarNow = async ({ timeline, table }: Storm): Promise<Calendar> => {
  const found = await timeline.during(readCampaign(table, campaign));
  if (!found) throw new Error('the storm has no campaign');
  return found.calendar;
};

const change = async (storm: Storm, phones: readonly Phone[], chance: Chance, number: number) => {
  const { machine, plan, ledger, timeline } = storm;
  const calendar = await calendarNow(storm);
  const wanted = { now: machine.now(), latest: latestOf(plan), number };
  const after = editedCalendar(calendar, wanted, chance);
  const proposer = chance.pick([plan.officer, plan.district, plan.deputy]);
  const basedOn = calendar.revision ?? 0;
  const source = JSON.parse(JSON.stringify(calendarSource(after)));
  const proposing = { campaign, calendar: source, basedOn, reason: `change ${number}` };
  const proposed = await machine.call('requests', proposeCalendar(proposer, proposing));
  if (typeof proposed === 'string') return;
  const { ok } = proposed;
  ledger.note(proposer.id, `proposes calendar ${number}: ${ok ? 'taken' : said(proposed.refusal)}`);
  if (!ok) return;
  await timeline.sleep(chance.small(60 * minute));
  const times = chance.pick([1, 1, 2, 3]);
  for (let time = 0; time < times; time++) {
    const decider = chance.happens(0.15) ? proposer : chance.pick([plan.district, plan.deputy]);
    void decide(storm, phones, chance, { decider, after, id: proposed.value.id });
    await timeline.sleep(chance.small(10 * minute));
  }
};

const said = ({ problem, facts }: { readonly problem: string; readonly facts: object }) =>
  `${problem} ${JSON.stringify(facts).slice(0, 200)}`;

const decide = async (
  storm: Storm,
  phones: readonly Phone[],
  chance: Chance,
  { decider, after, id }: { readonly decider: Person; readonly after: Calendar; readonly id: string },
) => {
  const { machine, ledger } = storm;
  const decision = chance.pick(['approve', 'approve', 'approve', 'approve', 'decline', 'withdraw'] as const);
  const deciding = { campaign, change: id, decision, why: 'because' };
  const decided = await machine.call('requests', decideCalendar(decider, deciding));
  const says =
    typeof decided === 'string' ? decided : decided.ok ? decided.value.state : said(decided.refusal);
  ledger.note(decider.id, `${decision}s calendar …${id.slice(-4)}: ${says}`);
  if (decision !== 'approve') return;
  sweepOn(storm, id);
  crowd(storm, phones, chance, after);
};

/** Every few minutes for a while, and then at the new deadlines; what never comes is made good in the end. */
const sweepOn = (storm: Storm, id: string) => {
  const { timeline, seed, weather } = storm;
  const chance = chanceOf(`${seed}/sweep/${id}/${timeline.now}`);
  const sweep = (at: number, about: string) => {
    if (chance.happens(weather.missingTriggers)) return;
    timeline.at(at + chance.small(5 * minute), () => void wake(storm, about, runDeadlines()));
  };
  for (let round = 1; round <= 4; round++)
    sweep(timeline.now + round * 5 * minute, `sweep-${id.slice(-4)}-${round}`);
  timeline.at(timeline.now + 25 * minute, () => {
    void calendarNow(storm).then((calendar) => {
      for (const { at, kind } of deadlinesOf(calendar))
        if (since(storm, at) > timeline.now) sweep(since(storm, at), `${kind}-${id.slice(-4)}-${at}`);
    });
  });
};

/** Some come on both sides of the deadlines that were spoken of, whether or not they hold now. */
const crowd = (storm: Storm, phones: readonly Phone[], chance: Chance, after: Calendar) => {
  const { machine, timeline, plan } = storm;
  for (const edge of new Set(deadlinesOf(after).map(({ at }) => at))) {
    if (edge <= machine.now() || plan.edges.includes(edge)) continue;
    machine.addEdge(edge);
    for (let count = 0; count < 4; count++) {
      const side = chance.happens(0.7) ? -1 : 1;
      const phone = chance.pick(phones);
      timeline.at(since(storm, edge) + side * chance.small(180_000), () => phone.fill());
    }
  }
};
