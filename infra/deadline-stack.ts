/**
 * Deadlines on AWS: one schedule for each instant that the packs' calendars name and that lies ahead, and the functions
 * they and changes of calendars work with, each under a state machine that spreads a campaign of any size over many calls. A deadline holds without them (G1):
 * they move the gates on and make the seals.
 */
import { createHash } from 'node:crypto';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Deadline } from '#forms/campaign/calendar.ts';
import { settingNames } from '#functions/settings.ts';
import { AnnexFunction } from './annex-function.ts';
import { bundling } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import type { PackCalendar } from './pack-calendar.ts';
import { product } from './runbook.ts';
import { scheduleRole } from './schedule-role.ts';
import { allowSealing, sealingSettings } from './sealing.ts';
import { DeadlineMachine, type Steps } from './state-machine.ts';
import type { Machines } from './sweep-machine.ts';
import { WatchedFunction } from './watched-function.ts';

export interface DeadlineStackProps extends StackProps {
  readonly data: DataStack;
  readonly alarms: ITopic;
  readonly calendars: readonly PackCalendar[];
  readonly now: number;
}

/** Behind `cut`: use-cases/fan-out has what each does. A seal closes gates first, because it needs them closed. */
const freezeSteps: Steps = [{ step: 'freeze', each: true }, { step: 'end' }];
const sealSteps: Steps = [
  { step: 'freeze', each: true },
  { step: 'begin' },
  { step: 'seal', each: true },
  { step: 'write' },
  { step: 'verify', each: true },
  { step: 'end' },
];

/** G31: gates before the campaign, and once more behind it. */
const calendarSteps: Steps = [
  { step: 'before', each: true },
  { step: 'give' },
  { step: 'after', each: true },
  { step: 'end' },
];

export class DeadlineStack extends Stack {
  readonly #group: CfnScheduleGroup;
  /** For the sweep: who knows what is due, and who does it. */
  readonly freeze: WatchedFunction;
  readonly machines: Machines;

  constructor(scope: Construct, id: string, { data, alarms, calendars, now, ...props }: DeadlineStackProps) {
    super(scope, id, props);
    this.#group = new CfnScheduleGroup(this, 'Schedules', { name: `${product}-deadlines` });
    const [freeze, seal, calendar] = [
      this.#freeze(data, alarms),
      this.#seal(data, alarms),
      this.#calendar(data, alarms),
    ];
    const machine = (id: string, name: string, { fn }: WatchedFunction, steps: Steps) =>
      new DeadlineMachine(this, id, { name, fn, steps, alarms });
    const [freezing, sealing, changing] = [
      machine('FreezeMachine', 'freeze', freeze, freezeSteps),
      machine('SealMachine', 'seal', seal, sealSteps),
      machine('CalendarMachine', 'calendar', calendar, calendarSteps),
    ];
    this.freeze = freeze;
    this.machines = { calendar: changing.arn, gates: freezing.arn, seal: sealing.arn };
    const called = {
      gates: this.#callable('Freeze', freeze, freezing),
      seal: this.#callable('Seal', seal, sealing),
    };
    new CfnOutput(this, 'CalendarFunctionName', { value: calendar.fn.functionName });
    new CfnOutput(this, 'CalendarMachineArn', { value: changing.arn });
    new AnnexFunction(this, 'Annexes', { data, alarms });
    for (const { campaign, deadlines } of calendars)
      for (const deadline of deadlines)
        if (deadline.at > now) this.#schedule(campaign, deadline, called[deadline.kind]);
  }

  #freeze(data: DataStack, alarms: ITopic): WatchedFunction {
    const fn = new WatchedFunction(this, 'FreezeFunction', {
      name: 'freeze',
      alarms,
      bundling,
      unattended: true,
      memoryMb: 1024,
      timeout: Duration.minutes(15),
      settings: { [settingNames.table]: data.table.tableName },
    });
    fn.allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], [data.table.tableArn]);
    return fn;
  }

  #calendar(data: DataStack, alarms: ITopic): WatchedFunction {
    const fn = new WatchedFunction(this, 'CalendarFunction', {
      name: 'calendar',
      alarms,
      bundling,
      memoryMb: 1024,
      timeout: Duration.minutes(15),
      settings: { [settingNames.table]: data.table.tableName },
    });
    fn.allow(
      ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
      [data.table.tableArn],
    );
    return fn;
  }

  #seal(data: DataStack, alarms: ITopic): WatchedFunction {
    const fn = new WatchedFunction(this, 'SealFunction', {
      name: 'seal',
      alarms,
      bundling,
      unattended: true,
      memoryMb: 2048,
      timeout: Duration.minutes(15),
      settings: sealingSettings(data),
    });
    fn.allow(
      ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem'],
      [data.table.tableArn],
    );
    allowSealing(fn, data);
    return fn;
  }

  /** What a schedule needs to start one machine. */
  #callable(name: string, { fn, deadLetters }: WatchedFunction, { arn }: DeadlineMachine): Callable {
    if (!deadLetters) throw new Error(`${name} has no queue for what fails`);
    const woken = { arn, action: 'states:StartExecution' } as const;
    const role = scheduleRole(this, `${name}Schedule`, this.#group, woken, deadLetters);
    new CfnOutput(this, `${name}FunctionName`, { value: fn.functionName });
    new CfnOutput(this, `${name}DeadLettersUrl`, { value: deadLetters.queueUrl });
    new CfnOutput(this, `${name}MachineArn`, { value: arn });
    return { target: arn, deadLetters: deadLetters.queueArn, role };
  }

  #schedule(campaign: string, { kind, id, at }: Deadline, { target, deadLetters, role }: Callable): void {
    const name = `${campaign}-${kind}-${id}`;
    const iso = new Date(at).toISOString();
    const schedule = new CfnSchedule(this, `At-${name}`, {
      name: scheduleName(name),
      groupName: this.#group.ref,
      description: `${campaign}: ${kind} ${id}`,
      scheduleExpression: `at(${iso.slice(0, 19)})`,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target,
        roleArn: role.roleArn,
        input: JSON.stringify({ campaign, kind, id, at: iso }),
        retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
        deadLetterConfig: { arn: deadLetters },
      },
    });
    schedule.node.addDependency(role);
  }
}

interface Callable {
  readonly target: string;
  readonly deadLetters: string;
  readonly role: Role;
}

/** At most 64 of `[0-9A-Za-z-_.]`; a name that must be cut stays its own by a piece of its hash. */
export const scheduleName = (name: string): string => {
  const plain = name.replace(/[^0-9A-Za-z\-_.]/g, '-');
  if (plain === name && name.length <= 64) return name;
  return `${plain.slice(0, 51)}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
};
