/** One flow: its steps from above to below, dates at their side, and the next act at the step that it stands at (D35, D36). */
import { useTranslation } from 'react-i18next';
import type { People } from '#forms/wire/shapes.ts';
import type { FlowState } from '#forms/wire/workflows.ts';
import type { Workflow } from '#forms/workflows/workflow.ts';
import { call } from '../api.ts';
import { HandedInFile } from '../shell/handed-in-file.tsx';
import { useFormats } from '../time/format.ts';
import { DoStep, type DoStepProps } from './do-step.tsx';
import { daysLate, type FlowRow, flowRows, noonOf } from './flow-rows.ts';

export interface FlowStepsProps extends Pick<DoStepProps, 'place' | 'today' | 'button'> {
  readonly workflow: Workflow;
  readonly flow: FlowState;
  readonly people: People;
  readonly timeZone: string;
}

export const FlowSteps = (props: FlowStepsProps) => {
  const { workflow, flow, today } = props;
  const rows = flowRows(workflow, flow, today);
  return (
    <ol className="w-steps">
      {rows.map((row) => (
        <Row key={row.step.id} row={row} {...props} />
      ))}
    </ol>
  );
};

const Row = ({ row, ...props }: FlowStepsProps & { readonly row: FlowRow }) => {
  const { t } = useTranslation('workflow');
  const { t: shell } = useTranslation('shell');
  const { text } = useFormats();
  const { step, state, late } = row;
  const isNow = state === 'now';
  return (
    <li
      className={[state, late ? 'late' : ''].filter(Boolean).join(' ')}
      {...(isNow ? { 'aria-current': 'step' } : {})}
    >
      <div className="w-line">
        <b>{text(step.title)}</b>
        <When row={row} {...props} />
      </div>
      {row.done?.note && <q>{row.done.note}</q>}
      {row.done?.file && <StepFile file={row.done.file} {...props} />}
      {isNow && (
        <>
          {step.help !== undefined && <p className="w-help">{text(step.help)}</p>}
          {props.flow.mayMove ? (
            <DoStep step={step} {...props} />
          ) : (
            <p className="w-help">
              {t('waitsFor', { who: step.who.map((role) => shell(`role.${role}`)).join(t('or')) })}
            </p>
          )}
        </>
      )}
    </li>
  );
};

const StepFile = ({ file, place, workflow }: FlowStepsProps & { readonly file: string }) => {
  const { campaign, village, unit } = place;
  const params = { campaign, area: village, unit, workflow: workflow.id, file };
  return <HandedInFile file={file} link={async () => (await call('flowFile', { params })).download} />;
};

const When = ({
  row: { done, due, late, state },
  people,
  timeZone,
  today,
}: FlowStepsProps & { readonly row: FlowRow }) => {
  const { t } = useTranslation('workflow');
  const { day } = useFormats();
  if (done) {
    const date = done.on === undefined ? day(done.at, timeZone) : day(noonOf(done.on), 'UTC');
    const who = done.by === undefined ? '' : (people[done.by] ?? done.by.slice(0, 8));
    return <small>{[date, who].filter(Boolean).join(t('dot'))}</small>;
  }
  if (state === 'skipped') return <small>{t('notDone')}</small>;
  if (due === undefined) return null;
  return (
    <small className={late ? 'w-late' : ''}>
      {t('due', { date: day(noonOf(due), 'UTC') })}
      {late && `${t('dot')}${t('late', { count: daysLate(due, today) })}`}
    </small>
  );
};
