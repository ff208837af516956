/** Input fields of the property panel: a text per language, a number that may be empty, a switch. */
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from './desk.ts';
import { setProperty, setText, textFor } from './document/edit.ts';

/** One input per language of the pack, the language of the screen first. */
export const TextField = ({
  property,
  label,
  long = false,
}: {
  readonly property: string;
  readonly label: string;
  readonly long?: boolean;
}) => {
  const { source, selected, act, locales, locale } = useDesk();
  if (!selected) return null;
  const ordered = [...locales].sort((a, b) => Number(b === locale) - Number(a === locale));
  const set = (language: string, text: string) =>
    act(
      { source: setText(source, selected.key, property, language, text) },
      `${selected.key}/${property}/${language}`,
    );
  return (
    <fieldset className="d-field">
      <legend className="d-label">{label}</legend>
      {ordered.map((language) => (
        <LanguageInput
          key={language}
          language={language}
          alone={ordered.length === 1}
          label={label}
          long={long}
          value={textFor(selected.element[property], language)}
          onChange={(text) => set(language, text)}
        />
      ))}
    </fieldset>
  );
};

export const LanguageInput = ({
  language,
  alone,
  label,
  long = false,
  value,
  onChange,
}: {
  readonly language: string;
  readonly alone: boolean;
  readonly label: string;
  readonly long?: boolean;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) => {
  const { t } = useTranslation('design');
  const name = t(`language.${language}`, language);
  const shared = {
    lang: language,
    value,
    'aria-label': alone ? label : `${label} ${name}`,
    onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
  };
  return (
    <div className="d-language">
      {long ? <textarea rows={2} {...shared} /> : <input type="text" {...shared} />}
      {!alone && (
        <span aria-hidden className="x-xs x-muted">
          {t(`languageShort.${language}`, language)}
        </span>
      )}
    </div>
  );
};

/** A number, or nothing. What is typed stays on screen while it is not a number yet. */
export const NumberField = ({
  property,
  label,
  whole = false,
}: {
  readonly property: string;
  readonly label: string;
  readonly whole?: boolean;
}) => {
  const { source, selected, act } = useDesk();
  const id = useId();
  const value = selected?.element[property];
  const shown = typeof value === 'number' ? String(value) : '';
  const [text, setTyped] = useState(shown);
  useEffect(() => {
    setTyped((before) => (Number(before) === value && before !== '' ? before : shown));
  }, [shown, value]);
  if (!selected) return null;
  const set = (typed: string) => {
    setTyped(typed);
    const number = Number(typed);
    const usable = typed.trim() === '' || (Number.isFinite(number) && (!whole || Number.isInteger(number)));
    if (!usable) return;
    const next = typed.trim() === '' ? undefined : number;
    act({ source: setProperty(source, selected.key, property, next) }, `${selected.key}/${property}`);
  };
  return (
    <div className="d-field">
      <label className="d-label" htmlFor={id}>
        {label}
      </label>
      <input id={id} inputMode="decimal" value={text} onChange={(event) => set(event.target.value)} />
    </div>
  );
};

export const Switch = ({
  label,
  on,
  onChange,
}: {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) => (
  <label className="d-switch">
    <span className="x-grow">{label}</span>
    <input
      type="checkbox"
      role="switch"
      aria-checked={on}
      checked={on}
      onChange={(event) => onChange(event.target.checked)}
    />
    <i aria-hidden />
  </label>
);

export const PropertySwitch = ({
  property,
  label,
}: {
  readonly property: string;
  readonly label: string;
}) => {
  const { source, selected, act } = useDesk();
  if (!selected) return null;
  return (
    <Switch
      label={label}
      on={selected.element[property] === true}
      onChange={(on) => act({ source: setProperty(source, selected.key, property, on || undefined) })}
    />
  );
};

export const SelectField = <Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Value | '';
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
}) => {
  const id = useId();
  return (
    <div className="d-field">
      <label className="d-label" htmlFor={id}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {value === '' && <option value="" />}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
};
