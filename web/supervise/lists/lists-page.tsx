/** One question: what are papers compared with, and is it the newest? Every list of the campaign, and handing one in. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListState, ListsReply } from '#forms/wire/lists.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { Empty, Page, Panel, Tag } from '../../shell/parts.tsx';
import { useFormats } from '../../time/format.ts';
import { CheckRun } from '../findings/check-run.tsx';
import { Freshness, PersonName } from '../freshness.tsx';
import { useAreaName, useMayHere } from '../held-area.ts';
import { HandIn } from './hand-in.tsx';
import { useLists } from './use-lists.ts';

export const ListsPage = () => {
  const { t } = useTranslation('lists');
  const { t: told } = useTranslation('supervise');
  const { area, query } = useLists();
  const [chosen, setChosen] = useState<string>();
  const { lists = [], people = {} } = query.data ?? {};
  const one = lists.find(({ id }) => id === chosen);
  const missing = lists.filter(({ inForce }) => inForce === undefined).length;
  return (
    <Page
      title={t('title')}
      meta={query.data && lists.length > 0 && t('meta', { count: lists.length, missing })}
    >
      {area === undefined && <Empty>{told('noArea')}</Empty>}
      <Freshness query={query} what={t('loading')} />
      {query.data && lists.length === 0 && (
        <Panel>
          <Empty>{t('none')}</Empty>
        </Panel>
      )}
      {area !== undefined && lists.length > 0 && (
        <>
          <CheckRun area={area} />
          <Panel flush>
            <Table lists={lists} people={people} area={area} chosen={chosen} onChoose={setChosen} />
          </Panel>
        </>
      )}
      {area !== undefined && one && (
        <HandIn key={one.id} list={one} area={area} onDone={() => setChosen(undefined)} />
      )}
      {one && one.versions.length > 0 && <Versions list={one} people={people} />}
    </Page>
  );
};

interface TableProps {
  readonly lists: readonly ListState[];
  readonly people: ListsReply['people'];
  readonly area: string;
  readonly chosen: string | undefined;
  readonly onChoose: (list: string | undefined) => void;
}

const Table = ({ lists, people, area, chosen, onChoose }: TableProps) => {
  const { t } = useTranslation('lists');
  const { text, number, dayTime } = useFormats();
  const { calendar } = useCampaign();
  const nameOf = useAreaName();
  const may = useMayHere('list.hand-in', area);
  return (
    <table className="x-table two rows l-lists">
      <thead>
        <tr>
          <th>{t('list')}</th>
          <th>{t('state')}</th>
          <th className="r">{t('rows')}</th>
          <th>{t('handedIn')}</th>
          <th>{t('asked')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {lists.map(({ id, title, inForce, checks }) => (
          <tr key={id} className={chosen === id ? 'here' : ''}>
            <th scope="row">{text(title)}</th>
            <td>
              {inForce ? (
                <Tag tone="ok">{t('version', { version: inForce.version })}</Tag>
              ) : (
                <Tag tone={checks.length > 0 ? 'wait' : 'plain'}>{t('missing')}</Tag>
              )}
            </td>
            <td className="r skip">{inForce ? number(inForce.rows) : '–'}</td>
            <td className={inForce ? 'wide' : 'skip'}>
              {inForce && (
                <>
                  {dayTime(inForce.handedInAt, calendar.timeZone)}
                  <small>
                    {inForce.area !== area && `${t('from', { area: nameOf(inForce.area) })} `}
                    <PersonName id={inForce.by} people={people} />
                  </small>
                </>
              )}
            </td>
            <td>
              {checks.length === 0 ? (
                <span className="x-muted">{t('unasked')}</span>
              ) : (
                checks.map((check) => (
                  <Link key={check} className="l-check" to={`/supervise/findings?check=${check}`}>
                    {check}
                  </Link>
                ))
              )}
            </td>
            <td className="r">
              {may && (
                <button
                  type="button"
                  className="x-btn sm"
                  aria-expanded={chosen === id}
                  onClick={() => onChoose(chosen === id ? undefined : id)}
                >
                  {t(inForce ? 'replace' : 'handIn')}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Versions = ({ list, people }: { readonly list: ListState; readonly people: ListsReply['people'] }) => {
  const { t } = useTranslation('lists');
  const { number, dayTime } = useFormats();
  const { calendar } = useCampaign();
  return (
    <Panel title={t('versions')} flush>
      <table className="x-table two rows">
        <thead>
          <tr>
            <th>{t('state')}</th>
            <th className="r">{t('rows')}</th>
            <th>{t('handedIn')}</th>
            <th>{t('reason')}</th>
            <th>{t('hash')}</th>
          </tr>
        </thead>
        <tbody>
          {list.versions.map(({ version, rows, handedInAt, by, reason, hash }) => (
            <tr key={version}>
              <th scope="row" className="nw">
                {t('version', { version })}
              </th>
              <td className="r">{number(rows)}</td>
              <td className="nw">
                {dayTime(handedInAt, calendar.timeZone)}
                <small>
                  <PersonName id={by} people={people} />
                </small>
              </td>
              <td className="wide">{reason}</td>
              <td className="x-mono">{hash.slice(0, 16)}…</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};
