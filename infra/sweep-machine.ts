/**
 * What is due is begun by a machine of its own: it asks a function what that is, and starts the state machine of each. So no function may
 * start anything, and no deadline is longer than one function may run.
 */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { product } from './runbook.ts';
import { addMachine, machineArn } from './state-machine.ts';

/** ARNs of machines by the kind of work that they do (functions/use-cases/fan-out/what-is-due.ts). */
export interface Machines {
  readonly calendar: string;
  readonly gates: string;
  readonly seal: string;
}

export interface SweepMachineProps {
  /** Has the step `due`. */
  readonly fn: IFunction;
  readonly machines: Machines;
  readonly alarms: ITopic;
}

/** The next sweep comes soon: some tries over a minute and a half are enough. */
const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 3 }];

const titled = (kind: string) => `Start${kind[0]?.toUpperCase()}${kind.slice(1)}`;

/** The states in Amazon States Language; `start` is the integration that starts executions and waits for nothing. */
export const sweepStatesOf = (fn: string, start: string, machines: Machines) => {
  const kinds = Object.entries(machines);
  const starts = kinds.map(([kind, stateMachine]) => [
    titled(kind),
    {
      Type: 'Task',
      Resource: start,
      Parameters: { StateMachineArn: stateMachine, 'Input.$': '$' },
      Retry: retry,
      End: true,
    },
  ]);
  return {
    StartAt: 'Due',
    States: {
      Due: {
        Type: 'Task',
        Resource: fn,
        Parameters: { step: 'due', 'event.$': '$$.Execution.Input' },
        TimeoutSeconds: 240,
        Retry: retry,
        Next: 'Begin',
      },
      Begin: {
        Type: 'Map',
        ItemsPath: '$.due',
        MaxConcurrency: 10,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'Which',
          States: {
            Which: {
              Type: 'Choice',
              Choices: kinds.map(([kind]) => ({
                Variable: '$.kind',
                StringEquals: kind,
                Next: titled(kind),
              })),
            },
            ...Object.fromEntries(starts),
          },
        },
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
  };
};

export class SweepMachine extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { fn, machines, alarms }: SweepMachineProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const name = 'sweep';
    this.arn = machineArn(stack, name);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['states:StartExecution'], resources: Object.values(machines) }),
    );
    const start = `arn:${stack.partition}:states:::states:startExecution`;
    const definition = sweepStatesOf(fn.functionArn, start, machines);
    const says = `${product}-${name} could not begin what is due.`;
    addMachine(this, { name, role, definition, says, alarms });
  }
}
