/** Every check over the area anew, and how far that is: kept by the server, so a reload shows the same. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { Panel } from '../../shell/parts.tsx';
import { useProblemText } from '../../shell/problem.tsx';
import { useFormats } from '../../time/format.ts';
import { PersonName } from '../freshness.tsx';
import { useAreaName, useMayHere } from '../held-area.ts';

const whileRunningMs = 2_000;
const otherwiseMs = 30_000;

export const CheckRun = ({ area }: { readonly area: string }) => {
  const { t } = useTranslation('findings');
  const { id: campaign, calendar } = useCampaign();
  const formats = useFormats();
  const nameOf = useAreaName();
  const said = useProblemText();
  const queries = useQueryClient();
  const may = useMayHere('check.run', area);
  const [refusal, setRefusal] = useState('');
  const params = { campaign, area };
  const { data } = useQuery({
    queryKey: ['checkRun', campaign, area],
    queryFn: ({ signal }) => call('checkRun', { params, signal }),
    refetchInterval: ({ state }) => (state.data?.waiting.length ? whileRunningMs : otherwiseMs),
  });
  if (!data) return null;
  const { run, waiting } = data;
  const [all, through] = [run?.villages ?? 0, run?.through ?? 0];
  const [first] = waiting;
  const units = waiting.reduce((sum, one) => sum + (one.units ?? 0), 0);
  const start = async () => {
    setRefusal('');
    try {
      await call('runChecks', { params });
    } catch (error) {
      setRefusal(said(error));
    }
    await queries.invalidateQueries();
  };
  return (
    <Panel>
      <div className="f-run">
        <div>
          {first !== undefined && through < all && (
            <>
              <progress max={all} value={through} aria-label={t('run.progress')} />
              <p role="status">
                {t('run.villages', { count: all - through, all, village: nameOf(first.village) })}
              </p>
            </>
          )}
          {first !== undefined && through >= all && (
            <p role="status">
              {t('run.waiting', {
                count: units,
                shown: formats.number(units),
                village: nameOf(first.village),
                villages: waiting.length,
              })}
            </p>
          )}
          {first === undefined && <p role="status">{t('run.done')}</p>}
          {run && (
            <p className="x-xs x-muted">
              {t('run.last', {
                when: formats.dayTime(run.startedAt, calendar.timeZone),
                count: run.villages,
              })}{' '}
              <PersonName id={run.startedBy} people={data.people} />
            </p>
          )}
          {refusal && (
            <p className="x-bad x-xs" role="alert">
              {refusal}
            </p>
          )}
        </div>
        {may && (
          <button
            type="button"
            className="x-btn"
            disabled={waiting.length > 0 && through < all}
            onClick={() => void start()}
          >
            {t('run.start')}
          </button>
        )}
      </div>
    </Panel>
  );
};
