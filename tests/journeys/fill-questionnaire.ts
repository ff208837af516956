/**
 * Fills a questionnaire in the page as a person does: question by question, page by page, by what is visible. What to answer is
 * given; how to answer follows from the kind of question.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import { type JsonObject, type LocalText, textIn } from '#forms/json.ts';

interface Choice {
  readonly value: string;
  readonly text: LocalText;
}
interface Element {
  readonly type: string;
  readonly name: string;
  readonly title?: LocalText;
  readonly inputType?: string;
  readonly elements?: readonly Element[];
  readonly templateElements?: readonly Element[];
  readonly choices?: readonly Choice[];
  readonly addPanelText?: LocalText;
  /** How many entries a list begins with; one where nothing is said. */
  readonly panelCount?: number;
  readonly labelTrue?: LocalText;
  readonly labelFalse?: LocalText;
}
export interface QuestionnaireSource {
  readonly pages: readonly {
    readonly name: string;
    readonly title: LocalText;
    readonly elements: readonly Element[];
  }[];
}

const flat = (elements: readonly Element[]): readonly Element[] =>
  elements.flatMap((element) => (element.type === 'panel' ? flat(element.elements ?? []) : [element]));

export const fillQuestionnaire = async (
  page: Page,
  source: QuestionnaireSource,
  answers: JsonObject,
  locale: string,
): Promise<void> => {
  for (const [index, sheet] of source.pages.entries()) {
    if (index > 0)
      await page
        .getByRole('contentinfo')
        .getByRole('button', { name: textIn(sheet.title, locale) })
        .click();
    await answerAll(page.locator('main'), page, flat(sheet.elements), answers, locale);
  }
};

const answerAll = async (
  scope: Locator,
  page: Page,
  elements: readonly Element[],
  answers: JsonObject,
  locale: string,
) => {
  for (const element of elements) {
    const value = answers[element.name];
    if (value === undefined || element.type === 'expression') continue;
    const question = scope.locator(`[data-name="${element.name}"]`).filter({ visible: true }).last();
    if (element.type === 'paneldynamic')
      await fillPanels(question, page, element, value as readonly JsonObject[], locale);
    else await answer(question, page, element, value, locale);
  }
};

const fillPanels = async (
  question: Locator,
  page: Page,
  element: Element,
  panels: readonly JsonObject[],
  locale: string,
) => {
  for (const [index, panel] of panels.entries()) {
    if (index >= (element.panelCount ?? 1))
      await question
        .getByRole('button', { name: textIn(element.addPanelText ?? 'Add', locale) })
        .last()
        .click();
    await answerAll(question, page, flat(element.templateElements ?? []), panel, locale);
  }
};

/** Fields move while errors above them go away: whoever tapped beside the box taps again. */
const tick = async (question: Locator, role: 'radio' | 'checkbox', label: string): Promise<void> => {
  const option = question.getByRole(role, { name: label, exact: true }).last();
  await expect(async () => {
    if (!(await option.isChecked()))
      await question.getByText(label, { exact: true }).last().click({ timeout: 2_000 });
    await expect(option).toBeChecked({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
};

const answer = async (
  question: Locator,
  page: Page,
  element: Element,
  value: unknown,
  locale: string,
): Promise<void> => {
  const labelOf = (choice: unknown) =>
    textIn(element.choices?.find((candidate) => candidate.value === choice)?.text ?? String(choice), locale);
  switch (element.type) {
    case 'text':
      await question.locator('input').fill(String(value));
      await question.locator('input').blur();
      return;
    case 'comment':
      await question.locator('textarea').fill(String(value));
      return;
    case 'radiogroup':
      await tick(question, 'radio', labelOf(value));
      return;
    case 'checkbox':
      for (const choice of value as readonly unknown[]) await tick(question, 'checkbox', labelOf(choice));
      return;
    case 'tagbox':
      for (const choice of value as readonly unknown[])
        await question.getByText(labelOf(choice), { exact: true }).click();
      return;
    case 'boolean':
      await tick(
        question,
        'radio',
        textIn(value ? (element.labelTrue ?? 'Yes') : (element.labelFalse ?? 'No'), locale),
      );
      return;
    case 'dropdown': {
      const option = page
        .getByRole('option', { name: labelOf(value), exact: true })
        .filter({ visible: true });
      await expect(async () => {
        if (!(await option.isVisible())) await question.locator('.sd-dropdown').click();
        await option.click({ timeout: 2_000 });
      }).toPass({ timeout: 15_000 });
      await expect(question).toContainText(labelOf(value));
      return;
    }
    default:
      throw new Error(`a person does not know how to answer a ${element.type}`);
  }
};
