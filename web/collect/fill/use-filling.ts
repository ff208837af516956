/** The life of an open questionnaire: where the person is, what is wrong on the pages they went through, what is saved. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PanelModel, SurveyModel } from 'survey-core';
import type { Violation } from '#forms/answers/answers.ts';
import type { Hit } from '#forms/checks/check.ts';
import { refuses } from '#forms/checks/record-checks.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import type { Database, Draft, Said } from '../../offline/database.ts';
import { afterPaint } from './after-paint.ts';
import { drawRest } from './draw-rest.ts';
import { explanationKey } from './form-checks.ts';
import { listOnPage, openIndex } from './model.ts';
import { pageOf, reveal, type Spot, spotAt, titleOf } from './path.ts';
import type { Step } from './steps.tsx';
import { useCarried } from './use-carried.ts';
import { type Shown, useErrors } from './use-errors.ts';
import { useSaved } from './use-saved.ts';
import { inspect, type Judging } from './verdict.ts';

export interface FillingOptions {
  readonly model: SurveyModel;
  readonly draft: Draft;
  readonly edition: Edition;
  readonly database: Database;
  readonly judging: Judging;
}

/** SurveyJS renders in its own time; what is to be seen or focused exists one frame later. */
const afterRender = (act: () => void) => requestAnimationFrame(() => setTimeout(act, 30));

/** The page scrolls inside its main element. */
const toTop = () => document.querySelector('main.filling')?.scrollTo({ top: 0 });

const restore = (model: SurveyModel, { page, member }: Draft): number => {
  const shown = Math.min(page, model.visiblePages.length - 1);
  model.currentPageNo = shown;
  listOnPage(model)?.panels[member]?.expand();
  return shown;
};

const stepsOf = (
  model: SurveyModel,
  violations: readonly Violation[],
  checked: ReadonlySet<number>,
): readonly Step[] => {
  const wrong = new Set(
    violations.map(({ at }) => {
      const spot = spotAt(model, at);
      return spot ? pageOf(spot) : 0;
    }),
  );
  return model.visiblePages.map((page, index) => ({
    title: page.title,
    state: checked.has(index) ? (wrong.has(index) ? 'wrong' : 'done') : 'later',
  }));
};

export const useFilling = ({ model, draft, edition, database, judging }: FillingOptions) => {
  const { saved, save, close } = useSaved(database, draft);
  const place = useErrors(model, judging.checks);
  const carried = useCarried(model, draft, save);
  const [page, setPage] = useState(() => restore(model, draft));
  const [checked, setChecked] = useState<ReadonlySet<number>>(
    // What comes back from the outbox was refused or is looked through again: everything wrong shows at once.
    () =>
      new Set(
        Array.from({ length: draft.from ? model.visiblePages.length : draft.page }, (_, index) => index),
      ),
  );
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const [violations, setViolations] = useState<readonly Violation[]>([]);
  const [hits, setHits] = useState<readonly Hit[]>([]);
  const [said, setSaid] = useState<Said>(draft.explanations ?? {});
  // Cards opening and closing change the words of the button.
  const [opened, setOpened] = useState(0);
  const checkedNow = useRef(checked);

  const look = useCallback(
    (pages: ReadonlySet<number>): readonly Shown[] => {
      const found = inspect(edition, model.data, judging);
      const placed = place(found, pages);
      setViolations(found.violations);
      setHits(found.hits);
      setShown(placed);
      return placed;
    },
    [edition, model, judging, place],
  );
  const check = useCallback(
    (pages: readonly number[]): readonly Shown[] => {
      const all = new Set([...checkedNow.current, ...pages]);
      checkedNow.current = all;
      setChecked(all);
      return look(all);
    },
    [look],
  );
  const go = useCallback(
    (to: number) => {
      model.currentPageNo = to;
      setPage(model.currentPageNo);
      save({ page: model.currentPageNo, member: Math.max(0, openIndex(listOnPage(model))) });
      toTop();
    },
    [model, save],
  );
  const goToSpot = useCallback(
    (spot: Spot) => {
      const to = pageOf(spot);
      if (model.currentPageNo !== to) go(to);
      reveal(spot);
      afterRender(() => spot.question.focus(true));
    },
    [model, go],
  );

  const goTo = useCallback(({ spot }: Shown) => spot && goToSpot(spot), [goToSpot]);
  const pageAt = (at: string | undefined): number | undefined => {
    const spot = at === undefined ? undefined : spotAt(model, at);
    return spot && pageOf(spot);
  };
  const spot = (at: string) => {
    const found = spotAt(model, at);
    return found && { title: titleOf(found), go: () => goToSpot(found) };
  };

  useEffect(() => {
    look(checkedNow.current);
    // What is wrong is looked for once the change is on the screen.
    const lookLater = afterPaint(() => look(checkedNow.current));
    const changed = () => {
      save({ answers: structuredClone(model.data) as JsonObject });
      lookLater.ask();
    };
    const opening = (_: SurveyModel, { element }: { element: PanelModel }) => {
      setOpened((count) => count + 1);
      const index = openIndex(listOnPage(model));
      if (element.isExpanded && index >= 0) save({ member: index });
    };
    model.onValueChanged.add(changed);
    model.onElementContentVisibilityChanged.add(opening);
    return () => {
      model.onValueChanged.remove(changed);
      model.onElementContentVisibilityChanged.remove(opening);
      lookLater.stop();
    };
  }, [model, save, look]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or another open card has other rows
  useEffect(() => drawRest(model), [model, page, opened]);

  const say = useCallback(
    (hit: Hit, text: string) => {
      setSaid((before) => {
        const after = { ...before, [explanationKey(hit)]: text };
        save({ explanations: after });
        return after;
      });
    },
    [save],
  );
  /** What checks ask, or will have looked at, on the pages that the person has been through. */
  // biome-ignore lint/correctness/useExhaustiveDependencies: which page a path is on follows from the model
  const asked = useMemo(
    () => hits.filter((hit) => !refuses(hit) && checked.has(pageAt(hit.at ?? hit.row?.path) ?? page)),
    [model, hits, checked, page],
  );

  const steps = useMemo(() => stepsOf(model, violations, checked), [model, violations, checked]);
  return {
    page,
    steps,
    shown,
    saved,
    go,
    goTo,
    check,
    close,
    pageAt,
    spot,
    toTop,
    carried,
    asked,
    said,
    say,
  };
};
