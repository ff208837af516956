/**
 * Long lists on slow phones. With every change anywhere survey-core 3.0.0 evaluates the conditions of every item of a list, reads
 * all its answers again and writes its texts anew; and it builds a new item, with all its questions and choices, between the tap
 * and the screen, working its conditions out four times. Here a closed card waits with its conditions and texts until it is opened, a
 * new card leaves the others alone, its questions are built before, while the phone is idle, and their conditions are worked out once.
 * What counts is judged by the engine, which looks at every item (A6, A10); a card only has to be right when somebody sees it (W40).
 */
import { JsonObject, type PanelModel, type QuestionPanelDynamicModel, type SurveyModel } from 'survey-core';
import { whenIdle } from './when-idle.ts';

type Facts = { readonly [name: string]: unknown };

/** Members of survey-core's class that are taken over; its types hide them. tests/web/quick-lists.test.ts holds to them. */
interface Inside {
  runPanelsCondition(panels: readonly PanelModel[], facts: Facts): void;
  getDataFilteredProperties(): Facts;
  panelUpdateValueFromSurvey(panel: PanelModel): void;
  addPanelCore(index?: number): PanelModel;
  createNewPanel(): PanelModel;
  createNewPanelObject(): PanelModel;
  panelOnFirstRendering(panel: PanelModel): void;
}
/** Of a card: `isLight` leaves its conditions to whoever runs them next. */
interface InsideCard {
  setSurveyImpl(survey: unknown, isLight?: boolean): void;
}

/** A card's questions, built ahead; the list puts them to work as if it had built them itself. */
const buildAhead = (model: SurveyModel, list: QuestionPanelDynamicModel): void => {
  const inside = list as unknown as Inside;
  const create = inside.createNewPanel.bind(list);
  const createObject = inside.createNewPanelObject.bind(list);
  const { template } = list;
  const written = template.toJSON.bind(template);
  let spare: PanelModel | undefined;
  const prepare = () => {
    if (spare || model.isDisposed || !list.canAddPanel) return;
    const panel = createObject();
    new JsonObject().toObject(written(), panel);
    spare = panel;
  };
  inside.createNewPanel = () => {
    const ready = spare;
    spare = undefined;
    whenIdle(prepare);
    if (!ready) return create();
    inside.createNewPanelObject = () => ready;
    // It is loaded already: loading it again is the work that was to be saved.
    template.toJSON = () => ({});
    try {
      return create();
    } finally {
      inside.createNewPanelObject = createObject;
      template.toJSON = written;
    }
  };
};

/** A closed card shows its title; it hears of changes, and writes its other texts, when it is opened. Returns what does that. */
const lateNews = (panel: PanelModel): (() => void) => {
  const write = panel.locStrsChanged.bind(panel);
  const hear = panel.onAnyValueChanged.bind(panel);
  const missed = new Map<string, string>();
  let waits = false;
  panel.locStrsChanged = () => {
    waits = panel.isCollapsed;
    if (waits) panel.locTitle.strChanged();
    else write();
  };
  panel.onAnyValueChanged = (name, question) => {
    if (panel.isCollapsed) missed.set(name, question);
    else hear(name, question);
  };
  return () => {
    for (const [name, question] of missed) hear(name, question);
    missed.clear();
    if (waits) write();
    waits = false;
  };
};

/** Returns what evaluates a card that has waited. */
const quicken = (list: QuestionPanelDynamicModel): ((panel: PanelModel) => void) => {
  const inside = list as unknown as Inside;
  const create = inside.createNewPanel.bind(list);
  const createObject = inside.createNewPanelObject.bind(list);
  const firstRendering = inside.panelOnFirstRendering.bind(list);
  const news = new WeakMap<PanelModel, () => void>();
  const rendered = new WeakSet<PanelModel>();
  const run = inside.runPanelsCondition.bind(list);
  const readAgain = inside.panelUpdateValueFromSurvey.bind(list);
  const add = inside.addPanelCore.bind(list);
  const evaluated = new WeakSet<PanelModel>();
  const waiting = new WeakSet<PanelModel>();
  let adding = false;

  // A new card is opened at once: that is when it is evaluated.
  const waits = (panel: PanelModel): boolean =>
    panel.isCollapsed && (evaluated.has(panel) || (adding && panel === list.panels.at(-1)));
  inside.createNewPanelObject = () => {
    const panel = createObject();
    const card = panel as unknown as InsideCard;
    const put = card.setSurveyImpl.bind(panel);
    card.setSurveyImpl = (survey) => put(survey, adding);
    return panel;
  };
  inside.createNewPanel = () => {
    const panel = create();
    news.set(panel, lateNews(panel));
    return panel;
  };
  inside.panelOnFirstRendering = (panel) => {
    // What stands there already is not changed by one more.
    if (!adding || !rendered.has(panel)) firstRendering(panel);
    rendered.add(panel);
  };
  inside.runPanelsCondition = (panels, facts) => {
    const now = panels.filter((panel) => !waits(panel));
    for (const panel of panels) if (waits(panel)) waiting.add(panel);
    run(now, facts);
    for (const panel of now) evaluated.add(panel);
  };
  inside.panelUpdateValueFromSurvey = (panel) => {
    if (!adding || panel === list.panels.at(-1)) readAgain(panel);
  };
  inside.addPanelCore = (index) => {
    // Only at the end do the others stay what and where they are.
    adding = index === undefined || index >= list.panelCount;
    try {
      return add(index);
    } finally {
      adding = false;
    }
  };
  return (panel) => {
    if (waiting.delete(panel)) {
      run([panel], inside.getDataFilteredProperties());
      evaluated.add(panel);
    }
    news.get(panel)?.();
  };
};

/** Makes the lists of a questionnaire quick; lists inside lists are short and stay as they are. */
export const quickenLists = (model: SurveyModel): void => {
  const catchUp = new Map<unknown, (panel: PanelModel) => void>();
  for (const question of model.getAllQuestions())
    if (question.getType() === 'paneldynamic') {
      const list = question as QuestionPanelDynamicModel;
      catchUp.set(list, quicken(list));
      buildAhead(model, list);
    }
  model.onElementContentVisibilityChanged.add((_, { element }) => {
    const panel = element as PanelModel;
    if (panel.isExpanded) catchUp.get(panel.parentQuestion)?.(panel);
  });
};
