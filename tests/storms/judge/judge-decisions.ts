/** What people decided: extensions that end where they may, admissions that came in once, each of them on two people's word. */
import * as z from 'zod';
import { sealOf } from '#forms/campaign/extension.ts';
import { readSeal } from '#functions/store/seals.ts';
import { campaign } from '../simulation/plan.ts';
import { extensionsIn, type JudgedExtension } from './allowance.ts';
import { lastCalendar } from './calendars.ts';
import { type Broken, type Evidence, groupOf, type Stored } from './evidence.ts';

/** G12, G13, P19: nothing was granted that nobody asked for, that reaches past a seal, or on one person's word. */
export const judgeExtensions = (evidence: Evidence, stored: Stored): readonly Broken[] => {
  const { plan, ledger } = evidence;
  return extensionsIn(stored).flatMap((extension) => {
    const { id, reason, askedBy, decidedBy, state } = extension;
    const say = (rule: string, says: string): Broken => ({
      rule,
      says: `extension …${id.slice(-4)} ${says}`,
    });
    const wrong: Broken[] = [];
    if (!ledger.askedExtensions.has(reason)) wrong.push(say('G12', 'was asked for by nobody'));
    if (state === 'granted' && (decidedBy !== plan.district.id || decidedBy === askedBy))
      wrong.push(say('P19', `was granted by ${decidedBy}`));
    if (state === 'granted' && reachesPastSeal(stored, extension))
      wrong.push(say('G13', 'reaches past the seal'));
    return [...wrong, ...gateFaults(evidence, stored, extension)];
  });
};

const reachesPastSeal = ({ calendars }: Stored, { stage, until }: JudgedExtension): boolean => {
  const calendar = lastCalendar(calendars);
  const group = calendar.stages.find(({ id }) => id === stage)?.group ?? '';
  return until > (sealOf(calendar, group)?.at ?? Number.POSITIVE_INFINITY);
};

/** G15: at most once on every gate that it names, on no other, and on none at all unless it was granted. */
const gateFaults = ({ plan }: Evidence, { moves }: Stored, extension: JudgedExtension): readonly Broken[] => {
  const { id, villages, questionnaires, state } = extension;
  const own = moves.filter((move) => move.extension === id);
  const places = own.map(({ village, questionnaire }) => `${village} ${questionnaire}`);
  const stranger = own.find(
    ({ village, questionnaire }) =>
      !villages.includes(String(village)) || !questionnaires.includes(String(questionnaire)),
  );
  const says = [
    ...(new Set(places).size < places.length ? ['moved a gate twice'] : []),
    ...(stranger ? [`moved ${stranger.village}/${stranger.questionnaire}, which it does not name`] : []),
    ...(state !== 'granted' && own.length > 0 ? ['moved a gate and was not granted'] : []),
    ...(own.some(({ questionnaire }) => groupOf(plan, String(questionnaire)) === undefined)
      ? ['has no group']
      : []),
  ];
  return says.map((one) => ({ rule: 'G15', says: `extension …${id.slice(-4)} ${one}` }));
};

const admissionShape = z.object({
  submission: z.string(),
  unit: z.string(),
  questionnaire: z.string(),
  state: z.enum(['asked', 'admitted', 'rejected']),
  askedBy: z.string(),
  decidedBy: z.string().optional(),
  decidedAt: z.number().optional(),
  admittedAs: z.string().optional(),
});
type Admission = z.infer<typeof admissionShape>;

/** By the id under which it came in. */
export const admittedIn = ({ admissions }: Stored): ReadonlyMap<string, Admission> =>
  new Map(
    [...admissions.values()]
      .map((item) => admissionShape.parse(item))
      .flatMap((admission) => (admission.admittedAs ? [[admission.admittedAs, admission] as const] : [])),
  );

/** G17 … G19. */
export const judgeAdmissions = async (evidence: Evidence, stored: Stored): Promise<readonly Broken[]> => {
  const begun = new Map<string, number>();
  for (const { id, groups } of lastCalendar(stored.calendars).seals) {
    const seal = await readSeal(evidence.table, campaign, id);
    for (const group of groups) begun.set(group, seal?.sealedAt ?? Number.POSITIVE_INFINITY);
  }
  return [...stored.admissions.values()]
    .map((item) => admissionShape.parse(item))
    .flatMap((admission) => admissionFaults(evidence, stored, admission, begun));
};

const admissionFaults = (
  { plan, weather }: Evidence,
  { accepted, late }: Stored,
  { submission, state, askedBy, decidedBy, decidedAt, admittedAs, ...place }: Admission,
  begun: ReadonlyMap<string, number>,
): readonly Broken[] => {
  const about = `${place.unit}/${place.questionnaire}`;
  const say = (rule: string, says: string): Broken => ({
    rule,
    says: `…${submission.slice(-4)} ${says}`,
    about,
  });
  const came = admittedAs === undefined ? undefined : accepted.get(admittedAs);
  const wrong: Broken[] = [];
  if (!late.has(submission)) wrong.push(say('G17', 'was never in quarantine'));
  if ((state === 'admitted') !== (came !== undefined))
    wrong.push(say('G17', `is ${state}, and ${admittedAs} is not there`));
  if (came && came.contentHash !== late.get(submission)?.contentHash)
    wrong.push(say('G17', 'came in as something else'));
  if (askedBy !== plan.officer.id || (state !== 'asked' && decidedBy !== plan.district.id))
    wrong.push(say('P19', `was asked by ${askedBy} and decided by ${decidedBy}`));
  const sealedAt = begun.get(groupOf(plan, place.questionnaire)) ?? Number.POSITIVE_INFINITY;
  if (weather.clockSteps === 0 && (decidedAt ?? 0) >= sealedAt)
    wrong.push(say('G18', 'was decided behind the seal'));
  return wrong;
};
