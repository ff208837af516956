/** "If the deadline were now": what would be missing, refused and sealed, and whose phone to call. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RehearsalReply } from '#forms/wire/deadlines.ts';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { groupName } from '../shell/group-name.ts';
import { Empty, Page, Panel } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { Figure, Freshness, PersonName } from './freshness.tsx';
import { useAreaName, useHeldArea } from './held-area.ts';
import { sumOf, type VillageSum, villageSums } from './rehearsal-sums.ts';

export const RehearsalPage = () => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const campaign = useCampaign();
  const { id, calendar } = campaign;
  const area = useHeldArea('progress.read');
  const [group, setGroup] = useState('');
  const query = useQuery({
    queryKey: ['rehearsal', id, area],
    queryFn: ({ signal }) => call('rehearsal', { params: { campaign: id, area: area ?? '' }, signal }),
    enabled: area !== undefined,
    refetchInterval: 30_000,
  });
  const groups = group === '' ? calendar.groups : [group];
  return (
    <Page
      title={t('rehearsal.title')}
      meta={query.data && t('rehearsal.meta', { when: formats.dayTime(query.data.now, calendar.timeZone) })}
      actions={
        <label className="s-select">
          <span className="x-vh">{t('rehearsal.group')}</span>
          <select value={group} onChange={(event) => setGroup(event.target.value)}>
            <option value="">{t('rehearsal.allGroups')}</option>
            {calendar.groups.map((one) => (
              <option key={one} value={one}>
                {groupName(campaign, one, formats.text, t('listGap'))}
              </option>
            ))}
          </select>
        </label>
      }
    >
      {area === undefined && <Empty>{t('noArea')}</Empty>}
      <Freshness query={query} what={t('rehearsal.loading')} />
      {query.data && (
        <>
          <Figures reply={query.data} groups={groups} />
          <Villages sums={villageSums(query.data, groups)} />
          <Phones reply={query.data} />
        </>
      )}
      <p className="x-xs x-muted">{t('rehearsal.note')}</p>
    </Page>
  );
};

const Figures = ({
  reply,
  groups,
}: {
  readonly reply: RehearsalReply;
  readonly groups: readonly string[];
}) => {
  const { t } = useTranslation('supervise');
  const { number } = useFormats();
  const sum = sumOf(reply.lines.filter((line) => groups.includes(line.group)));
  const unsent = reply.phones.reduce((total, phone) => total + phone.unsent, 0);
  const drafts = reply.phones.reduce((total, phone) => total + phone.drafts, 0);
  const holders = reply.phones.filter((phone) => phone.unsent + phone.drafts > 0).length;
  const figure = (name: string, value: number, more: string) => (
    <div>
      <dt>{t(`rehearsal.${name}`)}</dt>
      <dd>
        <b className="x-num">{number(value)}</b> {t('rehearsal.unit')}
      </dd>
      <dd className="x-xs x-muted">{more}</dd>
    </div>
  );
  return (
    <Panel flush>
      <dl className="s-figures s-rehearsal">
        <div className="freeze">
          <dt>{t('rehearsal.sealed')}</dt>
          <dd>
            <b className="x-num">{number(sum.records)}</b> / {number(sum.owed)} {t('rehearsal.unit')}
          </dd>
          <dd className="x-xs x-muted">{t('rehearsal.sealedMore', { late: number(sum.late) })}</dd>
        </div>
        {figure('unfinished', sum.unfinished, t('rehearsal.unfinishedMore'))}
        {figure(
          'refused',
          unsent,
          t('rehearsal.refusedMore', { phones: number(holders), drafts: number(drafts) }),
        )}
        {figure('unsigned', sum.unsigned, t('rehearsal.unsignedMore'))}
        {figure('late', sum.late, t('rehearsal.lateMore'))}
      </dl>
    </Panel>
  );
};

const Villages = ({ sums }: { readonly sums: readonly VillageSum[] }) => {
  const { t } = useTranslation('supervise');
  const columns = ['unfinished', 'unsent', 'drafts', 'unsigned', 'late', 'records'] as const;
  return (
    <Panel title={t('rehearsal.byVillage')} flush>
      <table className="x-table read rows s-rehearsed">
        <thead>
          <tr>
            <th>{t('table.village')}</th>
            {columns.map((name) => (
              <th key={name} className="r">
                {t(`rehearsal.column.${name}`)}
              </th>
            ))}
            <th>{t('rehearsal.column.extended')}</th>
          </tr>
        </thead>
        <tbody>
          {sums.map((sum) => (
            <tr key={sum.code}>
              <th scope="row">
                <Link to={`/supervise/villages/${sum.code}?filter=unfinished`}>{sum.name}</Link>
              </th>
              {columns.map((name) => (
                <td key={name} className="r" data-label={t(`rehearsal.column.${name}`)}>
                  <Figure value={sum[name]} />
                </td>
              ))}
              <td className="nw">{sum.extended > 0 && t('rehearsal.gates', { count: sum.extended })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};

const mostPhones = 50;

const Phones = ({ reply }: { readonly reply: RehearsalReply }) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { calendar } = useCampaign();
  const nameOf = useAreaName();
  const holding = reply.phones.filter(({ unsent, drafts }) => unsent + drafts > 0).slice(0, mostPhones);
  return (
    <Panel title={t('rehearsal.phones')} meta={t('rehearsal.phonesMeta')} flush>
      {holding.length === 0 && <Empty>{t('rehearsal.noPhones')}</Empty>}
      {holding.length > 0 && (
        <table className="x-table read rows">
          <thead>
            <tr>
              <th>{t('rehearsal.whose')}</th>
              <th>{t('table.village')}</th>
              <th className="r">{t('rehearsal.column.unsent')}</th>
              <th className="r">{t('rehearsal.column.drafts')}</th>
              <th>{t('rehearsal.heard')}</th>
            </tr>
          </thead>
          <tbody>
            {holding.map(({ person, village, unsent, drafts, heardAt }) => (
              <tr key={`${person} ${village}`}>
                <th scope="row">
                  <PersonName id={person} people={reply.people} />
                </th>
                <td>{nameOf(village)}</td>
                <td className="r" data-label={t('rehearsal.column.unsent')}>
                  <Figure value={unsent} />
                </td>
                <td className="r" data-label={t('rehearsal.column.drafts')}>
                  <Figure value={drafts} />
                </td>
                <td className="nw">{formats.dayTime(heardAt, calendar.timeZone)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
};
