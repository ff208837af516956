/**
 * Shared facts: questions of several questionnaires that ask for the same thing of one unit, such as the head's name. A fact
 * is asked once in a visit; records that disagree about it are found by a check that is generated here (K11).
 */
import * as z from 'zod';
import type { QuestionnaireSchema } from '../dossier/schema.ts';
import type { LocalText } from '../json.ts';
import type { CompiledQuestion } from '../questionnaire/compiled.ts';
import type { Check } from './check.ts';
import { factQuestion } from './fact-question.ts';
import { type CheckSurroundings, type FileFault, missingLanguages } from './parse-checks.ts';

export interface Fact {
  readonly id: string;
  readonly title: LocalText;
  /** `questionnaire.question`, of one kind of unit. */
  readonly questions: readonly string[];
}

const factsShape = z.array(
  z.strictObject({
    id: z.string().regex(/^[A-Za-z][\w-]{0,59}$/),
    title: z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]),
    questions: z.array(z.string().min(1)).min(2).max(20),
  }),
);

const rootQuestion = (schema: QuestionnaireSchema | undefined, name: string): CompiledQuestion | undefined =>
  schema?.compiled.root.questions.find((question) => (question.answer ?? question.name) === name);

const numbers = new Set(['text:number', 'text:range', 'rating']);
const lists = new Set(['checkbox', 'tagbox', 'ranking', 'file']);

/** The JSON type of an answer, as far as it is known: what is computed may be anything. */
const typeOf = ({ kind, items }: CompiledQuestion): string => {
  if (items !== undefined || lists.has(kind)) return 'list';
  if (kind === 'expression') return 'computed';
  if (kind === 'boolean') return 'boolean';
  return numbers.has(kind) ? 'number' : 'text';
};

type Note = (at: string, code: string, facts?: FileFault['facts']) => void;

/** A fact of one kind of unit and one type, of questions that exist. */
const noteQuestions = ({ questions }: Fact, { schema }: CheckSurroundings, at: string, note: Note): void => {
  let [kind, type] = ['', ''];
  for (const [position, written] of questions.entries()) {
    const place = `${at}/questions/${position}`;
    const { questionnaire, question } = factQuestion(written);
    const known = schema.questionnaires.get(questionnaire);
    const found = rootQuestion(known, question);
    if (known === undefined) note(place, 'unknown-questionnaire', { questionnaire });
    else if (found === undefined) note(place, 'unknown-question', { questionnaire, question });
    else {
      if (kind !== '' && known.unit !== kind)
        note(place, 'unit-kinds-differ', { question: written, unit: known.unit });
      kind ||= known.unit;
      const own = typeOf(found);
      if (own === 'list') note(place, 'fact-is-a-list', { question: written });
      else if (own !== 'computed') {
        if (type !== '' && own !== type)
          note(place, 'types-differ', { question: written, type: own, expected: type });
        type ||= own;
      }
    }
  }
};

/** One question in two facts would make each flow into the other; one questionnaire twice in a fact would answer itself. */
const noteCycles = (facts: readonly Fact[], note: Note): void => {
  const owners = new Map<string, string>();
  for (const [index, { id, questions }] of facts.entries()) {
    const sheets = new Set<string>();
    for (const [position, written] of questions.entries()) {
      const at = `/${index}/questions/${position}`;
      const other = owners.get(written);
      if (other !== undefined) note(at, 'cyclic-fact', { question: written, fact: other });
      owners.set(written, id);
      const { questionnaire } = factQuestion(written);
      if (sheets.has(questionnaire)) note(at, 'questionnaire-twice', { questionnaire });
      sheets.add(questionnaire);
    }
  }
};

export const parseFacts = (
  file: string,
  content: unknown,
  surroundings: CheckSurroundings,
): { readonly facts: readonly Fact[]; readonly faults: readonly FileFault[] } => {
  const faults: FileFault[] = [];
  const note: Note = (at, code, facts = {}) => faults.push({ at: `${file}#${at}`, code, facts });
  const parsed = factsShape.safeParse(content);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      note(['', ...issue.path.map(String)].join('/'), 'wrong-shape', { says: issue.message });
    return { facts: [], faults };
  }
  const facts = parsed.data;
  for (const [index, fact] of facts.entries()) {
    if (facts.findIndex(({ id }) => id === fact.id) !== index)
      note(`/${index}/id`, 'id-twice', { id: fact.id });
    for (const language of missingLanguages(fact.title, surroundings.locales))
      note(`/${index}/title`, 'language-missing', { language });
    noteQuestions(fact, surroundings, `/${index}`, note);
  }
  noteCycles(facts, note);
  return { facts, faults };
};

const both = (one: string, other: string): string =>
  `({${one}} notempty and {${other}} notempty and {${one}} <> {${other}})`;

const messageOf = (title: LocalText, questions: readonly string[]): LocalText => {
  const values = questions.map((question) => `{${question}}`).join(' / ');
  const written = (words: string): string => `${words}: ${values}`;
  if (typeof title === 'string') return written(title);
  return Object.fromEntries(Object.entries(title).map(([locale, words]) => [locale, written(words)]));
};

/**
 * Checks that find records which disagree about a fact. Each questionnaire that has it first speaks for those behind it, so that
 * one disagreement is one hit: `fact-<id>` about the first questionnaire, `fact-<id>-2` about the second where the first is silent.
 */
export const factChecks = ({ id, title, questions }: Fact): readonly Check[] =>
  questions.slice(0, -1).map((question, position): Check => {
    const before = questions.slice(0, position);
    const behind = questions.slice(position + 1);
    return {
      id: position === 0 ? `fact-${id}` : `fact-${id}-${position + 1}`,
      severity: 'verify',
      scope: 'unit',
      ...{ about: factQuestion(question).questionnaire, at: factQuestion(question).question },
      ...(before.length === 0 ? {} : { when: before.map((one) => `{${one}} empty`).join(' and ') }),
      finds: behind.map((other) => both(question, other)).join(' or '),
      message: messageOf(title, [question, ...behind]),
    };
  });
