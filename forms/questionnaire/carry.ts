/** Finds the question that another takes its choices from, and what of it the evaluation needs (Q28). */
import type { JsonObject } from '../json.ts';
import { answering, type DraftQuestion, type DraftScope, nodeName, rootOf } from './draft.ts';
import type { Expression } from './expression/ast.ts';
import { below, type FaultPad, spelled } from './faults.ts';
import { present, type Workshop } from './kinds/kind.ts';
import type { ListRule } from './kinds/list.ts';
import { type Carried, mostValues, offerOf } from './kinds/offer.ts';

const choosing: ReadonlySet<string> = new Set(['radiogroup', 'dropdown', 'checkbox', 'tagbox', 'ranking']);
const several: ReadonlySet<string> = new Set(['checkbox', 'tagbox', 'ranking']);

interface Found {
  readonly question: DraftQuestion;
  readonly scope: DraftScope;
  readonly from: 'root' | 'item';
}

/** A name is a question of the questionnaire; `panel.name` and `row.name` are of the same item. */
const find = (written: string, scope: DraftScope): Found | undefined => {
  const own = scope.word !== undefined && written.startsWith(`${scope.word}.`);
  const place = own ? scope : rootOf(scope);
  const name = own ? written.slice(written.indexOf('.') + 1) : written;
  const question = place.questions.find((one) => one.name === name);
  return question && { question, scope: place, from: own ? 'item' : 'root' };
};

const value = (from: Found['from'], name: string): Expression => ({
  op: 'value',
  of: { from, name },
  asIs: true,
});

export interface Carrying {
  readonly source: JsonObject;
  readonly scope: DraftScope;
  readonly uses: string[];
  readonly workshop: Workshop;
  /** Questions on the way here, so that a circle ends; the order of evaluation refuses it. */
  readonly trail?: readonly DraftQuestion[];
}

/** What is written beside and would be looked at by nobody. */
const noteIdle = ({ source, workshop: { at, pad } }: Carrying): void => {
  const idle = ['choices', 'codeList'].filter((property) => source[property] !== undefined);
  for (const property of idle)
    pad.note(below(at, property), 'refused-property', { property, reason: 'unsupported' });
};

const fromList = (carrying: Carrying, { question, scope, from }: Found): Carried | undefined => {
  const { source, uses, workshop } = carrying;
  const written = source.choiceValuesFromQuestion;
  const { items } = question;
  const field = items?.questions.find(({ answer }) => answer === written);
  const single = field !== undefined && field.items === undefined && !several.has(field.key);
  if (items?.shape !== 'list' || !single) {
    const property = 'choiceValuesFromQuestion';
    if (written === undefined)
      workshop.pad.note(workshop.at, 'missing-property', { property, type: spelled(source.type) });
    else workshop.pad.note(below(workshop.at, property), 'unknown-reference', { name: spelled(written) });
    return undefined;
  }
  for (const one of answering(scope, question.answer)) uses.push(nodeName(scope, one.name));
  for (const one of answering(items, field.answer)) uses.push(nodeName(items, one.name));
  const most = (question.kind.compile(question.source, silent(workshop, question)) as unknown as ListRule)
    .most;
  const of = { from, name: question.answer, field: field.answer, each: true } as const;
  return { answer: { op: 'value', of, asIs: true }, mode: 'all', most };
};

/** The same workshop, for a question whose faults are noted where it stands. */
const silent = (workshop: Workshop, question: DraftQuestion): Workshop => ({
  ...workshop,
  pad: { note: () => undefined } as unknown as FaultPad,
  itemNames: question.items?.questions.map(({ answer }) => answer) ?? [],
});

const fromChoices = (carrying: Carrying, { question, scope, from }: Found): Carried => {
  const { source, uses, workshop, trail = [] } = carrying;
  for (const one of answering(scope, question.answer)) uses.push(nodeName(scope, one.name));
  const inner = silent(workshop, question);
  const carried = (): Carried | undefined =>
    carriedFrom({ ...carrying, source: question.source, workshop: inner, trail: [...trail, question] });
  const offer = offerOf(question.source, 'choices', 'choicesVisibleIf', { ...inner, carried });
  const written = source.choicesFromQuestionMode;
  const mode = written === 'selected' || written === 'unselected' ? written : 'all';
  // Of a ranking of everything, everything is taken, answered or not.
  if (mode !== 'all' && question.key === 'ranking' && question.source.selectToRankEnabled !== true) {
    const property = 'choicesFromQuestionMode';
    workshop.pad.note(below(workshop.at, property), 'refused-property', { property, reason: 'unsupported' });
  }
  const withOther =
    mode === 'selected' && question.source.showOtherItem === true && source.showOtherItem !== true;
  return present({
    answer: value(from, question.answer),
    mode,
    offer,
    other: withOther ? value(from, `${question.answer}-Comment`) : undefined,
    most: mostValues(offer) + (withOther ? 1 : 0),
  }) as Carried;
};

/** What a question takes its choices from; undefined when it has its own, or when that is faulty. */
export const carriedFrom = (carrying: Carrying): Carried | undefined => {
  const { source, scope, workshop, trail = [] } = carrying;
  const written = source.choicesFromQuestion;
  if (typeof written !== 'string') return undefined;
  noteIdle(carrying);
  const found = find(written, scope);
  if (found === undefined || trail.includes(found.question)) {
    if (found === undefined)
      workshop.pad.note(below(workshop.at, 'choicesFromQuestion'), 'unknown-reference', {
        name: written.slice(0, 80),
      });
    return undefined;
  }
  return choosing.has(found.question.key) ? fromChoices(carrying, found) : fromList(carrying, found);
};
