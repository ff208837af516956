/** The editor's keys: ↑↓ question, Alt ↑↓ move, Ctrl Z and Ctrl Shift Z, Ctrl D duplicate, F8 next fault. */
import { useEffect } from 'react';
import type { EditorDesk } from './desk.ts';
import { duplicate, moveBy } from './document/arrange.ts';

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Inside these the arrows mean something else. */
const hasOwnArrows = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="menu"], [role="dialog"], .d-phone') !== null;

/** Brings the card into sight and the focus to it. */
export const focusCard = (key: string): void => {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(key)}"]`);
    card?.focus({ preventScroll: true });
    (card?.closest('.d-card') ?? card)?.scrollIntoView({ block: 'nearest' });
  });
};

const neighbour = ({ places, selected }: EditorDesk, by: -1 | 1): string | undefined => {
  const index = places.findIndex((place) => place.key === selected?.key);
  return places[index + by]?.key;
};

const nextFault = ({ places, faults, selected }: EditorDesk): string | undefined => {
  const faulty = places.filter((place) => faults.some(({ key }) => key === place.key));
  const here = places.findIndex((place) => place.key === selected?.key);
  return (faulty.find((place) => places.indexOf(place) > here) ?? faulty[0])?.key;
};

export const useShortcuts = (
  desk: EditorDesk,
  step: { readonly undo: () => void; readonly redo: () => void },
  active: boolean,
): void => {
  useEffect(() => {
    if (!active) return;
    const go = (key: string | undefined) => {
      if (key === undefined) return;
      desk.select(key);
      focusCard(key);
    };
    const onKey = (event: KeyboardEvent) => {
      const control = event.ctrlKey || event.metaKey;
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
      const key = desk.selected?.key;
      if (event.key === 'F8') go(nextFault(desk));
      else if (control && event.key.toLowerCase() === 'z') event.shiftKey ? step.redo() : step.undo();
      else if (control && event.key.toLowerCase() === 'd' && key) {
        const change = duplicate(desk.source, key, desk.reserved);
        desk.act(change);
        if (change.selected) focusCard(change.selected);
      } else if (by && event.altKey && key) {
        const change = moveBy(desk.source, key, by);
        desk.act(change);
        focusCard(change.selected ?? key);
      } else if (by && !control && !event.shiftKey && !isField(event.target) && !hasOwnArrows(event.target))
        go(neighbour(desk, by));
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [desk, step, active]);
};
