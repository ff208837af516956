/** Later deadlines: what was asked for, by whom and why, the decision, and what holds now. Open to everybody in the area. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mayDecide } from '#forms/permission/permission.ts';
import type { ExtensionState, ExtensionsReply } from '#forms/wire/deadlines.ts';
import { call } from '../api.ts';
import { useSession } from '../session.tsx';
import { useCampaign } from '../shell/campaign.tsx';
import { Empty, Page, Panel, Tag, type Tone } from '../shell/parts.tsx';
import { useServerNow } from '../time/server-time.ts';
import { AskExtension } from './ask-extension.tsx';
import { useExtensionNames } from './extension-names.ts';
import { standingOf } from './extension-standing.ts';
import { Freshness, PersonName } from './freshness.tsx';
import { useHeldArea } from './held-area.ts';
import { ReasonBox } from './reason-box.tsx';

const tones: { readonly [S in ReturnType<typeof standingOf>]: Tone } = {
  asked: 'wait',
  granted: 'info',
  declined: 'plain',
  over: 'plain',
};

export const ExtensionsPage = () => {
  const { t } = useTranslation('supervise');
  const { id } = useCampaign();
  const area = useHeldArea('extension.read');
  const query = useQuery({
    queryKey: ['extensions', id, area],
    queryFn: ({ signal }) => call('extensions', { params: { campaign: id, area: area ?? '' }, signal }),
    enabled: area !== undefined,
    refetchInterval: 15_000,
  });
  const { extensions = [], people = {} } = query.data ?? {};
  const open = extensions.filter(({ state }) => state === 'asked');
  const decided = extensions.filter(({ state }) => state !== 'asked');
  return (
    <Page title={t('nav.extensions')} meta={t('extensions.meta')}>
      {area === undefined && <Empty>{t('noArea')}</Empty>}
      <Freshness query={query} what={t('extensions.loading')} />
      {query.data && (
        <>
          <Panel title={t('extensions.open', { count: open.length })} flush>
            {open.length === 0 && <Empty>{t('extensions.noneOpen')}</Empty>}
            {open.map((one) => (
              <Asked key={one.id} extension={one} people={people} />
            ))}
          </Panel>
          {decided.length > 0 && (
            <Panel title={t('extensions.decided')} flush>
              <Decided extensions={decided} people={people} />
            </Panel>
          )}
        </>
      )}
      <AskExtension />
    </Page>
  );
};

const Asked = ({
  extension,
  people,
}: {
  readonly extension: ExtensionState;
  readonly people: ExtensionsReply['people'];
}) => {
  const { t } = useTranslation('supervise');
  const { id: campaign, calendar } = useCampaign();
  const { person, grants } = useSession();
  const queries = useQueryClient();
  const names = useExtensionNames();
  const { id, area, stage, villages, questionnaires, until, askedBy } = extension;
  const may = mayDecide({ ...person, grants }, 'extension.decide', { by: askedBy, area });
  const group = calendar.stages.find((one) => one.id === stage)?.group ?? '';
  const seal = calendar.seals.find(({ groups }) => groups.includes(group));
  const decide = (decision: 'grant' | 'decline') => async (why: string) => {
    await call('decideExtension', { params: { campaign, area, extension: id }, body: { decision, why } });
    await queries.invalidateQueries();
  };
  return (
    <article className="s-case">
      <div>
        <h3>{t('extensions.to', { stage: names.stage(stage), when: names.deadline(until) })}</h3>
        <p>
          {t('extensions.about', {
            villages: names.villages(villages),
            questionnaires: names.questionnaires(questionnaires),
          })}
        </p>
        <blockquote>{extension.reason}</blockquote>
        <p className="x-xs x-muted">
          <PersonName id={askedBy} people={people} /> {names.dayTime(extension.askedAt)}
        </p>
      </div>
      {may && (
        <ReasonBox
          label={t('reason.decision')}
          consequence={t(seal ? 'extensions.willSealed' : 'extensions.will', {
            villages: villages.length,
            questionnaires: questionnaires.length,
            when: names.deadline(until),
            seal: seal ? names.deadline(seal.at) : '',
          })}
          acts={[
            { name: t('extensions.decline'), run: decide('decline') },
            { name: t('extensions.grant'), primary: true, run: decide('grant') },
          ]}
        />
      )}
      {!may && <p className="x-xs x-muted">{t('extensions.notYours')}</p>}
    </article>
  );
};

const Decided = ({ extensions, people }: Pick<ExtensionsReply, 'extensions' | 'people'>) => {
  const { t } = useTranslation('supervise');
  const names = useExtensionNames();
  const now = useServerNow(30_000);
  return (
    <table className="x-table two rows">
      <thead>
        <tr>
          <th>{t('extensions.until')}</th>
          <th>{t('extensions.state')}</th>
          <th>{t('extensions.what')}</th>
          <th>{t('extensions.reason')}</th>
          <th>{t('extensions.decision')}</th>
        </tr>
      </thead>
      <tbody>
        {extensions.map((one) => (
          <tr key={one.id}>
            <th scope="row" className="nw">
              {names.deadline(one.until)}
              <small>{names.stage(one.stage)}</small>
            </th>
            <td>
              <Tag tone={tones[standingOf(one, now)]}>{t(`extensions.standing.${standingOf(one, now)}`)}</Tag>
            </td>
            <td className="wide">
              {names.villages(one.villages)}
              <small>{names.questionnaires(one.questionnaires)}</small>
            </td>
            <td className="wide">
              {one.reason}
              <small>
                <PersonName id={one.askedBy} people={people} />
              </small>
            </td>
            <td className="wide">
              {one.why}
              <small>
                {one.decidedBy && <PersonName id={one.decidedBy} people={people} />}{' '}
                {one.decidedAt !== undefined && names.dayTime(one.decidedAt)}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
