/**
 * Triggers set answers while a person fills in. That is the renderer's work, as prefilling is: the gate makes sure that they
 * name what exists, and the engine judges the answers that come of it (Q23). What ends or hides things is not taken.
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { type DraftScope, namedIn, questionIn } from './draft.ts';
import { below, type FaultPad, spelled } from './faults.ts';
import { limits } from './limits.ts';
import { linkText } from './link.ts';
import {
  anything,
  checkProperties,
  expression,
  type PropertyDesk,
  type PropertyTable,
  text,
} from './properties.ts';

const tables: { readonly [type: string]: PropertyTable } = {
  setvalue: { type: anything, expression, setToName: text, setValue: anything },
  copyvalue: { type: anything, expression, setToName: text, fromName: text },
  runexpression: { type: anything, expression, setToName: text, runExpression: expression },
  skip: { type: anything, expression, gotoName: text },
};

/** Why: `visible` shows what it shows only while somebody types, so that a form that is opened again shows something else. */
const refused: { readonly [type: string]: string } = { complete: 'unsupported', visible: 'history' };
const mostTriggers = 200;

const triggersOf = (source: JsonObject): readonly Json[] =>
  Array.isArray(source.triggers) ? (source.triggers as readonly Json[]).slice(0, mostTriggers) : [];

export const checkTriggers = (source: JsonObject, desk: PropertyDesk): void => {
  const count = Array.isArray(source.triggers) ? source.triggers.length : 0;
  if (count > mostTriggers) {
    const expected = `at most ${mostTriggers}`;
    desk.pad.note('/triggers', 'wrong-shape', { property: 'triggers', expected });
  }
  triggersOf(source).forEach((trigger, index) => {
    const at = below('/triggers', index);
    const type = isJsonObject(trigger) ? spelled(trigger.type).replace(/trigger$/, '') : '';
    if (isJsonObject(trigger) && Object.hasOwn(tables, type))
      checkProperties(trigger as JsonObject, at, `${type} trigger`, [tables[type] ?? {}], desk);
    else if (Object.hasOwn(refused, type)) {
      const reason = String(refused[type]);
      desk.pad.note(below(at, 'type'), 'refused-type', { type: `${type} trigger`, reason });
    } else desk.pad.note(below(at, 'type'), 'unknown-type', { type: `${type.slice(0, 40)} trigger` });
  });
};

/** Notes expressions that do not hold and names of nothing. */
export const linkTriggers = (source: JsonObject, root: DraftScope, pad: FaultPad): void => {
  triggersOf(source).forEach((trigger, index) => {
    if (!isJsonObject(trigger)) return;
    const at = below('/triggers', index);
    for (const property of ['expression', 'runExpression']) {
      const written = trigger[property];
      if (typeof written !== 'string' || written.trim() === '' || written.length > limits.expression)
        continue;
      linkText(written, { scope: root }, (code, facts) => pad.note(below(at, property), code, facts));
    }
    for (const property of ['setToName', 'fromName', 'gotoName']) {
      const name = trigger[property];
      if (typeof name !== 'string') continue;
      const known = property === 'gotoName' ? namedIn(root, name) : questionIn(root, name);
      if (known === undefined)
        pad.note(below(at, property), 'unknown-reference', { name: name.slice(0, 80) });
    }
  });
};
