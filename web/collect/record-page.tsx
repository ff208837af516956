/** One record: where it is, its receipt, what happens next, its signed pages, and the way to correct it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import { useReached } from '../offline/connection.ts';
import { isUnsent } from '../offline/outbox.ts';
import { useProblemText } from '../shell/problem.tsx';
import { StateGlyph } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { comparePath, fillPath, unitPath } from './address.ts';
import { beginCorrection, resumeItem } from './begin.ts';
import { useField } from './field.tsx';
import { BackBar } from './frame.tsx';
import { HandedBack } from './handed-back.tsx';
import { type Placed, usePlace } from './place.ts';
import { endsOf, isWritable } from './progress.ts';
import { Receipt } from './receipt.tsx';
import { SignedPages } from './signed-pages.tsx';

/** What may be done with the record now, and why not otherwise. */
const useActs = ({ place }: Placed) => {
  const field = useField();
  const now = useServerNow(30_000);
  const standing = field.standing(place.unit, place.questionnaire);
  const gate = field.work.gates.find((one) => one.questionnaire === place.questionnaire);
  const writable = gate !== undefined && isWritable(gate, now);
  const needsFinding = gate?.right === 'correct-by-finding' && standing.findings.length === 0;
  return {
    field,
    standing,
    gate,
    correctable:
      writable && !needsFinding && standing.record !== undefined && standing.record.sealed === undefined,
    fillable: writable && gate?.right === 'collect' && standing.record === undefined,
    needsFinding: writable && needsFinding,
  };
};

const Foot = ({ placed }: { readonly placed: Placed }) => {
  const { t } = useTranslation('collect');
  const said = useProblemText();
  const navigate = useNavigate();
  const reached = useReached();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const { field, standing, correctable, fillable } = useActs(placed);
  const { item, draft, findings, record } = standing;
  const fill = fillPath(placed.place);
  if (item?.state.kind === 'needs-work' && item.state.problem === 'moved-on')
    return (
      <footer className="foot">
        <Link className="btn pri wide" to={comparePath(item.id)}>
          {t('act.compare')}
        </Link>
      </footer>
    );
  if (draft)
    return (
      <footer className="foot">
        <Link className="btn pri wide" to={fill}>
          {t('act.continue')}
        </Link>
      </footer>
    );
  if (item && isUnsent(item.state) && item.state.kind !== 'sending')
    return (
      <footer className="foot">
        <button
          type="button"
          className={item.state.kind === 'needs-work' ? 'btn pri wide' : 'btn wide'}
          onClick={() => void resumeItem(field, item).then(() => navigate(fill))}
        >
          {t(item.state.kind === 'needs-work' ? 'act.fix' : 'act.reopen')}
        </button>
      </footer>
    );
  if (!record && fillable)
    return (
      <footer className="foot">
        <Link className="btn pri wide" to={fill}>
          {t('act.fill')}
        </Link>
      </footer>
    );
  if (!correctable) return null;
  const correct = async () => {
    setBusy(true);
    setRefusal('');
    try {
      await beginCorrection(field, placed.place, standing);
      await navigate(fill);
    } catch (error) {
      setRefusal(said(error));
      setBusy(false);
    }
  };
  return (
    <footer className="foot">
      <p className="save" role="status">
        {refusal || (reached ? '' : t('act.correctOnline'))}
      </p>
      <button
        type="button"
        className={findings.length > 0 ? 'btn pri' : 'btn'}
        disabled={busy}
        onClick={() => void correct()}
      >
        {busy
          ? t('act.fetching')
          : findings.length > 0
            ? t('act.correctBack', { count: findings.length })
            : t('act.correct')}
      </button>
    </footer>
  );
};

export const RecordPage = () => {
  const placed = usePlace();
  if (!placed) return <Navigate to="/collect" replace />;
  return <Record placed={placed} />;
};

const Record = ({ placed }: { readonly placed: Placed }) => {
  const { t } = useTranslation('collect');
  const { text, deadline } = useFormats();
  const { field, standing, needsFinding, gate } = useActs(placed);
  const { unit, questionnaire, place } = placed;
  const closedAt = endsOf(field.campaign.calendar, questionnaire.group).write;
  const closed = gate && !needsFinding && (gate.right === 'read' || gate.right === 'none');
  return (
    <>
      <BackBar
        title={text(questionnaire.title)}
        context={[unit.name, unit.address].filter(Boolean).join(t('dot'))}
        to={unitPath(place)}
        back={t('backTo', { name: unit.name })}
      />
      <main>
        <p className="where">
          <StateGlyph state={standing.state} />
        </p>
        {closed && (
          <p className="note">
            <span className="tx">
              <b>{t('closed.title')}</b>{' '}
              {closedAt !== undefined && t('closed.when', { when: deadline(closedAt, field.timeZone) })}
            </span>
          </p>
        )}
        {needsFinding && <p className="note">{t('closed.findingOnly')}</p>}
        <HandedBack findings={standing.findings} />
        <Receipt placed={placed} standing={standing} />
        {standing.record && questionnaire.scanPages > 0 && (
          <SignedPages
            place={place}
            record={standing.record}
            pages={questionnaire.scanPages}
            open={gate !== undefined && gate.right !== 'read' && gate.right !== 'none'}
          />
        )}
      </main>
      <Foot placed={placed} />
    </>
  );
};
