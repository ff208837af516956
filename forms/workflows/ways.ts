/** Whether a workflow's steps hang together: every one is reached, and from every one some end is (K61). */
import type { Workflow } from './workflow.ts';

export interface WayFault {
  readonly step: string;
  readonly code: 'unreachable-step' | 'step-without-end';
}

/** What is reached from `begins` over `ways`, the beginnings included. */
const reached = (begins: readonly string[], ways: ReadonlyMap<string, readonly string[]>): Set<string> => {
  const seen = new Set(begins);
  for (const one of seen) for (const next of ways.get(one) ?? []) seen.add(next);
  return seen;
};

export const wayFaults = ({ steps, ends }: Pick<Workflow, 'steps' | 'ends'>): readonly WayFault[] => {
  const forward = new Map(steps.map(({ id, next }) => [id, next]));
  const back = new Map<string, string[]>();
  for (const { id, next } of steps) for (const to of next) back.set(to, [...(back.get(to) ?? []), id]);
  const met = reached(
    steps.slice(0, 1).map(({ id }) => id),
    forward,
  );
  const ending = reached(
    ends.map(({ id }) => id),
    back,
  );
  return steps.flatMap(({ id }): readonly WayFault[] => {
    if (!met.has(id)) return [{ step: id, code: 'unreachable-step' }];
    return ending.has(id) ? [] : [{ step: id, code: 'step-without-end' }];
  });
};
