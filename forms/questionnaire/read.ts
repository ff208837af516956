/**
 * Reads a questionnaire's pages into scopes of questions: what is where, what it is called, whether its properties are
 * known. Everything wrong is noted; reading goes on, so that a designer sees all faults at once (Q1).
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { calculatedIn, type DraftScope, newScope, questionIn } from './draft.ts';
import { below, spelled } from './faults.ts';
import { kindAt, kindKey, refusedTypes } from './kinds/registry.ts';
import { limits } from './limits.ts';
import {
  calculatedProperties,
  checkChoices,
  checkProperties,
  type PropertyDesk,
  pageProperties,
  panelProperties,
  questionnaireProperties,
  questionProperties,
} from './properties.ts';
import { reservedNames } from './resolve.ts';
import { checkValidators } from './validators.ts';

const namePattern = /^[A-Za-z][A-Za-z0-9_]*$/;

interface Standing {
  readonly scope: DraftScope;
  readonly inside: readonly number[];
  /** How many panels deep. */
  readonly depth: number;
}

export class Reader {
  private readonly desk: PropertyDesk;
  private count = 0;

  constructor(desk: PropertyDesk) {
    this.desk = desk;
  }

  questionnaire(source: JsonObject): DraftScope {
    checkProperties(source, '', 'questionnaire', [questionnaireProperties], this.desk);
    const root = newScope([]);
    this.calculated(source, root);
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
        if (name !== undefined) root.calculated.push({ source: value, at, name });
      },
    );
  }

  private container(source: JsonObject, at: string, standing: Standing): void {
    const position = standing.scope.containers.push({ source, at }) - 1;
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

  private question(source: JsonObject, at: string, { scope, inside }: Standing): void {
    this.count += 1;
    const key = kindKey(source);
    const kind = kindAt(key);
    if (kind === undefined) {
      this.unknownKind(source, at);
      return;
    }
    const type = spelled(source.type);
    checkProperties(source, at, type, [kind.properties, questionProperties], this.desk);
    checkValidators(source, at, this.desk);
    checkChoices(source, at, this.desk);
    const name = this.freshName(source.name, at, scope);
    const items = source.type === 'paneldynamic' ? this.items(source, at, scope, name ?? '?') : undefined;
    if (name !== undefined) {
      scope.questions.push({
        source,
        at,
        name,
        key,
        kind,
        inside,
        ...(items === undefined ? {} : { items }),
      });
    }
  }

  private unknownKind(source: JsonObject, at: string): void {
    const type = typeof source.type === 'string' ? source.type.slice(0, 40) : '';
    const place = below(at, 'type');
    if (type === 'text')
      this.desk.pad.note(below(at, 'inputType'), 'unknown-type', { type: kindKey(source).slice(0, 60) });
    else if (Object.hasOwn(refusedTypes, type)) {
      this.desk.pad.note(place, 'refused-type', { type, reason: String(refusedTypes[type]) });
    } else this.desk.pad.note(place, 'unknown-type', { type });
  }

  private items(source: JsonObject, at: string, scope: DraftScope, name: string): DraftScope {
    const items = newScope([...scope.path, name], scope);
    if (items.path.length > limits.lists) this.desk.pad.note(at, 'nested-too-deep', { limit: limits.lists });
    else
      this.elements(source.templateElements, below(at, 'templateElements'), {
        scope: items,
        inside: [],
        depth: 0,
      });
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
    const taken = questionIn(scope, name) !== undefined || calculatedIn(scope, name) !== undefined;
    if (taken) this.desk.pad.note(place, 'duplicate-name', { name });
    return taken ? undefined : name;
  }
}
