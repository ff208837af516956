/** What a broken storm says: its seed, the rules, the events that matter, and how to see the whole of it again. */
import { isoOf } from '#forms/campaign/local-time.ts';
import type { Broken } from './judge/evidence.ts';
import type { Event } from './simulation/ledger.ts';
import type { StormOutcome } from './simulation/run-storm.ts';

const shownFaults = 5;
const shownEvents = 30;

export const eventLine = ({ at, who, what, about }: Event): string =>
  `${isoOf(at)}  ${who.padEnd(8)} ${what}${about === undefined ? '' : `  ${about}`}`;

/** What happened to the unit, and to the server while it did. */
const eventsAbout = (events: readonly Event[], { about, says }: Broken): readonly Event[] => {
  const id = /…\w{4}/.exec(says)?.[0];
  const own = events.filter((event) => (about ? event.about === about : id && event.what.includes(id)));
  const shown = own.slice(-shownEvents);
  const [first, last] = [shown[0]?.at ?? 0, shown.at(-1)?.at ?? 0];
  const around = ({ who, at }: Event) => (who === 'server' || who === 'clock') && first <= at && at <= last;
  return events.filter((event) => shown.includes(event) || (event.about === undefined && around(event)));
};

/** Lines for a terminal; empty when nothing is broken. */
export const brokenLines = ({ seed, broken, events }: StormOutcome): readonly string[] => {
  if (broken.length === 0) return [];
  const firstOfRule = broken.filter(
    ({ rule }, index) => broken.findIndex((one) => one.rule === rule) === index,
  );
  return [
    `seed ${seed} breaks ${firstOfRule.map(({ rule }) => rule).join(', ')} in ${broken.length} place(s)`,
    ...firstOfRule
      .slice(0, shownFaults)
      .flatMap((one) => [
        '',
        `  ${one.rule.padEnd(4)} ${one.says}  ${one.about ?? ''}`,
        ...eventsAbout(events, one).map((event) => `       ${eventLine(event)}`),
      ]),
    '',
    `  all of it: npm run storm -- --seed ${seed}`,
  ];
};
