/** One row of a condition: question, relation, value, each chosen from what makes sense there. */
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { choicesOf, nameFor, placeNamed, useDesk } from './desk.ts';
import {
  type Condition,
  type Constant,
  type Relation,
  type Row,
  relations,
  takesValue,
} from './document/condition.ts';
import { kindOf } from './document/kinds.ts';
import { type Place, titleOf } from './document/places.ts';

/** Relations that make sense for a kind of question. */
const relationsFor = (place: Place | undefined): readonly Relation[] => {
  switch (place && kindOf(place.element)) {
    case 'yes-no':
      return ['is', 'answered', 'unanswered'];
    case 'one-of':
      return ['is', 'is-not', 'one-of', 'answered', 'unanswered'];
    case 'several-of':
      return ['contains', 'contains-not', 'answered', 'unanswered'];
    case 'number':
    case 'computed':
    case 'date':
      return ['is', 'is-not', 'greater', 'at-least', 'less', 'at-most', 'answered', 'unanswered'];
    case 'text':
    case 'long-text':
      return ['is', 'is-not', 'contains', 'answered', 'unanswered'];
    default:
      return relations;
  }
};

/** A row that says something at once: the first option, yes, or only that it was answered. */
export const startRow = (question: string, place: Place): Row => {
  const kind = kindOf(place.element);
  if (kind === 'yes-no') return { question, relation: 'is', values: [true] };
  return { question, relation: 'answered', values: [] };
};

export interface RowEditorProps {
  readonly row: Row;
  readonly index: number;
  readonly condition: Condition;
  readonly usable: readonly Place[];
  readonly onJoin: (join: Condition['join']) => void;
  readonly onChange: (row: Row | undefined) => void;
}

export const RowEditor = ({ row, index, condition, usable, onJoin, onChange }: RowEditorProps) => {
  const { t } = useTranslation('design');
  const desk = useDesk();
  const { selected, places, locale } = desk;
  if (!selected) return null;
  const place = placeNamed(row.question, selected, places);
  const known = relationsFor(place);
  const options = known.includes(row.relation) ? known : [...known, row.relation];
  const setQuestion = (key: string) => {
    const next = usable.find((one) => one.key === key);
    const name = next && nameFor(next, selected);
    if (next && name !== undefined) onChange(startRow(name, next));
  };
  const setRelation = (relation: Relation) => {
    const kept =
      row.values.length > 0 ? row.values.slice(0, relation === 'one-of' ? undefined : 1) : undefined;
    const start = choicesOf(place, desk)[0]?.value ?? (place && kindOf(place.element) === 'number' ? 0 : '');
    onChange({ ...row, relation, values: takesValue(relation) ? (kept ?? [start]) : [] });
  };
  return (
    <fieldset className="d-row" aria-label={t('condition.rowLabel', { position: index + 1 })}>
      {index === 0 ? (
        <span className="d-join">{t('condition.when')}</span>
      ) : (
        <select
          className="d-slot"
          aria-label={t('condition.joinLabel')}
          value={condition.join}
          onChange={(event) => onJoin(event.target.value === 'any' ? 'any' : 'all')}
        >
          <option value="all">{t('condition.all')}</option>
          <option value="any">{t('condition.any')}</option>
        </select>
      )}
      <select
        className="d-slot value"
        aria-label={t('condition.question')}
        value={place?.key ?? ''}
        onChange={(event) => setQuestion(event.target.value)}
      >
        {!place && <option value="">{row.question}</option>}
        {usable.map((one) => (
          <option key={one.key} value={one.key}>
            {`${one.number} ${titleOf(one.element, locale)}`}
          </option>
        ))}
      </select>
      <select
        className="d-slot"
        aria-label={t('condition.relation')}
        value={row.relation}
        onChange={(event) => setRelation(options.find((one) => one === event.target.value) ?? row.relation)}
      >
        {options.map((one) => (
          <option key={one} value={one}>
            {t(`condition.relations.${one}`)}
          </option>
        ))}
      </select>
      {takesValue(row.relation) && <ValueSlot row={row} place={place} onChange={onChange} />}
      <button
        type="button"
        className="d-mini"
        aria-label={t('condition.removeRow', { position: index + 1 })}
        onClick={() => onChange(undefined)}
      >
        <IconX size={14} />
      </button>
    </fieldset>
  );
};

const ValueSlot = ({
  row,
  place,
  onChange,
}: {
  readonly row: Row;
  readonly place: Place | undefined;
  readonly onChange: (row: Row) => void;
}) => {
  const { t } = useTranslation('design');
  const desk = useDesk();
  const kind = place && kindOf(place.element);
  const yesNo = [
    { value: true, text: t('yes') },
    { value: false, text: t('no') },
  ];
  const options = kind === 'yes-no' ? yesNo : choicesOf(place, desk);
  const many = row.relation === 'one-of';
  const pick = (texts: readonly string[]) => {
    const values = options.filter(({ value }) => texts.includes(String(value))).map(({ value }) => value);
    if (values.length > 0) onChange({ ...row, values });
  };
  if (options.length > 0)
    return (
      <select
        className="d-slot value"
        aria-label={t('condition.value')}
        multiple={many}
        value={many ? row.values.map(String) : String(row.values[0] ?? '')}
        onChange={(event) => pick([...event.target.selectedOptions].map((option) => option.value))}
      >
        {!many && !options.some(({ value }) => String(value) === String(row.values[0])) && (
          <option value={String(row.values[0] ?? '')}>{String(row.values[0] ?? '')}</option>
        )}
        {options.map(({ value, text }) => (
          <option key={String(value)} value={String(value)}>
            {text}
          </option>
        ))}
      </select>
    );
  const typed = (text: string): Constant =>
    kind === 'number' || kind === 'computed'
      ? text.trim() !== '' && Number.isFinite(Number(text))
        ? Number(text)
        : 0
      : text;
  return (
    <input
      className="d-slot value"
      aria-label={t('condition.value')}
      type={kind === 'date' ? 'date' : kind === 'number' || kind === 'computed' ? 'number' : 'text'}
      step="any"
      value={row.values.join(' ')}
      onChange={(event) => onChange({ ...row, values: [typed(event.target.value)] })}
    />
  );
};
