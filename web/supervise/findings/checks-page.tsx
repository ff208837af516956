/** What is checked at all: every check of the campaign with what it found, those that are off among them; and a run anew. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isKept, type WrittenCheck } from '#forms/checks/check.ts';
import type { ListState } from '#forms/wire/lists.ts';
import { messageText } from '../../questionnaire/check-words.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { Empty, Page, Panel, Tag } from '../../shell/parts.tsx';
import { useFormats } from '../../time/format.ts';
import { Figure, Freshness } from '../freshness.tsx';
import { useHeldArea } from '../held-area.ts';
import { useLists } from '../lists/use-lists.ts';
import { waitingFor } from '../lists/waiting.ts';
import { CheckRun } from './check-run.tsx';
import { CheckSentence } from './check-sentence.tsx';
import { SeverityMark } from './severity-mark.tsx';
import { useChecks, useFindings } from './use-findings.ts';

const matches = (check: WrittenCheck, message: string, wanted: string): boolean =>
  `${check.id} ${message} ${check.source ?? ''}`.toLowerCase().includes(wanted.toLowerCase());

export const ChecksPage = () => {
  const { t } = useTranslation('findings');
  const { text, language, number } = useFormats();
  const area = useHeldArea('finding.read');
  const { query, known } = useChecks();
  const found = useFindings(area, false);
  const { lists = [] } = useLists().query.data ?? {};
  const [wanted, setWanted] = useState('');
  const hits = new Map<string, number>();
  for (const { check } of found.data?.findings ?? [])
    if (check !== undefined) hits.set(check, (hits.get(check) ?? 0) + 1);
  const written = (query.data?.topics ?? []).map(({ id, title, checks }) => ({
    id,
    title: text(title),
    checks,
  }));
  const made = query.data?.made ?? [];
  const topics = [
    ...written,
    ...(made.length > 0 ? [{ id: ' facts', title: t('checks.facts'), checks: made }] : []),
  ]
    .map((topic) => ({
      ...topic,
      checks: topic.checks.filter((check) =>
        matches(check, messageText(check.message, undefined, language), wanted),
      ),
    }))
    .filter(({ checks }) => checks.length > 0);
  const off = [...known.values()].filter((check) => !isKept(check) && check.off === true).length;
  return (
    <Page
      title={t('checks.title')}
      meta={query.data && t('checks.meta', { count: known.size, shown: number(known.size), off })}
      actions={
        <input
          className="f-search"
          type="search"
          aria-label={t('checks.search')}
          placeholder={t('checks.search')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      }
    >
      {area !== undefined && <CheckRun area={area} />}
      <Freshness query={query} what={t('checks.loading')} />
      {query.data && topics.length === 0 && (
        <Panel>
          <Empty>{t(known.size === 0 ? 'checks.none' : 'none.filtered')}</Empty>
        </Panel>
      )}
      {topics.map(({ id, title, checks }) => (
        <Panel key={id} title={title} meta={t('checks.count', { count: checks.length })} flush>
          <table className="x-table two rows f-checks">
            <thead>
              <tr>
                <th>{t('checks.check')}</th>
                <th>{t('checks.says')}</th>
                <th>{t('checks.about')}</th>
                <th>{t('checks.scope')}</th>
                <th>{t('checks.source')}</th>
                <th className="r">{t('checks.hits')}</th>
              </tr>
            </thead>
            <tbody>
              {checks.map((check) => (
                <Row
                  key={check.id}
                  check={check}
                  hits={hits.get(check.id) ?? 0}
                  waiting={waitingFor(check, lists)}
                />
              ))}
            </tbody>
          </table>
        </Panel>
      ))}
    </Page>
  );
};

interface RowProps {
  readonly check: WrittenCheck;
  readonly hits: number;
  /** Lists that it asks for and that nobody has handed in. */
  readonly waiting: readonly ListState[];
}

const Row = ({ check, hits, waiting }: RowProps) => {
  const { t } = useTranslation('findings');
  const { t: said } = useTranslation('lists');
  const { text, language } = useFormats();
  const { questionnaires } = useCampaign();
  const running = isKept(check) ? undefined : check;
  const about = questionnaires.find(({ id }) => id === running?.about);
  return (
    <tr className={running?.off ? 'off' : ''}>
      <th scope="row" className="nw">
        <SeverityMark severity={check.severity} /> {check.id} {running?.off && <Tag>{t('checks.off')}</Tag>}
      </th>
      <td className="wide">
        {messageText(check.message, undefined, language)}
        {running && <CheckSentence check={running} source={undefined} />}
        {waiting.length > 0 && (
          <Link className="f-waits" to="/supervise/lists">
            <Tag tone="wait">
              {said('waits', { lists: waiting.map(({ title }) => text(title)).join(said('gap')) })}
            </Tag>
          </Link>
        )}
      </td>
      <td>{about ? text(about.short) : running?.about}</td>
      <td>{isKept(check) ? t(`kept.${check.kept}`) : t(`scope.${check.scope}`)}</td>
      <td className="x-xs x-muted">{check.source}</td>
      <td className="r">
        {hits > 0 ? (
          <Link to={`/supervise/findings?check=${encodeURIComponent(check.id)}`}>
            <Figure value={hits} />
          </Link>
        ) : (
          <Figure value={hits} />
        )}
      </td>
    </tr>
  );
};
