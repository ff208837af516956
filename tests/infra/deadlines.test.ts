import { describe, expect, test } from 'vitest';
import { leastNotice } from '#forms/campaign/gate.ts';
import { sweepMinutes } from '#infra/background-stack.ts';
import { scheduleName } from '#infra/deadline-stack.ts';
import { readPackCalendar } from '#infra/pack-calendar.ts';
import { listed, statementsOf } from './rights-of.ts';
import { appOf, beforeAll2022, type Resource, resourcesOf } from './synthesise.ts';

interface Schedule {
  readonly Name: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly FlexibleTimeWindow: { readonly Mode: string };
  readonly Target: {
    readonly Arn: unknown;
    readonly RoleArn: unknown;
    readonly Input: string;
    readonly RetryPolicy: object;
    readonly DeadLetterConfig: { readonly Arn: unknown };
  };
}

const schedulesOf = (resources: readonly Resource[]): readonly Schedule[] =>
  allSchedules(resources).filter(({ ScheduleExpression }) => ScheduleExpression.startsWith('at('));
const allSchedules = (resources: readonly Resource[]): readonly Schedule[] =>
  resources
    .filter(({ type }) => type === 'AWS::Scheduler::Schedule')
    .map(({ properties }) => properties as unknown as Schedule);

const bothPacks = { partition: 'aws', packs: 'township-2022,household-census' };

