/** What may be written when: the calendar, and the extensions that were really granted, on top of it. */
import * as z from 'zod';
import type { Right } from '#forms/campaign/calendar.ts';
import { type Attempt, type GateRefusal, gatePosition, gateRefusal } from '#forms/campaign/gate.ts';
import * as keys from '#functions/store/keys.ts';
import { campaign } from '../simulation/plan.ts';
import { calendarsAt } from './calendars.ts';
import { type Evidence, groupOf, type Stored } from './evidence.ts';

export interface Place {
  readonly village: string;
  readonly questionnaire: string;
}
const lists = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)));
const extensionShape = z.object({
  id: z.string(),
  stage: z.string(),
  questionnaires: lists,
  villages: lists,
  until: z.number(),
  state: z.enum(['asked', 'granted', 'declined']),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.number(),
  decidedBy: z.string().optional(),
  decidedAt: z.number().optional(),
});
export type JudgedExtension = z.infer<typeof extensionShape>;

export const extensionsIn = ({ extensions }: Stored): readonly JudgedExtension[] =>
  extensions.map((item) => extensionShape.parse(item));

/** Those that were granted for the place and not over at that instant. */
const extensionsAt = (stored: Stored, { village, questionnaire }: Place, at: number) =>
  extensionsIn(stored).filter(
    ({ state, villages, questionnaires, until, decidedAt = Number.POSITIVE_INFINITY }) =>
      state === 'granted' &&
      villages.includes(village) &&
      questionnaires.includes(questionnaire) &&
      decidedAt <= at &&
      at < until,
  );

/** A stage keeps its right from its beginning on, whatever happens to the calendar. */
const rightOf = ({ calendars }: Stored, stage: string): Right | 'none' =>
  calendars.flatMap(({ calendar }) => calendar.stages).findLast(({ id }) => id === stage)?.right ?? 'none';

/**
 * Why the calendar alone turns a write away, without any gate, trigger or clock but the receipt's own instant: one reason or
 * none of every calendar that may have stood on its gate.
 */
export const calendarRefusals = (
  { plan }: Evidence,
  { calendars }: Stored,
  { village, questionnaire }: Place,
  attempt: Attempt,
): readonly (GateRefusal | undefined)[] =>
  calendarsAt(calendars, attempt.now).map((calendar) => {
    const position = gatePosition(calendar, groupOf(plan, questionnaire), attempt.now);
    return gateRefusal({ village, questionnaire, revision: 0, ...position }, attempt);
  });

/** One reason, or none, for each extension that might have let it in. */
export const extensionRefusals = (
  stored: Stored,
  place: Place,
  attempt: Attempt,
): readonly (GateRefusal | undefined)[] =>
  extensionsAt(stored, place, attempt.now).map(({ stage, until }) =>
    gateRefusal(
      {
        ...place,
        stage,
        right: rightOf(stored, stage),
        revision: 0,
        opensAt: Number.NEGATIVE_INFINITY,
        closesAt: until,
      },
      attempt,
    ),
  );

/** The rights that hold at an instant: the calendar's, and those of extensions. */
export const rightsAt = (evidence: Evidence, stored: Stored, place: Place, at: number) => {
  const group = groupOf(evidence.plan, place.questionnaire);
  const own = calendarsAt(stored.calendars, at).flatMap((calendar) => {
    const position = gatePosition(calendar, group, at);
    return position.opensAt <= at ? [position.right] : [];
  });
  return [...own, ...extensionsAt(stored, place, at).map(({ stage }) => rightOf(stored, stage))];
};

/** Under which an arrival must have got in: committed on its gate before that instant, and not over. */
export const carriedOutBefore = (
  { ledger }: Evidence,
  stored: Stored,
  { village, questionnaire }: Place,
  at: number,
): readonly JudgedExtension[] =>
  extensionsAt(stored, { village, questionnaire }, at).filter(({ id }) => {
    const { pk, sk } = keys.extendedKey(campaign, village, id);
    const onGate = stored.moves.some(
      (move) =>
        move.pk === keys.villagePk(campaign, village) &&
        move.questionnaire === questionnaire &&
        move.extension === id,
    );
    return onGate && (ledger.extended.get(`${pk} ${sk}`) ?? Number.POSITIVE_INFINITY) < at;
  });
