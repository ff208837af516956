/**
 * What checks say of one record before it is accepted: the checks of its rows and of itself, against the edition that it was
 * filled in with. The server and a phone without a network ask the very same (K31).
 */
import type { Violation } from '../answers/answers.ts';
import { dateAt } from '../campaign/local-time.ts';
import { attributesAfter, type UnitFacts, type UnitKind } from '../campaign/unit.ts';
import { type DossierContext, dossierUnit } from '../dossier/dossier.ts';
import { type SchemaSource, schemaOf } from '../dossier/schema.ts';
import type { Instant, JsonObject } from '../json.ts';
import { compiledOf } from '../questionnaire/compiled.ts';
import type { CodeLists, Edition, Parameters } from '../questionnaire/questionnaire.ts';
import type { Check, Hit } from './check.ts';
import { type CompiledChecks, compileChecks, readsOf } from './compile-checks.ts';
import { hitsOfRecord } from './run-checks.ts';

export interface RecordChecks {
  readonly compiled: CompiledChecks;
  readonly edition: Edition;
  readonly kind: UnitKind | undefined;
  /** Whether any of them looks at the round before: where none does, nobody needs to fetch it. */
  readonly readsPrevious: boolean;
}

export type RecordSource = Omit<SchemaSource, 'editions' | 'unitKinds'> & {
  readonly unitKinds: readonly UnitKind[];
};

const isAbout =
  (questionnaire: string) =>
  ({ about, scope }: Check): boolean =>
    about === questionnaire && (scope === 'row' || scope === 'record');

/** Ready to run over records of the edition. A check that does not fit it is left out, as everywhere. */
export const recordChecks = (
  checks: readonly Check[],
  source: RecordSource,
  edition: Edition,
): RecordChecks => {
  const own = checks.filter(isAbout(edition.questionnaire));
  const compiled =
    own.length === 0 ? [] : compileChecks(own, schemaOf({ ...source, editions: [edition] })).checks;
  const unit = source.questionnaires.find(({ id }) => id === edition.questionnaire)?.unit;
  const reads = Object.values(readsOf(compiled));
  return {
    compiled,
    edition,
    kind: source.unitKinds.find(({ id }) => id === unit),
    readsPrevious: reads.some((tree) => tree === true || tree.prev !== undefined),
  };
};

export interface JudgedRecord {
  /** As it is before the record. */
  readonly unit: UnitFacts;
  /** Normalised. */
  readonly answers: JsonObject;
  /** The round before, when there was one. */
  readonly prev?: JsonObject | undefined;
}

/** Hits of the record as it would stand once it is accepted, with the attributes that its unit would then have. */
export const recordHits = (
  { compiled, edition, kind }: RecordChecks,
  { unit, answers, prev }: JudgedRecord,
  context: DossierContext,
): readonly Hit[] => {
  if (compiled.length === 0) return [];
  const { questionnaire } = edition;
  const asks = (question: string) =>
    compiledOf(edition).root.questions.some(({ name, answer }) => (answer ?? name) === question);
  const attributes = attributesAfter(kind, unit.attributes ?? {}, { questionnaire, answers, asks });
  const dossier = {
    unit: dossierUnit(attributes === undefined ? unit : { ...unit, attributes }),
    answers: { [questionnaire]: answers },
    children: {},
    prev: prev === undefined ? {} : { [questionnaire]: prev },
  };
  return hitsOfRecord(compiled, dossier, questionnaire, context);
};

/** What could not be decided refuses nothing: it becomes a finding that somebody looks at. */
export const refuses = ({ severity, scope, undecided }: Hit): boolean =>
  severity === 'error' && undecided !== true && (scope === 'row' || scope === 'record');

/** K31: hits of errors as violations at their questions; the words are the check's own message. */
export const violationsOfHits = (hits: readonly Hit[]): readonly Violation[] =>
  hits
    .filter(refuses)
    .map(({ check, at, row }) => ({ at: at ?? row?.path ?? '', code: 'check', facts: { check } }));

export interface KnownOfCampaign {
  readonly calendar: { readonly timeZone: string };
  readonly parameters: Parameters;
  readonly codeLists: CodeLists;
  readonly locales: readonly string[];
}

/** What checks of a campaign know besides dossiers. */
export const dossierContext = (campaign: KnownOfCampaign, now: Instant): DossierContext => ({
  now,
  timeZone: campaign.calendar.timeZone,
  today: dateAt(now, campaign.calendar.timeZone),
  parameters: campaign.parameters,
  codeLists: campaign.codeLists,
  locale: campaign.locales[0] ?? 'en',
});
