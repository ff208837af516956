/** Procedures that a unit is in, such as one that the screening set off: known to the server alone, so without a network it says so. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Unit } from '#forms/wire/shapes.ts';
import { UnitFlows } from '../workflow/unit-flows.tsx';
import { useWorkflows } from '../workflow/use-flows.ts';
import { useField } from './field.tsx';

/** The phone keeps everything else itself; what only the server knows is remembered as long as the app is open. */
const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });

export const UnitProcedures = ({ unit }: { readonly unit: Unit }) => (
  <QueryClientProvider client={queries}>
    <Procedures unit={unit} />
  </QueryClientProvider>
);

const Procedures = ({ unit }: { readonly unit: Unit }) => {
  const { t } = useTranslation('workflow');
  const { campaign, village, timeZone, added } = useField();
  const workflows = useWorkflows(campaign.id);
  const isKnown = added.every(({ id }) => id !== unit.id);
  if (!isKnown || [...workflows.values()].every((workflow) => workflow.unit !== unit.kind)) return null;
  return (
    <>
      <div className="head">
        <h2>{t('title')}</h2>
      </div>
      <UnitFlows
        place={{ campaign: campaign.id, village: village.code, unit: unit.id }}
        timeZone={timeZone}
        button="btn"
      />
    </>
  );
};
