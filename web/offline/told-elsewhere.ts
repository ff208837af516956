/** What the wire tells of shared facts, as this phone keeps it, and what there is to be told. Pure. */
import { factQuestion } from '#forms/checks/fact-question.ts';
import type { Told } from '#forms/checks/told.ts';
import type { CampaignReply, RecordState } from '#forms/wire/shapes.ts';
import type { UnitWords } from '#forms/wire/units.ts';
import type { FactsFetched } from './database.ts';

export const toldOf = (words: UnitWords): readonly Told[] =>
  Object.entries(words).flatMap(([questionnaire, { at, values }]) =>
    Object.entries(values).map(([question, value]) => ({ questionnaire, question, value, at })),
  );

/** What there is to know, out of the work. */
export const factsAhead = (
  { facts }: Pick<CampaignReply, 'facts'>,
  records: readonly Pick<RecordState, 'questionnaire' | 'version' | 'acceptedAt'>[],
): Pick<FactsFetched, 'upTo' | 'versions'> => {
  const asking = new Set(
    facts.flatMap(({ questions }) => questions.map((one) => factQuestion(one).questionnaire)),
  );
  const telling = records.filter(({ questionnaire }) => asking.has(questionnaire));
  return {
    upTo: Math.max(0, ...telling.map(({ acceptedAt }) => acceptedAt)),
    versions: telling.reduce((sum, { version }) => sum + version, 0),
  };
};
