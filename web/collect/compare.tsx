/** Somebody changed the record meanwhile: both versions side by side, and one of two plain acts. Nothing is lost either way. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import type { RecordReply } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { editionKey, type OutboxItem } from '../offline/database.ts';
import { advance } from '../offline/deliver.ts';
import { Loading } from '../shell/loading.tsx';
import { useProblemText } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import { recordPath } from './address.ts';
import { differences, speaker } from './difference.ts';
import { useField } from './field.tsx';
import { BackBar } from './frame.tsx';
import { resend } from './submit.ts';

const Table = ({
  item,
  theirs,
  edition,
}: {
  readonly item: OutboxItem;
  readonly theirs: RecordReply;
  readonly edition: Edition;
}) => {
  const { t } = useTranslation('collect');
  const { text } = useFormats();
  const say = speaker(edition.source, text);
  const rows = differences(item.envelope.answers as JsonObject, theirs.answers);
  if (rows.length === 0) return <p className="note okn">{t('compare.same')}</p>;
  return (
    <ul className="band compare">
      {rows.map(({ at, mine, theirs: other }) => (
        <li key={at}>
          <h3>{say.path(at)}</h3>
          <dl>
            <div>
              <dt>{t('compare.mine')}</dt>
              <dd>{say.value(at, mine)}</dd>
            </div>
            <div>
              <dt>{t('compare.theirs')}</dt>
              <dd>{say.value(at, other)}</dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  );
};

const Choice = ({ item }: { readonly item: OutboxItem }) => {
  const { t } = useTranslation('collect');
  const field = useField();
  const said = useProblemText();
  const { dayTime } = useFormats();
  const navigate = useNavigate();
  const [seen, setSeen] = useState<{ record: RecordReply; edition: Edition }>();
  const [refusal, setRefusal] = useState('');
  const { database, timeZone } = field;
  const { campaign, village, unit, questionnaire, edition } = item.envelope;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `said` is a new function at every render
  useEffect(() => {
    const load = async () => {
      const kept = await database.editions.get(editionKey(campaign, questionnaire, edition));
      const record = await call('reveal', {
        params: { campaign, area: village, unit, questionnaire },
        body: { reason: 'correction' },
      });
      if (kept) setSeen({ record, edition: kept.edition });
    };
    load().catch((error: unknown) => setRefusal(said(error)));
  }, [database, campaign, village, unit, questionnaire, edition]);

  const settle = async (act: () => Promise<unknown>) => {
    await act();
    await navigate(recordPath(item.envelope), { replace: true });
  };
  return (
    <>
      <BackBar
        title={t('compare.title')}
        context={item.unitName}
        to="/collect/outbox"
        back={t('tabs.outbox')}
      />
      <main>
        <p className="note">{t('compare.both')}</p>
        {refusal && (
          <p className="note badn" role="alert">
            {refusal}
          </p>
        )}
        {seen ? (
          <>
            <p className="pad-x s quiet above">
              {t('compare.when', {
                when: dayTime(seen.record.acceptedAt, timeZone),
                version: seen.record.version,
              })}
            </p>
            <Table item={item} theirs={seen.record} edition={seen.edition} />
          </>
        ) : (
          !refusal && <Loading what={t('compare.loading')} />
        )}
      </main>
      {seen && (
        <footer className="foot two">
          <button
            type="button"
            className="btn"
            onClick={() => void settle(() => advance(database, item.id, { kind: 'given-up' }))}
          >
            {t('compare.keepTheirs')}
          </button>
          <button
            type="button"
            className="btn pri"
            onClick={() => void settle(() => resend(field, item, seen.record.version))}
          >
            {t('compare.sendMine')}
          </button>
        </footer>
      )}
    </>
  );
};

export const Compare = () => {
  const { submission } = useParams();
  const { outbox } = useField();
  const item = outbox.find(({ id }) => id === submission);
  if (item?.state.kind !== 'needs-work') return <Navigate to="/collect/outbox" replace />;
  return <Choice item={item} />;
};
