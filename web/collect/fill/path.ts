/** From a violation's path (`members[2].idNo`) to the question on the screen. */
import type { PanelModel, Question, QuestionPanelDynamicModel, SurveyModel } from 'survey-core';

export interface Spot {
  readonly question: Question;
  /** Panels of repeated lists that must be open to see it, outermost first. */
  readonly inside: readonly { readonly list: QuestionPanelDynamicModel; readonly index: number }[];
}

const comment = '-Comment';

interface Holder {
  getQuestionByName(name: string): Question | null;
}

/** The deepest question that the path names; what is wrong with a key that nobody asked for belongs to its list. */
export const spotAt = (model: SurveyModel, path: string): Spot | undefined => {
  let holder: Holder = model;
  let found: Question | undefined;
  const inside: { list: QuestionPanelDynamicModel; index: number }[] = [];
  for (const part of path.split('.')) {
    const [, written = part, index] = /^(.*?)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const name = written.endsWith(comment) ? written.slice(0, -comment.length) : written;
    const question = holder.getQuestionByName(name);
    if (!question) break;
    found = question;
    if (index === undefined) break;
    const list = question as QuestionPanelDynamicModel;
    const panel: PanelModel | undefined = list.panels?.[Number(index)];
    if (!panel) break;
    inside.push({ list, index: Number(index) });
    holder = panel;
  }
  return found && { question: found, inside };
};

/** The page that shows it: that of the outermost list, else its own. */
export const pageOf = ({ question, inside }: Spot): number => {
  const page = (inside[0]?.list ?? question).page as { visibleIndex?: number } | null;
  return page?.visibleIndex ?? 0;
};

export const titleOf = ({ question, inside }: Spot): string =>
  [...inside.map(({ list, index }) => panelTitle(list, index)), question.title].filter(Boolean).join(' › ');

export const panelTitle = (list: QuestionPanelDynamicModel, index: number): string =>
  list.panels[index]?.processedTitle.trim() || `${list.title} ${index + 1}`;
