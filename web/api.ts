/**
 * The only place that talks HTTP to our server. Calls are named by the route table, typed by the wire shapes; a refusal is a
 * `ProblemError` with its code and facts, a lost connection a `ConnectionLost`. Nobody else builds a path.
 */
import type * as annexes from '#forms/wire/annexes.ts';
import type * as blobs from '#forms/wire/blobs.ts';
import type * as calendars from '#forms/wire/calendar.ts';
import type * as deadlines from '#forms/wire/deadlines.ts';
import type * as findings from '#forms/wire/findings.ts';
import type * as lists from '#forms/wire/lists.ts';
import type * as notices from '#forms/wire/notices.ts';
import { pathOf, type RouteName, routes } from '#forms/wire/routes.ts';
import type * as shapes from '#forms/wire/shapes.ts';
import type * as units from '#forms/wire/units.ts';
import type * as flows from '#forms/wire/workflows.ts';
import { ConnectionLost, isProblemCode, ProblemError } from './refusal.ts';
import { hearServerTime } from './time/server-time.ts';

export { ConnectionLost, ProblemError };

/** What each route answers with when it does not refuse. */
export interface Replies {
  health: unknown;
  signIn: unknown;
  signOut: unknown;
  session: shapes.SessionReply;
  campaign: shapes.CampaignReply;
  edition: shapes.EditionReply;
  submit: shapes.SubmissionReply;
  work: shapes.WorkReply;
  record: shapes.RecordReply;
  reveal: shapes.RecordReply;
  previous: units.PreviousReply;
  revealPrevious: units.PreviousReply;
  revealFacts: units.FactsReply;
  openFinding: shapes.FindingState;
  findings: findings.FindingsReply;
  issueFindings: findings.IssueReply;
  finding: findings.FindingReply;
  findingFile: blobs.BlobReply;
  flowFile: blobs.BlobReply;
  answerFinding: shapes.FindingState;
  returnFinding: shapes.FindingState;
  decideFinding: shapes.FindingState;
  checks: findings.ChecksReply;
  runChecks: findings.CheckRunReply;
  checkRun: findings.CheckRunReply;
  lists: lists.ListsReply;
  handInList: lists.ListVersion;
  workflows: flows.WorkflowsReply;
  flows: flows.FlowsReply;
  unitFlows: flows.UnitFlowsReply;
  startFlow: flows.UnitFlowsReply;
  moveFlow: flows.UnitFlowsReply;
  requestBlob: blobs.BlobTicketReply;
  keepBlob: blobs.BlobTicketReply;
  blob: blobs.BlobReply;
  requestScan: shapes.ScanTicketReply;
  attachScan: shapes.ScanState;
  scans: shapes.ScansReply;
  progress: shapes.ProgressReply;
  gates: shapes.GatesReply;
  quarantine: shapes.QuarantineReply;
  notices: notices.NoticesReply;
  readNotices: { readonly now: number };
  contact: { readonly now: number };
  rehearsal: deadlines.RehearsalReply;
  hearPhone: { readonly now: number };
  evidence: deadlines.EvidenceReply;
  askAdmissions: deadlines.AdmissionsReply;
  decideAdmissions: deadlines.AdmissionsReply;
  extensions: deadlines.ExtensionsReply;
  askExtension: deadlines.ExtensionState;
  decideExtension: deadlines.DecideExtensionReply;
  calendarChanges: calendars.CalendarChangesReply;
  proposeCalendar: calendars.CalendarProposal;
  decideCalendar: calendars.CalendarProposal;
  questionnaires: readonly shapes.QuestionnaireState[];
  draft: shapes.DraftReply;
  saveDraft: { readonly revision: number };
  publish: shapes.PublishReply;
  requestPicture: blobs.BlobTicketReply;
  keepPicture: blobs.BlobTicketReply;
  picture: blobs.BlobReply;
  annexes: annexes.AnnexesReply;
  askAnnex: annexes.AnnexState;
  annex: annexes.AnnexReply;
  decideAnnex: annexes.AnnexState;
  annexFile: unknown;
  seals: shapes.SealsReply;
  sealFile: unknown;
  audit: shapes.AuditReply;
  clock: shapes.ClockReply;
  moveClock: shapes.ClockReply;
}

export interface CallOptions {
  readonly params?: { readonly [name: string]: string | number };
  readonly query?: { readonly [name: string]: string | number | undefined };
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

const replyTimeoutMs = 30_000;

/** The path and query of a route: for links and downloads. */
export const hrefOf = (route: RouteName, { params, query }: Pick<CallOptions, 'params' | 'query'> = {}) => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) search.set(name, String(value));
  const path = pathOf(route, params);
  return search.size > 0 ? `${path}?${search}` : path;
};

const reachListeners = new Set<(reached: boolean) => void>();
/** Told after every exchange whether the server answered. */
export const onReach = (listener: (reached: boolean) => void): void => {
  reachListeners.add(listener);
};
const tellReach = (reached: boolean) => {
  for (const listener of reachListeners) listener(reached);
};

const exchange = async (route: RouteName, { body, signal, ...where }: CallOptions): Promise<Response> => {
  const timeout = AbortSignal.timeout?.(replyTimeoutMs);
  try {
    const stop = signal ?? timeout;
    const response = await fetch(hrefOf(route, where), {
      method: routes[route].method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(stop === undefined ? {} : { signal: stop }),
    });
    tellReach(true);
    return response;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    tellReach(false);
    throw new ConnectionLost(undefined, { cause });
  }
};

/** Throws ProblemError for every refusal and ConnectionLost when no reply came. */
export const call = async <R extends RouteName>(route: R, options: CallOptions = {}): Promise<Replies[R]> => {
  const sentAt = Date.now();
  const response = await exchange(route, options);
  const receivedAt = Date.now();
  const said: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const { problem, facts } = (said ?? {}) as { problem?: unknown; facts?: Replies['session'] | object };
    if (isProblemCode(problem))
      throw new ProblemError(problem, { ...(facts as Record<string, unknown>) }, response.status);
    // A proxy answered instead of our server: the same as no answer.
    if (response.status >= 500) throw new ConnectionLost(`status ${response.status}`);
    throw new ProblemError('something-broke', { trace: String(response.status) }, response.status);
  }
  const now = (said as { now?: unknown } | undefined)?.now;
  if (typeof now === 'number') hearServerTime(now, sentAt, receivedAt);
  return said as Replies[R];
};
