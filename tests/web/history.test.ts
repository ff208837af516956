/** Undo and redo: whatever a designer does can be taken back, to the last key. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#forms/json.ts';
import { deeds, deskAfter, household } from '#tests/support/designing.ts';
import * as edit from '#web/design/document/edit.ts';
import { begin, record, redo, undo } from '#web/design/document/history.ts';
import { applyPatch, inverted, patchBetween } from '#web/design/document/patch.ts';
import { placeOf } from '#web/design/document/places.ts';

describe('history', () => {
  test('[D1] undoing everything gives back what was opened, key order included', () => {
    fc.assert(
      fc.property(deeds, (steps) => {
        let history = deskAfter(steps);
        const left = history.source;
        while (history.past.length > 0) history = undo(history);
        expect(JSON.stringify(history.source)).toBe(JSON.stringify(household));
        while (history.future.length > 0) history = redo(history);
        expect(JSON.stringify(history.source)).toBe(JSON.stringify(left));
      }),
    );
  });

  test('[D1] a patch leads from one state to the other, and its inverse back', () => {
    const json = fc.jsonValue() as fc.Arbitrary<JsonObject>;
    fc.assert(
      fc.property(json, json, (before, next) => {
        const patch = patchBetween(before, next);
        expect(applyPatch(before, patch)).toEqual(next);
        expect(applyPatch(next, inverted(patch))).toEqual(before);
      }),
    );
  });

  test('[D2] typing a title is one step', () => {
    let history = begin(household, 'size');
    for (const text of ['P', 'Pe', 'Per'])
      history = record(
        history,
        { source: edit.setText(history.source, 'size', 'title', 'en', text) },
        'size/title/en',
      );
    expect(history.past).toHaveLength(1);
    expect(placeOf(history.source, 'size')?.element.title).toBe('Per');
    expect(undo(history).source).toEqual(household);
  });

  test('[D2] a step after undo begins anew and drops what was undone', () => {
    const typed = record(begin(household), { source: edit.setProperty(household, 'size', 'min', 1) }, 'min');
    const undone = undo(typed);
    const other = record(undone, { source: edit.setProperty(undone.source, 'size', 'min', 2) }, 'min');
    expect(other.future).toEqual([]);
    expect(undo(other).source).toEqual(household);
  });
});
