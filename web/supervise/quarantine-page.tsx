/** What came after its gate had closed: nothing of it is lost or silent, and people decide what becomes of it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdmissionsReply } from '#forms/wire/deadlines.ts';
import type { LateState } from '#forms/wire/shapes.ts';
import { call, ProblemError } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Empty, Page, Panel } from '../shell/parts.tsx';
import { useProblemText } from '../shell/problem.tsx';
import { Evidence } from './evidence.tsx';
import { Freshness } from './freshness.tsx';
import { useHeldArea } from './held-area.ts';
import { QuarantineTable } from './quarantine-table.tsx';
import { ReasonBox } from './reason-box.tsx';

/** Who may ask chooses among those nobody asked for, who may decide among those somebody did. */
const openTo = (late: LateState, asks: boolean, decides: boolean): boolean =>
  late.admission === undefined ? asks : decides && late.admission.state === 'asked';

export const QuarantinePage = () => {
  const { t } = useTranslation('supervise');
  const { id } = useCampaign();
  const area = useHeldArea('quarantine.read');
  const [asking, deciding] = [useHeldArea('admission.ask'), useHeldArea('admission.decide')];
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [shown, setShown] = useState<LateState>();
  const query = useQuery({
    queryKey: ['quarantine', id, area],
    queryFn: ({ signal }) => call('quarantine', { params: { campaign: id, area: area ?? '' }, signal }),
    enabled: area !== undefined,
    refetchInterval: 15_000,
  });
  const { late = [], people = {} } = query.data ?? {};
  const open = late.filter((one) => openTo(one, asking !== undefined, deciding !== undefined));
  const marked = open.filter(({ submission }) => chosen.includes(submission));
  const undecided = late.filter(({ admission }) => !admission || admission.state === 'asked').length;
  return (
    <Page
      title={t('nav.quarantine')}
      meta={query.data && t('quarantine.meta', { count: late.length, open: undecided })}
    >
      {area === undefined && <Empty>{t('noArea')}</Empty>}
      <Freshness query={query} what={t('quarantine.loading')} />
      {query.data && late.length === 0 && (
        <Panel>
          <Empty>{t('quarantine.none')}</Empty>
        </Panel>
      )}
      {late.length > 0 && (
        <div className={shown ? 's-ledger with-side' : 's-ledger'}>
          <div className="s-main">
            <Panel flush>
              <QuarantineTable
                late={late}
                people={people}
                open={new Set(open.map(({ submission }) => submission))}
                chosen={chosen}
                onChoose={setChosen}
                shown={shown?.submission}
                onShow={setShown}
              />
            </Panel>
            {open.length > 0 && (
              <Acts marked={marked} area={(asking ?? deciding) || ''} asks={asking !== undefined} />
            )}
          </div>
          {shown && (
            <Evidence
              key={shown.submission}
              village={shown.village}
              submission={shown.submission}
              onClose={() => setShown(undefined)}
            />
          )}
        </div>
      )}
      <p className="x-xs x-muted">{t('quarantine.note')}</p>
    </Page>
  );
};

interface ActsProps {
  readonly marked: readonly LateState[];
  readonly area: string;
  readonly asks: boolean;
}

const Acts = ({ marked, area, asks }: ActsProps) => {
  const { t } = useTranslation('supervise');
  const said = useProblemText();
  const { id: campaign } = useCampaign();
  const queries = useQueryClient();
  const [left, setLeft] = useState<readonly string[]>([]);
  const late = marked.map(({ village, submission }) => ({ village, submission }));
  const nameOf = new Map(marked.map(({ submission, unitName }) => [submission, unitName]));
  const params = { campaign, area };
  const show = async ({ outcomes }: AdmissionsReply) => {
    const undone = outcomes.flatMap(({ submission, problem }) =>
      problem
        ? [
            t('evidence.line', {
              what: nameOf.get(submission),
              why: said(new ProblemError(problem.problem, problem.facts, 409)),
            }),
          ]
        : [],
    );
    setLeft(undone);
    await queries.invalidateQueries();
  };
  const ask = async (reason: string) => show(await call('askAdmissions', { params, body: { late, reason } }));
  const decide = (decision: 'admit' | 'reject') => async (why: string) =>
    show(await call('decideAdmissions', { params, body: { late, decision, why } }));
  return (
    <Panel title={t(asks ? 'admission.askTitle' : 'admission.decideTitle', { count: marked.length })}>
      <ReasonBox
        label={t(asks ? 'ask.reason' : 'reason.decision')}
        consequence={t(asks ? 'admission.askWill' : 'admission.decideWill', { count: marked.length })}
        blocked={marked.length === 0 ? t('admission.choose') : undefined}
        acts={
          asks
            ? [{ name: t('admission.ask'), primary: true, run: ask }]
            : [
                { name: t('admission.reject'), run: decide('reject') },
                { name: t('admission.admit'), primary: true, run: decide('admit') },
              ]
        }
      />
      {left.length > 0 && (
        <div role="alert">
          <p className="x-bad">{t('admission.undone', { count: left.length })}</p>
          <ul className="s-undone">
            {left.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
};
