/**
 * Checks on AWS: the table's stream tells of units that were marked as changed, and one function looks at them. A mark that it
 * could not deal with stays in the table, and the next acceptance in its village, or a full run, comes back to it.
 */
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { settingNames } from '#functions/settings.ts';
import { bundling } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import { WatchedFunction } from './watched-function.ts';

export interface CheckStackProps extends StackProps {
  readonly data: DataStack;
  readonly alarms: ITopic;
}

/** How the sort keys of marks begin (functions/store/keys.ts). */
export const markPrefix = 'RECHECK#';

export class CheckStack extends Stack {
  constructor(scope: Construct, id: string, { data, alarms, ...props }: CheckStackProps) {
    super(scope, id, props);
    const stream = data.table.tableStreamArn;
    if (!stream) throw new Error('the table tells nobody of its changes');
    const watched = new WatchedFunction(this, 'CheckFunction', {
      name: 'check',
      alarms,
      bundling,
      unattended: true,
      memoryMb: 1769,
      timeout: Duration.minutes(10),
      settings: { [settingNames.table]: data.table.tableName },
    });
    const { fn, deadLetters } = watched;
    if (!deadLetters) throw new Error('check has no queue for what fails');
    watched.allow(
      [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ],
      [data.table.tableArn],
    );
    watched.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [stream],
    );
    new EventSourceMapping(this, 'Marks', {
      target: fn,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.or('INSERT', 'MODIFY'),
          dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(markPrefix) } } },
        }),
      ],
      // A household's papers come one after another, and a village is looked at as a whole.
      batchSize: 1000,
      maxBatchingWindow: Duration.seconds(20),
      retryAttempts: 10,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(deadLetters),
    });
    new CfnOutput(this, 'CheckFunctionName', { value: fn.functionName });
    new CfnOutput(this, 'CheckDeadLettersUrl', { value: deadLetters.queueUrl });
  }
}
