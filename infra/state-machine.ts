/**
 * A deadline of any size as a state machine: cut into pieces, every piece a function call of its own, many at once (a distributed
 * map), each tried for a day. Written out by hand, so that its role can do these calls and nothing else.
 */
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { product } from './runbook.ts';
import { watch } from './watched-function.ts';

/** Once, or for every piece. */
export type Steps = readonly { readonly step: string; readonly each?: boolean }[];

export interface DeadlineMachineProps {
  /** Of the machine, and of its alarm's article: `<name>-unfinished`. */
  readonly name: string;
  readonly fn: IFunction;
  /** Behind `cut`, which gives `{ outcome, pieces }`. */
  readonly steps: Steps;
  readonly alarms: ITopic;
}

/** Pieces at the same time. A new account may run ten functions at once, one of ours may have a thousand. */
const atOnce = 40;

/**
 * What fails is tried again for a day: after 20 s, doubled up to a quarter of an hour. What no second try mends is not tried again.
 */
const retry = [
  { ErrorEquals: ['SealFailed'], MaxAttempts: 0 },
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 20,
    BackoffRate: 2,
    MaxDelaySeconds: 900,
    MaxAttempts: 100,
  },
];

const titled = (step: string) => `${step[0]?.toUpperCase()}${step.slice(1)}`;

/** The states in Amazon States Language; `fn` is the function's ARN. */
export const statesOf = (fn: string, steps: Steps) => {
  const task = (step: string, event: string) => ({
    Type: 'Task',
    Resource: fn,
    Parameters: { step, 'event.$': event },
    TimeoutSeconds: 920,
    Retry: retry,
  });
  const names = steps.map(({ step }) => titled(step));
  const states = steps.map(({ step, each }, index) => {
    const after = names[index + 1];
    const next = { ResultPath: null, ...(after ? { Next: after } : { Next: 'Done' }) };
    if (!each) return { ...task(step, '$$.Execution.Input'), ...next };
    const piece = `${titled(step)}Piece`;
    return {
      Type: 'Map',
      ItemsPath: '$.pieces',
      MaxConcurrency: atOnce,
      Label: titled(step),
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: piece,
        States: { [piece]: { ...task(step, '$'), End: true } },
      },
      ...next,
    };
  });
  return {
    StartAt: 'Cut',
    States: {
      Cut: { ...task('cut', '$$.Execution.Input'), Next: 'AnythingToDo' },
      AnythingToDo: {
        Type: 'Choice',
        Choices: [{ Variable: '$.outcome', StringEquals: 'go', Next: names[0] }],
        Default: 'Done',
      },
      ...Object.fromEntries(states.map((state, index) => [names[index], state])),
      Done: { Type: 'Succeed' },
    },
  };
};

export class DeadlineMachine extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, fn, steps, alarms }: DeadlineMachineProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const stateMachineName = `${product}-${name}`;
    this.arn = machineArn(stack, name);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    const allow = (actions: string[], resources: string[]) =>
      role.addToPolicy(new PolicyStatement({ actions, resources }));
    allow(['lambda:InvokeFunction'], [fn.functionArn]);
    allow(['states:StartExecution'], [this.arn]);
    const children = ['/*', ':*'].map((all) =>
      stack.formatArn({
        service: 'states',
        resource: 'execution',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        resourceName: `${stateMachineName}${all}`,
      }),
    );
    allow(['states:DescribeExecution', 'states:StopExecution'], children);
    for (const child of children)
      acknowledge(
        role,
        `IAM5[Resource::${stack.resolve(child)}]`,
        'Executions of this one machine: a distributed map watches and stops its own, whose names are made while it runs.',
      );
    const says = `${stateMachineName} gave up before its work was done.`;
    addMachine(this, { name, role, definition: statesOf(fn.functionArn, steps), says, alarms });
  }
}

export interface MachineParts {
  readonly name: string;
  readonly role: Role;
  readonly definition: object;
  /** What its alarm says. */
  readonly says: string;
  readonly alarms: ITopic;
}

/** A named machine, born with its alarm. */
export const addMachine = (
  scope: Construct,
  { name, role, definition, says, alarms }: MachineParts,
): CfnStateMachine => {
  const stack = Stack.of(scope);
  const stateMachineName = `${product}-${name}`;
  const machine = new CfnStateMachine(scope, 'Machine', {
    stateMachineName,
    roleArn: role.roleArn,
    definitionString: stack.toJsonString(definition),
  });
  machine.node.addDependency(role);
  acknowledge(
    machine,
    'SF1',
    'An execution keeps every event for 90 days and its function logs what it did; writing it a third time needs rights on every log.',
  );
  acknowledge(
    machine,
    'SF2',
    'The China regions have no X-Ray for it; an execution keeps every step with its input and its error for 90 days.',
  );
  const metric = (metricName: string) =>
    new Metric({
      namespace: 'AWS/States',
      metricName,
      dimensionsMap: { StateMachineArn: machineArn(stack, name) },
      statistic: 'Sum',
      period: Duration.minutes(1),
    });
  watch(scope, `${name}-unfinished`, {
    metric: new MathExpression({
      expression: 'failed + timedOut + aborted',
      usingMetrics: {
        failed: metric('ExecutionsFailed'),
        timedOut: metric('ExecutionsTimedOut'),
        aborted: metric('ExecutionsAborted'),
      },
      period: Duration.minutes(1),
    }),
    says,
    topic: alarms,
  });
  return machine;
};

/** Machines are named, because a distributed map starts executions of the very machine whose role must allow it. */
export const machineArn = (stack: Stack, name: string): string =>
  stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName: `${product}-${name}`,
  });
