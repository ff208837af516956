/** Later deadlines in a storm: asked for by collectors and the town, for honest ends and impossible ones, decided twice or late. */
import { stagesOf } from '#forms/campaign/calendar.ts';
import { sealOf } from '#forms/campaign/extension.ts';
import type { ExtensionState } from '#forms/wire/deadlines.ts';
import { askExtension } from '#functions/use-cases/extension/ask-extension.ts';
import { decideExtension } from '#functions/use-cases/extension/decide-extension.ts';
import { since, someTime } from './actors.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Phone } from './phone.ts';
import { campaign } from './plan.ts';
import type { Storm } from './storm-parts.ts';

const minute = 60_000;

/** Mostly some minutes behind the stage, often exactly the seal or an edge; sometimes what nobody may be granted. */
const endOf = ({ plan }: Storm, group: string, to: number, now: number, chance: Chance): number => {
  const seal = sealOf(plan.pack.calendar, group)?.at ?? to;
  const from = Math.max(to, now);
  if (chance.happens(0.15)) return seal + chance.whole(1, 90) * minute;
  if (chance.happens(0.25)) return seal;
  if (chance.happens(0.2)) return chance.pick(plan.edges);
  return from + chance.whole(1, 60) * minute;
};

export const startExtensions = (storm: Storm, phones: readonly Phone[], count: number): void => {
  const chance = chanceOf(`${storm.seed}/extensions`);
  for (let number = 0; number < count; number++)
    storm.timeline.at(someTime(storm, chance), () => void extend(storm, phones, chance, number));
};

const extend = async (storm: Storm, phones: readonly Phone[], chance: Chance, number: number) => {
  const { machine, plan, ledger, timeline } = storm;
  const { calendar } = plan.pack;
  const group = chance.pick(calendar.groups);
  const begun = stagesOf(calendar, group).filter(({ from }) => from <= machine.now());
  if (begun.length === 0) return;
  const stage = chance.happens(0.6) ? begun.at(-1) : chance.pick(begun);
  if (!stage) return;
  const collector = chance.pick(plan.collectors).person;
  const own = collector.grants[0]?.area ?? '';
  const town = chance.happens(0.4);
  const villages = town
    ? [...new Set([own, chance.pick(plan.collectors).person.grants[0]?.area ?? own])]
    : [own];
  const until = endOf(storm, group, stage.to, machine.now(), chance);
  const reason = `reason ${number}`;
  const questionnaires = plan.pack.questionnaires.filter((one) => one.group === group).map(({ id }) => id);
  ledger.askedExtensions.add(reason);
  const asked = await machine.call(
    'requests',
    askExtension(town ? plan.officer : collector, {
      campaign,
      area: town ? plan.area : own,
      stage: stage.id,
      questionnaires,
      villages,
      until,
      reason,
    }),
  );
  if (typeof asked === 'string' || !asked.ok) return;
  ledger.note('asker', `asks that ${stage.id} goes on to ${new Date(until).toISOString()} in ${villages}`);
  await timeline.sleep(chance.small(40 * minute));
  crowd(storm, phones, chance, { villages, until });
  const times = chance.pick([1, 1, 2, 3]);
  for (let time = 0; time < times; time++) {
    void decide(storm, asked.value, chance);
    await timeline.sleep(chance.small(10 * minute));
  }
};

/** Those who asked for more time come at the end of it. */
const crowd = (
  storm: Storm,
  phones: readonly Phone[],
  chance: Chance,
  { villages, until }: Pick<ExtensionState, 'villages' | 'until'>,
) => {
  storm.machine.addEdge(until);
  for (const phone of phones.filter(({ village }) => villages.includes(village)).slice(0, 12))
    if (chance.happens(0.5)) {
      const side = chance.happens(0.7) ? -1 : 1;
      storm.timeline.at(since(storm, until) + side * chance.small(180_000), () => phone.fill());
    }
};

const tries = 3;

const decide = async (
  { machine, plan, ledger, timeline }: Storm,
  { id, area }: ExtensionState,
  chance: Chance,
) => {
  const decision = chance.happens(0.85) ? 'grant' : 'decline';
  for (let round = 0; round < tries; round++) {
    const wanted = { campaign, area, extension: id, decision, why: 'because' } as const;
    const decided = await machine.call('requests', decideExtension(plan.district, wanted));
    if (typeof decided !== 'string') {
      const says = decided.ok
        ? `${decided.value.state}, ${decided.value.gates} gates`
        : decided.refusal.problem;
      ledger.note('district', `…${id.slice(-4)}: ${says}`);
      if (decided.ok || decided.refusal.problem !== 'busy') return;
    }
    await timeline.sleep(5_000 + chance.small(120_000));
  }
};
