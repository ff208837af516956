/** What can be wrong with a pack besides its questionnaires (their codes are in forms/questionnaire/faults.ts), each with its facts. */
import { dossierFaultCodes } from '../dossier/not-in-dossier.ts';

export const packFaultCodes = [
  // files and names
  { code: 'file-missing', facts: ['file'] },
  { code: 'file-shape', facts: ['says'] },
  { code: 'id-twice', facts: ['id'] },
  { code: 'language-missing', facts: ['language'] },
  // pictures
  { code: 'picture-not-shown', facts: ['picture'] },
  { code: 'picture-kind', facts: ['picture', 'found'] },
  { code: 'picture-too-large', facts: ['picture', 'size', 'limit'] },
  { code: 'picture-too-wide', facts: ['picture', 'side', 'limit'] },
  // units and questionnaires
  { code: 'unknown-unit-kind', facts: ['unit'] },
  { code: 'unknown-group', facts: ['group'] },
  { code: 'unknown-questionnaire', facts: ['questionnaire'] },
  { code: 'unknown-question', facts: ['questionnaire', 'question'] },
  { code: 'unknown-list', facts: ['questionnaire', 'list'] },
  { code: 'wrong-question-type', facts: ['question', 'type'] },
  { code: 'child-of-child', facts: ['unit'] },
  { code: 'code-list-wanted', facts: ['id'] },
  { code: 'role-may-not-submit', facts: ['role'] },
  { code: 'too-many-conditions', facts: ['unit', 'count', 'limit'] },
  { code: 'due-reads-today', facts: ['name'] },
  // the calendar
  { code: 'unknown-time-zone', facts: ['zone'] },
  { code: 'not-a-local-time', facts: ['time'] },
  { code: 'no-such-local-time', facts: ['time'] },
  { code: 'ambiguous-local-time', facts: ['time'] },
  { code: 'ends-before-it-begins', facts: ['stage'] },
  { code: 'group-without-stage', facts: ['group'] },
  { code: 'stages-overlap', facts: ['stage', 'with'] },
  { code: 'gap-between-stages', facts: ['stage', 'after'] },
  { code: 'seal-before-stage-ends', facts: ['seal', 'stage'] },
  { code: 'group-sealed-twice', facts: ['group'] },
  // checks
  { code: 'rows-missing', facts: [] },
  { code: 'placeholder-missing', facts: ['name'] },
  ...dossierFaultCodes,
  // shared facts
  { code: 'unit-kinds-differ', facts: ['question', 'unit'] },
  { code: 'fact-is-a-list', facts: ['question'] },
  { code: 'types-differ', facts: ['question', 'type', 'expected'] },
  { code: 'cyclic-fact', facts: ['question', 'fact'] },
  { code: 'questionnaire-twice', facts: ['questionnaire'] },
  // workflows
  { code: 'unknown-step', facts: ['step'] },
  { code: 'unreachable-step', facts: ['step'] },
  { code: 'step-without-end', facts: ['step'] },
  { code: 'unknown-role', facts: ['role'] },
  { code: 'role-may-not-move', facts: ['role'] },
  { code: 'message-missing', facts: [] },
] as const;

export type PackFaultCode = (typeof packFaultCodes)[number]['code'];
