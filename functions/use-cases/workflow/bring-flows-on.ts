/**
 * What happens to flows by themselves after their units have changed, or a day has passed: units enter and leave, due dates are
 * worked out anew, and what is overdue is told like what checks find (K65, K66).
 */
import type { Hit } from '#forms/checks/check.ts';
import type { Dossier, DossierContext } from '#forms/dossier/dossier.ts';
import type { CompiledWorkflow } from '#forms/workflows/compile-workflows.ts';
import { duesOf, nextOverdue } from '#forms/workflows/due.ts';
import { byItself, type Flow } from '#forms/workflows/flow.ts';
import { lateChecks, lateHits } from '#forms/workflows/overdue.ts';
import type { Ports } from '../../ports.ts';
import type { Family } from '../../store/dossiers.ts';
import type { VillagePlace } from '../../store/findings.ts';
import { flowsOfUnit, flowWrites, type StoredFlow } from '../../store/flows.ts';
import { gatesOfVillage } from '../../store/village.ts';
import { notClosedForGood } from '../gate-open-still.ts';

type Needs = Pick<Ports, 'table' | 'clock'>;

export interface FlowsBrought {
  /** Steps that are overdue. */
  readonly late: readonly Hit[];
  /** Checks of workflows whose gate is closed for good: their findings stay as they are (K69). */
  readonly resting: ReadonlySet<string>;
}

export const bringFlowsOn =
  (
    place: VillagePlace,
    families: readonly Family[],
    workflows: readonly CompiledWorkflow[],
    context: DossierContext,
  ) =>
  async (ports: Needs): Promise<FlowsBrought> => {
    if (workflows.length === 0) return { late: [], resting: new Set() };
    const gates = await gatesOfVillage(ports.table, place.campaign, place.village);
    const closed = new Set(gates.filter(({ right }) => right === 'none').map((gate) => gate.questionnaire));
    const isResting = ({ workflow: { about } }: CompiledWorkflow): boolean => closed.has(about);
    const awake = workflows.filter((one) => !isResting(one));
    const late: Hit[] = [];
    for (const dossier of families.flatMap(({ dossiers }) => dossiers))
      late.push(...(await bringOn(place, dossier, awake, context, ports)));
    const restingChecks = workflows.filter(isResting).flatMap(({ workflow }) => lateChecks(workflow));
    return { late, resting: new Set(restingChecks.map(({ id }) => id)) };
  };

/** Somebody may move a flow between reading and writing: then it is read again. */
const rounds = 5;

const bringOn = async (
  place: VillagePlace,
  dossier: Dossier,
  workflows: readonly CompiledWorkflow[],
  context: DossierContext,
  { table, clock }: Needs,
): Promise<readonly Hit[]> => {
  const own = workflows.filter(({ workflow }) => workflow.unit === dossier.unit.kind);
  if (own.length === 0) return [];
  for (let round = 0; round < rounds; round += 1) {
    const stored = await flowsOfUnit(table, place, dossier.unit.id);
    const brought = own.map((compiled) => {
      const before = stored.find(({ flow }) => flow.workflow === compiled.workflow.id);
      return { compiled, before, after: broughtOn(compiled, dossier, before?.flow, context, clock.now()) };
    });
    let met = false;
    for (const { compiled, before, after } of brought) {
      if (after === undefined || isSame(before, after, context.today)) continue;
      const head = dossier.parent?.unit.id ?? dossier.unit.id;
      const writes = flowWrites({ ...place, head }, before, after, context.today);
      const outcome = await table.transact([notClosedForGood(place, compiled.workflow.about), ...writes]);
      met ||= outcome !== 'done';
    }
    if (!met)
      return brought.flatMap(({ compiled, after }) =>
        after === undefined ? [] : lateHits(compiled.workflow, after, context.today),
      );
  }
  throw new Error(`flows of ${dossier.unit.id} were changed by others ${rounds} times`);
};

const broughtOn = (
  compiled: CompiledWorkflow,
  dossier: Dossier,
  before: Flow | undefined,
  context: DossierContext,
  now: number,
): Flow | undefined => {
  const about = { dossier, context };
  const isToEnter = compiled.starts?.(about) ?? false;
  const flow = byItself(compiled.workflow, dossier.unit.id, before, isToEnter, now);
  return flow && { ...flow, dues: duesOf(compiled, flow, about) };
};

const isSame = (before: StoredFlow | undefined, after: Flow, today: string): boolean =>
  before !== undefined &&
  before.flow.revision === after.revision &&
  before.wakeOn === nextOverdue(after.dues, today) &&
  JSON.stringify(before.flow.dues) === JSON.stringify(after.dues);
