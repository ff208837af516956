/** A draft on its way to the server: nothing typed is lost, and nobody's work is overwritten. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#forms/json.ts';
import {
  type DraftHead,
  draftKeeper,
  type SaveState,
  type SendOutcome,
  type Shelf,
  unsavedFor,
} from '#web/design/draft-keeper.ts';

const shelf = (): Shelf => {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
};

/** The server's rule and no more: a save must start from the revision that is there. */
const server = (start: JsonObject) => {
  const held = { source: start, revision: 0, reachable: true };
  return {
    held,
    draft: (): DraftHead => ({
      questionnaire: 'q',
      edition: 1,
      source: held.source,
      revision: held.revision,
    }),
    send: async (source: JsonObject, revision: number): Promise<SendOutcome> => {
      if (!held.reachable) return { outcome: 'unsent', error: undefined };
      if (revision !== held.revision) return { outcome: 'moved-on', error: undefined };
      held.source = source;
      held.revision += 1;
      return { outcome: 'saved', revision: held.revision };
    },
  };
};

const desk = (there: ReturnType<typeof server>, own: Shelf = shelf()) => {
  const states: SaveState[] = [];
  const keeper = draftKeeper({
    shelf: own,
    campaign: 'c',
    draft: there.draft(),
    send: there.send,
    onState: (state) => states.push(state),
  });
  return { ...keeper, states, own };
};

describe('draft keeper', () => {
  test('[D12] what could not be sent survives a reload and continues from its revision', async () => {
    const there = server({ title: 'a' });
    const before = desk(there);
    there.held.reachable = false;
    before.changed({ title: 'b' });
    expect(await before.saveNow()).toBe(false);
    expect(before.states.at(-1)).toBe('unsent');
    expect(unsavedFor(before.own, 'c', there.draft())).toEqual({ title: 'b' });

    there.held.reachable = true;
    const after = desk(there, before.own);
    after.changed(unsavedFor(before.own, 'c', there.draft()) ?? {});
    expect(await after.saveNow()).toBe(true);
    expect(there.held).toMatchObject({ source: { title: 'b' }, revision: 1 });
    expect(after.own.getItem('xiangbiao.draft.c.q')).toBeNull();
  });

  test('[D12] it is kept on the device before anything is sent', () => {
    const there = server({ title: 'a' });
    const here = desk(there);
    here.changed({ title: 'b' });
    expect(unsavedFor(here.own, 'c', there.draft())).toEqual({ title: 'b' });
  });

  test('[D12] what somebody else saved meanwhile is told and never overwritten', async () => {
    const there = server({ title: 'a' });
    const [mine, theirs] = [desk(there), desk(there)];
    theirs.changed({ title: 'theirs' });
    expect(await theirs.saveNow()).toBe(true);
    mine.changed({ title: 'mine' });
    expect(await mine.saveNow()).toBe(false);
    mine.changed({ title: 'mine again' });
    expect(await mine.saveNow()).toBe(false);
    expect(mine.states.at(-1)).toBe('moved-on');
    expect(there.held.source).toEqual({ title: 'theirs' });
    // It does not continue what the server has now, so a reload must not bring it back by itself.
    expect(unsavedFor(mine.own, 'c', there.draft())).toBeUndefined();
  });

  test('what is typed while a save is under way is sent after it', async () => {
    const there = server({ title: 'a' });
    const here = desk(there);
    here.changed({ title: 'b' });
    const first = here.saveNow();
    here.changed({ title: 'c' });
    const second = here.saveNow();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(there.held).toMatchObject({ source: { title: 'c' }, revision: 2 });
  });
});
