/**
 * Reads a questionnaire's pages into scopes of questions: what is where, what it is called, whether its properties are
 * known. Everything wrong is noted; reading goes on, so that a designer sees all faults at once (Q1).
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { answering, calculatedIn, type DraftScope, namedIn, newScope } from './draft.ts';
import { below, spelled } from './faults.ts';
import type { Inside, Kind } from './kinds/kind.ts';
import { kindAt, kindKey, refusedTypes } from './kinds/registry.ts';
import { limits } from './limits.ts';
import {
  calculatedProperties,
  checkChoices,
  checkProperties,
  displayProperties,
  type PropertyDesk,
  pageProperties,
  panelProperties,
  questionnaireProperties,
  questionProperties,
} from './properties.ts';
import type { Parameters } from './questionnaire.ts';
import { reservedNames } from './resolve.ts';
import { checkTriggers } from './triggers.ts';
import { checkValidators } from './validators.ts';

const namePattern = /^[A-Za-z][A-Za-z0-9_]*$/;

interface Standing {
  readonly scope: DraftScope;
  readonly inside: readonly number[];
  /** How many panels deep. */
  readonly depth: number;
  /** In the panel under a row: survey-core does not show a comment there again once the form was closed (Q27). */
  readonly speechless?: true;
}

/** A question that is written inside another in a form of its own: a column, a field. */
interface WrittenAs {
  readonly written: JsonObject;
  readonly inside: Inside;
}

const wordsOf = { templateElements: 'panel', columns: 'row', items: undefined } as const;

/** Lists and rows from the root down to here; several fields of one question are no list. */
const listsAround = (scope: DraftScope): number =>
  (scope.shape === undefined || scope.shape === 'record' ? 0 : 1) +
  (scope.parent === undefined ? 0 : listsAround(scope.parent));

export class Reader {
  private readonly desk: PropertyDesk;
  private count = 0;

  constructor(desk: PropertyDesk) {
    this.desk = desk;
  }

  questionnaire(source: JsonObject, parameters?: Parameters): DraftScope {
    checkProperties(source, '', 'questionnaire', [questionnaireProperties], this.desk);
    const known = parameters && new Set(Object.keys(parameters).map((name) => name.toLowerCase()));
    const root = newScope([], { parameters: known });
    this.calculated(source, root);
    checkTriggers(source, this.desk);
    const pages = this.list(source.pages, '/pages', limits.pages, 'too-many-pages');
    pages.forEach((page, index) => {
      const at = below('/pages', index);
      checkProperties(page, at, 'page', [pageProperties], this.desk);
      if (page.name !== undefined) this.saneName(page.name, at);
      this.container(page, at, { scope: root, inside: [], depth: 0 });
    });
    if (this.count > limits.questions) {
      this.desk.pad.note('', 'too-many-questions', { count: this.count, limit: limits.questions });
    }
    if (this.count === 0) this.desk.pad.note('/pages', 'no-questions');
    return root;
  }

  /** The objects of a list; what is none is noted. */
  private list(
    value: Json | undefined,
    at: string,
    most: number,
    code: 'too-many-pages' | 'too-many-questions',
  ): readonly JsonObject[] {
    if (!Array.isArray(value)) return [];
    if (value.length > most) {
      this.desk.pad.note(at, code, { count: value.length, limit: most });
      return [];
    }
    return (value as readonly Json[]).flatMap((item, index) => {
      if (isJsonObject(item)) return [item as JsonObject];
      this.desk.pad.note(below(at, index), 'wrong-shape', {
        property: at.slice(at.lastIndexOf('/') + 1),
        expected: 'object',
      });
      return [{}];
    });
  }

  private calculated(source: JsonObject, root: DraftScope): void {
    this.list(source.calculatedValues, '/calculatedValues', limits.questions, 'too-many-questions').forEach(
      (value, index) => {
        const at = below('/calculatedValues', index);
        checkProperties(value, at, 'calculatedValue', [calculatedProperties], this.desk);
        this.count += 1;
        const name = this.freshName(value.name, at, root);
        if (name !== undefined) root.calculated.push({ source: value, at, home: root, name });
      },
    );
  }

  private container(source: JsonObject, at: string, standing: Standing): void {
    const position = standing.scope.containers.push({ source, at, home: standing.scope }) - 1;
    this.elements(source.elements, below(at, 'elements'), {
      ...standing,
      inside: [...standing.inside, position],
    });
  }

  private elements(value: Json | undefined, at: string, standing: Standing): void {
    this.list(value, at, limits.questions, 'too-many-questions').forEach((element, index) => {
      const place = below(at, index);
      if (element.type === 'panel') this.panel(element, place, standing);
      else this.question(element, place, standing);
    });
  }

  private panel(source: JsonObject, at: string, standing: Standing): void {
    checkProperties(source, at, 'panel', [panelProperties], this.desk);
    if (source.name !== undefined) this.saneName(source.name, at);
    if (standing.depth >= limits.panels) this.desk.pad.note(at, 'nested-too-deep', { limit: limits.panels });
    else this.container(source, at, { ...standing, depth: standing.depth + 1 });
  }

