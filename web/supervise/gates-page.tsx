/** When what may be written, and where each village's gates stand. Times as the calendar says them: 24:00 stays 24:00. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Gate } from '#forms/campaign/gate.ts';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { DeadlineText, Page, Panel, Tag, type Tone } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { CalendarDesk } from './calendar/calendar-desk.tsx';
import { Freshness } from './freshness.tsx';
import { useAreaName, useHeldArea } from './held-area.ts';

const tones: { readonly [R in Gate['right']]: Tone } = {
  collect: 'info',
  correct: 'plain',
  'correct-by-finding': 'wait',
  read: 'plain',
  none: 'seal',
};

export const GatesPage = () => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const campaign = useCampaign();
  const { timeZone } = campaign.calendar;
  const [asks, rehearses] = [
    useHeldArea('extension.read') !== undefined,
    useHeldArea('quarantine.read') !== undefined,
  ];
  const supervises = useHeldArea('progress.read') !== undefined;
  return (
    <Page
      title={t('gates.title')}
      meta={t('gates.meta', { zone: timeZone, name: formats.zone(timeZone) })}
      actions={
        <>
          {asks && (
            <Link className="x-btn" to="/supervise/extensions">
              {t('ask.title')}
            </Link>
          )}
          {rehearses && (
            <Link className="x-btn" to="/supervise/rehearsal">
              {t('rehearsal.title')}
            </Link>
          )}
        </>
      }
    >
      <CalendarDesk />
      {supervises && <VillageGates />}
    </Page>
  );
};

const VillageGates = () => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { id, calendar, questionnaires } = useCampaign();
  const nameOf = useAreaName();
  const area = useHeldArea('progress.read');
  const now = useServerNow(30_000);
  const [chosen, setChosen] = useState(questionnaires[0]?.id ?? '');
  const query = useQuery({
    queryKey: ['gates', id, area],
    queryFn: ({ signal }) => call('gates', { params: { campaign: id, area: area ?? '' }, signal }),
    enabled: area !== undefined,
    refetchInterval: ({ state }) => (state.data?.moving ? 3_000 : 15_000),
  });
  const moving = query.data?.moving;
  const gates = (query.data?.gates ?? [])
    .filter((gate) => gate.questionnaire === chosen)
    .sort((a, b) => a.village.localeCompare(b.village));
  const stage = (gate: Gate) => {
    const found = calendar.stages.find((one) => one.id === gate.stage);
    return found ? formats.text(found.title) : t('gates.closed');
  };
  return (
    <Panel
      title={t('gates.byVillage')}
      meta={t('gates.count', { count: gates.length })}
      actions={
        <label className="s-select">
          <span className="x-vh">{t('gates.questionnaire')}</span>
          <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
            {questionnaires.map((one) => (
              <option key={one.id} value={one.id}>
                {formats.text(one.title)}
              </option>
            ))}
          </select>
        </label>
      }
      flush
    >
      <Freshness query={query} what={t('gates.loading')} />
      {moving && (
        <div className="s-sealing s-moving" role="status">
          <span className="x-xs">
            {t('gates.moving', {
              when: formats.deadline(moving.at, calendar.timeZone),
              done: formats.number(moving.done),
              villages: formats.number(moving.villages),
            })}
          </span>
          <progress value={moving.done} max={Math.max(1, moving.villages)} aria-label={t('gates.title')} />
        </div>
      )}
      {query.data && (
        <table className="x-table read rows">
          <thead>
            <tr>
              <th>{t('table.village')}</th>
              <th>{t('gates.right')}</th>
              <th>{t('gates.stage')}</th>
              <th>{t('gates.closesAt')}</th>
              <th className="r">{t('gates.moves')}</th>
            </tr>
          </thead>
          <tbody>
            {gates.map((gate) => (
              <tr key={gate.village}>
                <th scope="row">{nameOf(gate.village)}</th>
                <td>
                  <Tag tone={tones[gate.right]}>
                    {t(now < gate.opensAt ? 'right.notYet' : `right.${gate.right}`)}
                  </Tag>
                </td>
                <td>{stage(gate)}</td>
                <td className="nw">
                  {gate.right === 'none' ? (
                    '–'
                  ) : (
                    <DeadlineText at={gate.closesAt} timeZone={calendar.timeZone} />
                  )}
                  {gate.extension !== undefined && now < gate.closesAt && (
                    <>
                      {' '}
                      <Tag tone="wait">{t('nav.extensions')}</Tag>
                    </>
                  )}
                </td>
                <td className="r skip">{gate.revision}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
};
