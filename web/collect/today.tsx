/** 今日: how long, how many, where next. */
import { IconChevronRight, IconDeviceMobile, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LocalText } from '#forms/json.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import { isUnsent } from '../offline/outbox.ts';
import type { Standing } from '../offline/standing.ts';
import { Glyph, type GlyphState } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { Due } from './due.tsx';
import { useField } from './field.tsx';
import { HomeBar, Tabs } from './frame.tsx';
import { NewNotices } from './notices-page.tsx';
import { isOpen, isWritable, nearestOf, progressOf, questionnairesOf } from './progress.ts';
import { Sealed } from './sealed.tsx';

const filters = ['all', 'todo', 'open', 'done'] as const;
type Filter = (typeof filters)[number];

/** What is handed back comes first, then what was begun, what is untouched, and what is done. */
const urgency: { readonly [S in GlyphState]: number } = {
  todo: 0,
  warn: 1,
  draft: 2,
  none: 3,
  here: 4,
  sending: 4,
  quarantined: 5,
  sent: 6,
  sealed: 7,
};
const belongs: { readonly [F in Filter]: (urgencies: readonly number[]) => boolean } = {
  all: () => true,
  todo: (all) => all.some((one) => one <= 1),
  open: (all) => all.some((one) => one <= 3),
  done: (all) => all.every((one) => one > 3),
};

interface Visit {
  readonly unit: Unit;
  readonly standings: readonly Standing[];
  readonly urgencies: readonly number[];
}

const sheetsByUnit = (units: readonly Unit[]): ReadonlyMap<string, readonly Unit[]> => {
  const found = new Map<string, Unit[]>();
  for (const unit of units) {
    if (unit.parent === undefined) continue;
    const known = found.get(unit.parent);
    if (known) known.push(unit);
    else found.set(unit.parent, [unit]);
  }
  return found;
};

const useVisits = (): readonly Visit[] => {
  const { campaign, work, standing } = useField();
  const sheets = useMemo(() => sheetsByUnit(work.units), [work.units]);
  return useMemo(
    () =>
      work.units
        // Sheets are seen to on the page of their unit, and stand with it here.
        .filter(({ parent }) => parent === undefined)
        .map((unit) => {
          const standings = [unit, ...(sheets.get(unit.id) ?? [])].flatMap((one) =>
            questionnairesOf(campaign, one, standing).map(({ id }) => standing(one.id, id)),
          );
          return { unit, standings, urgencies: standings.map(({ state }) => urgency[state]) };
        })
        .sort(
          (a, b) => Math.min(9, ...a.urgencies) - Math.min(9, ...b.urgencies) || a.unit.order - b.unit.order,
        ),
    [campaign, work, standing, sheets],
  );
};

const Chip = ({ state, short }: { readonly state: GlyphState; readonly short: string }) => {
  const { t } = useTranslation('shell');
  return (
    <span className={`chip ${state}`}>
      <Glyph state={state} />
      {short}
      <span className="x-vh">{`: ${t(`state.${state}`)}`}</span>
    </span>
  );
};

const VisitRow = ({ visit: { unit, standings } }: { readonly visit: Visit }) => {
  const { t } = useTranslation('collect');
  const { campaign, village } = useField();
  const { text } = useFormats();
  const shortOf = (id: string): LocalText =>
    campaign.questionnaires.find((questionnaire) => questionnaire.id === id)?.short ?? id;
  const handedBack = standings.reduce((sum, one) => sum + one.findings.length, 0);
  const stuck = standings.filter(({ item }) => item?.state.kind === 'needs-work').length;
  return (
    <li>
      <Link className="row visit" to={`/collect/${campaign.id}/${village.code}/${unit.id}`}>
        <div className="tx">
          <h3>
            {unit.name}
            <span>
              {unit.address}
              {unit.size !== undefined && `${t('dot')}${t('people', { count: unit.size })}`}
            </span>
          </h3>
          {handedBack > 0 && (
            <p className="flag bad">
              <Glyph state="todo" />
              <b>{t('handedBack', { count: handedBack })}</b>
            </p>
          )}
          {stuck > 0 && (
            <p className="flag bad">
              <Glyph state="todo" />
              <b>{t('stuck', { count: stuck })}</b>
            </p>
          )}
          <div className="chips">
            {standings.map(({ unit: about, questionnaire, state }) => (
              <Chip key={`${about} ${questionnaire}`} state={state} short={text(shortOf(questionnaire))} />
            ))}
          </div>
        </div>
        <IconChevronRight className="go" size={24} aria-hidden />
      </Link>
    </li>
  );
};

