/**
 * Checks on AWS: the table's stream tells of units that were marked as changed, and one function looks at them. A mark that it
 * could not deal with stays in the table, and the next acceptance in its village, or a full run, comes back to it.
 */
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { settingNames } from '#functions/settings.ts';
import { bundling } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import { tellOfItems } from './table-stream.ts';
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
    const watched = new WatchedFunction(this, 'CheckFunction', {
      name: 'check',
      alarms,
      bundling,
      unattended: true,
      memoryMb: 1769,
      timeout: Duration.minutes(10),
      settings: { [settingNames.table]: data.table.tableName },
    });
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
    tellOfItems(this, 'Marks', {
      data,
      watched,
      prefix: markPrefix,
      // A household's papers come one after another, and a village is looked at as a whole.
      batchSize: 1000,
      maxBatchingWindow: Duration.seconds(20),
    });
    new CfnOutput(this, 'CheckFunctionName', { value: watched.fn.functionName });
    new CfnOutput(this, 'CheckDeadLettersUrl', { value: watched.deadLetters?.queueUrl ?? '' });
  }
}
