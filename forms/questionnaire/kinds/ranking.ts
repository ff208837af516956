/** Choices put in order: all that are offered, or those that a person takes when `selectToRankEnabled` is set. */
import { type Finding, found } from '../../answers/violations.ts';
import type { Json } from '../../json.ts';
import { limits } from '../limits.ts';
import { array, each, expression, flag, inert, local, text, whole } from '../properties.ts';
import { defineKind, type Situation } from './kind.ts';
import { carriedProperties, decodeSet, mostValues, type Offer, offeredValues, offerOf } from './offer.ts';

interface RankingRule extends Offer {
  readonly selecting: boolean;
  readonly least: number;
  readonly most: number;
  readonly comment: boolean;
}

const offeredCount = (rule: RankingRule, situation: Situation): number =>
  offeredValues(rule, situation).length;

const judge = (rule: RankingRule, value: Json | undefined, situation: Situation): readonly Finding[] => {
  const count = Array.isArray(value) ? value.length : 0;
  if (!rule.selecting) {
    if (count === 0) return [];
    const limit = offeredCount(rule, situation);
    return count < limit ? [found('not-ranked', { count, limit })] : [];
  }
  const findings: Finding[] = [];
  if (count < rule.least) findings.push(found('too-few-choices', { count, limit: rule.least }));
  if (rule.most > 0 && count > rule.most)
    findings.push(found('too-many-choices', { count, limit: rule.most }));
  return findings;
};

export const rankingKind = defineKind<RankingRule>({
  keys: ['ranking'],
  several: true,
  properties: {
    choices: array,
    codeList: text,
    choicesVisibleIf: expression,
    ...carriedProperties,
    ...each(whole(0, limits.choices), 'minSelectedChoices', 'maxSelectedChoices'),
    ...each(flag, 'selectToRankEnabled', 'showCommentArea'),
    ...each(local, 'selectToRankEmptyRankedAreaText', 'selectToRankEmptyUnrankedAreaText'),
    ...each(inert, 'choicesOrder', 'longTap', 'selectToRankAreasLayout', 'selectToRankSwapAreas'),
  },
  compile: (source, workshop) => ({
    ...offerOf(source, 'choices', 'choicesVisibleIf', workshop),
    selecting: source.selectToRankEnabled === true,
    least: typeof source.minSelectedChoices === 'number' ? source.minSelectedChoices : 0,
    most: typeof source.maxSelectedChoices === 'number' ? source.maxSelectedChoices : 0,
    comment: source.showCommentArea === true,
  }),
  decode: decodeSet,
  judge,
  comment: (rule) => (rule.comment ? 'always' : undefined),
  nodes: (rule) => mostValues(rule) + 2,
});