const OnThisPhone = () => {
  const { t } = useTranslation('collect');
  const { outbox } = useField();
  const count = outbox.filter(({ state }) => isUnsent(state)).length;
  if (count === 0) return null;
  return (
    <Link className="note strip" to="/collect/outbox">
      <IconDeviceMobile className="icon" size={24} stroke={1.8} aria-hidden />
      <div className="tx">
        <h2>{t('onThisPhone.title', { count })}</h2>
        <p>{t('onThisPhone.keep')}</p>
      </div>
      <IconChevronRight className="icon" size={24} aria-hidden />
    </Link>
  );
};

const matches = ({ unit }: Visit, words: string) =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${unit.name} ${unit.address} ${unit.id}`.toLowerCase().includes(word));

/** What was searched, filtered and scrolled to, for whoever comes back from a unit. */
const left = { words: '', filter: 'all' as Filter, top: 0 };

const useKept = (words: string, filter: Filter) => {
  const scroller = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const main = scroller.current;
    main?.scrollTo({ top: left.top });
    return () => {
      left.top = main?.scrollTop ?? 0;
    };
  }, []);
  useEffect(() => {
    left.words = words;
    left.filter = filter;
  }, [words, filter]);
  return scroller;
};

export const Today = () => {
  const { t } = useTranslation('collect');
  const { campaign, village, villages, chooseVillage, work, standing } = useField();
  const now = useServerNow(30_000);
  const visits = useVisits();
  const [words, setWords] = useState(left.words);
  const [filter, setFilter] = useState(left.filter);
  const scroller = useKept(words, filter);
  const wanted = useDeferredValue(words.trim());
  const progress = useMemo(() => progressOf(campaign, work, standing, now), [campaign, work, standing, now]);
  const shown = visits.filter(
    (visit) => belongs[filter](visit.urgencies) && (wanted === '' || matches(visit, wanted)),
  );
  const sealed = work.records.some((record) => record.sealed !== undefined);
  const writable = work.gates.some((gate) => isWritable(gate, now));
  const nearest = nearestOf(progress, now);
  const { text } = useFormats();
  const addable = campaign.unitKinds.filter(
    ({ id, addable: may }) =>
      may === true &&
      campaign.questionnaires.some((one) => {
        const gate = work.gates.find(({ questionnaire }) => questionnaire === one.id);
        return one.unit === id && gate !== undefined && isOpen(gate, now);
      }),
  );
  return (
    <>
      <HomeBar title={village.name} brand />
      <main ref={scroller}>
        {sealed && <Sealed />}
        {!(sealed && !writable) &&
          progress.map((one) => <Due key={one.group} progress={one} large={one === nearest} />)}
        <NewNotices />
        <OnThisPhone />
        {villages.length > 1 && (
          <label className="pick">
            <span>{t('village')}</span>
            <select value={village.code} onChange={(event) => chooseVillage(event.target.value)}>
              {villages.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="find">
          <IconSearch size={24} stroke={1.8} aria-hidden />
          <span className="x-vh">{t('find')}</span>
          <input
            type="search"
            placeholder={t('find')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </label>
        <div className="head">
          <h2>{t('units', { count: shown.length })}</h2>
          {addable.map(({ id, title }) => (
            <Link key={id} className="more" to={`/collect/new/${id}`}>
              {t('add.unit', { what: text(title) })}
            </Link>
          ))}
        </div>
        <fieldset className="filters">
          <legend className="x-vh">{t('filter.label')}</legend>
          {filters.map((one) => (
            <label key={one}>
              <input type="radio" name="filter" checked={filter === one} onChange={() => setFilter(one)} />
              <span>
                {t(`filter.${one}`)}{' '}
                <b className="n">{visits.filter((visit) => belongs[one](visit.urgencies)).length}</b>
              </span>
            </label>
          ))}
        </fieldset>
        {shown.length > 0 ? (
          <ul className="band long">
            {shown.map((visit) => (
              <VisitRow key={visit.unit.id} visit={visit} />
            ))}
          </ul>
        ) : (
          <p className="empty">{wanted ? t('noSuchUnit') : t(`none.${filter}`)}</p>
        )}
      </main>
      <Tabs />
    </>
  );
};
