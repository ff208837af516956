/**
 * Keeps a draft until the server has it (D12): every change is written to this device at once; sending is conditioned on
 * the revision it started from, so what somebody else saved meanwhile is told, never overwritten. No React, no clock.
 */
import { isJsonObject, type JsonObject } from '#forms/json.ts';
import type { DraftReply } from '#forms/wire/shapes.ts';

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
export type SaveState = 'saved' | 'waiting' | 'saving' | 'unsent' | 'moved-on' | 'refused';

interface Kept {
  readonly revision: number;
  readonly edition: number;
  readonly source: JsonObject;
}
export type DraftHead = Pick<DraftReply, 'questionnaire' | 'revision' | 'edition' | 'source'>;

const placeFor = (campaign: string, questionnaire: string) => `xiangbiao.draft.${campaign}.${questionnaire}`;

const readKept = (shelf: Shelf, place: string): Kept | undefined => {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(place) ?? 'null');
    if (!isJsonObject(kept) || !isJsonObject(kept.source)) return undefined;
    return kept as unknown as Kept;
  } catch {
    return undefined;
  }
};

/** What was typed on this device and never reached the server, if it still continues what the server has. */
export const unsavedFor = (shelf: Shelf, campaign: string, draft: DraftHead): JsonObject | undefined => {
  const kept = readKept(shelf, placeFor(campaign, draft.questionnaire));
  if (!kept || kept.revision !== draft.revision || kept.edition !== draft.edition) return undefined;
  return kept.source;
};

/** `moved-on`: the revision is no longer the server's. `unsent`: no answer came. `refused`: anything else. */
export type SendOutcome =
  | { readonly outcome: 'saved'; readonly revision: number }
  | { readonly outcome: 'moved-on' | 'unsent' | 'refused'; readonly error: unknown };

export interface KeeperParts {
  readonly shelf: Shelf;
  readonly campaign: string;
  readonly draft: DraftHead;
  readonly send: (source: JsonObject, revision: number) => Promise<SendOutcome>;
  readonly onState: (
    state: SaveState,
    facts: { readonly revision: number; readonly error?: unknown },
  ) => void;
}
export interface DraftKeeper {
  /** Notes the newest state on the device; sending it is the caller's moment. */
  readonly changed: (source: JsonObject) => void;
  /** Sends until nothing is left to send; true when the server has everything. */
  readonly saveNow: () => Promise<boolean>;
  /** Gives up what is kept here: after taking the other's draft. */
  readonly forget: () => void;
}

export const draftKeeper = ({ shelf, campaign, draft, send, onState }: KeeperParts): DraftKeeper => {
  const place = placeFor(campaign, draft.questionnaire);
  let sent: Pick<Kept, 'source' | 'revision'> = { source: draft.source, revision: draft.revision };
  let latest = draft.source;
  let movedOn = false;
  let under: Promise<boolean> | undefined;

  const sendAll = async (): Promise<boolean> => {
    while (sent.source !== latest) {
      const source = latest;
      onState('saving', { revision: sent.revision });
      const reply = await send(source, sent.revision);
      if (reply.outcome !== 'saved') {
        movedOn = reply.outcome === 'moved-on';
        onState(reply.outcome, { revision: sent.revision, error: reply.error });
        return false;
      }
      sent = { source, revision: reply.revision };
      if (latest === source) shelf.removeItem(place);
    }
    onState('saved', { revision: sent.revision });
    return true;
  };

  return {
    changed: (source) => {
      latest = source;
      if (source === sent.source) return;
      const kept: Kept = { revision: sent.revision, edition: draft.edition, source };
      shelf.setItem(place, JSON.stringify(kept));
      if (!movedOn) onState('waiting', { revision: sent.revision });
    },
    saveNow: async () => {
      if (movedOn) return false;
      under ??= sendAll().finally(() => {
        under = undefined;
      });
      return under;
    },
    forget: () => shelf.removeItem(place),
  };
};
