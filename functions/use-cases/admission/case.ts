/** What is decided about: one late submission that somebody asked to let in, with the person who decides. */
import type { DecisionTrace } from '#forms/campaign/admission.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { StoredAdmission } from '../../store/admissions.ts';
import type { Campaign } from '../../store/campaign.ts';
import type { LateOne, LateSubmission } from './late-submission.ts';

/** One case with everything that a decision needs to know. */
export interface Case {
  readonly person: Person;
  readonly campaign: Campaign;
  readonly one: LateOne;
  readonly late: LateSubmission;
  readonly asked: StoredAdmission;
  readonly why: string;
  readonly now: number;
}

/** Who asked and who decided, as it is sealed. */
export const traceOf = ({ person, asked, why, now }: Case): DecisionTrace => ({
  asked: { by: asked.askedBy, at: isoOf(asked.askedAt), reason: asked.reason },
  decided: { by: person.id, at: isoOf(now), why },
});