describe('schedules', () => {
  test.each(['aws', 'aws-cn'])('[N1] every deadline ahead has exactly one schedule, in %s', (partition) => {
    const schedules = schedulesOf(resourcesOf(appOf({ context: { ...bothPacks, partition } })));
    const wanted = ['township-2022', 'household-census']
      .map(readPackCalendar)
      .flatMap(({ campaign, deadlines }) =>
        deadlines
          .filter(({ at }) => at > beforeAll2022)
          .map(({ kind, id, at }) => ({ campaign, kind, id, at: new Date(at).toISOString() })),
      );
    expect(wanted.length).toBeGreaterThan(5);
    expect(schedules.map(({ Target }) => JSON.parse(Target.Input))).toEqual(wanted);
    expect(schedules.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(
      wanted.map(({ at }) => `at(${at.replace('.000Z', '')})`),
    );
    expect(new Set(schedules.map(({ Name }) => Name)).size).toBe(schedules.length);
  });

  test('[N1] a schedule is exact, in UTC, and tries again for a day', () => {
    for (const schedule of schedulesOf(resourcesOf(appOf({ context: bothPacks })))) {
      expect(schedule.ScheduleExpressionTimezone).toBe('UTC');
      expect(schedule.FlexibleTimeWindow).toEqual({ Mode: 'OFF' });
      expect(schedule.Target.RetryPolicy).toEqual({
        MaximumEventAgeInSeconds: 86_400,
        MaximumRetryAttempts: 185,
      });
    }
  });

  test('[N1] what has passed at the synthesis gets no schedule', () => {
    const { deadlines } = readPackCalendar('township-2022');
    const [first, second] = deadlines;
    const at = (now: number) =>
      schedulesOf(resourcesOf(appOf({ context: { partition: 'aws' }, now }))).length;
    expect(at((first?.at ?? 0) - 1)).toBe(deadlines.length);
    expect(at(first?.at ?? 0)).toBe(deadlines.length - 1);
    expect(at(second?.at ?? 0)).toBe(deadlines.length - 2);
    expect(at(Date.UTC(2026, 0, 1))).toBe(0);
  });

  test('[N1] gates go to freeze and seals to seal, each with its own role and queue', () => {
    const schedules = schedulesOf(resourcesOf(appOf({ context: bothPacks })));
    const called = (kind: string) =>
      new Set(
        schedules
          .filter(({ Target }) => JSON.parse(Target.Input).kind === kind)
          .map(({ Target }) => JSON.stringify([Target.Arn, Target.RoleArn, Target.DeadLetterConfig])),
      );
    expect([...called('gates')].join()).toMatch(
      /stateMachine:xiangbiao-freeze.*FreezeSchedule.*FreezeFunctionDeadLetters/,
    );
    expect([...called('seal')].join()).toMatch(
      /stateMachine:xiangbiao-seal.*SealSchedule.*SealFunctionDeadLetters/,
    );
    expect([called('gates').size, called('seal').size]).toEqual([1, 1]);
  });

  test('[N1] a long or odd name is cut and stays its own', () => {
    const long = 'a'.repeat(70);
    expect(scheduleName('township-gates-1')).toBe('township-gates-1');
    for (const name of [long, `${long}b`, 'seal 年度']) expect(scheduleName(name)).toMatch(/^[\w.-]{1,64}$/);
    expect(scheduleName(long)).not.toBe(scheduleName(`${long}b`));
    expect(scheduleName('seal 年')).not.toBe(scheduleName('seal 度'));
  });
});

describe('sweeps', () => {
  test.each(['aws', 'aws-cn'])('[N30] every five minutes, whatever the calendars say, in %s', (partition) => {
    const resources = resourcesOf(appOf({ context: { partition }, now: Date.UTC(2026, 0, 1) }));
    const sweeps = allSchedules(resources).filter(({ ScheduleExpression }) =>
      ScheduleExpression.startsWith('rate('),
    );
    expect(sweeps.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual([
      'rate(5 minutes)',
      'rate(5 minutes)',
    ]);
    expect(sweepMinutes * 60_000 * 2).toBeLessThanOrEqual(leastNotice);
    expect(
      sweeps.map(({ Target }) => JSON.stringify([Target.Arn, Target.RoleArn, Target.DeadLetterConfig])),
    ).toEqual([
      expect.stringMatching(/BackgroundFunction.*BackgroundSweep.*BackgroundFunctionDeadLetters/),
      expect.stringMatching(/stateMachine:xiangbiao-sweep.*DueSweep.*BackgroundFunctionDeadLetters/),
    ]);
    for (const { Target, FlexibleTimeWindow } of sweeps) {
      expect(JSON.parse(Target.Input)).toEqual({ sweep: true });
      expect([FlexibleTimeWindow.Mode, Target.RetryPolicy]).toEqual([
        'OFF',
        { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 0 },
      ]);
    }
  });

  test('[N30] no function may make or change a schedule', () => {
    const actions = statementsOf(resourcesOf(appOf({ context: bothPacks }))).flatMap(({ Action }) =>
      listed(Action),
    );
    expect(actions.filter((action) => action.startsWith('scheduler:'))).toEqual([]);
  });

  test('[N31] what writes notices knows whether they leave; only the background may read where to', () => {
    const leaving = (notices: string) =>
      resourcesOf(appOf({ context: { partition: 'aws', notices } }))
        .filter(
          ({ type, properties }) =>
            type === 'AWS::Lambda::Function' &&
            JSON.stringify(properties).includes('XIANGBIAO_NOTICES_LEAVE'),
        )
        .map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''));
    expect(leaving('no')).toEqual([]);
    expect(leaving('yes').sort()).toEqual(['ApiFunction', 'SubmitFunction']);
    const readers = resourcesOf(appOf({ context: bothPacks }))
      .filter(
        ({ type, properties }) =>
          type === 'AWS::IAM::Policy' && JSON.stringify(properties).includes('NoticeSecret'),
      )
      .map(({ id }) => id);
    expect(readers).toEqual([expect.stringMatching(/^BackgroundFunctionRole/)]);
  });
});

describe('what fails', () => {
  test('[N3] invocations that fail to the end are kept for two weeks', () => {
    const resources = resourcesOf(appOf({ context: bothPacks }));
    const configs = resources.filter(({ type }) => type === 'AWS::Lambda::EventInvokeConfig');
    expect(configs).toHaveLength(5);
    for (const { properties } of configs) {
      expect(properties.MaximumRetryAttempts).toBe(2);
      expect(JSON.stringify(properties.DestinationConfig)).toMatch(/DeadLetters/);
    }
    const queues = resources.filter(({ type }) => type === 'AWS::SQS::Queue');
    expect(queues.map(({ properties }) => properties.MessageRetentionPeriod)).toEqual(
      Array(5).fill(1_209_600),
    );
  });
});
