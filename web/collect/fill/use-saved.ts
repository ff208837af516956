/**
 * Everything typed is written through to the phone as it is typed. Writes never overtake each other: while one is under way
 * only the newest state waits.
 */
import { useCallback, useRef, useState } from 'react';
import type { Instant } from '#forms/json.ts';
import type { Database, Draft } from '../../offline/database.ts';
import { serverNow } from '../../time/server-time.ts';

export type Saved =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'saved'; readonly at: Instant }
  | { readonly kind: 'failed' };

export const useSaved = (database: Database, begun: Draft) => {
  const [saved, setSaved] = useState<Saved>({ kind: 'untouched' });
  const newest = useRef(begun);
  const writing = useRef<Promise<void>>(undefined);
  const dirty = useRef(false);
  const closed = useRef(false);
  // Looking through the pages of an empty questionnaire is not a draft.
  const begins = useRef(Object.keys(begun.answers).length > 0);

  const drain = useCallback(async () => {
    while (dirty.current && !closed.current) {
      dirty.current = false;
      try {
        await database.drafts.put(newest.current);
        setSaved({ kind: 'saved', at: newest.current.changedAt });
      } catch {
        // A full or refused storage must be seen at once: the person is the only one who can still do something.
        setSaved({ kind: 'failed' });
      }
    }
    writing.current = undefined;
  }, [database]);

  const save = useCallback(
    (change: Partial<Pick<Draft, 'answers' | 'carried' | 'explanations' | 'page' | 'member'>>) => {
      newest.current = { ...newest.current, ...change, changedAt: serverNow() };
      if (change.answers) begins.current = true;
      if (!begins.current) return;
      dirty.current = true;
      writing.current ??= drain();
    },
    [drain],
  );

  /** The draft as it stands, once it is written; nothing is written after that. */
  const close = useCallback(async (): Promise<Draft> => {
    await writing.current;
    closed.current = true;
    return newest.current;
  }, []);

  return { saved, save, close };
};
