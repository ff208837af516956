/** How large a questionnaire may be. Generous for people, small enough that no stage of the engine can be worn down. */
export const limits = {
  /** Of the canonical JSON of the resolved source. */
  bytes: 1_000_000,
  /** Nesting of the JSON document. */
  depth: 40,
  /** Nodes of the JSON document, counted before anything else is looked at. */
  nodes: 60_000,
  pages: 60,
  /** Questions and calculated values, those inside lists counted once. */
  questions: 3_000,
  /** Panels inside panels. */
  panels: 6,
  /** Lists inside lists: a list may hold one more list. */
  lists: 2,
  choices: 3_000,
  panelCount: 200,
  defaultPanelCount: 100,
  /** Values that one set of answers can hold at most. */
  answers: 60_000,
  expression: 2_000,
  text: 5_000,
  /** Characters of an answer when the question sets no `maxLength`. */
  answerText: 1_000,
  answerComment: 10_000,
  maxLength: 50_000,
} as const;
