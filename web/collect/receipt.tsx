/** The receipt of a record and the way it goes: what happened, what comes next, and who does it. */

import { IconCircle, IconCircleCheck, IconClockPause, IconDeviceMobile } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LateState } from '#forms/wire/shapes.ts';
import { ProblemError } from '../api.ts';
import { contentCode } from '../offline/ids.ts';
import { isUnsent } from '../offline/outbox.ts';
import type { Standing } from '../offline/standing.ts';
import { useProblemText } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import { useField } from './field.tsx';
import type { Placed } from './place.ts';

interface WayStep {
  readonly key: string;
  readonly done: 'yes' | 'no' | 'late' | 'here';
  readonly title: string;
  readonly more?: string | undefined;
}
const marks = {
  yes: <IconCircleCheck className="ok" size={20} aria-hidden />,
  no: <IconCircle className="quiet" size={20} aria-hidden />,
  late: <IconClockPause className="wait" size={20} aria-hidden />,
  here: <IconDeviceMobile className="quiet" size={20} aria-hidden />,
} as const satisfies { readonly [D in WayStep['done']]: ReactNode };

const Way = ({ steps }: { readonly steps: readonly WayStep[] }) => {
  const { t } = useTranslation('collect');
  return (
    <>
      <div className="head">
        <h2>{t('way.title')}</h2>
      </div>
      <ol className="band way">
        {steps.map(({ key, done, title, more }) => (
          <li key={key}>
            {marks[done]}
            {title}
            {more && <p>{more}</p>}
          </li>
        ))}
      </ol>
    </>
  );
};

interface Slip {
  readonly code: string;
  readonly at: number;
  readonly contentHash: string;
  readonly version: number;
}

const SlipCard = ({ slip, kind }: { readonly slip: Slip; readonly kind: 'title' | 'late' | 'before' }) => {
  const { t } = useTranslation('collect');
  const { timeZone } = useField();
  const { dayTime } = useFormats();
  return (
    <section className="card slip" aria-label={t('receipt.title')}>
      <p className="s quiet">{t(`receipt.${kind}`)}</p>
      <p className="code">{slip.code}</p>
      <dl>
        <div>
          <dt>{t('receipt.at')}</dt>
          <dd className="n">{dayTime(slip.at, timeZone)}</dd>
        </div>
        <div>
          <dt>{t('receipt.content')}</dt>
          <dd className="mono">{contentCode(slip.contentHash)}</dd>
        </div>
        {slip.version > 0 && (
          <div>
            <dt>{t('receipt.version')}</dt>
            <dd className="n">{slip.version}</dd>
          </div>
        )}
      </dl>
    </section>
  );
};

interface Shown {
  readonly slip: Slip;
  readonly kind: 'title' | 'late' | 'before';
}
/** The record's receipt, and that of a delivery that came too late beside it. */
const slipsOf = ({ record, item }: Standing): readonly Shown[] => {
  const slips: Shown[] = [];
  if (record) {
    const { receipt: code, acceptedAt: at, contentHash, version } = record;
    const kind = item && isUnsent(item.state) ? 'before' : 'title';
    slips.push({ slip: { code, at, contentHash, version }, kind });
  }
  if (item?.state.kind === 'quarantined') {
    const { code, at, contentHash } = item.state.receipt;
    slips.push({ slip: { code, at: Date.parse(at), contentHash, version: 0 }, kind: 'late' });
  }
  return slips;
};

/** Does the way begin with what was filled in here, or with a record that came from elsewhere? */
const beganHere = ({ record, item, state }: Standing): boolean => {
  if (!item) return false;
  if (item.state.kind === 'accepted') return item.state.receipt.code === record?.receipt;
  return isUnsent(item.state) || state === 'quarantined';
};

