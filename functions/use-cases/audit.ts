/** The audit line that a verb leaves behind, written in the transaction of the verb itself. Ids and codes, never answers. */
import type { Person } from '#forms/permission/permission.ts';
import type { Ports, Write } from '../ports.ts';
import { auditKey } from '../store/keys.ts';

export interface AuditNote {
  readonly campaign: string;
  readonly verb: string;
  /** What it was done to: `<village>/<unit>/<questionnaire>` or an id. */
  readonly on: string;
  readonly why?: string;
}

export const auditWrite = (
  person: Pick<Person, 'id'>,
  note: AuditNote,
  { clock, dice }: Pick<Ports, 'clock' | 'dice'>,
): Write => {
  const at = clock.now();
  return {
    put: {
      ...auditKey(note.campaign, at, dice.id(at)),
      at,
      who: person.id,
      verb: note.verb,
      on: note.on,
      ...(note.why === undefined ? {} : { why: note.why }),
    },
  };
};
