/** What a household still owes, from a village's work: one state per questionnaire, and the filters that officers work by. */
import { dueFor } from '#forms/campaign/due.ts';
import type {
  CampaignReply,
  FindingState,
  LateState,
  RecordState,
  Unit,
  WorkReply,
} from '#forms/wire/shapes.ts';
import type { GlyphState } from '../shell/state-glyph.tsx';

export const filters = ['all', 'unfinished', 'unsigned', 'findings', 'late'] as const;
export type Filter = (typeof filters)[number];

export interface UnitCell {
  readonly questionnaire: string;
  readonly record: RecordState | undefined;
  readonly state: GlyphState;
  readonly unsigned: boolean;
  readonly findings: readonly FindingState[];
  readonly late: readonly LateState[];
}
export interface UnitLine {
  readonly unit: Unit;
  readonly cells: readonly UnitCell[];
}

const stateOf = (record: RecordState | undefined, open: number, late: number): GlyphState => {
  if (open > 0) return 'todo';
  if (!record) return late > 0 ? 'quarantined' : 'none';
  return record.sealed ? 'sealed' : 'sent';
};

/** Units in the village's own order, each with the questionnaires that its kind owes. */
export const unitLines = (
  work: WorkReply,
  questionnaires: CampaignReply['questionnaires'],
): readonly UnitLine[] =>
  work.units.map((unit) => ({
    unit,
    cells: questionnaires
      .filter((questionnaire) => questionnaire.unit === unit.kind)
      .flatMap((questionnaire): readonly UnitCell[] => {
        const { id, scanPages } = questionnaire;
        const own = <Thing extends { readonly unit: string; readonly questionnaire: string }>(
          things: readonly Thing[],
        ) => things.filter((thing) => thing.unit === unit.id && thing.questionnaire === id);
        const [record] = own(work.records);
        const findings = own(work.findings).filter(({ state }) => state === 'open');
        const late = own(work.late);
        // W36: what is not owed is shown when there is something of it.
        if (!record && findings.length + late.length === 0 && !dueFor(questionnaire, unit)) return [];
        const cell = {
          questionnaire: id,
          record,
          state: stateOf(record, findings.length, late.length),
          unsigned: scanPages > 0 && record !== undefined && record.pages === 0,
          findings,
          late,
        };
        return [cell];
      }),
  }));

const holds: { readonly [F in Filter]: (cell: UnitCell) => boolean } = {
  all: () => true,
  unfinished: ({ record }) => record === undefined,
  unsigned: ({ unsigned }) => unsigned,
  findings: ({ findings }) => findings.length > 0,
  late: ({ late }) => late.length > 0,
};

export const filtered = (lines: readonly UnitLine[], filter: Filter): readonly UnitLine[] =>
  filter === 'all' ? lines : lines.filter(({ cells }) => cells.some(holds[filter]));

export const isFilter = (value: string | null): value is Filter => filters.some((filter) => filter === value);
