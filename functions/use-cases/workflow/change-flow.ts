/** What people do to flows: send a unit in, and do steps. Each counts once, however often it is sent (K67). */
import { type Person, type Role, rolesFor } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { MoveFlow, StartFlow, UnitFlowsReply } from '#forms/wire/workflows.ts';
import type { CompiledWorkflow } from '#forms/workflows/compile-workflows.ts';
import { duesOf, isMet } from '#forms/workflows/due.ts';
import { afterMove, entered, type Flow, isRunning } from '#forms/workflows/flow.ts';
import { stepOf } from '#forms/workflows/workflow.ts';
import type { Ports } from '../../ports.ts';
import type { Campaign } from '../../store/campaign.ts';
import { flowWrites } from '../../store/flows.ts';
import * as keys from '../../store/keys.ts';
import { campaignFor } from '../access.ts';
import { fileIsKept } from '../answer-blobs.ts';
import { auditWrite } from '../audit.ts';
import { notClosedForGood } from '../gate-open-still.ts';
import { type FlowWorld, readFlowWorld, storedFlow } from './flow-world.ts';
import { shownFlows, type UnitWanted } from './read-flows.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'dice' | 'checking'>;
type Reply = Result<Omit<UnitFlowsReply, 'people'>, Problem>;

/** A change that somebody wants, worked out against the unit as it was just read. */
interface Change {
  readonly compiled: CompiledWorkflow;
  readonly verb: 'workflow.start' | 'workflow.move';
  readonly after: Flow;
  readonly why: string;
  /** A file that must be there. */
  readonly file?: string;
}
/** `done`: it was done before, by the same request. */
type WorkOut = (world: FlowWorld, roles: readonly Role[]) => Result<Change | 'done', Problem>;

/** Somebody may change it between reading and writing; then it is looked at again. */
const rounds = 4;

const changeFlow =
  (person: Person, wanted: UnitWanted & { readonly id: string }, workOut: WorkOut) =>
  async (ports: Needs): Promise<Reply> => {
    const { campaign, area, unit } = wanted;
    const found = await campaignFor(person, 'workflow.move', campaign, area, ports.table);
    if (!found.ok) return found;
    for (let round = 0; round < rounds; round += 1) {
      const world = await readFlowWorld(found.value, area, unit, ports);
      if (!world.ok) return world;
      const change = workOut(world.value, rolesFor(person, 'workflow.move', area));
      if (!change.ok) return change;
      if (change.value === 'done') return ok(shownFlows(person, world.value, ports.clock.now()));
      const outcome = await write(person, world.value, wanted.id, change.value, ports);
      if (outcome === 'done') return shownAgain(person, found.value, wanted, ports);
      if (outcome !== 'busy' && outcome.refused === 0) {
        const questionnaire = change.value.compiled.workflow.about;
        return refuse(problem('gate-closed', { why: 'closed', questionnaire }));
      }
      const { file } = change.value;
      if (file !== undefined && outcome !== 'busy' && outcome.refused === 1)
        return refuse(problem('files-missing', { files: [file] }));
    }
    return refuse(problem('busy', { seconds: 5 }));
  };

const write = async (
  person: Person,
  { place, dossier, context, stored }: FlowWorld,
  id: string,
  { compiled, verb, after, why, file }: Change,
  ports: Needs,
) => {
  const { campaign, village, head } = place;
  const { unit, workflow } = after;
  const before = stored.find(({ flow }) => flow.workflow === workflow);
  const flow = { ...after, dues: duesOf(compiled, after, { dossier, context }) };
  const outcome = await ports.table.transact([
    notClosedForGood(place, compiled.workflow.about),
    ...(file === undefined ? [] : [fileIsKept(campaign, village, file)]),
    ...flowWrites(place, before, flow, context.today),
    // What was overdue is looked at with everything else of the unit.
    { put: { ...keys.recheckKey(campaign, village, head), submission: id } },
    auditWrite(person, { campaign, verb, on: `${village}/${unit}/${workflow}`, why }, ports),
  ]);
  if (outcome === 'done') ports.checking?.changed(campaign, village);
  return outcome;
};

const shownAgain = async (
  person: Person,
  campaign: Campaign,
  { area, unit }: UnitWanted,
  ports: Needs,
): Promise<Reply> => {
  const world = await readFlowWorld(campaign, area, unit, ports);
  return world.ok ? ok(shownFlows(person, world.value, ports.clock.now())) : world;
};

const workflowIn = ({ workflows }: FlowWorld, id: string): Result<CompiledWorkflow, Problem> => {
  const compiled = workflows.find(({ workflow }) => workflow.id === id);
  return compiled ? ok(compiled) : refuse(problem('no-such-workflow', { workflow: id }));
};

const wasDone = (flow: Flow | undefined, id: string): boolean =>
  flow?.history.some((entry) => entry.id === id) === true;

const refused = (why: string): Result<never, Problem> => refuse(problem('step-refused', { why }));

/** Sends a unit in by hand, or again after an end. */
export const startFlow = (person: Person, wanted: UnitWanted, { id, workflow, note }: StartFlow) =>
  changeFlow(person, { ...wanted, id }, (world, roles) => {
    const compiled = workflowIn(world, workflow);
    if (!compiled.ok) return compiled;
    const before = storedFlow(world, workflow)?.flow;
    if (wasDone(before, id)) return ok('done');
    const who = compiled.value.workflow.startedBy ?? [];
    if (!roles.some((role) => who.includes(role))) return refuse(problem('not-your-step', { who }));
    if (before !== undefined && isRunning(before)) return refused('running');
    const entry = { id, by: person.id, ...(note === undefined ? {} : { note }) };
    const after = entered(compiled.value.workflow, wanted.unit, before, entry, world.context.now);
    return ok({ compiled: compiled.value, verb: 'workflow.start', after, why: after.at });
  });

/** Does the step that the unit stands at, or leaves it another way. */
export const moveFlow = (
  person: Person,
  wanted: UnitWanted & { readonly workflow: string },
  { revision, ...move }: MoveFlow,
) =>
  changeFlow(person, { ...wanted, id: move.id }, (world, roles) => {
    const { workflow } = wanted;
    const compiled = workflowIn(world, workflow);
    if (!compiled.ok) return compiled;
    const before = storedFlow(world, workflow)?.flow;
    if (before === undefined) return refuse(problem('no-such-flow', { unit: wanted.unit, workflow }));
    if (wasDone(before, move.id)) return ok('done');
    if (before.revision !== revision) return refuse(problem('flow-moved-on', { revision: before.revision }));
    const { dossier, context } = world;
    if (move.on !== undefined && move.on > context.today) return refused('in-future');
    const met = isMet(compiled.value, before.at, { dossier, context });
    const mover = { by: person.id, roles };
    const moved = afterMove(compiled.value.workflow, before, move, mover, met, context.now);
    if (!moved.ok && moved.refusal === 'wrong-role') {
      const who = stepOf(compiled.value.workflow, before.at)?.who ?? [];
      return refuse(problem('not-your-step', { who }));
    }
    if (!moved.ok) return refused(moved.refusal);
    return ok({
      ...{ compiled: compiled.value, verb: 'workflow.move', after: moved.value },
      why: `${before.at} > ${move.to}`,
      ...(move.file === undefined ? {} : { file: move.file }),
    });
  });
