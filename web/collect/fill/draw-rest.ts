/**
 * SurveyJS draws lazily what is near the screen, so that a new member appears at once on a slow phone. The rest follows
 * when the phone is idle: whoever searches in the page, reads it aloud or prints it must find all of it.
 */
import type {
  PanelModel,
  PanelModelBase,
  QuestionPanelDynamicModel,
  QuestionRowModel,
  SurveyModel,
} from 'survey-core';
import { whenIdle } from '../../questionnaire/when-idle.ts';

const rowsOf = (panel: PanelModelBase): readonly QuestionRowModel[] =>
  panel.rows.flatMap((row) => [
    row,
    ...row.elements.flatMap((element) => {
      if (element.isPanel) return rowsOf(element as unknown as PanelModel);
      const { panels } = element as unknown as Partial<QuestionPanelDynamicModel>;
      return (panels ?? []).filter((inner) => inner.isExpanded).flatMap(rowsOf);
    }),
  ]);

const perStep = 3;
/** A list of choices that is open closes when the page moves under it: nothing is drawn then. */
const isChoosing = (): boolean => document.querySelector('[role="combobox"][aria-expanded="true"]') !== null;
const whileChoosingMs = 300;

/** Draws the current page to its end, a few rows at a time. Returns how to stop. */
export const drawRest = (model: SurveyModel): (() => void) => {
  let stopped = false;
  const more = () => {
    if (stopped || !model.currentPage) return;
    if (isChoosing()) {
      setTimeout(more, whileChoosingMs);
      return;
    }
    const rest = rowsOf(model.currentPage as PanelModelBase).filter(
      (row) => row.visible && !row.isNeedRender,
    );
    for (const row of rest.slice(0, perStep)) {
      row.isNeedRender = true;
      row.stopLazyRendering();
    }
    if (rest.length > 0) whenIdle(more);
  };
  whenIdle(more);
  return () => {
    stopped = true;
  };
};
