/** One unit: what was handed back, its questionnaires and where each stands, the next act at the thumb. */
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { contentCode } from '../offline/ids.ts';
import type { Standing } from '../offline/standing.ts';
import { StateGlyph } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { fillPath, recordPath } from './address.ts';
import { useField } from './field.tsx';
import { BackBar } from './frame.tsx';
import { HandedBack } from './handed-back.tsx';
import { useUnit } from './place.ts';
import { isWritable, questionnairesOf } from './progress.ts';

type Questionnaire = ReturnType<typeof questionnairesOf>[number];
interface Row {
  readonly questionnaire: Questionnaire;
  readonly standing: Standing;
}

/** Untouched and begun ones open the questionnaire; everything else has something to show first. */
const opensFill = ({ state }: Standing) => state === 'none' || state === 'draft';

const useDetail = () => {
  const { t } = useTranslation('collect');
  const { timeZone } = useField();
  const { dayTime } = useFormats();
  return ({ draft, record, item }: Standing): string | undefined => {
    if (draft) return t('row.draft', { when: dayTime(draft.changedAt, timeZone) });
    if (item?.state.kind === 'waiting') return t('row.waiting', { when: dayTime(item.queuedAt, timeZone) });
    if (record)
      return t('row.record', {
        when: dayTime(record.acceptedAt, timeZone),
        code: contentCode(record.contentHash),
      });
    return undefined;
  };
};

/** The one thing to do next: what was handed back, what was begun, what is untouched. */
const nextOf = (rows: readonly Row[]): Row | undefined =>
  ['todo', 'draft', 'none']
    .map((state) => rows.find(({ standing }) => standing.state === state))
    .find((row) => row !== undefined);

export const UnitPage = () => {
  const { t } = useTranslation('collect');
  const { campaign, village, work, standing } = useField();
  const { text } = useFormats();
  const detail = useDetail();
  const now = useServerNow(30_000);
  const unit = useUnit();
  if (!unit) return <Navigate to="/collect" replace />;
  const rows = questionnairesOf(campaign, unit, standing).map((questionnaire) => ({
    questionnaire,
    standing: standing(unit.id, questionnaire.id),
  }));
  const placeOf = (questionnaire: string) => ({
    campaign: campaign.id,
    village: village.code,
    unit: unit.id,
    questionnaire,
  });
  const findings = rows.flatMap((row) => row.standing.findings);
  const next = nextOf(rows);
  const gate = work.gates.find((one) => one.questionnaire === next?.questionnaire.id);
  const writable = gate !== undefined && isWritable(gate, now);
  const pathOf = ({ questionnaire, standing: one }: Row) =>
    opensFill(one) && writable ? fillPath(placeOf(questionnaire.id)) : recordPath(placeOf(questionnaire.id));
  const kind = campaign.unitKinds.find(({ id }) => id === unit.kind);
  const context = [
    unit.address,
    kind && text(kind.title),
    unit.size !== undefined && t('people', { count: unit.size }),
  ]
    .filter(Boolean)
    .join(t('dot'));
  return (
    <>
      <BackBar title={unit.name} context={context} to="/collect" back={t('backToList')} />
      <main>
        <HandedBack findings={findings} />
        <div className="head">
          <h2>{t('unitForms')}</h2>
        </div>
        <ul className="band">
          {rows.map((row) => (
            <li key={row.questionnaire.id}>
              <Link className="row" to={pathOf(row)}>
                <div className="tx">
                  <h3>{text(row.questionnaire.title)}</h3>
                  {detail(row.standing) && <p>{detail(row.standing)}</p>}
                </div>
                <StateGlyph state={row.standing.state} />
                <IconChevronRight className="go" size={24} aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      </main>
      {next && writable && (
        <footer className="foot">
          <Link className="btn pri wide" to={pathOf(next)}>
            {t(`next.${next.standing.state}`, {
              what: text(next.questionnaire.short),
              count: next.standing.findings.length || 1,
            })}
          </Link>
        </footer>
      )}
    </>
  );
};
