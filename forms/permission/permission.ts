/**
 * Who may do what, where. A role is always held in an area (P1); a verb is allowed when one of the person's roles has
 * it and the role's area covers the target (P2). Everything not listed is refused (P3).
 */
import { type AreaCode, covers } from './area.ts';

export const roles = ['collector', 'town-officer', 'district-officer', 'designer', 'auditor'] as const;
export type Role = (typeof roles)[number];

export const verbs = [
  'campaign.read', // calendar, questionnaires, gates
  'unit.read', // the units of a village and the state of their records
  'record.read', // answers, identity numbers masked
  'record.reveal', // answers unmasked, with a logged reason
  'answers.submit',
  'scan.attach',
  'scan.read',
  'progress.read',
  'quarantine.read',
  'extension.read',
  'extension.ask', // a later deadline for some villages
  'extension.decide', // by somebody else, from a wider area
  'calendar.propose', // other deadlines for the whole campaign
  'calendar.decide', // by somebody else
  'admission.ask', // to let a quarantined submission in
  'admission.decide', // by somebody else, from a wider area
  'finding.open',
  'finding.read',
  'finding.answer', // true, not true, explained: by the village
  'finding.return', // the answer is not enough
  'finding.decide', // hand out, accept, take back
  'list.read', // comparison lists: which there are, never their rows
  'list.hand-in',
  'check.run', // every check over an area anew
  'workflow.read',
  'workflow.move', // steps that are given to the role; the step says to which
  'questionnaire.edit', // drafts
  'questionnaire.publish',
  'seal.read', // manifests and roots
  'seal.download', // the sealed files
  'annex.ask', // to correct what is sealed, in an annex
  'annex.decide', // by somebody else, for the whole campaign
  'audit.read',
  'clock.move', // demo only
] as const;
export type Verb = (typeof verbs)[number];

const everyone: readonly Verb[] = ['campaign.read', 'seal.read', 'clock.move'];

const may: { readonly [R in Role]: readonly Verb[] } = {
  collector: [
    ...everyone,
    'unit.read',
    'record.read',
    'record.reveal',
    'answers.submit',
    'scan.attach',
    'scan.read',
    'finding.read',
    'finding.answer',
    'workflow.read',
    'workflow.move',
    'progress.read',
    'extension.read',
    'extension.ask',
  ],
  'town-officer': [
    ...everyone,
    'unit.read',
    'record.read',
    'record.reveal',
    'answers.submit',
    'scan.attach',
    'scan.read',
    'progress.read',
    'quarantine.read',
    'extension.read',
    'extension.ask',
    'extension.decide',
    'calendar.propose',
    'admission.ask',
    'finding.open',
    'finding.read',
    'finding.answer',
    'finding.return',
    'finding.decide',
    'list.read',
    'list.hand-in',
    'check.run',
    'workflow.read',
    'workflow.move',
    'seal.download',
    'annex.ask',
  ],
  'district-officer': [
    ...everyone,
    'unit.read',
    'record.read',
    'record.reveal',
    'scan.read',
    'progress.read',
    'quarantine.read',
    'extension.read',
    'extension.decide',
    'calendar.propose',
    'calendar.decide',
    'admission.decide',
    'finding.open',
    'finding.read',
    'finding.return',
    'list.read',
    'list.hand-in',
    'check.run',
    'workflow.read',
    'workflow.move',
    'seal.download',
    'annex.ask',
    'annex.decide',
    'audit.read',
  ],
  designer: [...everyone, 'calendar.propose', 'questionnaire.edit', 'questionnaire.publish'],
  auditor: [
    ...everyone,
    'unit.read',
    'record.read',
    'scan.read',
    'progress.read',
    'quarantine.read',
    'extension.read',
    'finding.read',
    'list.read',
    'workflow.read',
    'seal.download',
    'audit.read',
  ],
};

export interface Grant {
  readonly role: Role;
  readonly area: AreaCode;
}

/** Somebody who signed in, as every use case sees them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly Grant[];
}

export const mayDo = (person: Person, verb: Verb, area: AreaCode): boolean =>
  person.grants.some((grant) => may[grant.role].includes(verb) && covers(grant.area, area));

/** The roles that have the verb at all. */
export const rolesThatMay = (verb: Verb): readonly Role[] => roles.filter((role) => may[role].includes(verb));

/** The roles through which the person may do it; a receipt and an audit line name the first. */
export const rolesFor = (person: Person, verb: Verb, area: AreaCode): readonly Role[] =>
  person.grants
    .filter((grant) => may[grant.role].includes(verb) && covers(grant.area, area))
    .map((grant) => grant.role);

/** P34: who decides on a change of the calendar is somebody else; a campaign has no wider area that could decide for it. */
export const mayDecideCalendar = (person: Person, campaignArea: AreaCode, proposedBy: string): boolean =>
  person.id !== proposedBy && mayDo(person, 'calendar.decide', campaignArea);

/** What somebody asked for, and the area in which they hold the role that lets them ask. */
export interface Asked {
  readonly by: string;
  readonly area: AreaCode;
}

/** P19: who decides is somebody else, and holds the verb in an area around the one that it was asked in. */
export const mayDecide = (person: Person, verb: Verb, { by, area }: Asked): boolean =>
  person.id !== by &&
  person.grants.some(
    (grant) => may[grant.role].includes(verb) && covers(grant.area, area) && !covers(area, grant.area),
  );

/** The widest area around the target in which the person holds the verb: where they ask from (P19). */
export const askingArea = (person: Person, verb: Verb, area: AreaCode): AreaCode | undefined =>
  person.grants
    .filter((grant) => may[grant.role].includes(verb) && covers(grant.area, area))
    .map((grant) => grant.area)
    .sort((one, other) => (covers(one, other) ? -1 : 1))[0];
