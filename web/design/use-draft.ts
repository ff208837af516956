/** The draft keeper in the editor: sends after a pause, tries again when the network is back. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Instant, JsonObject } from '#forms/json.ts';
import type { DraftReply } from '#forms/wire/shapes.ts';
import { ConnectionLost, call, ProblemError } from '../api.ts';
import { serverNow } from '../time/server-time.ts';
import { draftKeeper, type SaveState, type SendOutcome } from './draft-keeper.ts';

const pauseMs = 1200;
const retryMs = 15_000;

const sendDraft = async (
  params: { readonly campaign: string; readonly questionnaire: string },
  source: JsonObject,
  revision: number,
): Promise<SendOutcome> => {
  try {
    const reply = await call('saveDraft', { params, body: { source, revision } });
    return { outcome: 'saved', revision: reply.revision };
  } catch (error) {
    if (error instanceof ConnectionLost) return { outcome: 'unsent', error };
    if (!(error instanceof ProblemError)) throw error;
    return { outcome: error.code === 'draft-moved-on' ? 'moved-on' : 'refused', error };
  }
};

export interface Saving {
  readonly state: SaveState;
  readonly savedAt: Instant | undefined;
  readonly error: unknown;
  readonly revision: number;
  readonly saveNow: () => Promise<boolean>;
  readonly forget: () => void;
}

export const useSaving = (campaign: string, draft: DraftReply, source: JsonObject): Saving => {
  const [told, setTold] = useState<{ state: SaveState; revision: number; error?: unknown }>({
    state: 'saved',
    revision: draft.revision,
  });
  const [savedAt, setSavedAt] = useState<Instant | undefined>(draft.savedAt);
  const keeper = useMemo(
    () =>
      draftKeeper({
        shelf: localStorage,
        campaign,
        draft,
        send: async (body, revision) => {
          const params = { campaign, questionnaire: draft.questionnaire };
          const outcome = await sendDraft(params, body, revision);
          if (outcome.outcome === 'saved') setSavedAt(serverNow());
          return outcome;
        },
        onState: (state, facts) => setTold({ state, ...facts }),
      }),
    [campaign, draft],
  );
  const { saveNow } = keeper;
  useEffect(() => {
    if (source === draft.source) return;
    keeper.changed(source);
    const timer = setTimeout(() => void saveNow(), pauseMs);
    return () => clearTimeout(timer);
  }, [source, draft.source, keeper, saveNow]);
  const again = useCallback(() => void saveNow(), [saveNow]);
  useEffect(() => {
    if (told.state !== 'unsent') return;
    const timer = setInterval(again, retryMs);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [told.state, again]);
  return { ...told, error: told.error, savedAt, saveNow, forget: keeper.forget };
};
