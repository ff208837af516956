/** From a violation's path (`members[2].idNo`, `plots.north.area`, `texts.item`) to the question on the screen. */
import type {
  MatrixDropdownRowModelBase,
  PanelModel,
  Question,
  QuestionMatrixDropdownModelBase,
  QuestionMultipleTextModel,
  QuestionPanelDynamicModel,
  SurveyModel,
} from 'survey-core';

export interface Spot {
  readonly question: Question;
  /** Question of the page that it stands in: itself, or the outermost list, matrix or group of texts. */
  readonly outermost: Question;
  /** Panels of repeated lists that must be open to see it, outermost first. */
  readonly inside: readonly { readonly list: QuestionPanelDynamicModel; readonly index: number }[];
  /** What the row or the group of texts around it is called, if it is in one. */
  readonly around?: string;
  /** The row around it: its panel must be open to see what is not a cell. */
  readonly row?: MatrixDropdownRowModelBase;
}

const comment = '-Comment';

interface Holder {
  getQuestionByName(name: string): Question | null;
}

/** A cell, or a question of the panel under its row. */
const inRow = (row: MatrixDropdownRowModelBase): Holder => ({
  getQuestionByName: (name) => {
    const cell = row.getQuestionByName(name);
    if (cell || !row.hasPanel) return cell;
    // Private to survey-core, and the only way to have the panel without showing it.
    (row as unknown as { ensureDetailPanel(): void }).ensureDetailPanel();
    return row.getQuestionByName(name);
  },
});

const inTexts = (texts: QuestionMultipleTextModel): Holder => ({
  getQuestionByName: (name) => texts.items.find((item) => item.name === name)?.editor ?? null,
});

interface Step {
  readonly holder: Holder;
  readonly panel?: Spot['inside'][number];
  readonly around?: string;
  readonly row?: MatrixDropdownRowModelBase;
  /** It took a part of the path besides the question's own. */
  readonly takesRow?: true;
}

/** What stands inside a question, at `index` of a list or in the row that the path names next. */
const into = (question: Question, index: number | undefined, next: string | undefined): Step | undefined => {
  const type = question.getType();
  if (type === 'multipletext')
    return { holder: inTexts(question as QuestionMultipleTextModel), around: question.title };
  if (type === 'matrixdropdown') {
    const { visibleRows } = question as QuestionMatrixDropdownModelBase;
    const row = visibleRows.find(({ rowName }) => String(rowName) === next);
    const around = `${question.title} ${row?.text ?? next}`;
    return row && { holder: inRow(row), row, around, takesRow: true };
  }
  if (index === undefined) return undefined;
  if (type === 'matrixdynamic') {
    const row = (question as QuestionMatrixDropdownModelBase).visibleRows[index];
    return row && { holder: inRow(row), row, around: `${question.title} ${index + 1}` };
  }
  const list = question as QuestionPanelDynamicModel;
  const panel: PanelModel | undefined = list.panels?.[index];
  return panel && { holder: panel, panel: { list, index } };
};

/** The deepest question that the path names; what is wrong with a key that nobody asked for belongs to its list. */
export const spotAt = (model: SurveyModel, path: string): Spot | undefined => {
  let holder: Holder = model;
  let spot: Spot | undefined;
  let way: Pick<Spot, 'inside' | 'around' | 'row'> = { inside: [] };
  const parts = path.split('.');
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    const [, written = part, index] = /^(.*?)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const name = written.endsWith(comment) ? written.slice(0, -comment.length) : written;
    const question = holder.getQuestionByName(name);
    if (!question) break;
    const outermost: Question = spot?.outermost ?? question;
    spot = { ...way, question, outermost };
    const step = into(question, index === undefined ? undefined : Number(index), parts[at + 1]);
    if (!step) break;
    const { panel, around, row } = step;
    way = {
      inside: panel ? [...way.inside, panel] : way.inside,
      ...(around === undefined ? {} : { around }),
      ...(row === undefined ? {} : { row }),
    };
    if (step.takesRow) at += 1;
    spot = { ...spot, inside: way.inside };
    holder = step.holder;
  }
  return spot;
};

/** Opens what must be open to see it. */
export const reveal = ({ question, inside, row }: Spot): void => {
  for (const { list, index } of inside) list.panels[index]?.expand();
  if (row?.detailPanel?.questions.includes(question)) row.showDetailPanel();
};

/** The page that shows it. */
export const pageOf = ({ outermost }: Spot): number => {
  const page = outermost.page as { visibleIndex?: number } | null;
  return page?.visibleIndex ?? 0;
};

export const titleOf = ({ question, inside, around }: Spot): string =>
  [...inside.map(({ list, index }) => panelTitle(list, index)), around, question.title]
    .filter(Boolean)
    .join(' › ');

export const panelTitle = (list: QuestionPanelDynamicModel, index: number): string =>
  list.panels[index]?.processedTitle.trim() || `${list.title} ${index + 1}`;
