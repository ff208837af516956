/** The answers that a finding speaks of, those of the round before beside them. Pure. */
import { isJsonObject, type JsonObject } from '#forms/json.ts';
import { type AnswerLine, answerSections, type Words } from '../../questionnaire/answer-lines.ts';

export interface ValueLine {
  readonly at: string;
  readonly title: string;
  readonly now: string;
  readonly before: string;
  /** The check reads it. */
  readonly read: boolean;
}

export interface ValuesAsked {
  readonly source: JsonObject;
  readonly answers: JsonObject;
  readonly prev?: JsonObject | undefined;
  readonly words: Words;
  /** `members[2]`, where the finding is about a row. */
  readonly row?: string | undefined;
  /** Questions that name a row of its list. */
  readonly keys: readonly string[];
  readonly at?: string | undefined;
  /** Names that the check reads: `home.size`, `row.age`. */
  readonly names: readonly string[];
  readonly about: string;
}

const most = 9;

const linesOf = (source: JsonObject, answers: JsonObject, words: Words): readonly AnswerLine[] =>
  answerSections(source, answers, words).flatMap(({ lines, entries }) => [
    ...lines,
    ...entries.flatMap((entry) => entry.lines),
  ]);

const rowAt = (answers: JsonObject | undefined, list: string, index: number): JsonObject | undefined => {
  const rows = answers?.[list];
  const row: unknown = Array.isArray(rows) ? rows[index] : undefined;
  return isJsonObject(row) ? (row as JsonObject) : undefined;
};

/** Where the same row stood in the round before: by what names it, never by its place alone. */
const rowBefore = ({ answers, prev, row, keys }: ValuesAsked): string | undefined => {
  const [, list = '', index = ''] = /^(\w+)\[(\d+)\]/.exec(row ?? '') ?? [];
  const own = rowAt(answers, list, Number(index));
  const rows = prev?.[list];
  if (!own || !Array.isArray(rows) || keys.length === 0) return undefined;
  const found = (rows as readonly unknown[]).findIndex(
    (one) => isJsonObject(one) && keys.every((key) => own[key] !== undefined && one[key] === own[key]),
  );
  return found < 0 ? undefined : `${list}[${found}]`;
};

/** W52: first what the check reads, then what differs from the round before in the same row. */
export const valueLines = (asked: ValuesAsked): readonly ValueLine[] => {
  const { source, answers, prev, words, row, at, names, about } = asked;
  const before = new Map(
    prev === undefined ? [] : linesOf(source, prev, words).map((line) => [line.at, line.text]),
  );
  const outer = /^\w+\[\d+\]/.exec(row ?? '')?.[0];
  const earlier = rowBefore(asked);
  const beforeAt = (path: string): string => {
    if (outer === undefined || !path.startsWith(outer)) return before.get(path) ?? '';
    return earlier === undefined ? '' : (before.get(earlier + path.slice(outer.length)) ?? '');
  };
  const paths = new Set(
    names.map((name) =>
      name.startsWith('row.') && row !== undefined
        ? `${row}.${name.slice(4)}`
        : name.startsWith('outer.') && outer !== undefined
          ? `${outer}.${name.slice(6)}`
          : name.startsWith(`${about}.`)
            ? name.slice(about.length + 1)
            : '',
    ),
  );
  const here = (path: string) => (outer === undefined ? !path.includes('[') : path.startsWith(`${outer}.`));
  const lines = linesOf(source, answers, words).map(
    (line): ValueLine => ({
      at: line.at,
      title: line.title,
      now: line.text,
      before: beforeAt(line.at),
      read: paths.has(line.at) || line.at === at,
    }),
  );
  const differing = lines.filter(
    (line) => !line.read && here(line.at) && line.before !== '' && line.before !== line.now,
  );
  return [...lines.filter(({ read }) => read), ...differing].slice(0, most);
};
