/** What a correction changes, question by question in the questionnaire's own words. */
import type { JsonObject } from '#forms/json.ts';
import { answerSections, type Words } from '../../questionnaire/answer-lines.ts';

export interface ChangedLine {
  readonly at: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

const linesOf = (source: JsonObject, answers: JsonObject, words: Words) =>
  answerSections(source, answers, words).flatMap((section) => [
    ...section.lines,
    ...section.entries.flatMap(({ title: entry, lines }) =>
      lines.map((line) => ({ ...line, title: `${section.title} ${entry} · ${line.title}` })),
    ),
  ]);

/** In the order of the questionnaire; what stands in one of them only comes with an empty other side. */
export const changedLines = (
  source: JsonObject,
  before: JsonObject,
  after: JsonObject,
  words: Words,
): readonly ChangedLine[] => {
  const earlier = linesOf(source, before, words);
  const later = new Map(linesOf(source, after, words).map((line) => [line.at, line]));
  const known = new Set(earlier.map(({ at }) => at));
  return [
    ...earlier.map(({ at, title, text }) => ({ at, title, before: text, after: later.get(at)?.text ?? '' })),
    ...[...later.values()]
      .filter(({ at }) => !known.has(at))
      .map(({ at, title, text }) => ({ at, title, before: '', after: text })),
  ].filter((line) => line.before !== line.after);
};
