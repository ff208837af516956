/**
 * Every route with the verb it needs and where its area comes from (P4: a route without a verb does not exist, except the
 * ones marked open). Server and browser both read this table; neither may invent a path.
 */
import type { Verb } from '../permission/permission.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** Needed in the area; `open` needs nothing, `signed-in` only a session. */
  readonly verb: Verb | 'open' | 'signed-in';
  /** Where the area is: the path, the campaign's own area, or the body's `village`. */
  readonly area?: 'path' | 'campaign' | 'body' | 'held';
}

const campaign = '/api/campaigns/:campaign';
const village = `${campaign}/areas/:area`;

export const routes = {
  health: { method: 'GET', path: '/api/health', verb: 'open' },
  signIn: { method: 'POST', path: '/api/sign-in', verb: 'open' },
  signOut: { method: 'POST', path: '/api/sign-out', verb: 'open' },
  session: { method: 'GET', path: '/api/session', verb: 'signed-in' },
  // `held`: allowed when any of the person's areas lies in the campaign's area or covers it.
  campaign: { method: 'GET', path: campaign, verb: 'campaign.read', area: 'held' },
  edition: {
    method: 'GET',
    path: `${campaign}/questionnaires/:questionnaire/editions/:edition`,
    verb: 'campaign.read',
    area: 'held',
  },
  /** What questionnaires show: asked for, sent to the link, kept; and a link to it for everybody who takes part. */
  requestPicture: {
    method: 'POST',
    path: `${campaign}/pictures`,
    verb: 'questionnaire.edit',
    area: 'campaign',
  },
  keepPicture: {
    method: 'POST',
    path: `${campaign}/pictures/:picture`,
    verb: 'questionnaire.edit',
    area: 'campaign',
  },
  picture: { method: 'GET', path: `${campaign}/pictures/:picture`, verb: 'campaign.read', area: 'held' },
  submit: { method: 'POST', path: '/api/submissions', verb: 'answers.submit', area: 'body' },
  work: { method: 'GET', path: `${village}/work`, verb: 'unit.read', area: 'path' },
  record: {
    method: 'GET',
    path: `${village}/records/:unit/:questionnaire`,
    verb: 'record.read',
    area: 'path',
  },
  /** Body `{ reason }`: answers unmasked; the reason is logged. */
  reveal: {
    method: 'POST',
    path: `${village}/records/:unit/:questionnaire/reveal`,
    verb: 'record.reveal',
    area: 'path',
  },
  /** The round before, `?after=` for what follows; masked. The same for the whole campaign. */
  previous: { method: 'GET', path: `${village}/previous`, verb: 'record.read', area: 'path' },
  /** Body `{ reason, after? }`: unmasked, for prefilling on a phone; the reason is logged. */
  revealPrevious: {
    method: 'POST',
    path: `${village}/previous/reveal`,
    verb: 'record.reveal',
    area: 'path',
  },
  /** Body `{ reason, since?, after? }`: shared facts of records, unmasked, for phones that did not send them; the reason is logged. */
  revealFacts: { method: 'POST', path: `${village}/facts/reveal`, verb: 'record.reveal', area: 'path' },
  openFinding: { method: 'POST', path: `${village}/findings`, verb: 'finding.open', area: 'path' },
  /** Of every village in the area; `?closed=yes` for those that are done with. */
  findings: { method: 'GET', path: `${village}/findings`, verb: 'finding.read', area: 'path' },
  /** Hands several out at once. */
  issueFindings: { method: 'POST', path: `${village}/findings/issue`, verb: 'finding.decide', area: 'path' },
  /** With its history and the answers that it speaks of, those of the round before beside them. */
  finding: { method: 'GET', path: `${village}/findings/:finding`, verb: 'finding.read', area: 'path' },
  /** A link to what was handed in with an answer; the log says who asked for it. */
  findingFile: {
    method: 'GET',
    path: `${village}/findings/:finding/files/:file`,
    verb: 'finding.read',
    area: 'path',
  },
  answerFinding: {
    method: 'POST',
    path: `${village}/findings/:finding/answer`,
    verb: 'finding.answer',
    area: 'path',
  },
  returnFinding: {
    method: 'POST',
    path: `${village}/findings/:finding/return`,
    verb: 'finding.return',
    area: 'path',
  },
  decideFinding: {
    method: 'POST',
    path: `${village}/findings/:finding/decision`,
    verb: 'finding.decide',
    area: 'path',
  },
  /** The checks of the campaign as they are written, and the code lists that they speak of. They never change. */
  checks: { method: 'GET', path: `${campaign}/checks`, verb: 'campaign.read', area: 'held' },
  /** Every check over every unit of the area anew; and how far that is. */
  runChecks: { method: 'POST', path: `${village}/checks/run`, verb: 'check.run', area: 'path' },
  checkRun: { method: 'GET', path: `${village}/checks/run`, verb: 'finding.read', area: 'path' },
  /** Comparison lists: what the campaign declares, what holds in the area, what was handed in for it. */
  lists: { method: 'GET', path: `${village}/lists`, verb: 'list.read', area: 'path' },
  handInList: { method: 'POST', path: `${village}/lists/:list`, verb: 'list.hand-in', area: 'path' },
  /** The procedures of the campaign as they are written; they never change. */
  workflows: { method: 'GET', path: `${campaign}/workflows`, verb: 'campaign.read', area: 'held' },
  /** Of every village in the area; `?ended=yes` for those that are over. */
  flows: { method: 'GET', path: `${village}/flows`, verb: 'workflow.read', area: 'path' },
  unitFlows: { method: 'GET', path: `${village}/units/:unit/flows`, verb: 'workflow.read', area: 'path' },
  startFlow: { method: 'POST', path: `${village}/units/:unit/flows`, verb: 'workflow.move', area: 'path' },
  /** A link to what was handed in with a step; the log says who asked for it. */
  flowFile: {
    method: 'GET',
    path: `${village}/units/:unit/flows/:workflow/files/:file`,
    verb: 'workflow.read',
    area: 'path',
  },
  /** Besides the verb the step's own roles count. */
  moveFlow: {
    method: 'POST',
    path: `${village}/units/:unit/flows/:workflow/move`,
    verb: 'workflow.move',
    area: 'path',
  },
  requestBlob: { method: 'POST', path: `${village}/blobs`, verb: 'answers.submit', area: 'path' },
  keepBlob: { method: 'POST', path: `${village}/blobs/:blob`, verb: 'answers.submit', area: 'path' },
  blob: { method: 'GET', path: `${village}/blobs/:blob`, verb: 'record.read', area: 'path' },
  requestScan: { method: 'POST', path: `${village}/scans`, verb: 'scan.attach', area: 'path' },
  attachScan: { method: 'POST', path: `${village}/scans/:scan/attach`, verb: 'scan.attach', area: 'path' },
  scans: {
    method: 'GET',
    path: `${village}/records/:unit/:questionnaire/scans`,
    verb: 'scan.read',
    area: 'path',
  },
  progress: { method: 'GET', path: `${village}/progress`, verb: 'progress.read', area: 'path' },
  rehearsal: { method: 'GET', path: `${village}/rehearsal`, verb: 'progress.read', area: 'path' },
  /** A phone says how much it has not delivered. */
  hearPhone: { method: 'POST', path: `${village}/phone`, verb: 'answers.submit', area: 'path' },
  gates: { method: 'GET', path: `${village}/gates`, verb: 'progress.read', area: 'path' },
  quarantine: { method: 'GET', path: `${village}/quarantine`, verb: 'quarantine.read', area: 'path' },
  evidence: {
    method: 'GET',
    path: `${village}/quarantine/:submission`,
    verb: 'quarantine.read',
    area: 'path',
  },
  askAdmissions: { method: 'POST', path: `${village}/admissions`, verb: 'admission.ask', area: 'path' },
  decideAdmissions: {
    method: 'POST',
    path: `${village}/admissions/decision`,
    verb: 'admission.decide',
    area: 'path',
  },
  extensions: { method: 'GET', path: `${village}/extensions`, verb: 'extension.read', area: 'path' },
  askExtension: { method: 'POST', path: `${village}/extensions`, verb: 'extension.ask', area: 'path' },
  /** The area is the one that the extension was asked in; who decides holds a wider one. */
  decideExtension: {
    method: 'POST',
    path: `${village}/extensions/:extension/decision`,
    verb: 'extension.decide',
    area: 'path',
  },
  /** What was proposed, by whom and why, and what became of it: open to whoever may see the calendar. */
  calendarChanges: {
    method: 'GET',
    path: `${campaign}/calendar/changes`,
    verb: 'campaign.read',
    area: 'held',
  },
  proposeCalendar: {
    method: 'POST',
    path: `${campaign}/calendar/changes`,
    verb: 'calendar.propose',
    area: 'campaign',
  },
  /** By somebody else; withdrawn by whoever proposed. Deciding the same again goes on with what was killed half-way. */
  decideCalendar: {
    method: 'POST',
    path: `${campaign}/calendar/changes/:change/decision`,
    verb: 'calendar.decide',
    area: 'campaign',
  },
  questionnaires: {
    method: 'GET',
    path: `${campaign}/questionnaires`,
    verb: 'questionnaire.edit',
    area: 'campaign',
  },
  draft: {
    method: 'GET',
    path: `${campaign}/questionnaires/:questionnaire/draft`,
    verb: 'questionnaire.edit',
    area: 'campaign',
  },
  saveDraft: {
    method: 'PUT',
    path: `${campaign}/questionnaires/:questionnaire/draft`,
    verb: 'questionnaire.edit',
    area: 'campaign',
  },
  publish: {
    method: 'POST',
    path: `${campaign}/questionnaires/:questionnaire/publish`,
    verb: 'questionnaire.publish',
    area: 'campaign',
  },
  /** The person's own. */
  notices: { method: 'GET', path: `${campaign}/notices`, verb: 'campaign.read', area: 'held' },
  readNotices: { method: 'POST', path: `${campaign}/notices/read`, verb: 'campaign.read', area: 'held' },
  contact: { method: 'PUT', path: '/api/contact', verb: 'signed-in' },
  seals: { method: 'GET', path: `${campaign}/seals`, verb: 'seal.read', area: 'held' },
  /** `:file` is a path inside the sealed folder, slashes as `~`. */
  sealFile: {
    method: 'GET',
    path: `${campaign}/seals/:seal/files/:file`,
    verb: 'seal.download',
    area: 'campaign',
  },
  annexes: { method: 'GET', path: `${campaign}/seals/:seal/annexes`, verb: 'seal.read', area: 'held' },
  /** Every record that is corrected lies in the area. */
  askAnnex: { method: 'POST', path: `${village}/seals/:seal/annexes`, verb: 'annex.ask', area: 'path' },
  /** What is asked: before and after, sensitive answers masked. */
  annex: {
    method: 'GET',
    path: `${campaign}/seals/:seal/annexes/:annex`,
    verb: 'annex.decide',
    area: 'campaign',
  },
  /** By somebody else. Agreeing again goes on with what was killed half-way. */
  decideAnnex: {
    method: 'POST',
    path: `${campaign}/seals/:seal/annexes/:annex/decision`,
    verb: 'annex.decide',
    area: 'campaign',
  },
  annexFile: {
    method: 'GET',
    path: `${campaign}/seals/:seal/annexes/:annex/files/:file`,
    verb: 'seal.download',
    area: 'campaign',
  },
  audit: { method: 'GET', path: `${campaign}/audit`, verb: 'audit.read', area: 'campaign' },
  clock: { method: 'GET', path: '/api/demo/clock', verb: 'open' },
  moveClock: { method: 'POST', path: '/api/demo/clock', verb: 'signed-in' },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

/** The path of a route with its parameters filled in, each encoded. */
export const pathOf = (route: RouteName, params: { readonly [name: string]: string | number } = {}): string =>
  routes[route].path.replace(/:([a-z]+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? '')),
  );
