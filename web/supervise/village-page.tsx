/** The households behind a number: who has what, what is unfinished or unsigned, and the way to each record. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { rolesFor } from '#forms/permission/permission.ts';
import { call } from '../api.ts';
import { useSession } from '../session.tsx';
import { useCampaign } from '../shell/campaign.tsx';
import { Empty, Page, Panel } from '../shell/parts.tsx';
import { StateGlyph } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { isFilledHere } from './filled-here.ts';
import { Freshness } from './freshness.tsx';
import { useAreaName } from './held-area.ts';
import { filtered, filters, isFilter, type UnitCell, type UnitLine, unitLines } from './unit-states.ts';

export const useWork = (village: string) => {
  const { id } = useCampaign();
  return useQuery({
    queryKey: ['work', id, village],
    queryFn: ({ signal }) => call('work', { params: { campaign: id, area: village }, signal }),
    refetchInterval: 30_000,
  });
};

export const VillagePage = () => {
  const { village = '' } = useParams();
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const campaign = useCampaign();
  const [search, setSearch] = useSearchParams();
  const query = useWork(village);
  const nameOf = useAreaName();
  const asked = search.get('filter');
  const filter = isFilter(asked) ? asked : 'all';
  const lines = useMemo(
    () => (query.data ? unitLines(query.data, campaign.questionnaires) : []),
    [query.data, campaign.questionnaires],
  );
  const shown = filtered(lines, filter);
  const kinds = campaign.unitKinds.filter(({ id }) => shown.some(({ unit }) => unit.kind === id));
  return (
    <Page
      title={query.data?.village.name ?? nameOf(village)}
      meta={query.data && t('village.meta', { count: lines.length })}
      actions={
        <Link className="x-btn" to="/supervise/progress">
          {t('village.back')}
        </Link>
      }
    >
      <fieldset className="s-chips" aria-label={t('village.filter')}>
        {filters.map((one) => (
          <button
            key={one}
            type="button"
            className="s-chip"
            aria-pressed={one === filter}
            onClick={() => setSearch(one === 'all' ? {} : { filter: one })}
          >
            {t(`filter.${one}`)}
            <span className="x-num">{formats.number(filtered(lines, one).length)}</span>
          </button>
        ))}
      </fieldset>
      <Freshness query={query} what={t('village.loading')} />
      {query.data && shown.length === 0 && (
        <Panel>
          <Empty>{t(`village.none.${filter}`)}</Empty>
        </Panel>
      )}
      {kinds.map((kind) => (
        <Panel key={kind.id} title={formats.text(kind.title)} flush>
          <Units village={village} kind={kind.id} lines={shown.filter(({ unit }) => unit.kind === kind.id)} />
        </Panel>
      ))}
    </Page>
  );
};

const Units = ({
  village,
  kind,
  lines,
}: {
  readonly village: string;
  readonly kind: string;
  readonly lines: readonly UnitLine[];
}) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { questionnaires } = useCampaign();
  const columns = questionnaires.filter(({ unit }) => unit === kind);
  return (
    <table className="x-table two rows s-units">
      <thead>
        <tr>
          <th className="r narrow">{t('village.order')}</th>
          <th>{t('village.unit')}</th>
          <th className="r narrow">{t('village.size')}</th>
          {columns.map((column) => (
            <th key={column.id} title={formats.text(column.title)}>
              {formats.text(column.short)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ unit, cells }) => (
          <tr key={unit.id}>
            <td className="r skip x-muted">{unit.addedAt === undefined ? unit.order : '–'}</td>
            <th scope="row">
              {unit.name}
              <small>{unit.address}</small>
            </th>
            <td className="r" data-label={t('village.size')}>
              {unit.size ?? '–'}
            </td>
            {columns.map(({ id, short }) => {
              const cell = cells.find(({ questionnaire }) => questionnaire === id);
              return (
                <td key={id} className={cell ? 'wide' : 'skip'} data-label={formats.text(short)}>
                  {cell ? (
                    <Cell village={village} unit={unit.id} cell={cell} />
                  ) : (
                    <small>{t('village.notOwed')}</small>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Whether the desk is where it is filled in: by somebody like the person here, and not by those who collect. */
const useIsMine = (village: string, questionnaire: string): boolean => {
  const { person, grants } = useSession();
  const { questionnaires } = useCampaign();
  const filledBy = questionnaires.find(({ id }) => id === questionnaire)?.filledBy ?? [];
  const roles = rolesFor({ ...person, grants }, 'answers.submit', village);
  return isFilledHere(filledBy, roles);
};

const Cell = ({
  village,
  unit,
  cell,
}: {
  readonly village: string;
  readonly unit: string;
  readonly cell: UnitCell;
}) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { id, calendar, questionnaires } = useCampaign();
  const mine = useIsMine(village, cell.questionnaire);
  const { record, state, unsigned, findings, late } = cell;
  const title = questionnaires.find(({ id }) => id === cell.questionnaire)?.title;
  const said = [
    record && formats.dayTime(record.acceptedAt, calendar.timeZone),
    unsigned && t('village.unsigned'),
    record && record.pages > 0 && t('village.pages', { count: record.pages }),
    findings.length > 0 && t('village.findings', { count: findings.length }),
    late.length > 0 && t('village.late', { count: late.length }),
  ].filter((one) => typeof one === 'string');
  const small = <small>{said.join(t('listGap'))}</small>;
  if (!record)
    return (
      <>
        <StateGlyph state={state} />
        {mine && (
          <small>
            <Link to={`/collect/${id}/${village}/${encodeURIComponent(unit)}/fill/${cell.questionnaire}`}>
              {t('village.fill')}
            </Link>
          </small>
        )}
        {small}
      </>
    );
  return (
    <>
      <Link to={`/supervise/villages/${village}/records/${unit}/${cell.questionnaire}`}>
        <StateGlyph state={state} />
        <span className="x-vh">{title ? formats.text(title) : cell.questionnaire}</span>
      </Link>
      {small}
    </>
  );
};
