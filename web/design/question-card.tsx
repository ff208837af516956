/** One question as the designer reads it: number, kind, words, options, when it is shown, what is wrong. */
import { IconAlertTriangle, IconEye, IconGripVertical } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { choicesOf, useDesk } from './desk.ts';
import { moveBeside } from './document/arrange.ts';
import { type Place, titleOf } from './document/places.ts';
import type { Sentences } from './use-sentences.ts';

const optionsShown = 8;
const dragType = 'application/x-xiangbiao-question';

export const QuestionCard = ({
  place,
  sentences,
}: {
  readonly place: Place;
  readonly sentences: Sentences;
}) => {
  const { t } = useTranslation('design');
  const desk = useDesk();
  const faults = desk.faults.filter(({ key }) => key === place.key);
  const options = choicesOf(place, desk);
  const shown = sentences.shown(place);
  const isSelected = desk.selected?.key === place.key;
  const [over, setOver] = useState<'before' | 'behind'>();
  const classes = ['d-card', place.shape, isSelected ? 'selected' : '', faults.length > 0 ? 'bad' : ''];
  return (
    <article
      className={[...classes, over ? `drop-${over}` : ''].join(' ')}
      data-depth={Math.min(3, place.depth)}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(dragType, place.key);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        const box = event.currentTarget.getBoundingClientRect();
        setOver(event.clientY < box.top + box.height / 2 ? 'before' : 'behind');
      }}
      onDragLeave={() => setOver(undefined)}
      onDrop={(event) => {
        event.preventDefault();
        const key = event.dataTransfer.getData(dragType);
        if (over && key !== '') desk.act(moveBeside(desk.source, key, place.key, over));
        setOver(undefined);
      }}
    >
      <IconGripVertical size={16} aria-hidden className="d-grip" />
      <div className="x-grow">
        <p className="d-card-head">
          <span className="x-num">{place.number}</span>
          <span className="x-grow">{sentences.kind(place)}</span>
          {place.element.isRequired === true && <span>{t('required')}</span>}
        </p>
        <h3>
          <button
            type="button"
            data-card={place.key}
            aria-pressed={isSelected}
            onClick={() => desk.select(place.key)}
          >
            {titleOf(place.element, desk.locale)}
          </button>
        </h3>
        {options.length > 0 && isSelected && (
          <ul className="d-options">
            {options.slice(0, optionsShown).map((option) => (
              <li key={String(option.value)}>{option.text}</li>
            ))}
            {options.length > optionsShown && (
              <li>{t('canvas.more', { count: options.length - optionsShown })}</li>
            )}
          </ul>
        )}
        {shown && (
          <p className="d-shown">
            <IconEye size={16} aria-hidden />
            {shown}
          </p>
        )}
        {faults.map(({ fault }) => (
          <p key={`${fault.at} ${fault.code}`} className="d-fault">
            <IconAlertTriangle size={16} aria-hidden />
            {sentences.fault(fault)}
          </p>
        ))}
      </div>
    </article>
  );
};
