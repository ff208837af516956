/**
 * Background on AWS, every few minutes: what is due and has no schedule of its own, because it was decided while a campaign ran, is begun
 * by a state machine (decision 0007); extensions and notices are seen to by a function. Deadlines hold without either (G1).
 */
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { settingNames } from '#functions/settings.ts';
import { bundling } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import type { DeadlineStack } from './deadline-stack.ts';
import { product } from './runbook.ts';
import { scheduleRole, type Woken } from './schedule-role.ts';
import { SweepMachine } from './sweep-machine.ts';
import { WatchedFunction } from './watched-function.ts';

export interface BackgroundStackProps extends StackProps {
  readonly data: DataStack;
  readonly alarms: ITopic;
  readonly deadlines: Pick<DeadlineStack, 'freeze' | 'machines'>;
}

/** Half of the least notice that a change of the calendar gives (C22). */
export const sweepMinutes = 5;

export class BackgroundStack extends Stack {
  readonly #group: CfnScheduleGroup;

  constructor(scope: Construct, id: string, { data, alarms, deadlines, ...props }: BackgroundStackProps) {
    super(scope, id, props);
    this.#group = new CfnScheduleGroup(this, 'Sweeps', { name: `${product}-sweeps` });
    const background = new WatchedFunction(this, 'BackgroundFunction', {
      name: 'background',
      alarms,
      bundling,
      unattended: true,
      memoryMb: 1769,
      timeout: Duration.minutes(15),
      settings: {
        [settingNames.table]: data.table.tableName,
        [settingNames.noticeSecretName]: data.noticeSecret.secretArn,
      },
    });
    background.allow(
      [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
      ],
      [data.table.tableArn],
    );
    background.allow(['secretsmanager:GetSecretValue'], [data.noticeSecret.secretArn]);
    const { freeze, machines } = deadlines;
    const due = new SweepMachine(this, 'SweepMachine', { fn: freeze.fn, machines, alarms });
    this.#sweep('Background', background, {
      arn: background.fn.functionArn,
      action: 'lambda:InvokeFunction',
    });
    this.#sweep('Due', background, { arn: due.arn, action: 'states:StartExecution' });
    new CfnOutput(this, 'SweepMachineArn', { value: due.arn });
    new CfnOutput(this, 'BackgroundFunctionName', { value: background.fn.functionName });
    new CfnOutput(this, 'BackgroundDeadLettersUrl', { value: background.deadLetters?.queueUrl ?? '' });
  }

  /** Not tried again: the next one comes soon. */
  #sweep(name: string, { deadLetters }: WatchedFunction, woken: Woken): void {
    if (!deadLetters) throw new Error(`${name} has no queue for what fails`);
    const role = scheduleRole(this, `${name}Sweep`, this.#group, woken, deadLetters);
    const schedule = new CfnSchedule(this, `Every-${name}`, {
      name: `${product}-${name.toLowerCase()}`,
      groupName: this.#group.ref,
      description: `${name}: whatever is due`,
      scheduleExpression: `rate(${sweepMinutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: woken.arn,
        roleArn: role.roleArn,
        input: JSON.stringify({ sweep: true }),
        retryPolicy: { maximumEventAgeInSeconds: sweepMinutes * 60, maximumRetryAttempts: 0 },
        deadLetterConfig: { arn: deadLetters.queueArn },
      },
    });
    schedule.node.addDependency(role);
  }
}
