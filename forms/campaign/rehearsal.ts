/**
 * "If the deadline were now": what would be missing, refused and sealed, from counts alone. Tallies say how far a village is,
 * gates what may still come in, phones what they have not sent; no record is looked at.
 */
import type { Instant } from '../json.ts';
import type { AreaCode } from '../permission/area.ts';
import type { Gate } from './gate.ts';

/** What is counted of one village and questionnaire. */
export interface Counted {
  readonly village: AreaCode;
  readonly questionnaire: string;
  readonly units: number;
  readonly records: number;
  readonly signed: number;
  readonly late: number;
  readonly decided: number;
}
export interface RehearsedQuestionnaire {
  readonly id: string;
  readonly group: string;
  readonly scanPages: number;
}

/** One village and one group of questionnaires. */
export interface RehearsalLine {
  readonly village: AreaCode;
  readonly group: string;
  /** Questionnaires that are owed, one for each unit that they are about. */
  readonly owed: number;
  readonly records: number;
  /** Owed and not there. */
  readonly unfinished: number;
  /** Records that should have signed pages and have none of their content. */
  readonly unsigned: number;
  /** In quarantine, with nothing decided about them. */
  readonly late: number;
  /** May anything still come in? */
  readonly open: boolean;
  /** When the last of its gates closes; an extension counts. Absent when all are closed for good. */
  readonly closesAt?: Instant;
  /** Gates that stand under an extension. */
  readonly extended: number;
}

/** G20: one line for each village and group that has anything to count. */
export const rehearse = (
  counted: readonly Counted[],
  gates: readonly Gate[],
  questionnaires: readonly RehearsedQuestionnaire[],
  now: Instant,
): readonly RehearsalLine[] => {
  const known = new Map(questionnaires.map((one) => [one.id, one]));
  const standing = new Map(gates.map((gate) => [`${gate.village} ${gate.questionnaire}`, gate]));
  const lines = new Map<string, RehearsalLine>();
  for (const tally of counted) {
    const questionnaire = known.get(tally.questionnaire);
    if (!questionnaire) continue;
    const { village } = tally;
    const { group } = questionnaire;
    const name = `${village} ${group}`;
    const gate = standing.get(`${village} ${tally.questionnaire}`);
    lines.set(name, added(lines.get(name) ?? empty(village, group), tally, questionnaire, gate, now));
  }
  return [...lines.values()];
};

const empty = (village: AreaCode, group: string): RehearsalLine => ({
  village,
  group,
  owed: 0,
  records: 0,
  unfinished: 0,
  unsigned: 0,
  late: 0,
  open: false,
  extended: 0,
});

const added = (
  line: RehearsalLine,
  { units, records, signed, late, decided }: Counted,
  { scanPages }: RehearsedQuestionnaire,
  gate: Gate | undefined,
  now: Instant,
): RehearsalLine => {
  const closesAt =
    gate && gate.right !== 'none' ? Math.max(line.closesAt ?? 0, gate.closesAt) : line.closesAt;
  return {
    ...line,
    owed: line.owed + units,
    records: line.records + records,
    unfinished: line.unfinished + Math.max(0, units - records),
    unsigned: line.unsigned + (scanPages > 0 ? Math.max(0, records - signed) : 0),
    late: line.late + late - decided,
    open: line.open || (gate !== undefined && isOpen(gate, now)),
    ...(closesAt === undefined ? {} : { closesAt }),
    extended: line.extended + (gate?.extension !== undefined && now < gate.closesAt ? 1 : 0),
  };
};

const isOpen = ({ right, opensAt, closesAt }: Gate, now: Instant): boolean =>
  right !== 'none' && right !== 'read' && opensAt <= now && now < closesAt;
