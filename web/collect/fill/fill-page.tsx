/** Opens the questionnaire of a unit: the draft if there is one, the edition from the phone. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { call } from '../../api.ts';
import { type Draft, editionKey } from '../../offline/database.ts';
import type { Standing } from '../../offline/standing.ts';
import { Loading } from '../../shell/loading.tsx';
import { ProblemNote } from '../../shell/problem.tsx';
import { useServerNow } from '../../time/server-time.ts';
import { recordPath } from '../address.ts';
import { beginDraft, withKnown } from '../begin.ts';
import { type Field, useField } from '../field.tsx';
import { type Placed, usePlace } from '../place.ts';
import { isWritable } from '../progress.ts';
import { FillDesk } from './fill-desk.tsx';
import { type FormChecks, formChecks } from './form-checks.ts';
import './fill.css';

interface Opened {
  readonly draft: Draft;
  readonly edition: Edition;
  /** What the unit answered in the round before. */
  readonly previous: JsonObject | undefined;
  /** Absent as long as this phone has no checks of the campaign. */
  readonly checks: FormChecks | undefined;
}

const editionFor = async ({ database, campaign }: Field, draft: Draft): Promise<Edition> => {
  const key = editionKey(campaign.id, draft.questionnaire, draft.edition);
  const kept = await database.editions.get(key);
  if (kept) return kept.edition;
  const { questionnaire, edition } = draft;
  const fetched = await call('edition', { params: { campaign: campaign.id, questionnaire, edition } });
  await database.editions.put({ key, edition: fetched });
  return fetched;
};

const Open = ({ placed }: { readonly placed: Placed }) => {
  const { t } = useTranslation('collect');
  const field = useField();
  const [opened, setOpened] = useState<Opened>();
  const [failed, setFailed] = useState<unknown>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once; what is typed then lives in the model
  useEffect(() => {
    const open = async () => {
      const begun = await beginDraft(field, placed.place);
      const edition = await editionFor(field, begun);
      const previous = (await field.database.previous.get(begun.key))?.answers;
      const draft = await withKnown(field, begun, edition.source, previous);
      const kept = await field.database.checks.get(field.campaign.id);
      const checks = kept && formChecks(kept.checks, field.campaign, edition, placed.unit);
      setOpened({ draft, edition, previous, checks });
    };
    open().catch(setFailed);
  }, []);
  if (failed !== undefined) return <ProblemNote error={failed} />;
  if (!opened) return <Loading what={t('opening')} />;
  return <FillDesk placed={placed} {...opened} />;
};

const nowhere: Partial<Standing> = {};

export const FillPage = () => {
  const { work, standing } = useField();
  const now = useServerNow(60_000);
  const placed = usePlace();
  const [allowed, setAllowed] = useState<boolean>();
  const gate = work.gates.find((one) => one.questionnaire === placed?.place.questionnaire);
  const { draft, record, item } = placed ? standing(placed.place.unit, placed.place.questionnaire) : nowhere;
  // What was sent is corrected from what it says, never from an empty page over it.
  const begun = record !== undefined || item !== undefined;
  // Decided when the page opens: a deadline that passes while somebody types does not take the page away.
  const may = allowed ?? (draft !== undefined || (!begun && gate !== undefined && isWritable(gate, now)));
  useEffect(() => setAllowed(may), [may]);
  if (!placed) return <Navigate to="/collect" replace />;
  if (!may) return <Navigate to={recordPath(placed.place)} replace />;
  return <Open placed={placed} />;
};
