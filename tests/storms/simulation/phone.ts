/**
 * A collector's phone: the outbox of the app (its own transition table), a network that loses, delays and copies, a clock that
 * may be years off, and a person who sometimes types nonsense, edits what another has just edited, or comes late.
 */
import type { JsonObject } from '#forms/json.ts';
import type { Person } from '#forms/permission/permission.ts';
import { wireVersion } from '#forms/wire/limits.ts';
import type { SubmissionEnvelope, Unit } from '#forms/wire/shapes.ts';
import type { Dice } from '#functions/ports.ts';
import type { SubmissionResult } from '#functions/use-cases/submission/delivery.ts';
import { submitAnswers } from '#functions/use-cases/submit-answers.ts';
import {
  delayFor,
  isUnderWay,
  type OutboxEvent,
  type OutboxState,
  queued,
  step,
} from '#web/offline/outbox.ts';
import { attachPage } from './attach-page.ts';
import type { Chance } from './chance.ts';
import { aboutOf } from './ledger.ts';
import { campaign } from './plan.ts';
import type { Storm } from './storm-parts.ts';

interface Item {
  readonly envelope: SubmissionEnvelope;
  state: OutboxState;
}

interface Wanted {
  readonly unit: Pick<Unit, 'id' | 'village'>;
  readonly questionnaire: string;
  readonly newUnit?: SubmissionEnvelope['newUnit'] | undefined;
  readonly basedOn: number;
  readonly answers: JsonObject;
  readonly finding: string | undefined;
}

const timeoutMs = 20_000;
const yearMs = 365 * 86_400_000;

export class Phone {
  readonly #storm: Storm;
  readonly #person: Person;
  readonly #units: readonly Unit[];
  readonly #chance: Chance;
  readonly #dice: Dice;
  readonly #skew: number;
  readonly #outbox: Item[] = [];
  #offlineUntil = 0;
  #delivering = false;

  constructor(
    storm: Storm,
    { person, units }: { person: Person; units: readonly Unit[] },
    chance: Chance,
    dice: Dice,
  ) {
    this.#storm = storm;
    this.#person = person;
    this.#units = units;
    this.#chance = chance;
    this.#dice = dice;
    this.#skew = chance.happens(0.2) ? chance.whole(-20, 20) * yearMs : chance.whole(-120_000, 120_000);
  }

  get village(): string {
    return this.#units[0]?.village ?? '';
  }

  /** Everything that still waits for an answer. */
  underWay(): readonly SubmissionEnvelope[] {
    return this.#outbox.filter(({ state }) => isUnderWay(state)).map(({ envelope }) => envelope);
  }

