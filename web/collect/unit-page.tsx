/** One unit: what was handed back, its questionnaires and where each stands, the next act at the thumb. */
import { IconChevronRight } from '@tabler/icons-react';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import type { Unit } from '#forms/wire/shapes.ts';
import type { Standing } from '../offline/standing.ts';
import { StateGlyph } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { forgetAdded } from './add-unit.ts';
import { fillPath, recordPath } from './address.ts';
import { useField } from './field.tsx';
import { BackBar } from './frame.tsx';
import { HandedBack } from './handed-back.tsx';
import { OtherFindings } from './other-findings.tsx';
import { useUnit } from './place.ts';
import { isOpen, isWritable, questionnairesOf } from './progress.ts';
import { Sheets } from './sheets.tsx';
import { useDetail } from './use-detail.ts';

/** Only the server knows of procedures: they come behind everything that works without it, and never stop the page. */
const UnitProcedures = lazy(
  (): Promise<{ readonly default: ComponentType<{ readonly unit: Unit }> }> =>
    import('./unit-procedures.tsx').then(
      ({ UnitProcedures: found }) => ({ default: found }),
      () => ({ default: () => null }),
    ),
);

type Questionnaire = ReturnType<typeof questionnairesOf>[number];
interface Row {
  readonly questionnaire: Questionnaire;
  readonly standing: Standing;
}

/** Untouched and begun ones open the questionnaire; everything else has something to show first. */
const opensFill = ({ state }: Standing) => state === 'none' || state === 'draft';

/** The one thing to do next: what was handed back, what was begun, what is untouched. */
const nextOf = (rows: readonly Row[]): Row | undefined =>
  ['todo', 'draft', 'none']
    .map((state) => rows.find(({ standing }) => standing.state === state))
    .find((row) => row !== undefined);

/** Forms about such a unit that this one does not owe: filled in by exception. */
const NotOwed = ({ unit, owed }: { readonly unit: Unit; readonly owed: readonly string[] }) => {
  const { t } = useTranslation('collect');
  const { campaign, village, work } = useField();
  const { text } = useFormats();
  const now = useServerNow(30_000);
  const others = campaign.questionnaires.filter((one) => {
    const gate = work.gates.find(({ questionnaire }) => questionnaire === one.id);
    return one.unit === unit.kind && !owed.includes(one.id) && gate !== undefined && isOpen(gate, now);
  });
  if (others.length === 0) return null;
  return (
    <details className="others">
      <summary>{t('notOwed', { count: others.length })}</summary>
      <ul className="band">
        {others.map(({ id, title }) => (
          <li key={id}>
            <Link
              className="row"
              to={fillPath({
                campaign: campaign.id,
                village: village.code,
                unit: unit.id,
                questionnaire: id,
              })}
            >
              <div className="tx">
                <h3>{text(title)}</h3>
              </div>
              <IconChevronRight className="go" size={24} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
};

/** A unit that was added here by mistake, as long as nothing was sent about it. */
const TakeAway = ({ unit }: { readonly unit: Unit }) => {
  const { t } = useTranslation('collect');
  const field = useField();
  const navigate = useNavigate();
  const begun =
    field.outbox.some(({ envelope }) => envelope.unit === unit.id) ||
    field.drafts.some((draft) => draft.unit === unit.id);
  if (begun || !field.added.some(({ id }) => id === unit.id)) return null;
  const takeAway = async () => {
    await forgetAdded(field, unit.id);
    await navigate('/collect', { replace: true });
  };
  return (
    <p className="take-away">
      <button type="button" className="btn" onClick={() => void takeAway()}>
        {t('add.takeAway')}
      </button>
    </p>
  );
};

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
        <Sheets unit={unit} />
        <Suspense fallback={null}>
          <UnitProcedures unit={unit} />
        </Suspense>
        <OtherFindings unit={unit.id} />
        <NotOwed unit={unit} owed={rows.map(({ questionnaire }) => questionnaire.id)} />
        <TakeAway unit={unit} />
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
