/** Whose turn, where, what and how old: kept in the address, so that a link shows the same list. */
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { WrittenCheck } from '#forms/checks/check.ts';
import type { ListedFinding } from '#forms/wire/findings.ts';
import { messageText } from '../../questionnaire/check-words.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { useFormats } from '../../time/format.ts';
import { useAreaName } from '../held-area.ts';
import { type Age, ages, type FindingFilter, type View, views } from './finding-list.ts';

export const useFilter = () => {
  const [search, setSearch] = useSearchParams();
  const one = <Value extends string>(name: string, known: readonly Value[], otherwise: Value): Value =>
    known.find((value) => value === search.get(name)) ?? otherwise;
  const filter: FindingFilter = {
    view: one('view', views, 'open'),
    age: one('age', ages, 'all'),
    village: search.get('village') ?? undefined,
    questionnaire: search.get('questionnaire') ?? undefined,
    check: search.get('check') ?? undefined,
  };
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        if (name !== 'finding') after.delete('finding');
        return after;
      },
      { replace: true },
    );
  return { filter, chosen: search.get('finding') ?? undefined, set };
};

export interface FiltersProps {
  readonly filter: FindingFilter;
  readonly set: (name: string, value: string) => void;
  /** Of the view that is shown, before any other filter. */
  readonly findings: readonly ListedFinding[];
  readonly counts: { readonly [V in View]?: number };
  readonly known: ReadonlyMap<string, WrittenCheck>;
}

const distinct = (values: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(values.filter((value) => value !== undefined))].sort();

export const Filters = ({ filter, set, findings, counts, known }: FiltersProps) => {
  const { t } = useTranslation('findings');
  const { text, language } = useFormats();
  const { questionnaires } = useCampaign();
  const nameOf = useAreaName();
  const shortOf = (id: string) => {
    const found = questionnaires.find((one) => one.id === id);
    return found ? text(found.short) : id;
  };
  const sayingOf = (id: string) => {
    const check = known.get(id);
    return check ? `${id} ${messageText(check.message, undefined, language)}` : id;
  };
  const select = (
    name: string,
    value: string | undefined,
    options: readonly (readonly [string, string])[],
  ) => (
    <select
      className={value ? 'f-chip on' : 'f-chip'}
      aria-label={t(`filter.${name}`)}
      value={value ?? ''}
      onChange={(event) => set(name, event.target.value)}
    >
      <option value="">{t(`filter.${name}All`)}</option>
      {options.map(([id, label]) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
  const named = (values: readonly string[], call: (id: string) => string) =>
    values.map((id) => [id, call(id)] as const);
  return (
    <div className="f-filters">
      <fieldset className="x-seg">
        <legend className="x-vh">{t('filter.view')}</legend>
        {views.map((view) => (
          <label key={view}>
            <input
              type="radio"
              name="view"
              checked={filter.view === view}
              onChange={() => set('view', view)}
            />
            <span>
              {t(`view.${view}`)}
              {counts[view] === undefined ? '' : ` ${counts[view]}`}
            </span>
          </label>
        ))}
      </fieldset>
      {select('village', filter.village, named(distinct(findings.map(({ village }) => village)), nameOf))}
      {select(
        'questionnaire',
        filter.questionnaire,
        named(distinct(findings.map(({ questionnaire }) => questionnaire)), shortOf),
      )}
      {select(
        'age',
        filter.age === 'all' ? undefined : filter.age,
        ages
          .filter((age): age is Exclude<Age, 'all'> => age !== 'all')
          .map((age) => [age, t(`age.${age}`)] as const),
      )}
      {select('check', filter.check, named(distinct(findings.map(({ check }) => check)), sayingOf))}
    </div>
  );
};
