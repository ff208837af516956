/** The options of a question: texts change, stored values stay. A code list of the pack is shown, not edited. */
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '#forms/json.ts';
import { choicesOf, useDesk } from './desk.ts';
import {
  addOption,
  fromList,
  moveOption,
  optionsOf,
  removeOption,
  setOptionText,
  textFor,
} from './document/edit.ts';
import { localText, textOf } from './document/places.ts';
import { LanguageInput, SelectField } from './fields.tsx';

const own = '';

export const ChoicesEditor = () => {
  const { t } = useTranslation('design');
  const { source, selected, act, codeLists, locale, words } = useDesk();
  const heading = useId();
  if (!selected) return null;
  const list = textOf(selected.element.codeList);
  const lists = Object.entries(codeLists);
  return (
    <section aria-labelledby={heading} className="d-choices">
      <h3 id={heading}>{t('choices.title')}</h3>
      {lists.length > 0 && (
        <SelectField
          label={t('choices.from')}
          value={list === own ? 'own' : list}
          options={[
            { value: 'own', text: t('choices.own') },
            ...lists.map(([id, { title }]) => ({ value: id, text: textIn(title, locale) })),
          ]}
          onChange={(id) =>
            act({
              source: fromList(source, selected.key, id === 'own' ? undefined : id, codeLists, words.option),
            })
          }
        />
      )}
      {list === own ? <Options /> : <ListShown />}
    </section>
  );
};

const ListShown = () => {
  const { t } = useTranslation('design');
  const desk = useDesk();
  const items = choicesOf(desk.selected, desk);
  return (
    <>
      <ol className="d-list">
        {items.map((item) => (
          <li key={String(item.value)}>
            <span className="x-mono x-muted">{String(item.value)}</span> {item.text}
          </li>
        ))}
      </ol>
      <p className="x-xs x-muted">{t('choices.listHint', { count: items.length })}</p>
    </>
  );
};

const Options = () => {
  const { t } = useTranslation('design');
  const { source, selected, act, locales, locale, words } = useDesk();
  const [language, setLanguage] = useState(locales.includes(locale) ? locale : (locales[0] ?? 'en'));
  if (!selected) return null;
  const { key } = selected;
  const options = optionsOf(selected.element);
  const label = (position: number) => t('choices.text', { position: position + 1 });
  return (
    <>
      {locales.length > 1 && (
        <fieldset className="x-seg d-seg" aria-label={t('choices.language')}>
          {locales.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name={`language ${key}`}
                checked={language === one}
                onChange={() => setLanguage(one)}
              />
              <span>{t(`language.${one}`, one)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <ol className="d-option-rows">
        {options.map((option, index) => {
          const text = textFor(option.text, language);
          const plain = localText(option.text);
          return (
            <li key={String(option.value)}>
              <span className="x-mono x-muted" title={t('choices.value')}>
                {String(option.value)}
              </span>
              <LanguageInput
                language={language}
                alone
                label={label(index)}
                value={text === '' && plain === undefined ? String(option.value) : text}
                onChange={(next) =>
                  act(
                    { source: setOptionText(source, key, index, language, next) },
                    `${key}/choices/${option.value}/${language}`,
                  )
                }
              />
              <button
                type="button"
                className="d-mini"
                disabled={index === 0}
                aria-label={t('choices.up', { position: index + 1 })}
                onClick={() => act({ source: moveOption(source, key, index, -1) })}
              >
                <IconArrowUp size={14} />
              </button>
              <button
                type="button"
                className="d-mini"
                disabled={index === options.length - 1}
                aria-label={t('choices.down', { position: index + 1 })}
                onClick={() => act({ source: moveOption(source, key, index, 1) })}
              >
                <IconArrowDown size={14} />
              </button>
              <button
                type="button"
                className="d-mini"
                aria-label={t('choices.remove', { position: index + 1 })}
                onClick={() => act({ source: removeOption(source, key, index) })}
              >
                <IconX size={14} />
              </button>
            </li>
          );
        })}
      </ol>
      <button
        type="button"
        className="x-btn bare sm"
        onClick={() => act({ source: addOption(source, key, words.option(options.length + 1)) })}
      >
        <IconPlus size={14} aria-hidden />
        {t('choices.add')}
      </button>
    </>
  );
};
