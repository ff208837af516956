/**
 * A pack is everything that makes one campaign what it is: questionnaires, code lists, calendar, texts. The code knows
 * no campaign. Parsing takes the files as values and names every fault with its file and place.
 */
import * as z from 'zod';
import { listFormsShape } from '../dossier/lists.ts';
import { isJsonObject, type LocalText } from '../json.ts';
import type { Role } from '../permission/permission.ts';
import { publish } from '../questionnaire/publish.ts';
import type { CodeLists, Edition, Parameters } from '../questionnaire/questionnaire.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type Calendar, parseCalendar } from './calendar.ts';
import { type PackChecks, readPackChecks } from './pack-checks.ts';
import { isPicturePath, type PackPicture, readPackPictures } from './pack-pictures.ts';
import { textFaults } from './pack-texts.ts';
import { questionnaireShape, unitFaults, unitKindShape } from './pack-units.ts';
import type { UnitKind } from './unit.ts';

export interface PackQuestionnaire {
  readonly id: string;
  /** Unit kind that it is about. */
  readonly unit: string;
  /** Calendar group. */
  readonly group: string;
  readonly title: LocalText;
  /** One word for chips and narrow columns. */
  readonly short: LocalText;
  /** Most pages a signed copy may have; 0 when nothing is signed. */
  readonly scanPages: number;
  /** Condition over `{unit.…}`: only units for which it holds owe it (due.ts). Absent: every unit of the kind. */
  readonly due?: string;
  /** Roles that may send it; whoever holds none of them in the area is refused. */
  readonly filledBy: readonly Role[];
  /** Root questions that begin with the answers of the round before; `true` for all. */
  readonly prefill?: true | readonly string[];
  /** By list (`members`, `members.works`): the questions that name a row, so that it is found again in another version. */
  readonly rowKeys?: { readonly [list: string]: string | readonly string[] };
}
export interface Pack extends PackChecks {
  readonly id: string;
  readonly version: string;
  readonly title: LocalText;
  /** BCP 47; the first is the one people work in. */
  readonly locales: readonly string[];
  readonly retentionYears: number;
  readonly unitKinds: readonly UnitKind[];
  readonly questionnaires: readonly PackQuestionnaire[];
  readonly codeLists: CodeLists;
  readonly calendar: Calendar;
  readonly parameters: Parameters;
  /** The first edition of every questionnaire, in the order of `questionnaires`. */
  readonly editions: readonly Edition[];
  /** What the editions show, to be kept before the campaign opens; absent when they show none. */
  readonly pictures?: readonly PackPicture[];
}

/** `at` is `<file>#<JSON pointer>`. */
export interface PackFault {
  readonly at: string;
  readonly code: string;
  readonly facts: { readonly [name: string]: string | number | boolean };
}

const text = z.union([z.string().min(1), z.record(z.string(), z.string())]);
const id = z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/);
/** A figure, a word or several words; a parameter may also be a map of them. */
const single = z.union([z.string(), z.number(), z.array(z.string())]);
const packShape = z.strictObject({
  id,
  version: z.string().min(1),
  title: text,
  locales: z.array(z.string().min(2)).min(1),
  retentionYears: z.number().int().min(1).max(100),
  unitKinds: z.array(unitKindShape).min(1),
  questionnaires: z.array(questionnaireShape).min(1),
  codeLists: z.string(),
  calendar: z.string(),
  parameters: z
    .record(z.string().regex(/^[A-Za-z]\w{0,59}$/), z.union([single, z.record(z.string().min(1), single)]))
    .refine(
      (all) => new Set(Object.keys(all).map((name) => name.toLowerCase())).size === Object.keys(all).length,
      {
        message: 'two names differ in case only',
      },
    )
    .default({}),
  checks: z.array(z.string()).default([]),
  facts: z.string().exactOptional(),
  lists: listFormsShape.exactOptional(),
  workflows: z.array(z.string()).default([]),
});
/** What checks may ask of an item: a rank, a sex, whether it counts. */
const attributes = z.record(
  z.string().regex(/^[A-Za-z]\w{0,59}$/),
  z.union([z.string(), z.number(), z.boolean()]),
);
const codeListsShape = z.record(
  z.string(),
  z.strictObject({
    title: text,
    items: z
      .array(z.strictObject({ value: z.string().min(1), text, attributes: attributes.optional() }))
      .min(1),
  }),
);

/**
 * Files by path inside the pack's folder, already parsed as JSON, `undefined` for one that is not JSON; those of `images/` as
 * bytes.
 */
export type PackFiles = { readonly [path: string]: unknown };

