/** The questionnaire being filled in: steps, problems, the form, and the foot with the save line and the next act. */
import { IconAlertTriangle, IconChevronRight, IconCircleCheck, IconTrash } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SurveyModel } from 'survey-core';
import { blobsIn } from '#forms/answers/blobs-in.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import type { Draft } from '../../offline/database.ts';
import { forgetFiles } from '../../offline/files.ts';
import { surveyLocale } from '../../questionnaire/survey-model.ts';
import { SurveyView } from '../../questionnaire/survey-view.tsx';
import { useFormats } from '../../time/format.ts';
import { forgetAdded } from '../add-unit.ts';
import { recordPath, unitPath } from '../address.ts';
import { useField } from '../field.tsx';
import { BackBar } from '../frame.tsx';
import { HandedBack } from '../handed-back.tsx';
import type { Placed } from '../place.ts';
import { submitDraft } from '../submit.ts';
import { Asked } from './asked.tsx';
import { CarriedNote } from './carried-note.tsx';
import { explanationsOf, type FormChecks, unsaid } from './form-checks.ts';
import { useKeeper } from './keeper.ts';
import { fillModel, listOnPage, openIndex } from './model.ts';
import { panelTitle } from './path.ts';
import { PeriodNote, useKindWords } from './period-note.tsx';
import { Jump, Steps } from './steps.tsx';
import { useFilling } from './use-filling.ts';
import type { Saved } from './use-saved.ts';
import { judgeAnswers, todayIn, variablesIn } from './verdict.ts';

const SaveLine = ({ saved, timeZone }: { readonly saved: Saved; readonly timeZone: string }) => {
  const { t } = useTranslation('collect');
  const { time } = useFormats();
  if (saved.kind === 'failed')
    return (
      <p className="save bad" role="alert">
        <IconAlertTriangle className="bad" size={20} aria-hidden />
        <span>
          <b>{t('fill.notSaved')}</b>
          {t('fill.notSavedMore')}
        </span>
      </p>
    );
  return (
    <p className="save" role="status">
      <IconCircleCheck size={20} aria-hidden />
      <span>
        <b>{t(saved.kind === 'saved' ? 'fill.saved' : 'fill.willSave')}</b>
        {saved.kind === 'saved' && <span className="n quiet">{time(saved.at, timeZone)}</span>}
      </span>
    </p>
  );
};

/** What the button does next: the next member, the next page, or done. */
const nextAct = (model: SurveyModel, page: number) => {
  const list = listOnPage(model);
  const open = openIndex(list);
  if (list && open >= 0 && open < list.panels.length - 1)
    return {
      kind: 'member',
      name: panelTitle(list, open + 1),
      go: () => list.panels[open + 1]?.expand(),
    } as const;
  const next = model.visiblePages[page + 1];
  return next ? ({ kind: 'page', name: next.title } as const) : ({ kind: 'done' } as const);
};

export interface FillDeskProps {
  readonly placed: Placed;
  readonly draft: Draft;
  readonly edition: Edition;
  readonly previous: JsonObject | undefined;
  readonly checks: FormChecks | undefined;
}

export const FillDesk = ({ placed, draft, edition, previous, checks }: FillDeskProps) => {
  const { t, i18n } = useTranslation('collect');
  const field = useField();
  const { text } = useFormats();
  const navigate = useNavigate();
  const { campaign, timeZone, database } = field;
  const judging = useMemo(() => ({ campaign, prev: previous, checks }), [campaign, previous, checks]);
  const { place, unit, questionnaire } = placed;
  const keeper = useKeeper(place);
  const [{ model, files }] = useState(() =>
    fillModel({
      source: edition.source,
      language: i18n.language,
      answers: draft.answers,
      variables: variablesIn(judging),
      today: () => todayIn(timeZone),
      keeper,
    }),
  );
  const filling = useFilling({ model, draft, edition, database, judging });
  const { page, steps, shown, saved, go, check, goTo, carried, asked, said, say } = filling;
  const [urgent, setUrgent] = useState(false);
  /** A sheet is at home on the page of the unit that it is about. */
  const home = { ...placed.place, unit: placed.unit.parent ?? placed.unit.id };
  const { findings } = field.standing(place.unit, place.questionnaire);
  useEffect(() => {
    model.locale = surveyLocale(i18n.language);
  }, [model, i18n.language]);

  /** A finding stands on the page of its field; one about the whole record on the first. */
  const here = (at: string | undefined) => (filling.pageAt(at) ?? 0) === page;

  const done = async () => {
    await files.settled();
    const verdict = judgeAnswers(edition, model.data, judging);
    if (!verdict.ok) {
      const [first] = check(steps.map((_, index) => index));
      if (first) goTo(first);
      return;
    }
    // Asked once: whoever has nothing to say sends it as it is, and the town asks.
    if (!urgent && unsaid(verdict.hits, said).length > 0) {
      check(steps.map((_, index) => index));
      setUrgent(true);
      filling.toTop();
      return;
    }
    const finished = await filling.close();
    await submitDraft(field, {
      draft: finished,
      answers: verdict.answers,
      contentHash: verdict.contentHash,
      unitName: unit.name,
      explanations: explanationsOf(verdict.hits, said),
      files: blobsIn(edition, verdict.answers).map(({ reference }) => reference),
    });
    await navigate(recordPath(place), { replace: true });
  };
  const turn = async () => {
    await files.settled();
    check([page]);
    go(page + 1);
  };
  const kindWords = useKindWords();
  const act = nextAct(model, page);
  const next = () => {
    if (act.kind === 'done') void done();
    else if (act.kind === 'member') {
      act.go();
      filling.toTop();
    } else void turn();
  };
  const discard = async () => {
    if (!window.confirm(t('fill.discardSure'))) return;
    const finished = await filling.close();
    await database.drafts.delete(draft.key);
    await forgetFiles(
      database,
      blobsIn(edition, finished.answers).map(({ reference }) => reference),
    );
    // First away from here: a page about a unit that is gone leads to the list.
    await navigate(unitPath(home), { replace: true });
    if (unit.parent !== undefined) await forgetAdded(field, unit.id);
  };
  return (
    <>
      <BackBar
        title={text(questionnaire.title)}
        context={[unit.name, unit.address].filter(Boolean).join(t('dot'))}
        to={unitPath(home)}
        back={t('backTo', { name: unit.name })}
      >
        <button
          type="button"
          className="icb end"
          aria-label={t('fill.discard')}
          onClick={() => void discard()}
        >
          <IconTrash size={22} stroke={1.8} aria-hidden />
        </button>
      </BackBar>
      <main className="filling" style={kindWords}>
        {steps.length > 1 && <Steps steps={steps} now={page} onGo={go} />}
        <PeriodNote calendar={campaign.calendar} />
        <Jump shown={shown} onGo={goTo} />
        {checks && (
          <Asked hits={asked} said={said} onSay={say} checks={checks} spot={filling.spot} urgent={urgent} />
        )}
        <CarriedNote carried={carried} />
        <HandedBack findings={findings.filter(({ at }) => here(at))} spot={filling.spot} />
        <SurveyView model={model} />
      </main>
      <footer className="foot">
        <SaveLine saved={saved} timeZone={timeZone} />
        <button type="button" className="btn pri" onClick={next}>
          <span className="what">
            {act.kind === 'done' ? t('fill.done') : t(`fill.next.${act.kind}`, { name: act.name })}
          </span>
          {act.kind !== 'done' && <IconChevronRight size={20} aria-hidden />}
        </button>
      </footer>
    </>
  );
};
