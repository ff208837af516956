/** Puts the items of code lists where questions name them (Q7); the name stays beside the choices. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { below, type FaultPad } from './faults.ts';
import type { CodeLists } from './questionnaire.ts';

const nesting = ['pages', 'elements', 'templateElements', 'columns', 'detailElements'] as const;

const withChoices = (element: JsonObject, at: string, lists: CodeLists, pad: FaultPad): JsonObject => {
  const id = element.codeList;
  if (typeof id !== 'string') return element;
  const list = Object.hasOwn(lists, id) ? lists[id] : undefined;
  if (list === undefined) {
    pad.note(below(at, 'codeList'), 'unknown-code-list', { codeList: id.slice(0, 80) });
    return element;
  }
  return { ...element, choices: list.items.map(({ value, text }) => ({ value, text })) };
};

/** The element with every code list below it resolved. The document's depth is bounded before this runs. */
export const resolveCodeLists = (
  element: JsonObject,
  at: string,
  lists: CodeLists,
  pad: FaultPad,
): JsonObject => {
  const resolved: { [key: string]: Json } = { ...withChoices(element, at, lists, pad) };
  for (const key of nesting) {
    const inner = resolved[key];
    if (!Array.isArray(inner)) continue;
    const place = below(at, key);
    resolved[key] = (inner as readonly Json[]).map((child, index) =>
      isJsonObject(child) ? resolveCodeLists(child, below(place, index), lists, pad) : child,
    );
  }
  return resolved;
};
