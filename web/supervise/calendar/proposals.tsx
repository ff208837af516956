/** Proposed calendars: those that wait, with what they would move and the decision; and what became of the others. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mayDecideCalendar } from '#forms/permission/permission.ts';
import type { CalendarChangesReply, CalendarProposal } from '#forms/wire/calendar.ts';
import { call } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { useCampaign } from '../../shell/campaign.tsx';
import { Panel, Tag, type Tone } from '../../shell/parts.tsx';
import { useFormats } from '../../time/format.ts';
import { PersonName } from '../freshness.tsx';
import { ReasonBox } from '../reason-box.tsx';
import { gatesOf, reachOf } from './reach.ts';
import { ReachList, useAround } from './reach-list.tsx';
import { waits } from './standing.ts';

const tones: { readonly [S in CalendarProposal['state']]: Tone } = {
  proposed: 'wait',
  approved: 'wait',
  'in-force': 'info',
  declined: 'plain',
  withdrawn: 'plain',
  overtaken: 'plain',
};

export const Proposals = () => {
  const { t } = useTranslation('supervise');
  const { id: campaign } = useCampaign();
  const query = useQuery({
    queryKey: ['calendar-changes', campaign],
    queryFn: ({ signal }) => call('calendarChanges', { params: { campaign }, signal }),
    refetchInterval: 15_000,
  });
  const { changes = [], people = {} } = query.data ?? {};
  const [open, done] = [changes.filter(waits), changes.filter((one) => !waits(one))];
  return (
    <>
      {open.length > 0 && (
        <Panel title={t('proposals.open')} flush>
          {open.map((one) => (
            <Proposed key={one.id} proposal={one} people={people} />
          ))}
        </Panel>
      )}
      {done.length > 0 && (
        <Panel title={t('proposals.history')} flush>
          <History changes={done} people={people} />
        </Panel>
      )}
    </>
  );
};

const Proposed = ({
  proposal,
  people,
}: {
  readonly proposal: CalendarProposal;
  readonly people: CalendarChangesReply['people'];
}) => {
  const { t } = useTranslation('supervise');
  const { dayTime } = useFormats();
  const { id: campaign, area, calendar } = useCampaign();
  const { person, grants } = useSession();
  const queries = useQueryClient();
  const around = useAround();
  const { id: change, proposedBy, proposedAt, reason, state } = proposal;
  const isOwn = proposedBy === person.id;
  const may = mayDecideCalendar({ ...person, grants }, area.code, proposedBy);
  const decide = (decision: 'approve' | 'decline' | 'withdraw') => async (why: string) => {
    await call('decideCalendar', { params: { campaign, change }, body: { decision, why } });
    await queries.invalidateQueries();
  };
  const act = (decision: 'approve' | 'decline' | 'withdraw') => ({
    name: t(`proposals.${decision}`),
    primary: decision === 'approve',
    run: decide(decision),
  });
  return (
    <article className="s-case">
      <div>
        {state === 'approved' && <Tag tone={tones[state]}>{t(`proposals.standing.${state}`)}</Tag>}
        <ReachList change={proposal.change} after={proposal.source} />
        <blockquote>{reason}</blockquote>
        <p className="x-xs x-muted">
          <PersonName id={proposedBy} people={people} /> {dayTime(proposedAt, calendar.timeZone)}
        </p>
      </div>
      {may || isOwn ? (
        <ReasonBox
          label={t('reason.decision')}
          consequence={
            isOwn
              ? t('proposals.own')
              : t('proposals.will', { gates: gatesOf(reachOf(proposal.change, around)) })
          }
          acts={
            isOwn
              ? [act('withdraw')]
              : state === 'approved'
                ? [act('approve')]
                : [act('decline'), act('approve')]
          }
        />
      ) : (
        <p className="x-xs x-muted">{t('proposals.notYours')}</p>
      )}
    </article>
  );
};

const History = ({ changes, people }: Pick<CalendarChangesReply, 'changes' | 'people'>) => {
  const { t } = useTranslation('supervise');
  const { dayTime } = useFormats();
  const { timeZone } = useCampaign().calendar;
  return (
    <table className="x-table two rows">
      <thead>
        <tr>
          <th>{t('proposals.state')}</th>
          <th>{t('proposals.what')}</th>
          <th>{t('proposals.reason')}</th>
          <th>{t('proposals.decision')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              <Tag tone={tones[one.state]}>{t(`proposals.standing.${one.state}`)}</Tag>
              {one.gates !== undefined && <small>{t('proposals.gates', { count: one.gates })}</small>}
            </th>
            <td className="wide">
              <Deadlines proposal={one} />
            </td>
            <td className="wide">
              {one.reason}
              <small>
                <PersonName id={one.proposedBy} people={people} /> {dayTime(one.proposedAt, timeZone)}
              </small>
            </td>
            <td className="wide">
              {one.why}
              <small>
                {one.decidedBy && <PersonName id={one.decidedBy} people={people} />}{' '}
                {one.decidedAt !== undefined && dayTime(one.decidedAt, timeZone)}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Deadlines = ({ proposal }: { readonly proposal: CalendarProposal }) => {
  const { t } = useTranslation('supervise');
  const { text, deadline } = useFormats();
  const { timeZone } = useCampaign().calendar;
  const { stages, milestones, seals } = proposal.source;
  const lists = { 'stage-end': stages, stage: stages, milestone: milestones, seal: seals };
  const titleOf = ({ kind, id }: { readonly kind: keyof typeof lists; readonly id: string }) =>
    text(lists[kind].find((one) => one.id === id)?.title ?? id);
  const when = (at?: number) => (at === undefined ? '–' : deadline(at, timeZone));
  const { deadlines, altered = [] } = proposal.change;
  return (
    <>
      {deadlines.map(({ kind, id, from, to }) => (
        <span key={`${kind} ${id}`} className="s-fault">
          {titleOf({ kind, id })}{' '}
          <span className="x-nw">{t('proposals.moves', { from: when(from), to: when(to) })}</span>
        </span>
      ))}
      {altered.map(({ kind, id, what }) => (
        <span key={`altered ${kind} ${id}`} className="s-fault">
          {t('proposals.altered', {
            what: titleOf({ kind, id }),
            which: what.map((one) => t(`edit.altered.${one}`)).join(t('listGap')),
          })}
        </span>
      ))}
    </>
  );
};
