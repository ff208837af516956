/** One question: is it going as it should? Time left, expected and done, then village by village what needs work first. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { groupName } from '../shell/group-name.ts';
import { Empty, Page } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { useCounter } from './amounts.ts';
import { ExpectedChart } from './expected-chart.tsx';
import { Freshness } from './freshness.tsx';
import { useHeldArea } from './held-area.ts';
import { ProgressFigures } from './progress-figures.tsx';
import { type Order, ordered, summaryOf } from './summary.ts';
import { VillageSide } from './village-side.tsx';
import { VillageTable } from './village-table.tsx';

const refreshMs = 15_000;

export const useProgress = (area: string | undefined) => {
  const { id } = useCampaign();
  return useQuery({
    queryKey: ['progress', id, area],
    queryFn: ({ signal }) => call('progress', { params: { campaign: id, area: area ?? '' }, signal }),
    enabled: area !== undefined,
    refetchInterval: refreshMs,
  });
};

export const ProgressPage = () => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const navigate = useNavigate();
  const campaign = useCampaign();
  const { groups } = campaign.calendar;
  const [group, setGroup] = useState(groups[0] ?? '');
  const [order, setOrder] = useState<Order>('share');
  const [chosen, setChosen] = useState<string>();
  const unit = useCounter(group);
  const area = useHeldArea('progress.read');
  const query = useProgress(area);
  const summary = useMemo(
    () => query.data && summaryOf(query.data, campaign.questionnaires, group),
    [query.data, campaign.questionnaires, group],
  );
  const lines = useMemo(() => ordered(summary?.villages ?? [], order), [summary, order]);
  const line = lines.find(({ village }) => village.code === chosen);
  useRowKeys(
    lines.map(({ village }) => village.code),
    chosen,
    setChosen,
  );
  /** On a phone the side panel is a page of its own. */
  const open = (code: string) => {
    if (matchMedia('(max-width: 720px)').matches) void navigate(`/supervise/villages/${code}`);
    else setChosen(code);
  };
  if (area === undefined) return <Empty>{t('noArea')}</Empty>;
  const counted = campaign.questionnaires.filter((one) => one.group === group).length;
  const meta = summary
    ? t('progress.meta', {
        group: groupName(campaign, group, formats.text, t('listGap')),
        count: counted,
        villages: summary.villages.length,
        due: formats.number(summary.total.due),
        unit,
      })
    : undefined;
  return (
    <Page
      title={t('progress.title')}
      meta={meta}
      actions={groups.length > 1 && <GroupSwitch group={group} onGroup={setGroup} />}
    >
      <Freshness query={query} what={t('progress.loading')} />
      {summary && query.data && (
        <>
          <ProgressFigures summary={summary} group={group} onOrder={setOrder} />
          <div className={line ? 's-ledger with-side' : 's-ledger'}>
            <div className="s-main">
              <ExpectedChart campaign={campaign} group={group} share={summary.total.share} />
              <VillageTable
                lines={lines}
                summary={summary}
                order={order}
                onOrder={setOrder}
                chosen={chosen}
                onChoose={open}
              />
            </div>
            {line && (
              <VillageSide
                line={line}
                rank={lines.indexOf(line) + 1}
                unit={unit}
                summary={summary}
                onClose={() => setChosen(undefined)}
              />
            )}
          </div>
        </>
      )}
    </Page>
  );
};

export const GroupSwitch = ({
  group,
  onGroup,
}: {
  readonly group: string;
  readonly onGroup: (group: string) => void;
}) => {
  const { t } = useTranslation('supervise');
  const { text } = useFormats();
  const campaign = useCampaign();
  return (
    <fieldset className="x-seg" aria-label={t('progress.groups')}>
      {campaign.calendar.groups.map((one) => (
        <label key={one}>
          <input type="radio" name="group" checked={group === one} onChange={() => onGroup(one)} />
          <span>{groupName(campaign, one, text, t('listGap'))}</span>
        </label>
      ))}
    </fieldset>
  );
};

/** J and K go through the rows, Esc closes the side panel. */
const useRowKeys = (
  codes: readonly string[],
  chosen: string | undefined,
  choose: (code: string | undefined) => void,
): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, [role="menu"]')
      )
        return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const at = chosen === undefined ? -1 : codes.indexOf(chosen);
      if (event.key === 'Escape') choose(undefined);
      else if (event.key === 'j') choose(codes[Math.min(codes.length - 1, at + 1)]);
      else if (event.key === 'k') choose(codes[Math.max(0, at - 1)]);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [codes, chosen, choose]);
};
