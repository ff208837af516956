/** What really happened in a storm, as no single party in it could know: everything sent, everything answered, in order. */
import type { Receipt } from '#forms/campaign/submission.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { ScanState, SubmissionEnvelope } from '#forms/wire/shapes.ts';
import type { SubmissionResult } from '#functions/use-cases/submission/delivery.ts';

export interface Event {
  readonly at: number;
  readonly who: string;
  readonly what: string;
  /** `<unit>/<questionnaire>` that it is about. */
  readonly about: string | undefined;
}

export interface Answered {
  readonly envelope: SubmissionEnvelope;
  readonly receipt: Receipt | undefined;
  readonly problem: Problem | undefined;
  /** How many answers had been given when this request arrived. */
  readonly behind: number;
}

export const aboutOf = ({ unit, questionnaire }: { readonly unit: string; readonly questionnaire: string }) =>
  `${unit}/${questionnaire}`;

export class Ledger {
  readonly events: Event[] = [];
  /** Every envelope that left a phone, by id; more than one only where a phone lied. */
  readonly sent = new Map<string, SubmissionEnvelope[]>();
  /** Every answer of the server, heard by its phone or not. */
  readonly answers: Answered[] = [];
  readonly pages: ScanState[] = [];
  /** Pages that were refused because of the gate, and when by the server's clock. */
  readonly refusedPages: { readonly about: string; readonly at: number }[] = [];
  readonly faults: string[] = [];
  /** Rules that were seen broken while the storm was on. */
  readonly seen: { readonly rule: string; readonly says: string }[] = [];
  /** Newest accepted version by unit and questionnaire: what a phone sees when it asks. */
  readonly newest = new Map<string, Receipt>();
  /** Findings that officers opened and were told of. */
  readonly findings: { readonly id: string; readonly about: string; readonly village: string }[] = [];
  /** Reasons of the extensions that somebody asked for, whatever the answer. */
  readonly askedExtensions = new Set<string>();
  /** By key of the mark: when it was committed that a village stands under an extension. */
  readonly extended = new Map<string, number>();
  /** By change of the calendar: when it was committed that it is approved, and that it is in force. */
  readonly approved = new Map<string, number>();
  readonly inForce = new Map<string, number>();
  crashes = 0;
  readonly #now: () => number;
  readonly #say: ((event: Event) => void) | undefined;

  constructor(now: () => number, say?: (event: Event) => void) {
    this.#now = now;
    this.#say = say;
  }

  note(who: string, what: string, about?: string): void {
    const event = { at: this.#now(), who, what, about };
    this.events.push(event);
    this.#say?.(event);
  }

  /** A use case threw what no store made it throw. */
  unforeseen(error: unknown): void {
    const says = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.faults.push(says);
    this.note('server', `throws ${says}`);
  }

  /** How many answers had been given by then. */
  send(who: string, envelope: SubmissionEnvelope): number {
    const earlier = this.sent.get(envelope.id) ?? [];
    if (!earlier.includes(envelope)) this.sent.set(envelope.id, [...earlier, envelope]);
    const { id, basedOn, finding } = envelope;
    const under = finding === undefined ? '' : ` under ${finding.slice(-4)}`;
    this.note(who, `sends …${id.slice(-4)} based on ${basedOn}${under}`, aboutOf(envelope));
    return this.answers.length;
  }

  answer(envelope: SubmissionEnvelope, result: SubmissionResult, behind: number): void {
    const receipt = result.ok ? result.value.receipt : undefined;
    const problem = result.ok ? undefined : result.refusal;
    this.answers.push({ envelope, receipt, problem, behind });
    const says = receipt
      ? `${receipt.outcome} ${receipt.why ?? `version ${receipt.version}`} at ${receipt.at}`
      : problem?.problem;
    this.note('server', `answers …${envelope.id.slice(-4)}: ${says}`, aboutOf(envelope));
    if (receipt?.outcome !== 'accepted') return;
    const about = aboutOf(receipt);
    if ((this.newest.get(about)?.version ?? 0) < receipt.version) this.newest.set(about, receipt);
  }
}