export const parsePack = (files: PackFiles): Result<Pack, readonly PackFault[]> => {
  const faults: PackFault[] = [];
  const shapeFaults = (file: string, error: z.ZodError) => {
    for (const issue of error.issues)
      faults.push({
        at: `${file}#/${issue.path.join('/')}`,
        code: 'wrong-shape',
        facts: { says: issue.message },
      });
  };
  const head = packShape.safeParse(files['pack.json']);
  if (!head.success) {
    if (files['pack.json'] === undefined)
      return refuse([{ at: 'pack.json#', code: 'file-missing', facts: {} }]);
    shapeFaults('pack.json', head.error);
    return refuse(faults);
  }
  const {
    codeLists: codeListsFile,
    calendar: calendarFile,
    parameters,
    questionnaires,
    checks: checkFiles,
    facts: factsFile,
    workflows: workflowFiles,
    ...rest
  } = head.data;
  const present = (file: string, at: string) => {
    if (files[file] === undefined) faults.push({ at, code: 'file-missing', facts: { file } });
    return files[file] !== undefined;
  };
  const lists = codeListsShape.safeParse(files[codeListsFile] ?? {});
  if (present(codeListsFile, 'pack.json#/codeLists') && !lists.success)
    shapeFaults(codeListsFile, lists.error);
  const calendar = parseCalendar(files[calendarFile]);
  if (present(calendarFile, 'pack.json#/calendar') && !calendar.ok)
    for (const fault of calendar.refusal) faults.push({ ...fault, at: `${calendarFile}#${fault.at}` });

  const codeLists = lists.success ? lists.data : {};
  const editions: Edition[] = [];
  const pictures = readPackPictures(files);
  questionnaires.forEach((questionnaire, index) => {
    const at = `pack.json#/questionnaires/${index}`;
    if (!rest.unitKinds.some((kind) => kind.id === questionnaire.unit))
      faults.push({ at: `${at}/unit`, code: 'unknown-unit-kind', facts: { unit: questionnaire.unit } });
    if (calendar.ok && !calendar.value.groups.includes(questionnaire.group))
      faults.push({ at: `${at}/group`, code: 'unknown-group', facts: { group: questionnaire.group } });
    if (questionnaires.findIndex((other) => other.id === questionnaire.id) !== index)
      faults.push({ at: `${at}/id`, code: 'id-twice', facts: { id: questionnaire.id } });
    if (!present(questionnaire.file, `${at}/file`)) return;
    const shown = pictures.resolve(questionnaire.file);
    const published = publish(shown.source, {
      questionnaire: questionnaire.id,
      edition: 1,
      codeLists,
      locales: rest.locales,
      parameters,
    });
    if (published.ok) editions.push(published.value);
    const own = published.ok ? [] : published.refusal.filter(({ at: place }) => !shown.unknown.has(place));
    for (const fault of own) faults.push({ ...fault, at: `${questionnaire.file}#${fault.at}` });
  });
  faults.push(...pictures.faults());
  faults.push(...unitFaults({ unitKinds: rest.unitKinds, questionnaires, codeLists, editions }));
  const named = {
    checks: checkFiles,
    workflows: workflowFiles,
    ...(factsFile === undefined ? {} : { facts: factsFile }),
  };
  const read = readPackChecks(named, files, { ...rest, questionnaires, parameters, codeLists, editions });
  faults.push(...read.faults);
  const shaped = [
    ['pack.json', { ...head.data, lists: [] }],
    [codeListsFile, codeLists],
    [calendarFile, calendar.ok ? files[calendarFile] : undefined],
  ] as const;
  faults.push(...textFaults(shaped, rest.locales));
  if (faults.length > 0 || !lists.success || !calendar.ok) return refuse(faults);
  const used = pictures.used();
  return ok({
    ...rest,
    ...(used.length === 0 ? {} : { pictures: used }),
    checks: read.checks,
    facts: read.facts,
    ...(read.workflows === undefined ? {} : { workflows: read.workflows }),
    questionnaires: questionnaires.map(({ file: _file, ...questionnaire }) => questionnaire),
    codeLists: lists.data,
    calendar: calendar.value,
    parameters,
    editions,
  });
};

/** A pack is data and pictures: whatever else lies in the folder is not part of it. */
export const isPackFile = (path: string): boolean =>
  isPicturePath(path) || (path.endsWith('.json') && !path.split('/').includes('demo.json'));

/** The questionnaire of a pack by id. */
export const questionnaireOf = (
  pack: Pick<Pack, 'questionnaires'>,
  questionnaire: string,
): PackQuestionnaire | undefined => pack.questionnaires.find((candidate) => candidate.id === questionnaire);

export const isLocalText = (value: unknown): value is LocalText =>
  typeof value === 'string' ||
  (isJsonObject(value) && Object.values(value).every((text) => typeof text === 'string'));
