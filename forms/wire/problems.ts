/**
 * Every refusal that the public may see: a stable code, its HTTP status, and exactly which facts travel with it. Sentences
 * are in web/locale. A body is `{ "problem": code, "facts": {…} }` with content type application/problem+json.
 */
export const problems = {
  // the request itself
  'not-json': { status: 400, facts: [] },
  'wrong-shape': { status: 400, facts: ['at', 'says'] },
  'too-large': { status: 413, facts: ['limit'] },
  'wrong-content-type': { status: 415, facts: ['expected'] },
  'client-too-old': { status: 426, facts: ['wire'] },
  'no-such-route': { status: 404, facts: [] },
  // who and where
  'not-signed-in': { status: 401, facts: [] },
  'wrong-credentials': { status: 401, facts: [] },
  'not-allowed': { status: 403, facts: ['verb', 'area'] },
  'cross-site': { status: 403, facts: [] },
  'too-many-tries': { status: 429, facts: ['seconds'] },
  // things that are not there
  'no-such-campaign': { status: 404, facts: ['campaign'] },
  'no-such-area': { status: 404, facts: ['area'] },
  'no-such-unit': { status: 404, facts: ['unit'] },
  'no-such-questionnaire': { status: 404, facts: ['questionnaire'] },
  'no-such-edition': { status: 404, facts: ['questionnaire', 'edition'] },
  'no-such-record': { status: 404, facts: ['unit', 'questionnaire'] },
  'no-such-scan': { status: 404, facts: ['scan'] },
  'no-such-blob': { status: 404, facts: [] },
  'no-such-seal': { status: 404, facts: ['seal'] },
  'no-such-finding': { status: 404, facts: ['finding'] },
  'no-such-workflow': { status: 404, facts: ['workflow'] },
  'no-such-flow': { status: 404, facts: ['unit', 'workflow'] },
  'flow-moved-on': { status: 409, facts: ['revision'] },
  'not-your-step': { status: 403, facts: ['who'] },
  'step-refused': { status: 422, facts: ['why'] },
  'no-such-list': { status: 404, facts: ['list'] },
  'list-refused': { status: 422, facts: ['faults'] },
  'list-moved-on': { status: 409, facts: ['version'] },
  'not-now': { status: 409, facts: ['state', 'kind'] },
  'new-unit-refused': { status: 422, facts: ['unit', 'why'] },
  'unit-exists': { status: 409, facts: ['unit'] },
  'too-many-units': { status: 409, facts: ['limit'] },
  'wrong-role': { status: 403, facts: ['questionnaire', 'filledBy'] },
  'wrong-unit-kind': { status: 422, facts: ['unit', 'questionnaire'] },
  // submissions
  'answers-refused': { status: 422, facts: ['violations'] },
  'content-hash-differs': { status: 422, facts: ['expected', 'got'] },
  'submission-id-reused': { status: 409, facts: ['submission'] },
  'moved-on': { status: 409, facts: ['version', 'basedOn'] },
  'files-missing': { status: 409, facts: ['files'] },
  'record-too-large': { status: 413, facts: ['limit'] },
  busy: { status: 503, facts: ['seconds'] },
  // scans
  'wrong-file-type': { status: 415, facts: ['type', 'allowed'] },
  'file-too-large': { status: 413, facts: ['limit'] },
  'picture-too-wide': { status: 422, facts: ['side', 'limit'] },
  'too-many-pages': { status: 422, facts: ['limit'] },
  'wrong-checksum': { status: 422, facts: [] },
  'not-uploaded': { status: 409, facts: ['scan'] },
  'content-signed-differs': { status: 409, facts: ['contentHash'] },
  'link-expired': { status: 403, facts: [] },
  locked: { status: 409, facts: [] },
  // frozen and sealed
  'gate-closed': { status: 409, facts: ['why', 'questionnaire'] },
  'sealed-already': { status: 409, facts: ['seal'] },
  'not-sealed-yet': { status: 409, facts: ['seal'] },
  'no-such-annex': { status: 404, facts: ['annex'] },
  'not-in-seal': { status: 409, facts: ['unit', 'questionnaire'] },
  'nothing-corrected': { status: 422, facts: ['unit', 'questionnaire'] },
  'corrected-twice': { status: 422, facts: ['unit', 'questionnaire'] },
  'annex-refused': { status: 422, facts: ['unit', 'questionnaire', 'violations'] },
  'annex-failed': { status: 500, facts: ['why'] },
  // later deadlines
  'no-such-extension': { status: 404, facts: ['extension'] },
  'extension-refused': { status: 422, facts: ['why'] },
  'no-such-late': { status: 404, facts: ['submission'] },
  'not-asked': { status: 409, facts: ['submission'] },
  'asked-already': { status: 409, facts: ['submission'] },
  'decided-already': { status: 409, facts: ['decision'] },
  'needs-someone-else': { status: 403, facts: ['verb'] },
  // another calendar
  'no-such-change': { status: 404, facts: ['change'] },
  'calendar-refused': { status: 422, facts: ['faults'] },
  'calendar-moved-on': { status: 409, facts: ['revision'] },
  'another-second-person': { status: 403, facts: [] },
  // questionnaires in the making
  'draft-moved-on': { status: 409, facts: ['revision'] },
  'questionnaire-refused': { status: 422, facts: ['faults'] },
  'nothing-to-publish': { status: 409, facts: ['questionnaire'] },
  // reasons and dates
  'reason-missing': { status: 422, facts: [] },
  'demo-only': { status: 404, facts: [] },
  // ours
  'something-broke': { status: 500, facts: ['trace'] },
} as const satisfies Record<string, { status: number; facts: readonly string[] }>;

export type ProblemCode = keyof typeof problems;

export interface Problem {
  readonly problem: ProblemCode;
  readonly facts: { readonly [name: string]: unknown };
}

export const problem = (code: ProblemCode, facts: Problem['facts'] = {}): Problem => ({
  problem: code,
  facts,
});
