/**
 * The draft between this desk and the server (D12). Every change is kept on this device at once and sent after a pause;
 * sending is conditioned on the revision, so what somebody else saved meanwhile is told, never overwritten.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Instant, JsonObject } from '#forms/json.ts';
import { isJsonObject } from '#forms/json.ts';
import type { DraftReply } from '#forms/wire/shapes.ts';
import { ConnectionLost, call, ProblemError } from '../api.ts';
import { serverNow } from '../time/server-time.ts';

const pauseMs = 1200;

interface Kept {
  readonly revision: number;
  readonly edition: number;
  readonly source: JsonObject;
}

const placeFor = (campaign: string, questionnaire: string) => `xiangbiao.draft.${campaign}.${questionnaire}`;

const readKept = (place: string): Kept | undefined => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null');
    if (!isJsonObject(kept) || !isJsonObject(kept.source)) return undefined;
    return kept as unknown as Kept;
  } catch {
    return undefined;
  }
};

/** What was typed here and never reached the server, if it still continues what the server has. */
export const unsavedFor = (campaign: string, draft: DraftReply): JsonObject | undefined => {
  const kept = readKept(placeFor(campaign, draft.questionnaire));
  if (!kept || kept.revision !== draft.revision || kept.edition !== draft.edition) return undefined;
  return kept.source;
};

export type SaveState = 'saved' | 'waiting' | 'saving' | 'unsent' | 'moved-on' | 'refused';
export interface Saving {
  readonly state: SaveState;
  readonly savedAt: Instant | undefined;
  readonly error: unknown;
  readonly revision: number;
  /** Sends what is not sent yet; true when the server has everything. */
  readonly saveNow: () => Promise<boolean>;
  /** Forgets what is kept here: after taking the other's draft. */
  readonly forget: () => void;
}

export const useSaving = (campaign: string, draft: DraftReply, source: JsonObject): Saving => {
  const place = placeFor(campaign, draft.questionnaire);
  const [state, setState] = useState<SaveState>('saved');
  const [savedAt, setSavedAt] = useState<Instant | undefined>(draft.savedAt);
  const [error, setError] = useState<unknown>();
  const [revision, setRevision] = useState(draft.revision);
  const sent = useRef<{ source: JsonObject; revision: number }>({
    source: draft.source,
    revision: draft.revision,
  });
  const latest = useRef(source);
  latest.current = source;
  const under = useRef<Promise<boolean> | undefined>(undefined);

  const send = useCallback(async (): Promise<boolean> => {
    while (sent.current.source !== latest.current) {
      const sending = latest.current;
      setState('saving');
      try {
        const reply = await call('saveDraft', {
          params: { campaign, questionnaire: draft.questionnaire },
          body: { source: sending, revision: sent.current.revision },
        });
        sent.current = { source: sending, revision: reply.revision };
        setRevision(reply.revision);
        setSavedAt(serverNow());
        setError(undefined);
        if (latest.current === sending) localStorage.removeItem(place);
      } catch (failure) {
        if (!(failure instanceof ProblemError) && !(failure instanceof ConnectionLost)) throw failure;
        const movedOn = failure instanceof ProblemError && failure.code === 'draft-moved-on';
        setState(movedOn ? 'moved-on' : failure instanceof ConnectionLost ? 'unsent' : 'refused');
        setError(failure);
        return false;
      }
    }
    setState('saved');
    return true;
  }, [campaign, draft.questionnaire, place]);

  const saveNow = useCallback(async () => {
    under.current ??= send().finally(() => {
      under.current = undefined;
    });
    return under.current;
  }, [send]);

  useEffect(() => {
    if (source === sent.current.source) return;
    const kept: Kept = { revision: sent.current.revision, edition: draft.edition, source };
    localStorage.setItem(place, JSON.stringify(kept));
    setState((before) => (before === 'moved-on' ? before : 'waiting'));
    const timer = setTimeout(() => void saveNow(), pauseMs);
    return () => clearTimeout(timer);
  }, [source, place, draft.edition, saveNow]);

  useEffect(() => {
    if (state !== 'unsent') return;
    const again = () => void saveNow();
    const timer = setInterval(again, 15_000);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [state, saveNow]);

  const forget = useCallback(() => localStorage.removeItem(place), [place]);
  return { state, savedAt, error, revision, saveNow, forget };
};
