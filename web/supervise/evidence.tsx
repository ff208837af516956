/** One quarantined submission: what the device says, what the server knows, what letting it in would meet, what it holds. */

import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EvidenceReply } from '#forms/wire/deadlines.ts';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { useFormats } from '../time/format.ts';
import { EvidenceAnswers } from './evidence-answers.tsx';
import { Freshness, PersonName } from './freshness.tsx';

export interface EvidenceProps {
  readonly village: string;
  readonly submission: string;
  readonly onClose: () => void;
}

export const Evidence = ({ village, submission, onClose }: EvidenceProps) => {
  const { t } = useTranslation('supervise');
  const { id: campaign } = useCampaign();
  const query = useQuery({
    queryKey: ['evidence', campaign, submission],
    queryFn: ({ signal }) => call('evidence', { params: { campaign, area: village, submission }, signal }),
  });
  return (
    <aside className="x-panel s-side" aria-label={t('evidence.title')}>
      <header>
        <div className="x-grow">
          <h2>{query.data?.unitName ?? t('evidence.title')}</h2>
          <p className="x-xs x-muted">{t('evidence.title')}</p>
        </div>
        <button type="button" className="x-btn bare s-close" aria-label={t('side.close')} onClick={onClose}>
          <IconX size={16} />
        </button>
      </header>
      <Freshness query={query} what={t('evidence.loading')} />
      {query.data && <Facts evidence={query.data} />}
    </aside>
  );
};

const Facts = ({ evidence }: { readonly evidence: EvidenceReply }) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { calendar } = useCampaign();
  const { capturedAt, heardAt, receivedAt, gate, version, basedOn, admission, sealed, people } = evidence;
  const time = (at: number | undefined) =>
    at === undefined ? t('quarantine.notSaid') : formats.dayTime(at, calendar.timeZone);
  const stage = calendar.stages.find(({ id }) => id === gate.stage);
  return (
    <>
      <section>
        <h3>{t('evidence.device')}</h3>
        <dl className="s-evidence">
          <div>
            <dt>{t('evidence.captured')}</dt>
            <dd>{time(capturedAt)}</dd>
          </div>
          <div>
            <dt>{t('evidence.heard')}</dt>
            <dd>{time(heardAt)}</dd>
          </div>
        </dl>
        {heardAt !== undefined && heardAt < gate.closesAt && receivedAt >= gate.closesAt && (
          <p className="x-xs x-muted">{t('evidence.offline')}</p>
        )}
      </section>
      <section>
        <h3>{t('evidence.server')}</h3>
        <dl className="s-evidence">
          <div>
            <dt>{t('evidence.received')}</dt>
            <dd>{time(receivedAt)}</dd>
          </div>
          <div>
            <dt>{t('evidence.gate')}</dt>
            <dd>
              {stage ? formats.text(stage.title) : t('gates.closed')}
              {'　'}
              <span className="x-nw">{formats.deadline(gate.closesAt, calendar.timeZone)}</span>
            </dd>
          </div>
          <div>
            <dt>{t('quarantine.by')}</dt>
            <dd>
              <PersonName id={evidence.by} people={people} />
            </dd>
          </div>
        </dl>
      </section>
      <section>
        {(admission === undefined || admission.state === 'asked') && (
          <>
            <h3>{t('evidence.meets')}</h3>
            <p>
              {version === basedOn
                ? t(version === 0 ? 'evidence.first' : 'evidence.onTop', { version })
                : t('evidence.movedOn', { version, basedOn })}
            </p>
          </>
        )}
        <Link to={`/supervise/villages/${evidence.village}?filter=late`}>{t('evidence.unit')}</Link>
      </section>
      <EvidenceAnswers evidence={evidence} />
      {admission && (
        <section>
          <h3>{t('evidence.decision')}</h3>
          <ol className="s-trace">
            <li>
              {t('evidence.line', { what: t('admission.asked'), why: admission.reason })}
              <small>
                <PersonName id={admission.askedBy} people={people} /> {time(admission.askedAt)}
              </small>
            </li>
            {admission.decidedBy && (
              <li>
                {t('evidence.line', { what: t(`admission.${admission.state}`), why: admission.why })}
                <small>
                  <PersonName id={admission.decidedBy} people={people} /> {time(admission.decidedAt)}
                </small>
              </li>
            )}
          </ol>
        </section>
      )}
      {sealed !== undefined && (
        <section>
          <p>{t('evidence.sealed')}</p>
        </section>
      )}
    </>
  );
};
