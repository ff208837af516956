/** Every answer that the server gave, held against the calendar alone and against what is stored. */
import { stageAt } from '#forms/campaign/calendar.ts';
import type { Receipt } from '#forms/campaign/submission.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import { hexOf, sha256 } from '#functions/store/bytes.ts';
import { type Answered, aboutOf } from '../simulation/ledger.ts';
import { calendarRefusals, carriedOutBefore, extensionRefusals } from './allowance.ts';
import { calendarsAt } from './calendars.ts';
import { type Broken, type Evidence, groupOf, type Stored, sameReceipt } from './evidence.ts';
import { admittedIn } from './judge-decisions.ts';

const isWrong = ({ answers }: SubmissionEnvelope) => 'nonsense' in answers || 'remark' in answers;

const receiptFaults = (
  evidence: Evidence,
  stored: Stored,
  envelope: SubmissionEnvelope,
  receipt: Receipt,
): readonly (readonly [string, string])[] => {
  const at = Date.parse(receipt.at);
  const attempt = { now: at, correcting: envelope.basedOn > 0 };
  const under = [false, ...(envelope.finding === undefined ? [] : [true])];
  const byCalendar = under.map((underFinding) =>
    calendarRefusals(evidence, stored, envelope, { ...attempt, underFinding }),
  );
  const whys = byCalendar.flat();
  const extended = under.flatMap((underFinding) =>
    extensionRefusals(stored, envelope, { ...attempt, underFinding }),
  );
  if (receipt.outcome === 'accepted')
    return [
      ...([...whys, ...extended].includes(undefined)
        ? []
        : [['G1', `accepted at ${receipt.at}: ${whys}`] as const]),
      ...(sameReceipt(stored.accepted.get(receipt.submission), receipt)
        ? []
        : [['W11', 'accepted, but not stored under its receipt'] as const]),
    ];
  // A clock that is set back meets gates that have moved on already: what it says then is told by no calendar.
  const clockHeld = evidence.weather.clockSteps === 0;
  const explained =
    (byCalendar[0] ?? []).some((why) => why !== undefined) &&
    (receipt.why === 'frozen' || [...whys, ...extended].includes(receipt.why));
  const letIn = carriedOutBefore(evidence, stored, envelope, at).find(
    ({ id }) => refusalUnder(stored, envelope, id, at) === undefined,
  );
  return [
    ...(clockHeld && letIn
      ? [['G14', `quarantined at ${receipt.at} under extension …${letIn.id.slice(-4)}`] as const]
      : []),
    ...(clockHeld && !explained
      ? [['G11', `quarantined at ${receipt.at} as ${receipt.why}, the calendar says ${whys}`] as const]
      : []),
    ...(sameReceipt(stored.late.get(receipt.submission), receipt)
      ? []
      : [['G8', 'told that it is in quarantine, but it is not there'] as const]),
  ];
};

/** What one extension says to a write without a finding. */
const refusalUnder = (stored: Stored, envelope: SubmissionEnvelope, id: string, at: number) => {
  const only = { ...stored, extensions: stored.extensions.filter((item) => item.id === id) };
  const attempt = { now: at, correcting: envelope.basedOn > 0, underFinding: false };
  return extensionRefusals(only, envelope, attempt)[0];
};

const problemFaults = (
  { ledger }: Evidence,
  stored: Stored,
  { envelope, problem }: Answered,
): readonly (readonly [string, string])[] => {
  if (problem?.problem === 'busy') return [];
  if (problem?.problem === 'answers-refused')
    return isWrong(envelope) ? [] : [['W8', 'refused, but its answers are valid']];
  if (problem?.problem === 'moved-on')
    return stored.movedOn.has(envelope.id) ? [] : [['W7', 'told moved-on, but not kept']];
  if (problem?.problem === 'submission-id-reused')
    return (ledger.sent.get(envelope.id)?.length ?? 0) > 1 ? [] : [['W5', 'told of other content']];
  // Two phones gave one sheet different names.
  if (problem?.problem === 'unit-exists') {
    const names = [...ledger.sent.values()].flat().filter(({ unit }) => unit === envelope.unit);
    const differ = new Set(names.map(({ newUnit }) => newUnit?.name)).size > 1;
    return differ ? [] : [['W34', 'told that something else is there, but nobody sent it']];
  }
  return [['W9', `an answer that nothing in the storm explains: ${problem?.problem}`]];
};

export const judgeReplies = (evidence: Evidence, stored: Stored): readonly Broken[] => {
  const { ledger } = evidence;
  const broken: Broken[] = [];
  const first = new Map<string, { readonly receipt: Receipt; readonly place: number }>();
  for (const [place, answered] of ledger.answers.entries()) {
    const { envelope, receipt, problem, behind } = answered;
    const say = (rule: string, says: string) =>
      broken.push({ rule, says: `…${envelope.id.slice(-4)} ${says}`, about: aboutOf(envelope) });
    const faults = receipt
      ? receiptFaults(evidence, stored, envelope, receipt)
      : problemFaults(evidence, stored, answered);
    for (const [rule, says] of faults) say(rule, says);
    const earlier = first.get(envelope.id);
    if (receipt) first.set(envelope.id, earlier ?? { receipt, place });
    if (earlier && receipt && earlier.receipt.leafHash !== receipt.leafHash)
      say('W5', `has two receipts: ${earlier.receipt.outcome} and ${receipt.outcome}`);
    const again = earlier !== undefined && earlier.place < behind;
    if (again && problem?.problem === 'moved-on') say('W5', 'had its receipt, and is told moved-on now');
  }
  for (const id of stored.accepted.keys())
    if (stored.late.has(id))
      broken.push({ rule: 'W13', says: `…${id.slice(-4)} is accepted and quarantined` });
  return [...broken, ...strangers(evidence, stored), ...unanswered(evidence)];
};

/** Nothing is stored that no phone has sent, with these very answers; what was let in, under the id that it was sent with. */
const strangers = ({ ledger }: Evidence, stored: Stored): readonly Broken[] => {
  const admitted = admittedIn(stored);
  return [...stored.accepted, ...stored.late].flatMap(([id, item]) => {
    const sent = (ledger.sent.get(admitted.get(id)?.submission ?? id) ?? []).some(
      ({ answers, unit }) => unit === item.unit && hexOf(sha256(canonicalJson(answers))) === item.contentHash,
    );
    const about = `${item.unit}/${item.questionnaire}`;
    return sent ? [] : [{ rule: 'W10', says: `…${id.slice(-4)} is stored as nobody sent it`, about }];
  });
};

const unanswered = ({ unfinished, ledger }: Evidence): readonly Broken[] => [
  ...unfinished.map((envelope) => ({
    rule: 'W23',
    says: `…${envelope.id.slice(-4)} never got an answer`,
    about: aboutOf(envelope),
  })),
  ...ledger.seen,
  ...ledger.faults.map((fault) => ({ rule: 'W9', says: `the server threw ${fault}` })),
];

/** The stages that a page may have met: one for every calendar that may have stood on its gate. */
export const stagesMet = ({ plan }: Evidence, { calendars }: Stored, questionnaire: string, at: number) =>
  calendarsAt(calendars, at).map((calendar) => stageAt(calendar, groupOf(plan, questionnaire), at));