  private question(source: JsonObject, at: string, standing: Standing, as?: WrittenAs): void {
    this.count += 1;
    const key = kindKey(source);
    const kind = kindAt(key);
    // What is written inside a question is a plain one: no lists, no pictures.
    if (kind === undefined || (as !== undefined && (kind.inside !== undefined || kind.display))) {
      this.unknownKind(source, as === undefined ? below(at, 'type') : below(at, 'cellType'), at);
      return;
    }
    this.properties(source, at, kind, as);
    if (standing.speechless) this.noComments(source, at);
    const { scope, inside } = standing;
    const name = this.freshName(source.name, at, scope);
    const answer = this.answerKey(source, at, scope, name ?? '', key, kind);
    const items =
      kind.inside === undefined
        ? undefined
        : this.inside(source, at, scope, { name: name ?? '?', answer }, kind.inside);
    if (name === undefined) return;
    if (kind.display) scope.displays.push({ source, at, home: scope, name, kind });
    else {
      const drawn = { source, at, home: scope, name, answer, key, kind, inside };
      scope.questions.push(items === undefined ? drawn : { ...drawn, items });
    }
  }

  private noComments(source: JsonObject, at: string): void {
    for (const property of ['showCommentArea', 'showOtherItem'])
      if (source[property] === true)
        this.desk.pad.note(below(at, property), 'refused-property', { property, reason: 'not-restored' });
  }

  private properties(source: JsonObject, at: string, kind: Kind, as: WrittenAs | undefined): void {
    const written = as?.written ?? source;
    const general = kind.display ? displayProperties : questionProperties;
    const tables = as?.inside.closed
      ? [as.inside.properties ?? {}]
      : [kind.properties, general, as?.inside.properties ?? {}];
    checkProperties(written, at, spelled(source.type), tables, this.desk);
    checkValidators(written, at, this.desk);
    checkChoices(written, at, this.desk);
  }

  /** Q21: questions of one kind may share a value, and so may those whose items are held in one way. */
  private answerKey(
    source: JsonObject,
    at: string,
    scope: DraftScope,
    name: string,
    key: string,
    kind: Kind,
  ): string {
    const place = below(at, 'valueName');
    const given = source.valueName;
    if (given !== undefined && (typeof given !== 'string' || !namePattern.test(given) || given.length > 60)) {
      this.desk.pad.note(place, 'bad-name', { name: spelled(given) });
      return name;
    }
    const answer = given ?? name;
    const others = answering(scope, answer);
    const differs = others.some(
      (other) =>
        other.answer !== answer ||
        (kind.inside === undefined ? other.key !== key : other.items?.shape !== kind.inside.shape),
    );
    if (reservedNames.has(answer.toLowerCase()) && given !== undefined)
      this.desk.pad.note(place, 'reserved-name', { name: answer });
    else if (differs || this.isComputed(given, scope))
      this.desk.pad.note(given === undefined ? below(at, 'name') : place, 'shared-value', { name: answer });
    return answer;
  }

  private isComputed(valueName: string | undefined, scope: DraftScope): boolean {
    return valueName !== undefined && calculatedIn(scope, valueName) !== undefined;
  }

  private unknownKind(source: JsonObject, place: string, at: string): void {
    const type = typeof source.type === 'string' ? source.type.slice(0, 40) : '';
    if (type === 'text')
      this.desk.pad.note(below(at, 'inputType'), 'unknown-type', { type: kindKey(source).slice(0, 60) });
    else if (Object.hasOwn(refusedTypes, type)) {
      this.desk.pad.note(place, 'refused-type', { type, reason: String(refusedTypes[type]) });
    } else this.desk.pad.note(place, 'unknown-type', { type });
  }

  private inside(
    source: JsonObject,
    at: string,
    scope: DraftScope,
    { name, answer }: { readonly name: string; readonly answer: string },
    how: Inside,
  ): DraftScope {
    const word = wordsOf[how.property];
    const shared = answering(scope, answer).find(({ items }) => items?.shape === how.shape)?.items;
    const items: DraftScope =
      shared === undefined
        ? newScope([...scope.path, name], { parent: scope, shape: how.shape, list: name, word })
        : { ...shared, list: name, word };
    const place = below(at, how.property);
    const standing = { scope: items, inside: [], depth: 0 };
    if (listsAround(items) > limits.lists) this.desk.pad.note(at, 'nested-too-deep', { limit: limits.lists });
    else if (how.property === 'templateElements') this.elements(source[how.property], place, standing);
    else
      this.list(source[how.property], place, limits.questions, 'too-many-questions').forEach(
        (written, index) => {
          const element = how.element(written, source);
          this.question(element, below(place, index), standing, { written, inside: how });
        },
      );
    if (how.beside !== undefined && listsAround(items) <= limits.lists)
      this.elements(source[how.beside], below(at, how.beside), { ...standing, speechless: true });
    return items;
  }

  private saneName(name: Json | undefined, at: string): name is string {
    const sane = typeof name === 'string' && namePattern.test(name) && name.length <= 60;
    if (!sane) this.desk.pad.note(below(at, 'name'), 'bad-name', { name: spelled(name ?? '') });
    return sane;
  }

  /** Q6: a name is a plain word, is not one of SurveyJS's own, and stands for one thing in its scope. */
  private freshName(name: Json | undefined, at: string, scope: DraftScope): string | undefined {
    if (!this.saneName(name, at)) return undefined;
    const place = below(at, 'name');
    if (reservedNames.has(name.toLowerCase())) {
      this.desk.pad.note(place, 'reserved-name', { name });
      return undefined;
    }
    const taken = namedIn(scope, name) !== undefined;
    if (taken) this.desk.pad.note(place, 'duplicate-name', { name });
    return taken ? undefined : name;
  }
}
