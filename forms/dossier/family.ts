/** The dossiers of a unit and its sheets, from what each of them answered: they are made together, because each sees the others. */
import type { UnitFacts } from '../campaign/unit.ts';
import type { JsonObject } from '../json.ts';
import { childUnitKey, type Dossier, dossierUnit } from './dossier.ts';

export interface Answered {
  readonly unit: string;
  readonly questionnaire: string;
  readonly answers: JsonObject;
}

const answersOf = (
  papers: readonly Answered[],
  unit: string,
): { readonly [questionnaire: string]: JsonObject } =>
  Object.fromEntries(
    papers
      .filter((paper) => paper.unit === unit)
      .map(({ questionnaire, answers }) => [questionnaire, answers]),
  );

const childrenOf = (sheets: readonly UnitFacts[], papers: readonly Answered[]): Dossier['children'] => {
  const children: { [questionnaire: string]: JsonObject[] } = {};
  for (const sheet of sheets)
    for (const { unit, questionnaire, answers } of papers) {
      if (unit !== sheet.id) continue;
      children[questionnaire] ??= [];
      children[questionnaire].push({ ...answers, [childUnitKey]: dossierUnit(sheet) });
    }
  return children;
};

/** First the unit, then its sheets, which come in order of their ids; papers of others are left aside. */
export const familyDossiers = (
  head: UnitFacts,
  sheets: readonly UnitFacts[],
  papers: readonly Answered[],
  previous: readonly Answered[],
): readonly Dossier[] => {
  const dossierOf = (unit: UnitFacts): Dossier => ({
    unit: dossierUnit(unit),
    answers: answersOf(papers, unit.id),
    children: {},
    prev: answersOf(previous, unit.id),
  });
  const first: Dossier = { ...dossierOf(head), children: childrenOf(sheets, papers) };
  return [first, ...sheets.map((sheet): Dossier => ({ ...dossierOf(sheet), parent: first }))];
};
