/** Runs a synthesised state machine here: as much of the Amazon States Language as ours use, with one function behind its tasks. */
import type { Resource } from './synthesise.ts';

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
}
interface State {
  readonly Type: 'Task' | 'Map' | 'Choice' | 'Succeed';
  readonly Next?: string;
  readonly End?: boolean;
  readonly ResultPath?: null;
  readonly Parameters?:
    | { readonly step: string; readonly 'event.$': string }
    | { readonly StateMachineArn: string; readonly 'Input.$': string };
  readonly Retry?: readonly Retrier[];
  readonly ItemsPath?: string;
  readonly ItemProcessor?: Machine & { readonly ProcessorConfig: { readonly Mode: string } };
  readonly Choices?: readonly {
    readonly Variable: string;
    readonly StringEquals: string;
    readonly Next: string;
  }[];
  readonly Default?: string;
}
export interface Machine {
  readonly StartAt: string;
  readonly States: { readonly [name: string]: State };
}

/** The definition, with whatever the template joins into it left out. */
export const machineOf = (resources: readonly Resource[], name: string): Machine => {
  const found = resources.find(
    ({ type, properties }) =>
      type === 'AWS::StepFunctions::StateMachine' && properties.StateMachineName === `xiangbiao-${name}`,
  );
  const text = found?.properties.DefinitionString as string | { 'Fn::Join': [string, unknown[]] };
  const parts = typeof text === 'string' ? [text] : text['Fn::Join'][1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'resource')).join('')) as Machine;
};

/** What a path names: `$`, `$.member`, or the execution's own input. */
const at = (path: string, data: unknown, input: unknown): unknown => {
  if (path === '$$.Execution.Input') return input;
  if (path === '$') return data;
  return (data as { readonly [name: string]: unknown })[path.slice(2)];
};

export interface TaskFailed {
  readonly error: string;
  readonly message?: string;
}
/** What the function behind a task gives, or how it failed. */
export type Called = (event: unknown) => Promise<{ readonly ok: unknown } | TaskFailed>;

/** A reply of a function that was started (bundles.ts). */
export const repliedAs = (
  reply: { readonly ok?: unknown; readonly error?: string; readonly message?: string } | undefined,
): { readonly ok: unknown } | TaskFailed =>
  reply?.error === undefined ? { ok: reply?.ok } : { error: reply.error, message: reply.message ?? '' };

export class ExecutionFailed extends Error {
  override readonly name = 'ExecutionFailed';
}

/** Retries without waiting, and at most `tries` times however many the machine would. */
export const execute = async (
  machine: Machine,
  input: unknown,
  call: Called,
  tries = 1,
  data: unknown = input,
): Promise<unknown> => {
  let name: string | undefined = machine.StartAt;
  let held = data;
  while (name !== undefined) {
    const state: State | undefined = machine.States[name];
    if (!state) throw new Error(`no state ${name}`);
    if (state.Type === 'Succeed') return held;
    if (state.Type === 'Choice') {
      const chosen: string | undefined = state.Choices?.find(
        ({ Variable, StringEquals }) => at(Variable, held, input) === StringEquals,
      )?.Next;
      name = chosen ?? state.Default;
      if (name === undefined) throw new ExecutionFailed('States.NoChoiceMatched');
      continue;
    }
    const result =
      state.Type === 'Task'
        ? await task(state, held, input, call, tries)
        : await each(
            (at(state.ItemsPath ?? '$', held, input) as readonly unknown[]).map((item) =>
              execute(state.ItemProcessor as Machine, input, call, tries, item),
            ),
          );
    if (state.ResultPath !== null) held = result;
    name = state.End ? undefined : state.Next;
  }
  return held;
};

/** All pieces are waited for, also beside one that failed. */
const each = async (pieces: readonly Promise<unknown>[]): Promise<readonly unknown[]> => {
  await Promise.allSettled(pieces);
  return Promise.all(pieces);
};

const task = async (
  { Parameters, Retry = [] }: State,
  data: unknown,
  input: unknown,
  call: Called,
  tries: number,
): Promise<unknown> => {
  if (!Parameters) throw new Error('a task without parameters');
  const event =
    'step' in Parameters
      ? { step: Parameters.step, event: at(Parameters['event.$'], data, input) }
      : { step: 'start', machine: Parameters.StateMachineArn, event: at(Parameters['Input.$'], data, input) };
  for (let tried = 0; ; tried++) {
    const outcome = await call(event);
    if ('ok' in outcome) return outcome.ok;
    const retrier = Retry.find(({ ErrorEquals }) =>
      [outcome.error, 'States.ALL'].some((name) => ErrorEquals.includes(name)),
    );
    if (tried >= Math.min(tries, retrier?.MaxAttempts ?? 0))
      throw new ExecutionFailed(`${event.step}: ${outcome.error} ${outcome.message ?? ''}`);
  }
};