  fill(): void {
    const { ledger, timeline, weather } = this.#storm;
    const chance = this.#chance;
    const { unit, questionnaire, newUnit } = this.#paper();
    const known = ledger.newest.get(`${unit.id}/${questionnaire}`)?.version ?? 0;
    // Some have not looked since somebody else wrote; few claim what never was.
    const basedOn = chance.happens(weather.liars)
      ? known + chance.whole(1, 3)
      : chance.happens(0.1)
        ? Math.max(0, known - 1)
        : known;
    const finding = ledger.findings.findLast(({ about }) => about === `${unit.id}/${questionnaire}`);
    if (chance.happens(weather.offline)) this.#offlineUntil = timeline.now + chance.small(6 * 3_600_000);
    const answers = chance.happens(weather.wrongAnswers)
      ? { size: 'many', nonsense: 1 }
      : this.#answers(questionnaire);
    this.#queue({
      unit,
      newUnit,
      questionnaire,
      basedOn,
      answers,
      finding: finding && chance.happens(0.7) ? finding.id : undefined,
    });
  }

  /** Which of a unit's papers; sometimes a sheet under it, which others may be writing too. */
  #paper(): Pick<Wanted, 'unit' | 'questionnaire' | 'newUnit'> {
    const chance = this.#chance;
    const unit = chance.pick(this.#units);
    if (unit.kind === 'village') return { unit, questionnaire: 'place' };
    if (!chance.happens(0.2)) return { unit, questionnaire: chance.happens(0.3) ? 'watch' : 'home' };
    const which = chance.whole(1, 2);
    const name = chance.happens(0.1) ? 'Another name' : `Sheet ${which}`;
    return {
      unit: { id: `${unit.id}~sheet-${which}`, village: unit.village },
      questionnaire: 'changeSheet',
      newUnit: { kind: 'change', parent: unit.id, name },
    };
  }

  #answers(questionnaire: string): JsonObject {
    const chance = this.#chance;
    if (questionnaire === 'place') return { households: chance.whole(0, 400) };
    if (questionnaire === 'watch') return { measures: `Visit ${chance.whole(1, 9)}` };
    if (questionnaire === 'changeSheet') return { what: `Event ${chance.whole(1, 9)}` };
    const status = chance.pick(['unasked', 'plain', 'monitored']);
    return {
      ...(status === 'unasked' ? {} : { status }),
      head: `户主${chance.whole(1, 999)}`,
      size: chance.whole(1, 12),
      water: chance.pick(['tap', 'well']),
    };
  }

  #queue(wanted: Wanted): void {
    const { unit, questionnaire, newUnit, basedOn, answers, finding } = wanted;
    const deviceTime = this.#storm.plan.start + this.#storm.timeline.now + this.#skew;
    const envelope: SubmissionEnvelope = {
      wire: wireVersion,
      id: this.#dice.id(deviceTime),
      campaign,
      village: unit.village,
      unit: unit.id,
      questionnaire,
      edition: 1,
      basedOn,
      answers,
      capturedAt: deviceTime,
      ...(this.#chance.happens(0.5) ? { sinceServerTime: this.#chance.small(1e8) } : {}),
      ...(finding === undefined ? {} : { finding }),
      ...(newUnit === undefined ? {} : { newUnit }),
    };
    this.#outbox.push({ envelope, state: queued });
    void this.#deliver();
  }

  /** One after the other, again and again until nothing is under way. */
  async #deliver(): Promise<void> {
    const { timeline, horizon } = this.#storm;
    if (this.#delivering) return;
    this.#delivering = true;
    while (timeline.now < horizon) {
      const waiting = this.#outbox.filter(({ state }) => state.kind === 'waiting');
      const due = waiting.find(({ state }) => state.kind === 'waiting' && state.notBefore <= timeline.now);
      if (due) await this.#try(due);
      else if (waiting.length > 0) {
        const next = waiting.map(({ state }) => (state.kind === 'waiting' ? state.notBefore : 0));
        await timeline.sleep(Math.min(...next) - timeline.now);
      } else break;
    }
    this.#delivering = false;
  }

  async #try(item: Item): Promise<void> {
    const { timeline } = this.#storm;
    item.state = step(item.state, { kind: 'claimed', now: timeline.now });
    item.state = step(item.state, await this.#send(item.envelope));
    if (item.state.kind === 'accepted' && this.#chance.happens(0.2))
      void attachPage(this.#storm, this.#person, item.state.receipt, this.#chance);
    if (item.state.kind === 'needs-work') this.#workOn(item);
  }

  /** The person merges and sends on top, or mends what was refused; some give up. */
  #workOn(item: Item): void {
    if (item.state.kind !== 'needs-work') return;
    const { problem, facts } = item.state;
    const { envelope } = item;
    const again = (problem === 'moved-on' || problem === 'answers-refused') && this.#chance.happens(0.7);
    if (!again) {
      item.state = step(item.state, { kind: 'given-up' });
      return;
    }
    item.state = step(item.state, { kind: 'replaced', by: 'the next' });
    this.#queue({
      unit: { id: envelope.unit, village: envelope.village },
      questionnaire: envelope.questionnaire,
      newUnit: envelope.newUnit,
      basedOn: typeof facts.version === 'number' ? facts.version : envelope.basedOn,
      answers: this.#answers(envelope.questionnaire),
      finding: envelope.finding,
    });
  }

  async #send(envelope: SubmissionEnvelope): Promise<OutboxEvent> {
    const { timeline, weather } = this.#storm;
    const { lostRequest, lostReply, copy } = weather.network;
    const delayed = (delay: 'no-connection' | 'server-broke'): OutboxEvent => ({
      kind: 'delayed',
      delay,
      now: timeline.now,
      jitter: this.#chance.next(),
    });
    if (timeline.now < this.#offlineUntil) return delayed('no-connection');
    if (this.#chance.happens(copy)) this.#copy(envelope);
    // Everybody is in a hurry just before an edge.
    const edge = this.#storm.machine.untilEdge(60_000);
    const hurried = edge !== undefined && this.#chance.happens(0.4);
    await timeline.sleep(
      hurried ? Math.max(1, edge - this.#chance.whole(0, 60)) : 20 + this.#chance.small(8_000),
    );
    if (this.#chance.happens(lostRequest)) {
      await timeline.sleep(timeoutMs);
      return delayed('no-connection');
    }
    const reply = await this.#arrives(envelope);
    if (this.#chance.happens(lostReply)) {
      await timeline.sleep(this.#chance.small(timeoutMs));
      return delayed('no-connection');
    }
    await timeline.sleep(20 + this.#chance.small(8_000));
    if (reply === 'lost') return delayed('no-connection');
    if (reply === 'broke') return delayed('server-broke');
    if (reply.ok) return { kind: 'receipt', receipt: reply.value.receipt };
    const { problem, facts } = reply.refusal;
    const delay = delayFor(problem);
    if (!delay) return { kind: 'refused', problem, facts: { ...facts } };
    return { kind: 'delayed', delay, now: timeline.now, jitter: this.#chance.next(), seconds: 5 };
  }

  /** The same request once more, by the network's own will, at once or hours later; nobody hears the reply. */
  #copy(envelope: SubmissionEnvelope): void {
    const { timeline } = this.#storm;
    const later = this.#chance.happens(0.7) ? this.#chance.small(9_000) : this.#chance.small(4 * 3_600_000);
    const liar = this.#chance.happens(this.#storm.weather.liars);
    const other = liar
      ? { ...envelope, answers: { ...envelope.answers, remark: 'other content' } }
      : envelope;
    timeline.at(timeline.now + later, () => void this.#arrives(other));
  }

  async #arrives(envelope: SubmissionEnvelope): Promise<SubmissionResult | 'lost' | 'broke'> {
    const { ledger, machine } = this.#storm;
    const behind = ledger.send(this.#person.id, envelope);
    const reply = await machine.call('requests', submitAnswers(this.#person, envelope));
    if (reply === 'lost' || reply === 'broke')
      ledger.note('server', `${reply} …${envelope.id.slice(-4)}`, aboutOf(envelope));
    else ledger.answer(envelope, reply, behind);
    return reply;
  }
}
