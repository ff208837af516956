/** The part of a pack that finds mistakes: files of checks, and the dictionary of shared facts (K6, K11). */
import { type Check, type CheckTopic, isKept } from '../checks/check.ts';
import { type Fact, factChecks, parseFacts } from '../checks/facts.ts';
import { type FileFault, missingLanguages, parseChecks } from '../checks/parse-checks.ts';
import type { ListForm } from '../dossier/lists.ts';
import { type SchemaSource, schemaOf } from '../dossier/schema.ts';
import { lateChecks } from '../workflows/overdue.ts';
import { parseWorkflows } from '../workflows/parse-workflows.ts';
import type { Workflow } from '../workflows/workflow.ts';
import type { PackFiles } from './pack.ts';

export interface PackChecks {
  readonly checks: readonly CheckTopic[];
  readonly facts: readonly Fact[];
  /** Lists that papers may be compared with. */
  readonly lists?: readonly ListForm[];
  /** Procedures that units go through. */
  readonly workflows?: readonly Workflow[];
}

/** What pack.json says of them: names of files. */
export interface CheckFiles {
  readonly checks: readonly string[];
  readonly facts?: string;
  readonly workflows: readonly string[];
}

/** A written check must not have the name of one that a fact or a workflow makes. */
const namesakes = (topics: readonly CheckTopic[], made: readonly (readonly [at: string, Check])[]) => {
  const written = new Set(topics.flatMap(({ checks }) => checks.map(({ id }) => id)));
  return made
    .filter(([, { id }]) => written.has(id))
    .map(([at, { id }]): FileFault => ({ at, code: 'id-twice', facts: { id } }));
};

/** A questionnaire with faults of its own has told them already: that its names are unknown would be told for every check. */
const isEcho = ({ code, facts }: FileFault, unpublished: readonly string[]): boolean =>
  code.startsWith('unknown-') &&
  Object.values(facts).some((fact) =>
    String(fact)
      .split(/[.[]/)
      .some((part) => unpublished.includes(part)),
  );

const unsaid = (lists: readonly ListForm[], locales: readonly string[]): readonly FileFault[] =>
  lists.flatMap(({ title, columns }, index) =>
    [
      { at: 'title', title },
      ...columns.map((column, at) => ({ at: `columns/${at}/title`, title: column.title })),
    ].flatMap((named) =>
      missingLanguages(named.title, locales).map((language) => ({
        at: `pack.json#/lists/${index}/${named.at}`,
        code: 'language-missing',
        facts: { language },
      })),
    ),
  );

/** Reads what is there; a file that is not is a fault of pack.json. */
export const readPackChecks = (
  { checks, facts, workflows }: CheckFiles,
  files: PackFiles,
  pack: SchemaSource & { readonly locales: readonly string[] },
): PackChecks & { readonly faults: readonly FileFault[] } => {
  const surroundings = { schema: schemaOf(pack), locales: pack.locales };
  const unpublished = pack.questionnaires
    .map(({ id }) => id)
    .filter((id) => !pack.editions.some(({ questionnaire }) => questionnaire === id));
  const missing = (file: string, at: string): readonly FileFault[] =>
    files[file] === undefined ? [{ at: `pack.json#/${at}`, code: 'file-missing', facts: { file } }] : [];
  const written = (named: readonly string[]) =>
    named.filter((file) => files[file] !== undefined).map((file) => ({ file, content: files[file] }));
  const parsed = parseChecks(written(checks), surroundings);
  const procedures = parseWorkflows(written(workflows), surroundings);
  const dictionary =
    facts === undefined || files[facts] === undefined
      ? { facts: [], faults: [] }
      : parseFacts(facts, files[facts], surroundings);
  return {
    checks: parsed.topics,
    facts: dictionary.facts,
    ...(pack.lists === undefined ? {} : { lists: pack.lists }),
    ...(workflows.length === 0 ? {} : { workflows: procedures.workflows }),
    faults: [
      ...unsaid(pack.lists ?? [], pack.locales),
      ...checks.flatMap((file, index) => missing(file, `checks/${index}`)),
      ...(facts === undefined ? [] : missing(facts, 'facts')),
      ...workflows.flatMap((file, index) => missing(file, `workflows/${index}`)),
      ...[...parsed.faults, ...dictionary.faults, ...procedures.faults].filter(
        (fault) => !isEcho(fault, unpublished),
      ),
      ...namesakes(parsed.topics, [
        ...dictionary.facts.flatMap((fact, index) =>
          factChecks(fact).map((check) => [`${facts}#/${index}/id`, check] as const),
        ),
        ...procedures.workflows.flatMap((workflow) =>
          lateChecks(workflow).map((check) => ['pack.json#/workflows', check] as const),
        ),
      ]),
    ],
  };
};

/** The written checks that run; what is kept by itself is not among them. */
export const runningChecks = (topics: readonly CheckTopic[]): readonly Check[] =>
  topics.flatMap((topic) => topic.checks.flatMap((check) => (isKept(check) ? [] : check)));

/** Checks that nobody wrote: of shared facts, and of workflows' due dates. The latter are found by flows (K66). */
export const madeChecks = ({
  facts,
  workflows = [],
}: Pick<PackChecks, 'facts' | 'workflows'>): readonly Check[] => [
  ...facts.flatMap(factChecks),
  ...workflows.flatMap(lateChecks),
];

/** Every check of a pack that runs, those included that its shared facts make. */
export const checksOf = ({ checks, facts }: Pick<PackChecks, 'checks' | 'facts'>): readonly Check[] => [
  ...runningChecks(checks),
  ...facts.flatMap(factChecks),
];
