/** Limits of a number: lowest, highest, decimals, and the unit that stands behind it. */
import { useTranslation } from 'react-i18next';
import { useDesk } from './desk.ts';
import { decimalsOf, setProperty, stepOf } from './document/edit.ts';
import { NumberField, SelectField, TextField } from './fields.tsx';

const places = ['0', '1', '2', '3', '4'] as const;
type Decimals = (typeof places)[number] | 'any';

export const NumberFields = () => {
  const { t } = useTranslation('design');
  const { source, selected, act } = useDesk();
  if (!selected) return null;
  const decimals = decimalsOf(selected.element.step);
  const value = places.find((place) => place === String(decimals)) ?? 'any';
  const set = (chosen: Decimals) => {
    const step = chosen === 'any' ? undefined : stepOf(Number(chosen));
    act({ source: setProperty(source, selected.key, 'step', step) });
  };
  return (
    <>
      <div className="d-pair">
        <NumberField property="min" label={t('props.min')} />
        <NumberField property="max" label={t('props.max')} />
      </div>
      <SelectField<Decimals>
        label={t('props.decimals')}
        value={value}
        options={[
          { value: 'any', text: t('props.anyDecimals') },
          ...places.map((place) => ({ value: place, text: t('kind.decimals', { count: Number(place) }) })),
        ]}
        onChange={set}
      />
      <TextField property="unitText" label={t('props.unit')} />
    </>
  );
};