/** The quarantined submission that this is about, as the server tells of it. */
const lateOf = (late: readonly LateState[], { item, unit, questionnaire }: Standing): LateState | undefined =>
  late.find(({ submission }) => submission === item?.id) ??
  late.findLast((one) => one.unit === unit && one.questionnaire === questionnaire);

/** W18: what people asked and decided about it so far, with their reasons. */
const decisionSteps = (late: LateState | undefined, t: TFunction<'collect'>): readonly WayStep[] => {
  const { state, reason = '', why = '' } = late?.admission ?? {};
  const listed: WayStep = { key: 'listed', done: 'no', title: t('way.listed'), more: t('way.listedMore') };
  if (state === undefined) return [listed];
  const asked: WayStep = { key: 'asked', done: 'yes', title: t('way.asked'), more: reason };
  if (state === 'asked') return [asked, listed];
  return [asked, { key: 'rejected', done: 'late', title: t('way.rejected'), more: why }];
};

const useSteps = ({ questionnaire }: Placed, standing: Standing): readonly WayStep[] => {
  const { t } = useTranslation('collect');
  const { campaign, work, timeZone } = useField();
  const { dayTime, deadline } = useFormats();
  const { record, item, state } = standing;
  const seal = campaign.calendar.seals.find(({ groups }) => groups.includes(questionnaire.group));
  const first: readonly WayStep[] =
    item && beganHere(standing)
      ? [{ key: 'filled', done: 'yes', title: t('way.filled', { when: dayTime(item.queuedAt, timeZone) }) }]
      : [];
  if (state === 'quarantined')
    return [
      ...first,
      { key: 'late', done: 'late', title: t('way.late'), more: t('way.lateMore') },
      ...decisionSteps(lateOf(work.late, standing), t),
    ];
  if (item && (item.state.kind === 'waiting' || item.state.kind === 'sending'))
    return [
      ...first,
      { key: 'here', done: 'here', title: t('way.here'), more: t('way.hereMore') },
      { key: 'send', done: 'no', title: t('way.send') },
    ];
  if (!record) return first;
  const signing: WayStep | undefined =
    questionnaire.scanPages > 0
      ? {
          key: 'sign',
          done: record.pages > 0 ? 'yes' : 'no',
          title: record.pages > 0 ? t('way.signed', { count: record.pages }) : t('way.sign'),
          more: record.pages > 0 ? undefined : t('way.signMore'),
        }
      : undefined;
  const letIn = work.late.find(({ admission }) => admission?.receipt === record.receipt)?.admission;
  return [
    ...first,
    ...(letIn ? [{ key: 'admitted', done: 'yes', title: t('way.admitted'), more: letIn.why } as const] : []),
    {
      key: 'sent',
      done: 'yes',
      title: t('way.sent', { when: dayTime(record.acceptedAt, timeZone) }),
    },
    ...(signing ? [signing] : []),
    {
      key: 'seal',
      done: record.sealed ? 'yes' : 'no',
      title: record.sealed
        ? t('way.sealed')
        : t('way.seal', { when: seal ? deadline(seal.at, timeZone) : '' }),
      more: record.sealed ? t('way.sealedMore') : t('way.sealMore'),
    },
  ];
};

export const Receipt = ({ placed, standing }: { readonly placed: Placed; readonly standing: Standing }) => {
  const { t } = useTranslation('collect');
  const said = useProblemText();
  const steps = useSteps(placed, standing);
  const { item } = standing;
  return (
    <>
      {item?.state.kind === 'quarantined' && <p className="note waitn">{t('late.plain')}</p>}
      {item?.state.kind === 'needs-work' && (
        <p className="note badn" role="alert">
          <span className="tx">
            {said(new ProblemError(item.state.problem, item.state.facts, 422))} {t('late.kept')}
          </span>
        </p>
      )}
      {slipsOf(standing).map((one) => (
        <SlipCard key={one.kind} {...one} />
      ))}
      {steps.length > 0 && <Way steps={steps} />}
    </>
  );
};
