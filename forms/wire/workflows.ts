/** Shapes of workflows on the wire: what is written, where units are on their way, and what people do. */
import * as z from 'zod';
import type { Instant } from '../json.ts';
import type { AreaCode } from '../permission/area.ts';
import type { Flow, FlowEntry } from '../workflows/flow.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { keptFile, name, sentence, uuid } from './pieces.ts';
import type { People, Unit } from './shapes.ts';

const words = sentence(2, 1000);

/** `id` is made once on the device: sending again is harmless. */
export const startFlowShape = z.strictObject({ id: uuid, workflow: name, note: words.exactOptional() });
export type StartFlow = z.infer<typeof startFlowShape>;

export const moveFlowShape = z.strictObject({
  id: uuid,
  /** Of the flow that the person looked at. */
  revision: z.number().int().min(1),
  to: name,
  note: words.exactOptional(),
  /** When it was done. */
  on: z.iso.date().exactOptional(),
  file: keptFile.exactOptional(),
});
export type MoveFlow = z.infer<typeof moveFlowShape>;

export interface WorkflowsReply {
  readonly workflows: readonly Workflow[];
}

/** One unit on its way, for whoever is at it. */
export interface FlowState extends Flow {
  /** Whether the step may count as done now. */
  readonly met: boolean;
  /** Whether the person holds a role of the step. */
  readonly mayMove: boolean;
}

export interface UnitFlowsReply {
  readonly unit: Unit;
  readonly flows: readonly FlowState[];
  /** Workflows that the person may send the unit into. */
  readonly mayStart: readonly string[];
  readonly people: People;
  /** The campaign's date. */
  readonly today: string;
  readonly now: Instant;
}

/** A flow in a list: whom it is about, and the last thing that happened instead of its history. */
export interface ListedFlow extends Omit<Flow, 'history'> {
  readonly village: AreaCode;
  readonly unitName: string;
  readonly last: Pick<FlowEntry, 'at' | 'kind'>;
}

export interface FlowsReply {
  readonly flows: readonly ListedFlow[];
  readonly today: string;
  readonly now: Instant;
}
