/** What every part of the editor works with: the questionnaire in hand, its places, and how to change it. */
import { createContext, useContext } from 'react';
import { type JsonObject, type LocalText, textIn } from '#forms/json.ts';
import type { CodeLists } from '#forms/questionnaire/questionnaire.ts';
import { optionsOf } from './document/edit.ts';
import type { Change } from './document/history.ts';
import type { NewWords } from './document/kinds.ts';
import { localText, type Place, textOf, titleOf } from './document/places.ts';
import type { PlacedFault } from './use-faults.ts';

export interface EditorDesk {
  readonly source: JsonObject;
  readonly places: readonly Place[];
  readonly selected: Place | undefined;
  readonly select: (key: string | undefined) => void;
  /** Takes a change on; changes with the same token in a row are one step of undo. */
  readonly act: (change: Change, together?: string) => void;
  readonly faults: readonly PlacedFault[];
  /** Names that were published once and are not given again. */
  readonly reserved: readonly string[];
  readonly codeLists: CodeLists;
  /** Languages that the pack's texts are written in, the working one first. */
  readonly locales: readonly string[];
  /** Language of the screen. */
  readonly locale: string;
  readonly words: NewWords;
}

export const deskContext = createContext<EditorDesk | undefined>(undefined);

export const useDesk = (): EditorDesk => {
  const desk = useContext(deskContext);
  if (!desk) throw new Error('useDesk outside the editor');
  return desk;
};

export interface Answerable {
  readonly value: string | number | boolean;
  readonly text: string;
}

/** The options that a person may pick, with a code list resolved. */
export const choicesOf = (
  place: Place | undefined,
  { codeLists, locale }: Pick<EditorDesk, 'codeLists' | 'locale'>,
): readonly Answerable[] => {
  if (!place) return [];
  const list = codeLists[textOf(place.element.codeList)];
  if (list) return list.items.map(({ value, text }) => ({ value, text: textIn(text, locale) }));
  return optionsOf(place.element).map(({ value, text }) => {
    const words: LocalText | undefined = localText(text);
    return { value, text: words === undefined ? String(value) : textIn(words, locale) };
  });
};

/** The place that a condition of `from` means by a name: `panel.x` is a neighbour in the same repeating group. */
export const placeNamed = (
  name: string,
  from: Place | undefined,
  places: readonly Place[],
): Place | undefined => {
  const scope = from?.scope ?? '';
  const key = name.startsWith('panel.') && scope ? `${scope}.${name.slice('panel.'.length)}` : name;
  return places.find((place) => place.key === key);
};

/** How a condition of `from` names a place, or nothing when it cannot be spoken of from there. */
export const nameFor = (place: Place, from: Place): string | undefined => {
  if (place.scope === '') return place.name;
  return place.scope === from.scope ? `panel.${place.name}` : undefined;
};

/** `5.9 title`, for lists and menus. */
export const labelOf = (place: Place, locale: string): string =>
  `${place.number} ${titleOf(place.element, locale)}`;
