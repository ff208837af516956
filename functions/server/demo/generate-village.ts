/**
 * A whole village when everything is collected: every paper that its units owe, as the engine accepts it, with totals that agree
 * with the papers they count, and faults in a share of them. One village at a time, so that a township of any size fits.
 */
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { dueFor } from '#forms/campaign/due.ts';
import { evaluationFor } from '#forms/campaign/evaluation.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Pack } from '#forms/campaign/pack.ts';
import { dossierClosure } from '#forms/dossier/closures.ts';
import type { Dossier, DossierContext } from '#forms/dossier/dossier.ts';
import { familyDossiers } from '#forms/dossier/family.ts';
import { linkDossierText } from '#forms/dossier/link.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import { Sight } from '#forms/dossier/sight.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { PreviousAnswers } from '#forms/wire/units.ts';
import { sha256 } from '../../store/bytes.ts';
import type { DemoPlan } from './demo-plan.ts';
import { generateAnswers } from './generate-answers.ts';
import { generatePrevious } from './generate-previous.ts';
import { grouped } from './grouped.ts';
import { type Draft, faultIn } from './plant-fault.ts';

export interface VillageWanted {
  readonly pack: Pack;
  readonly plan: DemoPlan;
  /** All units of one village, sheets included. */
  readonly units: readonly Unit[];
  readonly seed: string;
  /** An instant at which everything is collected. */
  readonly now: number;
  /** Share of the units with something wrong, 0 … 1, as far as the plan has a fault that fits their papers. */
  readonly faults: number;
}

export interface Paper {
  readonly unit: string;
  readonly questionnaire: string;
  readonly answers: JsonObject;
}
export interface Planted {
  readonly unit: string;
  readonly questionnaire: string;
  readonly finds: readonly string[];
}
export interface GeneratedVillage {
  readonly papers: readonly Paper[];
  readonly previous: readonly PreviousAnswers[];
  readonly planted: readonly Planted[];
}

/** Throws when the engine refuses what the plan says: that is a fault of the plan. */
const accepted = ({ pack, now }: VillageWanted, paper: Paper, prev?: JsonObject): Paper => {
  const edition = pack.editions.find(({ questionnaire }) => questionnaire === paper.questionnaire);
  if (!edition) throw new Error(`the pack has no questionnaire ${paper.questionnaire}`);
  const verdict = checkAnswers(edition, paper.answers, evaluationFor(pack, now, prev), sha256);
  if (verdict.ok) return { ...paper, answers: verdict.answers };
  throw new Error(`${paper.unit} ${paper.questionnaire}: ${JSON.stringify(verdict.violations.slice(0, 3))}`);
};

export const generateVillage = (wanted: VillageWanted): GeneratedVillage => {
  const { pack, plan, units, seed, now } = wanted;
  const opened = units.filter(({ parent }) => parent === undefined);
  const previous = generatePrevious({ pack, plan, units: opened, seed });
  const prevOf = new Map(previous.map((one) => [`${one.unit} ${one.questionnaire}`, one.answers]));
  const today = dateAt(now, pack.calendar.timeZone);
  const drafts = pack.questionnaires
    .filter(({ id }) => plan.questionnaires[id] !== undefined)
    .flatMap((questionnaire) =>
      units
        .filter((unit) => dueFor(questionnaire, unit))
        .map((unit): Draft => {
          const about = { questionnaire: questionnaire.id, unit };
          return {
            unit: unit.id,
            questionnaire: questionnaire.id,
            answers: generateAnswers({ plan, ...about, seed, today }),
          };
        }),
    );
  const wrong = new Map(
    [...grouped(drafts, ({ unit }) => unit).values()].flatMap((mine) => {
      const found = faultIn(plan, mine, seed, wanted.faults);
      return found ? [[found.draft, found] as const] : [];
    }),
  );
  const planted = [...wrong.values()].map(({ draft: { unit, questionnaire }, fault }) => ({
    unit,
    questionnaire,
    finds: fault.finds,
  }));
  const papers = drafts.map((draft) => {
    const paper = { ...draft, answers: wrong.get(draft)?.answers ?? draft.answers };
    return accepted(wanted, paper, prevOf.get(`${draft.unit} ${draft.questionnaire}`));
  });
  return { papers: withTotals(wanted, papers), previous, planted };
};

/** Derived answers, one questionnaire after the other in the pack's order: a total may count totals of those before it. */
const withTotals = (wanted: VillageWanted, papers: readonly Paper[]): readonly Paper[] => {
  const { pack, plan, units } = wanted;
  const schema = schemaOf(pack);
  let current = papers;
  for (const { id: about, unit: kind } of pack.questionnaires) {
    const derived = Object.entries(plan.questionnaires[about]?.derived ?? {});
    if (derived.length === 0) continue;
    const rules = derived.map(([question, text]) => {
      const linked = linkDossierText(text, { schema, scope: 'village', kind, about });
      if (!linked.ok) throw new Error(`${about}.${question}: ${JSON.stringify(linked.refusal)}`);
      return { question, read: dossierClosure(linked.value.tree) };
    });
    const dossiers = dossiersOf(units, current);
    const kinds = Object.fromEntries(grouped(dossiers, ({ unit }) => unit.kind));
    current = current.map((paper) => {
      const own = paper.questionnaire === about && dossiers.find(({ unit }) => unit.id === paper.unit);
      if (!own) return paper;
      const sight = new Sight(contextOf(wanted), own, Number.MAX_SAFE_INTEGER, kinds);
      const totals = Object.fromEntries(rules.map(({ question, read }) => [question, read(sight) as number]));
      // What the engine computed before comes along and is computed anew.
      return accepted(wanted, { ...paper, answers: { ...paper.answers, ...totals } });
    });
  }
  return current;
};

/** What checks know besides. */
export const contextOf = ({ pack, now }: Pick<VillageWanted, 'pack' | 'now'>): DossierContext => ({
  now,
  timeZone: pack.calendar.timeZone,
  today: dateAt(now, pack.calendar.timeZone),
  parameters: pack.parameters,
  codeLists: pack.codeLists,
  locale: pack.locales[0] ?? 'en',
});

/** What checks see of it. */
export const dossiersOf = (
  units: readonly Unit[],
  papers: readonly Paper[],
  previous: readonly PreviousAnswers[] = [],
): readonly Dossier[] => {
  const headOf = ({ id, parent }: Unit) => parent ?? id;
  const families = grouped(units, headOf);
  const headsBy = new Map(units.map((unit) => [unit.id, headOf(unit)]));
  const headOfPaper = ({ unit }: { readonly unit: string }) => headsBy.get(unit) ?? unit;
  const [papersOf, previousOf] = [grouped(papers, headOfPaper), grouped(previous, headOfPaper)];
  return [...families].flatMap(([id, members]) => {
    const head = members.find((unit) => unit.id === id);
    const sheets = members.filter((unit) => unit.id !== id);
    return head ? familyDossiers(head, sheets, papersOf.get(id) ?? [], previousOf.get(id) ?? []) : [];
  });
};
