/** Every workflow that a unit is in, and those that it may be sent into by hand. Nothing where there is none. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import './workflow.css';
import type { FlowState } from '#forms/wire/workflows.ts';
import { isRunning } from '#forms/workflows/flow.ts';
import type { Workflow } from '#forms/workflows/workflow.ts';
import { uuidV7 } from '../offline/ids.ts';
import { useProblemText } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import { FlowSteps } from './flow-steps.tsx';
import { type UnitPlace, useAct, useUnitFlows, useWorkflows } from './use-flows.ts';

export interface UnitFlowsProps {
  readonly place: UnitPlace;
  readonly timeZone: string;
  readonly button: string;
  /** Only this one. */
  readonly workflow?: string;
}

export const UnitFlows = ({ place, timeZone, button, workflow: only }: UnitFlowsProps) => {
  const { t } = useTranslation('workflow');
  const workflows = useWorkflows(place.campaign);
  const query = useUnitFlows(place);
  if (query.isError && query.data === undefined && workflows.size > 0)
    return <p className="w-none">{t('offline')}</p>;
  const { flows = [], mayStart = [], people = {}, today = '' } = query.data ?? {};
  const shown = flows.filter(({ workflow, end }) =>
    only === undefined ? end !== 'withdrawn' : workflow === only,
  );
  return (
    <>
      {shown.map((flow) => {
        const workflow = workflows.get(flow.workflow);
        return (
          workflow && (
            <section className="w-flow" key={flow.workflow}>
              <Head workflow={workflow} flow={flow} />
              <FlowSteps
                key={flow.revision}
                {...{ place, workflow, flow, people, timeZone, today, button }}
              />
            </section>
          )
        );
      })}
      {only === undefined && mayStart.length > 0 && (
        <Start place={place} workflows={mayStart.flatMap((id) => workflows.get(id) ?? [])} button={button} />
      )}
    </>
  );
};

const Head = ({ workflow, flow }: { readonly workflow: Workflow; readonly flow: FlowState }) => {
  const { t } = useTranslation('workflow');
  const { text } = useFormats();
  const end = workflow.ends.find(({ id }) => id === flow.end);
  const at = workflow.steps.findIndex(({ id }) => id === flow.at) + 1;
  return (
    <header>
      <h3>{text(workflow.title)}</h3>
      <small>
        {isRunning(flow)
          ? t('stands', { at, of: workflow.steps.length })
          : end
            ? text(end.title)
            : t('withdrawn')}
      </small>
    </header>
  );
};

const Start = ({
  place,
  workflows,
  button,
}: {
  readonly place: UnitPlace;
  readonly workflows: readonly Workflow[];
  readonly button: string;
}) => {
  const { t } = useTranslation('workflow');
  const { text } = useFormats();
  const problemText = useProblemText();
  const act = useAct(place);
  const [id] = useState(() => uuidV7(Date.now()));
  const [note, setNote] = useState('');
  const send = (workflow: string) =>
    act.mutate({ id, start: workflow, ...(note.trim().length >= 2 ? { note: note.trim() } : {}) });
  return (
    <details className="w-others w-start">
      <summary>{t('start')}</summary>
      <label className="w-field">
        <span>{t('startWhy')}</span>
        <textarea rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      {act.isError && (
        <p className="w-missing" role="alert">
          {problemText(act.error)}
        </p>
      )}
      <div>
        {workflows.map(({ id: workflow, title }) => (
          <button
            key={workflow}
            type="button"
            className={button}
            disabled={act.isPending}
            onClick={() => send(workflow)}
          >
            {text(title)}
          </button>
        ))}
      </div>
    </details>
  );
};
