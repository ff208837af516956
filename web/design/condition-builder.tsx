/** When a question is shown, as a sentence of rows. What rows cannot say stays the text that somebody wrote. */
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RowEditor, startRow } from './condition-row.tsx';
import { nameFor, useDesk } from './desk.ts';
import { type Condition, conditionText, isSayable, type Row, readCondition } from './document/condition.ts';
import { setProperty } from './document/edit.ts';
import { isShownOnly } from './document/kinds.ts';
import { textOf } from './document/places.ts';

export const ConditionBuilder = () => {
  const { t } = useTranslation('design');
  const { source, places, selected, act } = useDesk();
  if (!selected) return null;
  const text = textOf(selected.element.visibleIf);
  const reading = text === '' ? { join: 'all' as const, rows: [] } : readCondition(text);
  const write = (condition: Condition) => {
    if (!isSayable(condition)) return;
    const together = `${selected.key}/visibleIf`;
    act({ source: setProperty(source, selected.key, 'visibleIf', conditionText(condition)) }, together);
  };
  const usable = places.filter(
    (place) =>
      (place.shape === 'question' || place.shape === 'repeat') &&
      place.key !== selected.key &&
      !isShownOnly(place.element) &&
      nameFor(place, selected) !== undefined,
  );
  if ('byHand' in reading)
    return (
      <section className="d-when">
        <h3>{t('condition.title')}</h3>
        <div className="d-sentence">
          <p>{t('condition.byHand')}</p>
          <code className="x-mono">{reading.byHand}</code>
          <p className="x-xs x-muted">{t('condition.byHandHint')}</p>
          <button
            type="button"
            className="x-btn sm"
            onClick={() => act({ source: setProperty(source, selected.key, 'visibleIf', undefined) })}
          >
            {t('condition.clear')}
          </button>
        </div>
      </section>
    );
  const first = usable[0];
  const add = () => {
    const name = first && nameFor(first, selected);
    if (first && name !== undefined) write({ ...reading, rows: [...reading.rows, startRow(name, first)] });
  };
  const replace = (index: number, row: Row | undefined) =>
    write({
      ...reading,
      rows: reading.rows.flatMap((old, at) => (at === index ? (row ? [row] : []) : [old])),
    });
  return (
    <section className="d-when">
      <h3>{t('condition.title')}</h3>
      <div className="d-sentence">
        {reading.rows.length === 0 && <p>{t('condition.always')}</p>}
        {reading.rows.map((row, index) => (
          <RowEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
            key={index}
            row={row}
            index={index}
            condition={reading}
            usable={usable}
            onJoin={(join) => write({ ...reading, join })}
            onChange={(next) => replace(index, next)}
          />
        ))}
        {reading.rows.length > 0 && <p>{t('condition.else')}</p>}
        <button type="button" className="x-btn bare sm" disabled={!first} onClick={add}>
          <IconPlus size={14} aria-hidden />
          {t(reading.rows.length === 0 ? 'condition.addFirst' : 'condition.add')}
        </button>
      </div>
    </section>
  );
};
