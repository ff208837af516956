/** The editor: outline, canvas with live preview, properties; undo, faults in place, a draft that saves itself. */
import { useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '#forms/json.ts';
import type { CampaignReply, DraftReply } from '#forms/wire/shapes.ts';
import { useFormats } from '../time/format.ts';
import { Canvas } from './canvas.tsx';
import { deskContext, type EditorDesk } from './desk.ts';
import { begin, type Change, type History, record, redo, select, undo } from './document/history.ts';
import { placesOf } from './document/places.ts';
import { EditorBar } from './editor-bar.tsx';
import { JsonTab } from './json-tab.tsx';
import { Outline } from './outline.tsx';
import { Preview } from './preview.tsx';
import { Properties } from './properties.tsx';
import { useSaving } from './use-draft.ts';
import { type Gate, useFaults } from './use-faults.ts';
import { useNewWords } from './use-new-words.ts';
import { useShortcuts } from './use-shortcuts.ts';

type Act =
  | { readonly kind: 'change'; readonly change: Change; readonly together: string | undefined }
  | { readonly kind: 'select'; readonly key: string | undefined }
  | { readonly kind: 'undo' | 'redo' };

const next = (history: History, act: Act): History => {
  if (act.kind === 'change') return record(history, act.change, act.together);
  if (act.kind === 'select') return select(history, act.key);
  return act.kind === 'undo' ? undo(history) : redo(history);
};

export const panes = ['outline', 'question', 'preview'] as const;
export type Pane = (typeof panes)[number];

export interface EditorProps {
  readonly campaign: CampaignReply;
  readonly draft: DraftReply;
  /** Names that any edition ever had. */
  readonly published: readonly string[];
  /** What the editor opens with: the draft, or what this device still holds unsent. */
  readonly start: JsonObject;
  readonly restored: boolean;
  readonly onReload: () => Promise<void>;
}

export const Editor = ({ campaign, draft, published, start, restored, onReload }: EditorProps) => {
  const { t } = useTranslation('design');
  const locale = useFormats().language;
  const [history, dispatch] = useReducer(next, start, (source) =>
    begin(source, placesOf(source).find((place) => place.shape !== 'page')?.key),
  );
  const [view, setView] = useState<'questions' | 'json'>('questions');
  const [pane, setPane] = useState<Pane>('question');
  const { source } = history;
  const places = useMemo(() => placesOf(source), [source]);
  const gate = useMemo<Gate>(
    () => ({
      questionnaire: draft.questionnaire,
      edition: draft.edition + 1,
      codeLists: draft.codeLists,
      locales: campaign.locales,
      parameters: campaign.parameters,
    }),
    [draft, campaign.locales, campaign.parameters],
  );
  const judgement = useFaults(source, gate);
  const saving = useSaving(campaign.id, draft, source);
  const words = useNewWords(campaign.locales);
  const act = useCallback(
    (change: Change, together?: string) => dispatch({ kind: 'change', change, together }),
    [],
  );
  const choose = useCallback((key: string | undefined) => dispatch({ kind: 'select', key }), []);
  const selected = places.find((place) => place.key === history.selected);
  const desk = useMemo<EditorDesk>(
    () => ({
      source,
      places,
      selected,
      select: choose,
      act,
      faults: judgement.faults,
      reserved: published,
      codeLists: draft.codeLists,
      locales: campaign.locales,
      locale,
      words,
    }),
    [
      source,
      places,
      selected,
      choose,
      act,
      judgement.faults,
      published,
      draft,
      campaign.locales,
      locale,
      words,
    ],
  );
  const step = useMemo(
    () => ({ undo: () => dispatch({ kind: 'undo' }), redo: () => dispatch({ kind: 'redo' }) }),
    [],
  );
  useShortcuts(desk, step, view === 'questions');
  useEffect(() => {
    if (saving.state === 'saved') return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [saving.state]);
  return (
    <deskContext.Provider value={desk}>
      <div className="d-editor" data-pane={pane}>
        <EditorBar
          campaign={campaign}
          draft={draft}
          saving={saving}
          judgement={judgement}
          restored={restored}
          canUndo={history.past.length > 0}
          canRedo={history.future.length > 0}
          step={step}
          onReload={onReload}
        />
        <fieldset className="d-panes" aria-label={t('panes.label')}>
          {panes.map((one) => (
            <button key={one} type="button" aria-pressed={pane === one} onClick={() => setPane(one)}>
              {t(`panes.${one}`)}
            </button>
          ))}
        </fieldset>
        <div className="d-grid">
          <Outline view={view} onView={setView} onChosen={() => setPane('question')} />
          {view === 'questions' ? (
            <>
              <Canvas>
                <Preview edition={judgement.edition} />
              </Canvas>
              <Properties />
            </>
          ) : (
            <JsonTab />
          )}
        </div>
      </div>
    </deskContext.Provider>
  );
};
