/**
 * A function is born watched: its role holds nothing but its own log, its log has an end, and its alarms exist from the first
 * deployment on. A function that is called on a schedule also gets a queue for what could not be done, with an alarm on it.
 */
import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { type BundlingOptions, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import * as z from 'zod';
import type { settingNames } from '#functions/settings.ts';
import { acknowledge } from './acknowledge.ts';
import { product, runbookLink } from './runbook.ts';

type SettingName = (typeof settingNames)[keyof typeof settingNames];
export type Settings = { readonly [Name in SettingName]?: string };

export interface WatchedFunctionProps {
  /** `freeze` is functions/lambdas/freeze.lambda.ts; alarms and articles of the runbook begin with it. */
  readonly name: string;
  readonly settings: Settings;
  readonly alarms: ITopic;
  readonly memoryMb: number;
  readonly timeout: Duration;
  readonly bundling: BundlingOptions;
  /** Called without anybody waiting: what fails to the end is kept in a queue. */
  readonly unattended?: boolean;
}

const projectRoot = new URL('../', import.meta.url).pathname;
/** China's Cybersecurity Law, article 21: network logs are kept for at least six months. */
export const logRetention = RetentionDays.SIX_MONTHS;

export class WatchedFunction extends Construct {
  readonly fn: NodejsFunction;
  readonly deadLetters?: Queue;
  readonly #role: Role;
  readonly #props: WatchedFunctionProps;

  constructor(scope: Construct, id: string, props: WatchedFunctionProps) {
    super(scope, id);
    this.#props = props;
    const logGroup = new LogGroup(this, 'Log', { retention: logRetention });
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    const deadLetters = props.unattended ? this.#queue() : undefined;
    if (deadLetters) this.deadLetters = deadLetters;
    this.fn = new NodejsFunction(this, 'Function', {
      entry: `${projectRoot}functions/lambdas/${props.name}.lambda.ts`,
      handler: 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb,
      timeout: props.timeout,
      role: this.#role,
      logGroup,
      environment: { ...props.settings },
      bundling: props.bundling,
      projectRoot,
      depsLockFilePath: `${projectRoot}package-lock.json`,
      awsSdkConnectionReuse: false,
      ...(deadLetters
        ? { retryAttempts: 2, maxEventAge: Duration.hours(6), onFailure: new SqsDestination(deadLetters) }
        : {}),
    });
    const period = Duration.minutes(1);
    this.#alarm('failing', this.fn.metricErrors({ period }), `${props.name} ended with an error.`);
    this.#alarm('throttled', this.fn.metricThrottles({ period }), `${props.name} was not allowed to run.`);
    if (deadLetters)
      this.#alarm(
        'dead-letters',
        deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
        `${props.name} was tried again and again and is still not done.`,
      );
  }

  /** Adds to the function's rights: every action by its full name. */
  allow(actions: readonly string[], resources: readonly string[]): void {
    this.#role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  /** Rights to every object of a bucket of another stack: objects have no names before they exist. */
  allowObjects(actions: readonly string[], bucket: IBucket): void {
    this.allow(actions, [bucket.arnForObjects('*')]);
    const exported = Stack.of(bucket).exportValue(bucket.bucketArn);
    const name = z.object({ 'Fn::ImportValue': z.string() }).parse(Stack.of(this).resolve(exported));
    const reason = `${actions.join(', ')} on whatever lies in this one bucket: keys are made while it runs.`;
    acknowledge(this.#role, `IAM5[Resource::${name['Fn::ImportValue']}/*]`, reason);
  }

  #queue(): Queue {
    const queue = new Queue(this, 'DeadLetters', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    acknowledge(
      queue,
      'SQS3',
      'It is a dead-letter queue itself, of asynchronous invocations and schedules.',
    );
    return queue;
  }

  #alarm(ending: string, metric: IMetric, says: string): void {
    const article = `${this.#props.name}-${ending}`;
    watch(this, article, { metric, says, topic: this.#props.alarms });
  }
}

export interface Watch {
  readonly metric: IMetric;
  readonly says: string;
  readonly topic: ITopic;
}

/** One datum above zero in one period is an alarm; its description ends with the article that tells what to do. */
export const watch = (scope: Construct, article: string, { metric, says, topic }: Watch): void => {
  const alarm = new Alarm(scope, article, {
    alarmName: `${product}-${article}`,
    alarmDescription: `${says} What to do: ${runbookLink(article)}`,
    metric,
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
};
