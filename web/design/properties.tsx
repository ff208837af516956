/** What the question in hand says and demands, in plain words. */
import { IconArrowDown, IconArrowUp, IconCopy, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ChoicesEditor } from './choices-editor.tsx';
import { ConditionBuilder } from './condition-builder.tsx';
import { useDesk } from './desk.ts';
import { duplicate, moveBy, moveInto, remove } from './document/arrange.ts';
import { setProperty } from './document/edit.ts';
import { hasChoices, isShownOnly, kindOf } from './document/kinds.ts';
import { titleOf } from './document/places.ts';
import { isInside, usersOf } from './document/references.ts';
import { NumberField, PropertySwitch, SelectField, TextField } from './fields.tsx';
import { NameField } from './name-field.tsx';
import { NumberFields } from './number-fields.tsx';
import { PictureFields } from './picture-field.tsx';
import { focusCard } from './use-shortcuts.ts';

export const Properties = () => {
  const { t } = useTranslation('design');
  const { selected, locale } = useDesk();
  if (!selected)
    return (
      <aside className="d-props" aria-label={t('props.label')}>
        <p className="x-muted">{t('props.nothing')}</p>
      </aside>
    );
  const isPicture = kindOf(selected.element) === 'picture';
  const isQuestion = selected.shape === 'question' || selected.shape === 'repeat';
  return (
    <aside className="d-props" aria-label={t('props.label')}>
      <p className="x-xs x-muted">{t(`props.${selected.shape}`, { number: selected.number })}</p>
      <h2>{isPicture ? t('kind.picture') : titleOf(selected.element, locale)}</h2>
      <div className="d-fields" key={selected.key}>
        {!isPicture && (
          <>
            <TextField property="title" label={t(isQuestion ? 'props.title' : 'props.heading')} />
            <TextField property="description" label={t('props.help')} />
          </>
        )}
        {isQuestion && !isShownOnly(selected.element) && (
          <PropertySwitch property="isRequired" label={t('props.required')} />
        )}
        <KindFields />
      </div>
      <ConditionBuilder key={`when ${selected.key}`} />
      <Acts />
      <NameField key={`name ${selected.key}`} />
    </aside>
  );
};

const KindFields = () => {
  const { t } = useTranslation('design');
  const { source, selected, act } = useDesk();
  if (!selected) return null;
  const kind = kindOf(selected.element);
  const become = (type: string) => act({ source: setProperty(source, selected.key, 'type', type) });
  if (kind === 'picture') return <PictureFields />;
  if (kind === 'number') return <NumberFields />;
  if (kind === 'text' || kind === 'long-text')
    return <NumberField property="maxLength" label={t('props.maxLength')} whole />;
  if (kind === 'repeat')
    return (
      <div className="d-pair">
        <NumberField property="minPanelCount" label={t('props.atLeast')} whole />
        <NumberField property="maxPanelCount" label={t('props.atMost')} whole />
      </div>
    );
  if (!hasChoices(selected.element)) return null;
  return (
    <>
      {kind === 'one-of' && (
        <SelectField
          label={t('props.shownAs')}
          value={selected.element.type === 'dropdown' ? 'dropdown' : 'radiogroup'}
          options={[
            { value: 'radiogroup', text: t('props.radiogroup') },
            { value: 'dropdown', text: t('props.dropdown') },
          ]}
          onChange={become}
        />
      )}
      <ChoicesEditor />
    </>
  );
};

/** Moving, doubling, deleting; deleting says first who speaks of it. */
const Acts = () => {
  const { t } = useTranslation('design');
  const { source, places, selected, act, reserved, locale } = useDesk();
  if (!selected) return null;
  const { key } = selected;
  const move = (by: -1 | 1) => {
    const change = moveBy(source, key, by);
    act(change);
    focusCard(change.selected ?? key);
  };
  const targets = places.filter(
    (place) =>
      place.shape !== 'question' &&
      place.key !== key &&
      place.key !== selected.parent &&
      !isInside(places, place, key),
  );
  const users = usersOf(source, key);
  const named = users.map((place) => `${place.number} ${titleOf(place.element, locale)}`).join(t('comma'));
  return (
    <div className="d-acts">
      <h3>{t('props.arrange')}</h3>
      <div className="x-acts">
        <button type="button" className="x-btn sm" onClick={() => move(-1)}>
          <IconArrowUp size={14} aria-hidden />
          {t('props.up')}
        </button>
        <button type="button" className="x-btn sm" onClick={() => move(1)}>
          <IconArrowDown size={14} aria-hidden />
          {t('props.down')}
        </button>
        <button type="button" className="x-btn sm" onClick={() => act(duplicate(source, key, reserved))}>
          <IconCopy size={14} aria-hidden />
          {t('props.duplicate')}
        </button>
        <button type="button" className="x-btn sm" onClick={() => act(remove(source, key))}>
          <IconTrash size={14} aria-hidden />
          {t('props.delete')}
        </button>
      </div>
      {users.length > 0 && (
        <div className="x-note d-used">
          <span>{t('props.used', { count: users.length, names: named })}</span>
        </div>
      )}
      {selected.shape !== 'page' && targets.length > 0 && (
        <SelectField
          label={t('props.moveInto')}
          value=""
          options={targets.map((place) => ({
            value: place.key,
            text: `${place.number} ${titleOf(place.element, locale)}`,
          }))}
          onChange={(target) => act(moveInto(source, key, target))}
        />
      )}
    </div>
  );
};
