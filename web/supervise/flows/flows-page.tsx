/** One question: which units are on their way through a procedure, where do they stand, and what is overdue? */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { ListedFlow } from '#forms/wire/workflows.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { Empty, Page, Panel } from '../../shell/parts.tsx';
import { useFormats } from '../../time/format.ts';
import { UnitFlows } from '../../workflow/unit-flows.tsx';
import { useWorkflows } from '../../workflow/use-flows.ts';
import { Freshness } from '../freshness.tsx';
import { useAreaName, useHeldArea } from '../held-area.ts';
import { isLate, nameOfFlow, stepGroups } from './flow-list.ts';
import { FlowList } from './list.tsx';

const useFlows = (area: string | undefined, ended: boolean) => {
  const { id: campaign } = useCampaign();
  return useQuery({
    queryKey: ['flows', campaign, area, ended],
    queryFn: ({ signal }) =>
      call('flows', {
        params: { campaign, area: area ?? '' },
        ...(ended ? { query: { ended: 'yes' } } : {}),
        signal,
      }),
    enabled: area !== undefined,
    refetchInterval: 30_000,
  });
};

/** View, filters and the chosen flow stand in the address, so that it can be handed on. */
const useChoice = () => {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        if (name !== 'flow') after.delete('flow');
        return after;
      },
      { replace: true },
    );
  return { get: (name: string) => params.get(name) ?? undefined, set };
};

export const FlowsPage = () => {
  const { t } = useTranslation('workflow');
  const { t: told } = useTranslation('supervise');
  const campaign = useCampaign();
  const area = useHeldArea('workflow.read');
  const { get, set } = useChoice();
  const ended = get('view') === 'ended';
  const running = useFlows(area, false);
  const over = useFlows(ended ? area : undefined, true);
  const query = ended ? over : running;
  const workflows = useWorkflows(campaign.id);
  const { flows: all = [], today = '' } = query.data ?? {};
  const [workflow, village, late] = [get('workflow'), get('village'), get('late') === 'yes'];
  const groups = useMemo(
    () => stepGroups(workflows.values(), all, { workflow, village, late }, today),
    [workflows, all, workflow, village, late, today],
  );
  const shown = groups.flatMap(({ flows }) => flows);
  const chosen = get('flow');
  const one = shown.find((flow) => nameOfFlow(flow) === chosen) ?? shown[0];
  const lateCount = (running.data?.flows ?? []).filter((flow) =>
    isLate(flow, running.data?.today ?? ''),
  ).length;
  return (
    <Page
      title={t('title')}
      meta={running.data && t('meta', { count: running.data.flows.length, late: lateCount })}
    >
      {area === undefined && <Empty>{told('noArea')}</Empty>}
      <Filters all={all} get={get} set={set} />
      <Freshness query={query} what={t('loading')} />
      {query.data && shown.length === 0 && (
        <Panel>
          <Empty>{t(all.length === 0 ? (ended ? 'noneEnded' : 'none') : 'noneFits')}</Empty>
        </Panel>
      )}
      {one && (
        <div className={chosen ? 'f-grid chosen' : 'f-grid'}>
          <FlowList
            groups={groups}
            chosen={nameOfFlow(one)}
            onChoose={(name) => set('flow', name)}
            today={today}
          />
          <Detail flow={one} onBack={() => set('flow', '')} />
        </div>
      )}
    </Page>
  );
};

const Filters = ({
  all,
  get,
  set,
}: {
  readonly all: readonly ListedFlow[];
  readonly get: (name: string) => string | undefined;
  readonly set: (name: string, value: string) => void;
}) => {
  const { t } = useTranslation('workflow');
  const { text } = useFormats();
  const nameOf = useAreaName();
  const workflows = useWorkflows(useCampaign().id);
  const villages = [...new Set(all.map(({ village }) => village))].sort();
  const isOn = (name: string, value: string) => (get(name) === value ? 'f-chip on' : 'f-chip');
  return (
    <div className="f-filters">
      <select
        aria-label={t('filter.workflow')}
        className="f-chip"
        value={get('workflow') ?? ''}
        onChange={(event) => set('workflow', event.target.value)}
      >
        <option value="">{t('filter.allWorkflows')}</option>
        {[...workflows.values()].map(({ id, title }) => (
          <option key={id} value={id}>
            {text(title)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('filter.village')}
        className="f-chip"
        value={get('village') ?? ''}
        onChange={(event) => set('village', event.target.value)}
      >
        <option value="">{t('filter.allVillages')}</option>
        {villages.map((code) => (
          <option key={code} value={code}>
            {nameOf(code)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className={isOn('late', 'yes')}
        aria-pressed={get('late') === 'yes'}
        onClick={() => set('late', get('late') === 'yes' ? '' : 'yes')}
      >
        {t('filter.late')}
      </button>
      <button
        type="button"
        className={isOn('view', 'ended')}
        aria-pressed={get('view') === 'ended'}
        onClick={() => set('view', get('view') === 'ended' ? '' : 'ended')}
      >
        {t('filter.ended')}
      </button>
    </div>
  );
};

const Detail = ({ flow, onBack }: { readonly flow: ListedFlow; readonly onBack: () => void }) => {
  const { t } = useTranslation('workflow');
  const campaign = useCampaign();
  const nameOf = useAreaName();
  return (
    <section className="x-panel f-detail" aria-label={flow.unitName}>
      <header>
        <button type="button" className="x-btn f-back" onClick={onBack}>
          {t('list')}
        </button>
        <div>
          <h2>{flow.unitName}</h2>
          <p className="f-meta">
            <Link to={`/supervise/villages/${flow.village}`}>{nameOf(flow.village)}</Link>
          </p>
        </div>
      </header>
      <UnitFlows
        key={nameOfFlow(flow)}
        place={{ campaign: campaign.id, village: flow.village, unit: flow.unit }}
        workflow={flow.workflow}
        timeZone={campaign.calendar.timeZone}
        button="x-btn"
      />
    </section>
  );
};
