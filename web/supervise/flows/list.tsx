/** The list: step by step, each with how many stand there and how many are overdue, each unit with its day. */
import { useTranslation } from 'react-i18next';
import type { ListedFlow } from '#forms/wire/workflows.ts';
import { firstDue } from '#forms/workflows/due.ts';
import { useFormats } from '../../time/format.ts';
import { daysLate, noonOf } from '../../workflow/flow-rows.ts';
import { useAreaName } from '../held-area.ts';
import { nameOfFlow, type StepGroup } from './flow-list.ts';

export interface FlowListProps {
  readonly groups: readonly StepGroup[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
  readonly today: string;
}

export const FlowList = ({ groups, ...rest }: FlowListProps) => {
  const { t } = useTranslation('workflow');
  const { text } = useFormats();
  return (
    <section className="x-panel f-list" aria-label={t('list')}>
      {groups.map(({ workflow, step, flows, late }) => (
        <div key={`${workflow.id} ${step.id}`}>
          <h2 className="f-group w-group">
            {text(step.title)}
            <span>
              {text(workflow.title)}
              {t('dot')}
              {late > 0 ? t('countLate', { count: flows.length, late }) : t('count', { count: flows.length })}
            </span>
          </h2>
          <ul>
            {flows.map((flow) => (
              <Row key={nameOfFlow(flow)} flow={flow} {...rest} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
};

const Row = ({
  flow,
  chosen,
  onChoose,
  today,
}: Omit<FlowListProps, 'groups'> & { readonly flow: ListedFlow }) => {
  const { t } = useTranslation('workflow');
  const { day } = useFormats();
  const nameOf = useAreaName();
  const name = nameOfFlow(flow);
  const due = firstDue(flow.dues);
  const over = daysLate(due, today);
  return (
    <li>
      <button
        type="button"
        className="f-row"
        {...(name === chosen ? { 'aria-current': true } : {})}
        onClick={() => onChoose(name)}
      >
        <span className="f-what">
          <b>{flow.unitName}</b>
          <small>{nameOf(flow.village)}</small>
        </span>
        <span className="f-when">
          {due !== undefined && (
            <span className={over > 0 ? 'f-late' : ''}>{t('due', { date: day(noonOf(due), 'UTC') })}</span>
          )}
          {over > 0 && <small>{t('late', { count: over })}</small>}
        </span>
      </button>
    </li>
  );
};
